"""The admins' report on both databases: what expires, who uses their room, what locks hide (issue 5)."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import update

from bot.policy.ids import UserId
from bot.policy.reports.report import RoomUsage
from bot.policy.rooms.rooms import VALID_FOR
from bot.policy.settings.catalogue import Setting
from bot.policy.settings.lock_resolution import SettingState
from bot.policy.values.results import Denied
from bot.use_cases.reports import report as reports
from bot.use_cases.reports.report import AdminSummary, Report
from bot.use_cases.rooms import sessions
from bot.use_cases.rooms.sessions import StartedRoom
from bot.use_cases.settings import settings
from storage.tables import people_and_rooms as tables
from tests.support.factories.people import NOW, TEAM, caller, make_context
from tests.support.fixtures.admin_fixture import (
    ADMIN,
    ANN,
    BEN,
    CAT,
    GUEST,
    OWNER,
    PASSCODE_IN_LINK,
    AdminHarness,
    expect_denied,
)

DAY = timedelta(days=1)


def report(harness: AdminHarness, now: datetime = NOW) -> Report:
    found = reports.admin_report(harness.context, caller(harness.actor(ADMIN, now), now=now))
    assert isinstance(found, Report), found
    return found


def start(harness: AdminHarness, user: UserId, now: datetime = NOW) -> None:
    started = sessions.start_room(make_context(harness.db, directory=harness.directory), caller(user, now=now), "")
    assert isinstance(started, StartedRoom)


def test_numbers_expire_in_the_week_in_which_they_do(harness: AdminHarness) -> None:
    """PMI-12: to the instant."""
    start(harness, ANN, NOW + 10 * DAY)
    end = NOW + VALID_FOR
    assert [week.count for week in report(harness, end - 7 * DAY).weeks][:3] == [0, 5, 1]
    assert [week.count for week in report(harness, end - 90 * DAY - timedelta(microseconds=1)).weeks] == [0] * 13
    assert sum(week.count for week in report(harness, end - 90 * DAY + timedelta(microseconds=1)).weeks) == 5


def test_use_counts_people_with_a_room_alone(harness: AdminHarness) -> None:
    """Guests have none; who left is not counted."""
    start(harness, ANN)
    start(harness, BEN, NOW + 100 * DAY)
    assert report(harness, NOW + 120 * DAY).use == RoomUsage(rooms=6, lately=1, ever=2)
    with harness.db.write(TEAM) as tx:
        tx.execute(update(tables.people).where(tables.people.c.slack_user == BEN).values(active=False))
    assert report(harness, NOW + 120 * DAY).use == RoomUsage(rooms=5, lately=0, ever=1)


def test_locks_count_what_they_hide(harness: AdminHarness) -> None:
    settings.choose_own(harness.context, caller(ANN), {Setting.PASSCODE_IN_LINK: False})
    harness.apply_setting(PASSCODE_IN_LINK, SettingState(True, True))
    (lock,) = report(harness).locks
    assert (lock.setting, lock.value, lock.people) == (PASSCODE_IN_LINK, True, 1)


def test_people_without_use_are_listed_with_their_rooms(harness: AdminHarness) -> None:
    start(harness, ANN)
    found = reports.people_without_use(harness.context, caller(harness.actor(ADMIN)))
    assert not isinstance(found, Denied)
    assert {person.user for person, room in found if room.number} == {OWNER, ADMIN, "U0SECOND", BEN, CAT}


@pytest.mark.parametrize("user", [ANN, GUEST])
def test_the_report_is_for_admins(harness: AdminHarness, user: UserId) -> None:
    """Section 4."""
    actor = harness.actor(user)
    assert "Only owners and admins" in expect_denied(reports.admin_report(harness.context, caller(actor)))
    assert "Only owners and admins" in expect_denied(reports.people_without_use(harness.context, caller(actor)))


def test_a_glance_is_for_admins_by_the_role_that_is_known(harness: AdminHarness) -> None:
    """ROLE-1: reading may use what we know."""
    assert reports.admin_summary(harness.context, caller(ANN)) is None
    assert reports.admin_summary(harness.context, caller(UserId("U0NOBODY"))) is None
    assert reports.admin_summary(harness.context, caller(ADMIN)) == AdminSummary([], 0, 0)
    end = NOW + VALID_FOR
    assert reports.admin_summary(harness.context, caller(ADMIN, now=end - 30 * DAY)) == AdminSummary([], 0, 0)
    assert reports.admin_summary(
        harness.context, caller(ADMIN, now=end - 30 * DAY + timedelta(seconds=1))
    ) == AdminSummary([], 0, 6)
