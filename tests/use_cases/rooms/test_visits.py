"""Looking at one's own room: what a look replaces, and what it leaves alone (PMI-12, PMI-13, PMI-14)."""

from datetime import UTC, datetime, timedelta
from functools import partial

import pytest

from bot.i18n.messages import say
from bot.policy.clock import Instant
from bot.policy.ids import UserId
from bot.policy.people.people import Actor, Role
from bot.policy.rooms.numbers import EndReason
from bot.policy.rooms.rooms import ProfileSnapshot, existing_room
from bot.use_cases import room_numbers
from bot.use_cases.gateway import admission
from bot.use_cases.gateway.admission import Admitted
from bot.use_cases.rooms import replacements, visits
from bot.views.rooms.profile import NEW_NUMBER_WAITS, profile
from storage import Database
from tests.support.database.databases import all_rows, table_rows
from tests.support.database.recorded_statements import recorded_statements
from tests.support.factories.join_addresses import by_link, by_number
from tests.support.factories.people import (
    HOST,
    NOW,
    OPTIONS,
    OTHER,
    TEAM,
    add_person,
    caller,
    make_context,
    open_profile,
    start_room,
)
from tests.support.machine.threads import run_concurrently

A_YEAR = timedelta(days=365)
INSTANT = timedelta(microseconds=1)
STARTS = {
    "a common year": NOW,
    "over a 29 February": datetime(2027, 9, 1, 12, 30, tzinfo=UTC),
    "on a 29 February": datetime(2028, 2, 29, 23, 59, 59, 999999, tzinfo=UTC),
    "the last instant of a year": datetime(2026, 12, 31, 23, 59, 59, 999999, tzinfo=UTC),
}


@pytest.mark.parametrize("assigned", STARTS.values(), ids=STARTS)
def test_a_number_is_valid_for_365_days_to_the_instant(db: Database, assigned: datetime) -> None:
    """PMI-12."""
    number = existing_room(add_person(db, now=assigned)).number
    last = open_profile(db, now=assigned + A_YEAR - INSTANT)
    assert (last.room.number, last.replaced) == (number, None)
    assert open_profile(db, now=assigned + A_YEAR).replaced == number


@pytest.mark.parametrize("used", STARTS.values(), ids=STARTS)
def test_starting_moves_the_expiry_to_365_days_later(db: Database, used: datetime) -> None:
    """PMI-12."""
    add_person(db, now=used - timedelta(days=300))
    number = start_room(db, now=used).room.number
    last = open_profile(db, now=used + A_YEAR - INSTANT)
    assert (last.room.number, last.replaced) == (number, None)
    assert open_profile(db, now=used + A_YEAR).replaced == number


def test_a_number_that_seems_expired_is_not_replaced_by_a_clock_that_is_not_believed(db: Database) -> None:
    """CLOCK-1: it cannot be had back. What is shown is the room as it is."""
    room = existing_room(add_person(db))
    doubtful = caller(HOST, now=NOW + 2 * A_YEAR, clock_believed=False)
    for _ in range(2):
        seen = visits.open_profile(make_context(db), doubtful)
        assert isinstance(seen, ProfileSnapshot)
        assert (seen.room, seen.replaced, seen.new_number_waits) == (room, None, True)
        assert say(NEW_NUMBER_WAITS) in str(profile(OPTIONS, seen, passcode_shown=False))
    assert open_profile(db, now=NOW + 2 * A_YEAR).replaced == room.number


def test_looking_and_guests_on_the_join_page_do_not_move_the_expiry(db: Database) -> None:
    """PMI-12: used means that the host starts it, and nothing else."""
    room = existing_room(add_person(db))
    day_300 = NOW + timedelta(days=300)
    assert open_profile(db, now=day_300).room == room
    entry = admission.submit_passcode(db, by_number(room), room.passcode, "203.0.113.7", day_300)
    assert isinstance(entry, Admitted)
    assert open_profile(db, now=NOW + A_YEAR).replaced == room.number


def test_the_first_visit_after_the_expiry_shows_old_and_new_and_the_second_only_the_new(db: Database) -> None:
    """PMI-13."""
    old = existing_room(add_person(db))
    first = open_profile(db, now=NOW + A_YEAR)
    second = open_profile(db, now=NOW + A_YEAR)
    assert first.replaced == old.number
    assert first.room.number != old.number
    assert second.replaced is None
    assert second.room == first.room


def test_the_new_number_is_valid_from_the_visit_on(db: Database) -> None:
    add_person(db)
    day_500 = NOW + timedelta(days=500)
    new = open_profile(db, now=day_500).room
    assert (new.assigned_at, new.last_used_at) == (day_500, None)
    assert open_profile(db, now=day_500 + A_YEAR - INSTANT).room == new


def test_the_personal_link_moves_to_the_new_number(db: Database) -> None:
    """PMI-13, LINK-3."""
    old = existing_room(add_person(db))
    new = open_profile(db, now=NOW + A_YEAR).room
    assert new.link == old.link
    entry = admission.open_page(db, by_link(new), new.token, "", NOW + A_YEAR)
    assert isinstance(entry, Admitted)


def test_an_expired_number_stays_on_record(db: Database) -> None:
    """PMI-14: number, from, until, why it ended."""
    old = existing_room(add_person(db))
    assert visits.earlier_rooms(make_context(db), caller(HOST)) == []
    day_400, day_800 = NOW + timedelta(days=400), NOW + timedelta(days=800)
    middle = open_profile(db, now=day_400).room
    open_profile(db, now=day_800)
    record = [
        (each.number, each.assigned_at, each.ended_at, each.ended_by)
        for each in visits.earlier_rooms(make_context(db), caller(HOST))
    ]
    assert record == [
        (middle.number, day_400, day_800, EndReason.EXPIRED),
        (old.number, NOW, day_400, EndReason.EXPIRED),
    ]


def test_somebody_unknown_has_no_earlier_numbers(db: Database) -> None:
    assert visits.earlier_rooms(make_context(db), caller(UserId("U0NOBODY"))) == []


def test_the_old_number_is_reserved_for_365_days_from_its_replacement(db: Database) -> None:
    """PMI-9, PMI-13: not from its expiry, and for everybody."""
    old = existing_room(add_person(db))
    stranger = add_person(db, OTHER).person.id
    replaced_at = NOW + timedelta(days=400)
    open_profile(db, now=replaced_at)
    for person in (stranger, old.person):
        with db.write(TEAM) as tx:
            assert not room_numbers.claim_number(tx, old.number, person, Instant(replaced_at + A_YEAR - INSTANT))
    with db.write(TEAM) as tx:
        assert room_numbers.claim_number(tx, old.number, stranger, Instant(replaced_at + A_YEAR))


def test_visits_at_the_same_instant_give_one_new_number_and_one_of_them_says_so(replicas: list[Database]) -> None:
    """PMI-13: conditional on the old number."""
    old = open_profile(replicas[0]).room
    visits = run_concurrently([partial(open_profile, replicas[n % 4], now=NOW + A_YEAR) for n in range(8)])
    assert sorted(visit.replaced or "" for visit in visits) == [""] * 7 + [old.number]
    assert len({visit.room for visit in visits}) == 1
    assert len(table_rows(replicas[0], "rooms")) == len(table_rows(replicas[0], "numbers")) == 2


def test_a_suspended_room_waits_for_its_host_and_is_not_replaced_by_a_visit(db: Database) -> None:
    """PMI-15."""
    number = existing_room(add_person(db)).number
    admin = Actor(OTHER, Role.ADMIN, NOW)
    replacements.suspend_room(make_context(db), caller(admin), HOST)
    late = open_profile(db, now=NOW + 2 * A_YEAR)
    assert (late.room.number, late.replaced) == (number, None)
    assert late.room.suspended_at == NOW


def test_a_visit_shows_the_open_session_and_no_longer_the_one_that_outlived_its_24_hours(db: Database) -> None:
    session = start_room(db).session
    assert open_profile(db, now=NOW + timedelta(hours=24) - INSTANT).session == session
    assert open_profile(db, now=NOW + timedelta(hours=24)).session is None


@pytest.mark.parametrize("running", [False, True], ids=["closed", "open"])
def test_a_visit_of_somebody_known_reads_twice_at_most_and_writes_nothing(db: Database, running: bool) -> None:
    open_profile(db)
    if running:
        start_room(db)
    before = all_rows(db)
    with recorded_statements() as executed:
        open_profile(db, now=NOW + timedelta(days=1))
    assert 1 <= len(executed) <= 2
    assert [each for each in executed if not each.startswith("SELECT")] == []
    assert all_rows(db) == before


def test_a_visit_of_somebody_known_needs_no_lock(replicas: list[Database]) -> None:
    """Nobody waits for the write that another process is busy with."""
    open_profile(replicas[0])
    seen = open_profile(replicas[0])
    with replicas[0].write(TEAM):
        assert open_profile(replicas[1]) == seen
