"""The admins' report: what expires soon, who uses their room, which locks hold; and its summary on the App Home."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from bot.policy.approvals.changes import Everyone
from bot.policy.approvals.requests import ApprovalRequest
from bot.policy.ids import AccountId
from bot.policy.people.caller import Caller
from bot.policy.people.people import ADMIN_ROLES, Person
from bot.policy.people.permissions import may_administer
from bot.policy.reports import report
from bot.policy.reports.report import LockInForce, RoomUsage, Unreachable, Week
from bot.policy.rooms.rooms import Room
from bot.policy.values.results import Denied
from bot.use_cases.context import Context, permitted_account
from storage import Database
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
    """The figures at one instant."""

    weeks: list[Week]
    use: RoomUsage
    locks: list[LockInForce]
    unreachable: list[Unreachable]


@dataclass(frozen=True, slots=True)
class AdminSummary:
    """What an admin's Home shows: the oldest open requests, how many there are, and how many numbers expire soon."""

    waiting: list[ApprovalRequest]
    total: int
    expiring: int


def admin_report(context: Context, caller: Caller) -> Report | Denied:
    """The report, for owners and admins. One statement each for people, use and every week."""
    with context.db.read() as tx:
        account = permitted_account(tx, caller.team, may_administer(caller.actor, caller.now))
        if isinstance(account, Denied):
            return account
        tree = setting_store.settings_tree(tx, account.id)
        locked = report.locked_settings(tree)
        segments = segment_store.segments(tx, account.id, Everyone(), locked) if locked else []
        return Report(
            report_store.count_expiring_by_week(tx, account.id, report.weeks(caller.now)),
            report_store.usage(tx, account.id, caller.now - report.HORIZON),
            report.locks_in_force(tree, segments),
            people_store.list_unreachable(tx, account.id, MOST_UNREACHABLE),
        )


def people_without_use(context: Context, caller: Caller) -> Iterator[tuple[Person, Room]] | Denied:
    """People who never started their room, streamed; for owners and admins."""
    with context.db.read() as tx:
        account = permitted_account(tx, caller.team, may_administer(caller.actor, caller.now))
    return account if isinstance(account, Denied) else _stream_unused(context.db, account.id)


def admin_summary(context: Context, caller: Caller) -> AdminSummary | None:
    """The summary, for owners and admins. The stored role is enough, since it only reads (ROLE-1)."""
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
