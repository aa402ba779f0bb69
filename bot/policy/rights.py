"""Who may do what of administration (spec section 4), by a role that Slack confirmed a moment ago (ROLE-1)."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from bot.policy.answers import Allowed, Denied
from bot.policy.changes import Change, ChangeMembers, ChangeSetting
from bot.policy.groups import GroupId
from bot.policy.judgements import Segment
from bot.policy.people import ADMIN_ROLES, Actor, Role, UserId
from bot.policy.resolution import Resolved, SettingsTree

ROLE_MAX_AGE = timedelta(minutes=1)
"""How old Slack's word on a role may be by the time of the act, the waiting for the lock included."""
OWNER_ROLES = (Role.PRIMARY_OWNER, Role.OWNER)
ROLE_NOT_CONFIRMED = Denied("I could not make sure of your role in Slack. Please try again.")


def may_administer(actor: Actor, now: datetime) -> Allowed | Denied:
    """Account settings, licenses, group admins, the order of groups, creating and deleting groups, reading the audit."""
    if not actor.is_admin:
        return Denied("Only owners and admins can do that.")
    return require_fresh_role(actor, now)


def may_act_as_owner(actor: Actor, now: datetime) -> Allowed | Denied:
    """The plan and the approvals channel."""
    if actor.role not in OWNER_ROLES:
        return Denied("Only owners can do that.")
    return require_fresh_role(actor, now)


def may_manage_room(actor: Actor, host: UserId, now: datetime) -> Allowed | Denied:
    """Replacing a number, suspending and lifting: one's own, or anybody's as an admin (PMI-15, section 4)."""
    if actor.user == host:
        return Allowed()
    if not actor.is_admin:
        return Denied("Only owners and admins can change somebody else's meeting room.")
    return require_fresh_role(actor, now)


def may_change(
    actor: Actor,
    change: Change,
    administers: frozenset[GroupId],
    tree: SettingsTree,
    affected: Iterable[Segment],
    now: datetime,
) -> Allowed | Denied:
    """Who may make a change or ask for it. `administers`: the groups of which the actor is group admin."""
    if actor.is_admin:
        return require_fresh_role(actor, now)
    if actor.role is not Role.MEMBER:
        return Denied("Only people of this workspace can do that.")
    match change:
        case ChangeSetting(None):
            return Denied("Only owners and admins can change account settings.")
        case ChangeSetting(group) | ChangeMembers(group) if group in administers:
            blocked = _higher_group_refusal(change, tree, affected)
            return blocked or require_fresh_role(actor, now)
        case ChangeSetting() | ChangeMembers():
            return Denied("Only the group's own admins, and owners and admins of the workspace, can change a group.")
        case _:
            return Denied("Only owners and admins can create, order and delete groups.")


def may_self_serve(self_service: Resolved, role: Role) -> Allowed | Denied:
    """`pmi_self_service` for number and link: where it is off, admins may still, and their license is asked as well."""
    if self_service.value or role in ADMIN_ROLES:
        return Allowed()
    return Denied("In your organisation, only admins can change a number or a personal link.")


def require_fresh_role(actor: Actor, now: datetime) -> Allowed | Denied:
    return (
        Allowed()
        if actor.role_confirmed_at is not None and abs(now - actor.role_confirmed_at) <= ROLE_MAX_AGE
        else ROLE_NOT_CONFIRMED
    )


def _higher_group_refusal(change: Change, tree: SettingsTree, affected: Iterable[Segment]) -> Denied | None:
    """A group admin may add only people who are in no group of higher priority (APP-1)."""
    if not isinstance(change, ChangeMembers):
        return None
    order = [group.id for group in tree.groups]
    higher_groups = frozenset(order[: order.index(change.group)]) if change.group in order else frozenset()
    joining = (segment for segment in affected if change.group not in segment.settings.groups)
    count = sum(len(segment.people) for segment in joining if segment.settings.groups & higher_groups)
    if not count:
        return None
    who = "One person is" if count == 1 else f"{count} people are"
    return Denied(f"{who} in a group that comes before this one; only owners and admins can add them.")
