"""Who may do what of administration (spec section 4), by a role that Slack confirmed a moment ago (ROLE-1)."""

from datetime import datetime, timedelta

from bot.policy.ids import UserId
from bot.policy.people.people import Actor, Role
from bot.policy.values.results import Allowed, Denied

ROLE_MAX_AGE = timedelta(minutes=1)
"""Maximum age of a role that Slack confirmed, at the time of the act, the wait for the lock included."""
OWNER_ROLES = (Role.PRIMARY_OWNER, Role.OWNER)
ROLE_NOT_CONFIRMED = Denied("I could not make sure of your role in Slack. Please try again.")


def may_administer(actor: Actor, now: datetime) -> Allowed | Denied:
    """Whether somebody may manage account settings, licenses, groups and their admins, and read the audit."""
    if not actor.is_admin:
        return Denied("Only owners and admins can do that.")
    return require_fresh_role(actor, now)


def may_act_as_owner(actor: Actor, now: datetime) -> Allowed | Denied:
    """Whether somebody may change the plan and the approvals channel."""
    if actor.role not in OWNER_ROLES:
        return Denied("Only owners can do that.")
    return require_fresh_role(actor, now)


def may_manage_room(actor: Actor, host: UserId, now: datetime) -> Allowed | Denied:
    """Whether somebody may replace the number of a host's room, suspend it and lift that: the host and admins (PMI-15, section 4)."""
    if actor.user == host:
        return Allowed()
    if not actor.is_admin:
        return Denied("Only owners and admins can change somebody else's meeting room.")
    return require_fresh_role(actor, now)


def require_fresh_role(actor: Actor, now: datetime) -> Allowed | Denied:
    """Refuse unless Slack confirmed the role within `ROLE_MAX_AGE`, by whichever clock is behind (ROLE-1)."""
    confirmed = actor.role_confirmed_at
    return Allowed() if confirmed is not None and abs(now - confirmed) <= ROLE_MAX_AGE else ROLE_NOT_CONFIRMED
