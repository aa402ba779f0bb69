"""Weighing a change inside a transaction: who asks, whether it can be made, and what it would do to whom (APP-1)."""

from dataclasses import dataclass
from datetime import datetime

from bot.policy import changes
from bot.policy.answers import Denied
from bot.policy.approvals import Impact
from bot.policy.change_faults import refusal
from bot.policy.changes import Change, ChangeMembers, CreateGroup, Named, OrderGroups, SetStand
from bot.policy.judgements import Crowd, Judgement, judge, settings_weighed
from bot.policy.people import Account, Actor, TeamId
from bot.policy.resolution import Layout
from bot.policy.rights import may_change
from bot.use_cases.administration import Administration
from storage import Connection
from storage import crowds as crowd_store
from storage import groups as group_store
from storage import people as people_store
from storage import settings as setting_store

NO_ACCOUNT = Denied("I do not know this workspace yet. Use /pmi once, then try again.")
STRANGER = Denied("Somebody in the list is not of this workspace.")


@dataclass(frozen=True, slots=True)
class Weighed:
    """A change that could be made, as things are now: what it leads to. `idle`: to nothing, everything is so already."""

    account: Account
    layout: Layout
    change: Change
    judgement: Judgement
    impact: Impact
    idle: bool = False


def weigh(
    tx: Connection, admin: Administration, team: TeamId, actor: Actor, change: Change, now: datetime
) -> Weighed | Denied:
    """Rights first, so that nobody without them learns anything. One statement for all people, one for their meetings."""
    account = people_store.account(tx, team)
    if account is None:
        return NO_ACCOUNT
    layout = setting_store.layout(tx, account.id)
    administers = group_store.administered(tx, account.id, actor.user)
    allowed = may_change(actor, change, administers, layout, (), now)
    if denied := allowed if isinstance(allowed, Denied) else refusal(change, layout):
        return denied
    change = _settled(tx, change)
    if _is_idle(change, layout):
        return Weighed(account, layout, change, judge(change, layout, ()), Impact(), idle=True)
    crowds = crowd_store.crowds(tx, account.id, changes.reach(change), settings_weighed(change, layout))
    allowed = may_change(actor, change, administers, layout, crowds, now)
    if denied := allowed if isinstance(allowed, Denied) else _strangers(change, crowds):
        return denied
    return _weighed(tx, admin, account, layout, change, crowds, now)


def _strangers(change: Change, crowds: list[Crowd]) -> Denied | None:
    """Ids of another workspace are nobody here (section 12)."""
    reach = changes.reach(change)
    found = sum(len(crowd.people) for crowd in crowds)
    return STRANGER if isinstance(reach, Named) and found != len(reach.people) else None


def _weighed(
    tx: Connection,
    admin: Administration,
    account: Account,
    layout: Layout,
    change: Change,
    crowds: list[Crowd],
    now: datetime,
) -> Weighed:
    judgement = judge(change, layout, crowds)
    losing = judgement.losing_pmi
    meetings = sum(admin.upcoming_on_pmi(tx, losing, now).values()) if losing else 0
    return Weighed(account, layout, change, judgement, Impact(len(judgement.changed), meetings))


def _settled(tx: Connection, change: Change) -> Change:
    if not isinstance(change, ChangeMembers):
        return change
    return changes.settled(change, group_store.inside(tx, change.group, change.add | change.remove))


def _is_idle(change: Change, layout: Layout) -> bool:
    match change:
        case SetStand(stand=stand):
            return changes.base(change, layout) == stand
        case OrderGroups(order):
            return changes.base(change, layout) == order
        case ChangeMembers(_, add, remove):
            return not (add or remove)
        case CreateGroup() | _:
            return False
