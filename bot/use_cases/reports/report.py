"""The admins' report: what expires soon, who uses their room, which locks hold; and the little of it that Home shows."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from bot.policy.approvals.changes import Everyone
from bot.policy.approvals.requests import ApprovalRequest
from bot.policy.ids import AccountId
from bot.policy.people.caller import Caller
from bot.policy.people.people import ADMIN_ROLES, NO_ACCOUNT, Person
from bot.policy.people.permissions import may_administer
from bot.policy.reports import report
from bot.policy.reports.report import LockInForce, RoomUsage, Unreachable, Week
from bot.policy.rooms.rooms import Room
from bot.policy.values.results import Denied
from bot.use_cases.context import Context
from storage import Connection, Database
from storage.approvals import requests as request_store
from storage.people import people as people_store
from storage.reports import report as report_store
from storage.settings import segments as segment_store
from storage.settings import settings as setting_store

SOON = timedelta(days=30)
MOST_ON_HOME = 3
MOST_UNREACHABLE = 20


@dataclass(frozen=True, slots=True)
class Report:
    """The figures of one instant."""

    weeks: list[Week]
    use: RoomUsage
    locks: list[LockInForce]
    unreachable: list[Unreachable]


@dataclass(frozen=True, slots=True)
class AdminSummary:
    """What an admin's Home shows: the first open requests, how many there are, and how many numbers expire soon."""

    waiting: list[ApprovalRequest]
    total: int
    expiring: int


def admin_report(context: Context, caller: Caller) -> Report | Denied:
    """For owners and admins. One statement each for people, use and every week."""
    with context.db.read() as tx:
        account = _account(tx, caller)
        if isinstance(account, Denied):
            return account
        tree = setting_store.settings_tree(tx, account)
        locked = report.locked_settings(tree)
        segments = segment_store.segments(tx, account, Everyone(), locked) if locked else []
        return Report(
            report_store.count_expiring_by_week(tx, account, report.weeks(caller.now)),
            report_store.usage(tx, account, caller.now - report.HORIZON),
            report.locks_in_force(tree, segments),
            people_store.list_unreachable(tx, account, MOST_UNREACHABLE),
        )


def people_without_use(context: Context, caller: Caller) -> Iterator[tuple[Person, Room]] | Denied:
    """Those who never started their room, read while they are written out."""
    with context.db.read() as tx:
        account = _account(tx, caller)
    return account if isinstance(account, Denied) else _stream_unused(context.db, account)


def admin_summary(context: Context, caller: Caller) -> AdminSummary | None:
    """For owners and admins, by the role that we know: it is only read (ROLE-1)."""
    with context.db.read() as tx:
        person, account = people_store.find(tx, caller.team, caller.user), people_store.find_account(tx, caller.team)
        if person is None or account is None or person.role not in ADMIN_ROLES or not person.active:
            return None
        waiting = request_store.pending(tx, account.id)
        expiring = report_store.count_expiring(tx, account.id, caller.now, caller.now + SOON)
        return AdminSummary(waiting[:MOST_ON_HOME], len(waiting), expiring)


def _stream_unused(db: Database, account: AccountId) -> Iterator[tuple[Person, Room]]:
    with db.read() as tx:
        yield from report_store.unused_rooms(tx, account)


def _account(tx: Connection, caller: Caller) -> AccountId | Denied:
    allowed = may_administer(caller.actor, caller.now)
    if isinstance(allowed, Denied):
        return allowed
    account = people_store.find_account(tx, caller.team)
    return NO_ACCOUNT if account is None else account.id
