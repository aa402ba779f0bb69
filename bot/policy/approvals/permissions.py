"""Who may make or ask for a change, decide a request, withdraw it, or remind of it (section 4 of the rules, APP-1, APP-4, APP-5)."""

from collections.abc import Iterable
from datetime import datetime

from bot.policy.approvals.changes import Change, ChangeMembers, ChangeSetting
from bot.policy.approvals.impact import Segment
from bot.policy.approvals.requests import REMIND_EVERY, ApprovalRequest
from bot.policy.ids import GroupId
from bot.policy.people.people import Actor, Role
from bot.policy.people.permissions import may_administer, require_recent_role
from bot.policy.settings.lock_resolution import SettingsTree
from bot.policy.values.reasons import reason
from bot.policy.values.results import Allowed, Denied


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
        return require_recent_role(actor, now)
    if actor.role is not Role.MEMBER:
        return Denied(reason("approvals.not_of_workspace"))
    match change:
        case ChangeSetting(None):
            return Denied(reason("approvals.not_admin_of_account"))
        case ChangeSetting(group) | ChangeMembers(group) if group in administers:
            blocked = _higher_group_refusal(change, tree, affected)
            return blocked or require_recent_role(actor, now)
        case ChangeSetting() | ChangeMembers():
            return Denied(reason("approvals.not_admin_of_group"))
        case _:
            return Denied(reason("approvals.not_admin_of_groups"))


def _higher_group_refusal(change: Change, tree: SettingsTree, affected: Iterable[Segment]) -> Denied | None:
    """A group admin may add only people who are in no group of higher priority (APP-1)."""
    if not isinstance(change, ChangeMembers):
        return None
    order = [group.id for group in tree.groups]
    higher_groups = frozenset(order[: order.index(change.group)]) if change.group in order else frozenset()
    joining = (segment for segment in affected if change.group not in segment.settings.groups)
    count = sum(len(segment.people) for segment in joining if segment.settings.groups & higher_groups)
    return Denied(reason("approvals.in_higher_group", count=count)) if count else None


def may_decide(actor: Actor, request: ApprovalRequest, now: datetime) -> Allowed | Denied:
    """Whether somebody may approve or reject: any owner or admin, but not their own request (APP-4)."""
    if isinstance(denied := may_administer(actor, now), Denied):
        return denied
    if actor.user == request.proposal.asked_by:
        return Denied(reason("approvals.own_request"))
    return Allowed()


def may_withdraw(actor: Actor, request: ApprovalRequest) -> Allowed | Denied:
    """Whether somebody may withdraw: only whoever asked, whatever their role is now."""
    if actor.user != request.proposal.asked_by:
        return Denied(reason("approvals.not_yours_to_withdraw"))
    return Allowed()


def may_remind(actor: Actor, request: ApprovalRequest, now: datetime) -> Allowed | Denied:
    """Whether somebody may press **“Remind approvers”**: only whoever asked, once a day at most (APP-5)."""
    if actor.user != request.proposal.asked_by:
        return Denied(reason("approvals.not_yours_to_remind"))
    if request.reminded_at is not None and now < request.reminded_at + REMIND_EVERY:
        return Denied(reason("approvals.reminded_already"))
    return Allowed()
