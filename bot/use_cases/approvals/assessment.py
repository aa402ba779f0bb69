"""Assesses a change inside a transaction: may it be made, and what does it change for whom (APP-1)."""

from dataclasses import dataclass
from datetime import datetime

from bot.policy.approvals import changes
from bot.policy.approvals.changes import Change, ChangeMembers, ChangeSetting, CreateGroup, NamedPeople, OrderGroups
from bot.policy.approvals.impact import Assessment, Impact, Segment, assess, assessed_settings
from bot.policy.approvals.permissions import may_change
from bot.policy.approvals.validation import refusal
from bot.policy.ids import GroupId
from bot.policy.people.caller import Caller
from bot.policy.people.people import NO_ACCOUNT, Account
from bot.policy.settings.lock_resolution import SettingsTree
from bot.policy.values.reasons import reason
from bot.policy.values.results import Denied
from storage import Connection
from storage.meetings import meetings as meeting_store
from storage.people import people as people_store
from storage.settings import groups as group_store
from storage.settings import segments as segment_store
from storage.settings import settings as setting_store

NOT_OF_THIS_WORKSPACE = Denied(reason("approvals.not_of_this_workspace"))


@dataclass(frozen=True, slots=True)
class AssessedChange:
    """A valid change with its consequences as of now. `is_noop`: everything is so already."""

    account: Account
    tree: SettingsTree
    change: Change
    assessment: Assessment
    impact: Impact
    is_noop: bool = False


def assess_change(tx: Connection, caller: Caller, change: Change) -> AssessedChange | Denied:
    """Check rights first, so that nobody without them learns anything. One statement for people, one for meetings."""
    account = people_store.find_account(tx, caller.team)
    if account is None:
        return NO_ACCOUNT
    tree = setting_store.settings_tree(tx, account.id)
    administers = _administered_groups(tx, account, caller)
    allowed = may_change(caller.actor, change, administers, tree, (), caller.now)
    if denied := allowed if isinstance(allowed, Denied) else refusal(change, tree):
        return denied
    change = _normalised(tx, change)
    if _is_noop(change, tree):
        return AssessedChange(account, tree, change, assess(change, tree, ()), Impact(), is_noop=True)
    segments = segment_store.segments(tx, account.id, changes.affected_people(change), assessed_settings(change, tree))
    allowed = may_change(caller.actor, change, administers, tree, segments, caller.now)
    if denied := allowed if isinstance(allowed, Denied) else _outsiders(change, segments):
        return denied
    return _assessed(tx, account, tree, change, segments, caller.now)


def _administered_groups(tx: Connection, account: Account, caller: Caller) -> frozenset[GroupId]:
    """Of group admins only: owners and admins may do what they may by their role."""
    return frozenset() if caller.actor.is_admin else group_store.administered_by(tx, account.id, caller.user)


def _outsiders(change: Change, segments: list[Segment]) -> Denied | None:
    """Refuse ids of people of other workspaces (section 12 of the rules)."""
    affected = changes.affected_people(change)
    found = sum(len(segment.people) for segment in segments)
    return NOT_OF_THIS_WORKSPACE if isinstance(affected, NamedPeople) and found != len(affected.people) else None


def _assessed(
    tx: Connection, account: Account, tree: SettingsTree, change: Change, segments: list[Segment], now: datetime
) -> AssessedChange:
    assessment = assess(change, tree, segments)
    losing = assessment.losing_pmi
    meetings = meeting_store.total_on_pmi(tx, losing, now) if losing else 0
    return AssessedChange(account, tree, change, assessment, Impact(len(assessment.changed), meetings))


def _normalised(tx: Connection, change: Change) -> Change:
    if not isinstance(change, ChangeMembers):
        return change
    return changes.normalised(change, group_store.members_among(tx, change.group, change.add | change.remove))


def _is_noop(change: Change, tree: SettingsTree) -> bool:
    match change:
        case ChangeSetting(state=state):
            return changes.precondition(change, tree) == state
        case OrderGroups(order):
            return changes.precondition(change, tree) == order
        case ChangeMembers(_, add, remove):
            return not (add or remove)
        case CreateGroup() | _:
            return False
