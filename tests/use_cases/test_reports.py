"""The admins' report on both databases: what expires, who uses their room, what locks hide (issue 5)."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import update

from bot.policy.answers import Denied
from bot.policy.people import UserId
from bot.policy.reports import RoomUsage
from bot.policy.resolution import SettingState
from bot.policy.rooms import VALID_FOR
from bot.policy.settings import Setting
from bot.use_cases import reports, sessions, settings
from bot.use_cases.reports import AdminSummary, Report
from bot.use_cases.sessions import StartedRoom
from storage import Database, tables
from tests.factories import NOW, TEAM, TERMS
from tests.office import ADMIN, ANN, BEN, CAT, GUEST, LINK, OWNER, Office, denied

DAY = timedelta(days=1)


@pytest.fixture
def office(db: Database) -> Office:
    return Office(db)


def report(office: Office, now: datetime = NOW) -> Report:
    found = reports.admin_report(office.db, TEAM, office.actor(ADMIN, now), now)
    assert isinstance(found, Report), found
    return found


def start(office: Office, user: UserId, now: datetime = NOW) -> None:
    started = sessions.start_room(office.db, office.directory, TERMS, TEAM, user, "", now)
    assert isinstance(started, StartedRoom)


def test_numbers_expire_in_the_week_in_which_they_do(office: Office) -> None:
    """PMI-12: to the instant."""
    start(office, ANN, NOW + 10 * DAY)
    end = NOW + VALID_FOR
    assert [week.count for week in report(office, end - 7 * DAY).weeks][:3] == [0, 5, 1]
    assert [week.count for week in report(office, end - 90 * DAY - timedelta(microseconds=1)).weeks] == [0] * 13
    assert sum(week.count for week in report(office, end - 90 * DAY + timedelta(microseconds=1)).weeks) == 5


def test_use_counts_people_with_a_room_alone(office: Office) -> None:
    """Guests have none; who left is not counted."""
    start(office, ANN)
    start(office, BEN, NOW + 100 * DAY)
    assert report(office, NOW + 120 * DAY).use == RoomUsage(rooms=6, lately=1, ever=2)
    with office.db.write(TEAM) as tx:
        tx.execute(update(tables.people).where(tables.people.c.slack_user == BEN).values(active=False))
    assert report(office, NOW + 120 * DAY).use == RoomUsage(rooms=5, lately=0, ever=1)


def test_locks_count_what_they_hide(office: Office) -> None:
    settings.choose_own(office.db, TEAM, ANN, {Setting.PASSCODE_IN_LINK: False}, NOW)
    office.lock(LINK, SettingState(True, True))
    (lock,) = report(office).locks
    assert (lock.setting, lock.value, lock.people) == (LINK, True, 1)


def test_people_without_use_are_listed_with_their_rooms(office: Office) -> None:
    start(office, ANN)
    found = reports.people_without_use(office.db, TEAM, office.actor(ADMIN), NOW)
    assert not isinstance(found, Denied)
    assert {person.user for person, room in found if room.number} == {OWNER, ADMIN, "U0SECOND", BEN, CAT}


@pytest.mark.parametrize("user", [ANN, GUEST])
def test_the_report_is_for_admins(office: Office, user: UserId) -> None:
    """Section 4."""
    actor = office.actor(user)
    assert "Only owners and admins" in denied(reports.admin_report(office.db, TEAM, actor, NOW))
    assert "Only owners and admins" in denied(reports.people_without_use(office.db, TEAM, actor, NOW))


def test_a_glance_is_for_admins_by_the_role_that_is_known(office: Office) -> None:
    """ROLE-1: reading may use what we know."""
    assert reports.admin_summary(office.db, TEAM, ANN, NOW) is None
    assert reports.admin_summary(office.db, TEAM, UserId("U0NOBODY"), NOW) is None
    assert reports.admin_summary(office.db, TEAM, ADMIN, NOW) == AdminSummary([], 0, 0)
    end = NOW + VALID_FOR
    assert reports.admin_summary(office.db, TEAM, ADMIN, end - 30 * DAY) == AdminSummary([], 0, 0)
    assert reports.admin_summary(office.db, TEAM, ADMIN, end - 30 * DAY + timedelta(seconds=1)) == AdminSummary(
        [], 0, 6
    )
