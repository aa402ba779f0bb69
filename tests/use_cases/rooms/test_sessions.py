"""Opening a room and ending it again (PMI-12, PMI-13, GATE-1, GATE-5, section 1 of the rules)."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

import pytest

from bot.i18n.reasons import reason_text
from bot.policy.ids import SessionId, TeamId, UserId
from bot.policy.people.people import Actor, Role
from bot.policy.values.reasons import reason
from bot.policy.values.results import Denied
from bot.use_cases.people import identities
from bot.use_cases.ports import SlackUnavailableError
from bot.use_cases.rooms import replacements, sessions
from bot.use_cases.rooms.sessions import EndedSession
from storage import Database
from tests.support.database.databases import all_rows, table_rows
from tests.support.factories.people import (
    HOST,
    NOW,
    OTHER,
    TEAM,
    FakeDirectory,
    add_person,
    caller,
    identity,
    make_context,
    open_profile,
    save_room_form,
    start_room,
)
from tests.support.machine.threads import run_concurrently

A_YEAR = timedelta(days=365)
A_DAY = timedelta(hours=24)
INSTANT = timedelta(microseconds=1)
SOON = NOW + timedelta(minutes=20)


def refused(db: Database, now: datetime) -> str:
    """Why the host may not start, when nothing else came of trying."""
    before = all_rows(db)
    answer = sessions.start_room(make_context(db, directory=FakeDirectory(identity())), caller(HOST, now=now), "")
    assert isinstance(answer, Denied)
    assert all_rows(db) == before
    return reason_text(answer.reason)


def end(
    db: Database, session: SessionId, now: datetime, user: str = HOST, team: TeamId = TEAM
) -> EndedSession | Denied:
    return sessions.end_session(make_context(db), caller(UserId(user), now=now, team=team), session)


def test_starting_opens_the_room_and_counts_as_use(db: Database) -> None:
    """PMI-12."""
    open_profile(db)
    open_room = start_room(db, topic="Plans", now=SOON)
    assert open_room.fresh
    assert (open_room.session.topic, open_room.session.started_at, open_room.session.ended_at) == ("Plans", SOON, None)
    assert open_room.room.last_used_at == SOON
    assert open_room.profile.session == open_room.session


def test_starting_is_a_first_contact_like_any_other(db: Database) -> None:
    """PMI-11: any command."""
    number = start_room(db).room.number
    assert open_profile(db).room.number == number


def test_a_first_start_while_slack_does_not_answer_changes_nothing(db: Database) -> None:
    directory = FakeDirectory(identity())
    directory.is_available = False
    before = all_rows(db)
    with pytest.raises(SlackUnavailableError):
        sessions.start_room(make_context(db, directory=directory), caller(HOST), "")
    assert all_rows(db) == before


def test_starting_an_open_room_finds_the_same_session_and_counts_as_use_again(db: Database) -> None:
    """MEET-1, PMI-12."""
    first = start_room(db, topic="Plans")
    second = start_room(db, topic="Other plans", now=SOON)
    assert (second.session, second.fresh) == (first.session, False)
    assert second.room.last_used_at == SOON


def test_a_clock_that_was_set_back_does_not_shorten_the_validity(db: Database) -> None:
    start_room(db, now=SOON)
    again = start_room(db, now=NOW)
    assert again.room.last_used_at == SOON
    assert open_profile(db, now=SOON + A_YEAR - INSTANT).replaced is None


def test_a_session_lasts_24_hours_to_the_instant(db: Database) -> None:
    first = start_room(db)
    assert not start_room(db, now=NOW + A_DAY - INSTANT).fresh
    second = start_room(db, now=NOW + A_DAY)
    assert second.fresh
    assert second.session.id != first.session.id


def replaced(db: Database, now: datetime) -> None:
    room = open_profile(db, now=now).room
    replacements.replace_number(make_context(db), caller(HOST, now=now), HOST, room.id)


LATER_ENDINGS: dict[str, Callable[[Database, datetime], object]] = {
    "End": lambda db, now: end(db, SessionId(1), now),
    "a new start": lambda db, now: start_room(db, now=now),
    "the clock": sessions.end_overdue,
    "deactivation": lambda db, now: identities.sync_identity(db, identity(active=False), now),
    "a replaced number": replaced,
    "a new passcode": lambda db, now: save_room_form(db, now=now, passcode="another1"),
    "suspension": lambda db, now: replacements.suspend_room(
        make_context(db), caller(Actor(OTHER, Role.ADMIN, now), now=now), HOST
    ),
}


@pytest.mark.parametrize("ending", LATER_ENDINGS.values(), ids=LATER_ENDINGS)
def test_whatever_happens_later_a_session_was_over_after_24_hours(
    db: Database, ending: Callable[[Database, datetime], object]
) -> None:
    """Spec section 1."""
    session = start_room(db).session
    ending(db, NOW + timedelta(hours=30))
    outlived = end(db, session.id, NOW + 2 * A_DAY)
    assert isinstance(outlived, EndedSession)
    assert (outlived.session.ended_at, outlived.fresh) == (NOW + A_DAY, False)


def test_every_session_has_a_place_and_a_token_of_its_own_that_nobody_guesses(db: Database) -> None:
    """GATE-1: 128 bits or more, which are 22 characters of base 64."""
    opened = [start_room(db, now=NOW + day * A_DAY).session for day in range(3)]
    assert len({session.meeting_name for session in opened}) == len({session.token for session in opened}) == 3
    assert all(len(session.meeting_name) >= 22 and len(session.token) >= 22 for session in opened)


def test_the_host_ends_the_session_once(db: Database) -> None:
    session = start_room(db).session
    first = end(db, session.id, SOON)
    second = end(db, session.id, SOON + A_DAY)
    assert isinstance(first, EndedSession)
    assert isinstance(second, EndedSession)
    assert (first.session.ended_at, first.fresh) == (SOON, True)
    assert (second.session, second.fresh) == (first.session, False)
    assert open_profile(db, now=SOON).session is None


def test_after_the_end_the_room_can_be_started_anew(db: Database) -> None:
    first = start_room(db)
    end(db, first.session.id, SOON)
    again = start_room(db, now=SOON)
    assert again.fresh
    assert again.session.meeting_name != first.session.meeting_name


def test_only_the_host_can_end_it(db: Database) -> None:
    session = start_room(db).session
    add_person(db, OTHER, role=Role.OWNER)
    add_person(db, team="T0ANOTHER")
    before = all_rows(db)
    for user, team in ((OTHER, TEAM), (HOST, TeamId("T0ANOTHER")), (UserId("U0NOBODY"), TEAM)):
        answer = end(db, session.id, SOON, user, team)
        assert answer == Denied(reason("meetings.not_the_host"))
    assert end(db, SessionId(99), SOON) == Denied(reason("meetings.not_the_host"))
    assert all_rows(db) == before


def test_an_expired_room_is_not_started_and_the_host_hears_what_to_do(db: Database) -> None:
    """PMI-13."""
    open_profile(db)
    assert "Use /pmi to get a new one" in refused(db, NOW + A_YEAR)


def test_a_suspended_room_is_not_started_and_the_host_hears_what_to_do(db: Database) -> None:
    """PMI-15."""
    session = start_room(db).session
    replacements.suspend_room(make_context(db), caller(Actor(OTHER, Role.ADMIN, SOON), now=SOON), HOST)
    assert "Use /pmi replace" in refused(db, SOON)
    ended = end(db, session.id, SOON)
    assert isinstance(ended, EndedSession)
    assert not ended.fresh


def test_somebody_deactivated_cannot_start_their_room(db: Database) -> None:
    open_profile(db)
    identities.sync_identity(db, identity(active=False), NOW)
    assert "deactivated" in refused(db, SOON)


def test_starts_at_the_same_instant_give_one_session(replicas: list[Database]) -> None:
    open_profile(replicas[0])
    starts = run_concurrently([partial(start_room, replicas[n % 4]) for n in range(8)])
    assert [start.fresh for start in starts].count(True) == 1
    assert len({start.session for start in starts}) == 1
    assert len(table_rows(replicas[0], "sessions")) == 1


def test_first_starts_at_the_same_instant_give_one_person_room_and_session(replicas: list[Database]) -> None:
    starts = run_concurrently([partial(start_room, replicas[n % 4]) for n in range(8)])
    assert len({(start.room.number, start.session) for start in starts}) == 1


def test_a_start_and_an_end_at_the_same_instant_leave_one_session_or_none(replicas: list[Database]) -> None:
    session = start_room(replicas[0]).session
    both: list[Callable[[], object]] = [
        partial(start_room, replicas[1], now=SOON),
        partial(end, replicas[2], session.id, SOON),
    ]
    run_concurrently(both)
    seen = open_profile(replicas[3], now=SOON).session
    assert seen is None or seen.id != session.id
    running = [row for row in table_rows(replicas[0], "sessions") if row[0] == session.id and row[6] is None]
    assert running == []


def test_the_end_of_what_outlived_its_24_hours_is_written_down(db: Database) -> None:
    first, second = start_room(db), start_room(db, OTHER, now=NOW + INSTANT)
    assert sessions.end_overdue(db, NOW + A_DAY - INSTANT) == 0
    assert sessions.end_overdue(db, NOW + A_DAY) == 1
    assert sessions.end_overdue(db, NOW + 3 * A_DAY) == 1
    assert sessions.end_overdue(db, NOW + 3 * A_DAY) == 0
    for opened, user in ((first, HOST), (second, OTHER)):
        ended = end(db, opened.session.id, NOW + 3 * A_DAY, user)
        assert isinstance(ended, EndedSession)
        assert ended.session.ended_at == opened.session.started_at + A_DAY


def test_no_more_sessions_are_ended_at_once_than_asked_for(db: Database) -> None:
    for user in ("U1", "U2", "U3"):
        start_room(db, user)
    assert [sessions.end_overdue(db, NOW + A_DAY, most=2) for _ in range(3)] == [2, 1, 0]
