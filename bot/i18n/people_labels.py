"""What plans, licenses and roles are called on screen: the words are Zoom's and Slack's."""

from bot.i18n.messages import Message, say
from bot.i18n.messages import gettext_noop as N_
from bot.policy.people.people import License, Plan, Role

_PLANS: dict[Plan, Message] = {
    Plan.FREE: N_("Free"),
    Plan.PRO: N_("Pro"),
    Plan.BUSINESS: N_("Business"),
    Plan.EDUCATION: N_("Education"),
    Plan.ENTERPRISE: N_("Enterprise"),
}
_LICENSES: dict[License, Message] = {License.LICENSED: N_("Licensed"), License.BASIC: N_("Basic")}
_ROLES: dict[Role, Message] = {
    Role.PRIMARY_OWNER: N_("Primary owner"),
    Role.OWNER: N_("Owner"),
    Role.ADMIN: N_("Admin"),
    Role.MEMBER: N_("Member"),
    Role.GUEST: N_("Guest"),
    Role.BOT: N_("App"),
    Role.EXTERNAL: N_("From another company"),
}


def plan_label(plan: Plan) -> str:
    """What a plan is called, as a label of its own."""
    return say(_PLANS[plan])


def license_label(license_: License) -> str:
    """What a license is called, as a label of its own."""
    return say(_LICENSES[license_])


def role_label(role: Role) -> str:
    """What a role is called, as a label of its own."""
    return say(_ROLES[role])
