"""Who may have what, and do what of administration by a role that Slack confirmed a moment ago (section 4 of the rules, ROLE-1)."""

from datetime import datetime, timedelta

from bot.policy.ids import UserId
from bot.policy.people.people import Actor, Identity, License, Person, Plan, Role
from bot.policy.values.results import Allowed, Denied

ROLE_MAX_AGE = timedelta(minutes=1)
"""Maximum age of a role that Slack confirmed, at the time of the act, the wait for the lock included."""
ROOM_REFUSALS = {
    Role.GUEST: Denied(
        "Guests have no personal meeting room of their own. You can join any meeting you are invited to;"
        " to have a room, ask an admin to make you a full member."
    ),
    Role.EXTERNAL: Denied(
        "Personal meeting rooms are for people of this workspace. You can join any meeting you are invited to."
    ),
    Role.BOT: Denied("Apps have no personal meeting room."),
}
HOST_ROLES = tuple(role for role in Role if role not in ROOM_REFUSALS)
OWNER_ROLES = (Role.PRIMARY_OWNER, Role.OWNER)
ROLE_NOT_CONFIRMED = Denied("I could not make sure of your role in Slack. Please try again.")


def may_have_room(person: Person | Identity) -> Allowed | Denied:
    """Whether somebody may have a room at all (PMI-11, ROLE-1)."""
    return may_have_room_as(person.role, active=person.active)


def may_have_room_as(role: Role, *, active: bool) -> Allowed | Denied:
    """`may_have_room` for everybody of a role at once."""
    if not active:
        return Denied("This Slack account is deactivated, so it has no personal meeting room.")
    return ROOM_REFUSALS.get(role, Allowed())


def may_choose_number(person: Person) -> Allowed | Denied:
    """Only licensed people choose their own PMI (section 4 of the rules, ROLE-2)."""
    if person.license is License.LICENSED:
        return Allowed()
    return Denied("Only licensed people can choose their number.")


def may_choose_link(person: Person, plan: Plan) -> Allowed | Denied:
    """Licensed people on business, education and enterprise plans choose their personal link (section 4 of the rules)."""
    if person.license is not License.LICENSED:
        return Denied("Only licensed people can choose their personal link.")
    if plan not in (Plan.BUSINESS, Plan.EDUCATION, Plan.ENTERPRISE):
        return Denied(f"Choosing a personal link is not part of the {plan} plan.")
    return Allowed()


def may_administer(actor: Actor, now: datetime) -> Allowed | Denied:
    """Whether somebody may manage account settings, licenses, groups and their admins, and read the audit."""
    if not actor.is_admin:
        return Denied("Only owners and admins can do that.")
    return require_recent_role(actor, now)


def may_act_as_owner(actor: Actor, now: datetime) -> Allowed | Denied:
    """Whether somebody may change the plan, the approvals channel and the language of channel posts."""
    if actor.role not in OWNER_ROLES:
        return Denied("Only owners can do that.")
    return require_recent_role(actor, now)


def may_manage_room(actor: Actor, host: UserId, now: datetime) -> Allowed | Denied:
    """Whether somebody may replace the number of a host's room, suspend it and lift that: the host and admins (PMI-15, section 4 of the rules)."""
    if actor.user == host:
        return Allowed()
    if not actor.is_admin:
        return Denied("Only owners and admins can change somebody else's meeting room.")
    return require_recent_role(actor, now)


def require_recent_role(actor: Actor, now: datetime) -> Allowed | Denied:
    """Refuse unless Slack confirmed the role within `ROLE_MAX_AGE`, by whichever clock is behind (ROLE-1)."""
    confirmed = actor.role_confirmed_at
    return Allowed() if confirmed is not None and abs(now - confirmed) <= ROLE_MAX_AGE else ROLE_NOT_CONFIRMED
