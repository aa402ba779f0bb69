"""Who may have what, and do what of administration by a role that Slack confirmed a moment ago (section 4 of the rules, ROLE-1)."""

from datetime import datetime, timedelta

from bot.policy.ids import UserId
from bot.policy.people.people import Actor, Identity, License, Person, Plan, Role
from bot.policy.values.reasons import reason
from bot.policy.values.results import Allowed, Denied

ROLE_MAX_AGE = timedelta(minutes=1)
"""Maximum age of a role that Slack confirmed, at the time of the act, the wait for the lock included."""
ROOM_REFUSALS = {
    Role.GUEST: Denied(reason("people.guest_has_no_room")),
    Role.EXTERNAL: Denied(reason("people.external_has_no_room")),
    Role.BOT: Denied(reason("people.app_has_no_room")),
}
HOST_ROLES = tuple(role for role in Role if role not in ROOM_REFUSALS)
OWNER_ROLES = (Role.PRIMARY_OWNER, Role.OWNER)
ROLE_NOT_CONFIRMED = Denied(reason("people.role_not_confirmed"))


def may_have_room(person: Person | Identity) -> Allowed | Denied:
    """Whether somebody may have a room at all (PMI-11, ROLE-1)."""
    return may_have_room_as(person.role, active=person.active)


def may_have_room_as(role: Role, *, active: bool) -> Allowed | Denied:
    """`may_have_room` for everybody of a role at once."""
    if not active:
        return Denied(reason("people.deactivated"))
    return ROOM_REFUSALS.get(role, Allowed())


def may_choose_number(person: Person) -> Allowed | Denied:
    """Only licensed people choose their own PMI (section 4 of the rules, ROLE-2)."""
    if person.license is License.LICENSED:
        return Allowed()
    return Denied(reason("people.number_needs_license"))


def may_choose_link(person: Person, plan: Plan) -> Allowed | Denied:
    """Licensed people on business, education and enterprise plans choose their personal link (section 4 of the rules)."""
    if person.license is not License.LICENSED:
        return Denied(reason("people.link_needs_license"))
    if plan not in (Plan.BUSINESS, Plan.EDUCATION, Plan.ENTERPRISE):
        return Denied(reason("people.link_needs_plan"))
    return Allowed()


def may_administer(actor: Actor, now: datetime) -> Allowed | Denied:
    """Whether somebody may manage account settings, licenses, groups and their admins, and read the audit."""
    if not actor.is_admin:
        return Denied(reason("people.not_admin"))
    return require_recent_role(actor, now)


def may_act_as_owner(actor: Actor, now: datetime) -> Allowed | Denied:
    """Whether somebody may change the plan, the approvals channel and the language of channel posts."""
    if actor.role not in OWNER_ROLES:
        return Denied(reason("people.not_owner"))
    return require_recent_role(actor, now)


def may_manage_room(actor: Actor, host: UserId, now: datetime) -> Allowed | Denied:
    """Whether somebody may replace the number of a host's room, suspend it and lift that: the host and admins (PMI-15, section 4 of the rules)."""
    if actor.user == host:
        return Allowed()
    if not actor.is_admin:
        return Denied(reason("people.not_your_room"))
    return require_recent_role(actor, now)


def require_recent_role(actor: Actor, now: datetime) -> Allowed | Denied:
    """Refuse unless Slack confirmed the role within `ROLE_MAX_AGE`, by whichever clock is behind (ROLE-1)."""
    confirmed = actor.role_confirmed_at
    return Allowed() if confirmed is not None and abs(now - confirmed) <= ROLE_MAX_AGE else ROLE_NOT_CONFIRMED
