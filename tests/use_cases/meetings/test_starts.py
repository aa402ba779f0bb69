"""Starting meetings at once and as scheduled, ending them, and how long their IDs live (MEET-1, MEET-6, PMI-10, PMI-12)."""

from datetime import datetime, timedelta
from functools import partial

import pytest

from bot.i18n.reasons import reason_text
from bot.policy.ids import SessionId, UserId
from bot.policy.meetings.instant import DecidedBy, IdChoice
from bot.policy.meetings.meeting_ids import MeetingIdEndReason, MeetingIdRecord, MeetingState, meeting_state_for_guest
from bot.policy.meetings.meetings import Meeting, OccurrenceOverride
from bot.policy.meetings.recurrence import Frequency, RecurrenceRule
from bot.policy.people.people import Role
from bot.policy.settings.catalogue import Setting
from bot.policy.values.results import Denied
from bot.use_cases.meetings import edits, scheduling, starts
from bot.use_cases.meetings.starts import StartedInstant, StartedMeeting
from bot.use_cases.people import identities
from bot.use_cases.rooms import sessions
from bot.use_cases.rooms.sessions import EndedSession, StartedRoom
from storage import Database
from storage.meetings import meeting_ids as meeting_id_store
from tests.support.database.databases import table_rows
from tests.support.factories.meetings import (
    DAILY,
    GUEST,
    MONDAY,
    WEEKLY,
    advance_all,
    directory,
    expect_edited,
    meeting_id_of,
    save_occurrence_form,
    schedule_meeting,
    seen_version,
    set_account_setting,
    stored_meeting,
    upcoming_meetings,
)
from tests.support.factories.people import HOST, NOW, add_person, caller, identity, make_context, open_profile
from tests.support.machine.threads import run_concurrently

SECOND, DAY = timedelta(seconds=1), timedelta(days=1)
FIRST = NOW + DAY
"""The first occurrence of what the factories schedule: 09:00 UTC tomorrow."""


def now_(
    db: Database, topic: str = "", choice: IdChoice = IdChoice.BY_SETTING, now: datetime = NOW, user: UserId = HOST
) -> StartedInstant:
    answer = starts.start_instant(make_context(db, directory=directory()), caller(user, now=now), topic, choice)
    assert isinstance(answer, StartedInstant), answer
    return answer


def new(db: Database, topic: str = "", now: datetime = NOW) -> StartedMeeting:
    started = now_(db, topic, IdChoice.NEW, now).started
    assert isinstance(started, StartedMeeting)
    return started


def start(db: Database, meeting: Meeting, now: datetime = NOW) -> StartedMeeting:
    answer = starts.start_meeting(make_context(db, directory=directory()), caller(HOST, now=now), meeting.key)
    assert isinstance(answer, StartedMeeting), answer
    return answer


def state_for_guest(db: Database, number: str, now: datetime) -> MeetingState:
    with db.read() as tx:
        found = meeting_id_store.join_target(tx, number)
    assert found is not None
    assert isinstance(found.credentials, MeetingIdRecord)
    return meeting_state_for_guest(found.credentials, found.session, found.host, now)


def own_id(db: Database, of: MeetingIdRecord) -> MeetingIdRecord:
    with db.read() as tx:
        return meeting_id_store.get(tx, of.id)


@pytest.mark.parametrize("for_instant", [True, False])
def test_an_instant_meeting_uses_the_id_that_the_setting_says(db: Database, for_instant: bool) -> None:
    """MEET-1: one step, no question asked, and the reply can say which of both and why."""
    add_person(db)
    set_account_setting(db, Setting.PMI_FOR_INSTANT, for_instant)
    answer = now_(db, "Tea")
    assert (answer.verdict.on_pmi, answer.verdict.decided_by) == (for_instant, DecidedBy.SETTING)
    assert isinstance(answer.started, StartedRoom if for_instant else StartedMeeting)
    assert answer.started.session.topic == "Tea"


def test_either_id_can_be_chosen_for_this_once(db: Database) -> None:
    """MEET-1: `/schedule now pmi …`, `/schedule now new …`."""
    add_person(db)
    chosen = now_(db, choice=IdChoice.PMI)
    assert isinstance(chosen.started, StartedRoom)
    assert chosen.started.room.number == open_profile(db).room.number
    other = now_(db, choice=IdChoice.NEW)
    assert isinstance(other.started, StartedMeeting)
    assert (other.verdict.decided_by, other.started.id_record.is_instant, len(other.started.id_record.passcode)) == (
        DecidedBy.CHOSEN,
        True,
        6,
    )


def test_where_the_pmi_may_not_be_used_a_generated_id_is_and_the_reason_is_said(db: Database) -> None:
    """MEET-1, PMI-13: unless the PMI was asked for."""
    add_person(db)
    set_account_setting(db, Setting.PMI_FOR_INSTANT, True)
    late = NOW + 365 * DAY
    answer = now_(db, now=late)
    assert isinstance(answer.started, StartedMeeting)
    verdict = answer.verdict
    assert (verdict.decided_by, verdict.pmi_refusal and verdict.pmi_refusal.key) == (
        DecidedBy.PMI_UNUSABLE,
        "rooms.expired",
    )
    refused = starts.start_instant(make_context(db, directory=directory()), caller(HOST, now=late), "", IdChoice.PMI)
    assert isinstance(refused, Denied)
    assert "expired" in reason_text(refused.reason)


def test_with_the_pmi_switched_off_every_instant_meeting_has_an_id_of_its_own(db: Database) -> None:
    """LOCK-6."""
    add_person(db)
    set_account_setting(db, Setting.PMI_FOR_INSTANT, True)
    set_account_setting(db, Setting.PMI_ENABLED, False)
    assert isinstance(now_(db).started, StartedMeeting)
    assert isinstance(
        starts.start_instant(make_context(db, directory=directory()), caller(HOST), "", IdChoice.PMI), Denied
    )


@pytest.mark.parametrize("role", [Role.GUEST, Role.EXTERNAL])
def test_guests_start_nothing(db: Database, role: Role) -> None:
    """ROLE-1."""
    add_person(db, role=role)
    answer = starts.start_instant(make_context(db, directory=directory()), caller(HOST), "", IdChoice.NEW)
    assert isinstance(answer, Denied)
    assert table_rows(db, "own_ids") == []


def test_two_identical_starts_within_30_seconds_give_the_same_session(db: Database) -> None:
    """MEET-1."""
    first = new(db, "Tea")
    again = new(db, "Tea", NOW + 30 * SECOND - timedelta(microseconds=1))
    assert (again.session, again.id_record, again.fresh) == (first.session, first.id_record, False)
    assert new(db, "Cake", NOW + SECOND).fresh
    assert new(db, "Tea", NOW + 31 * SECOND).fresh


def test_a_start_is_not_identical_to_one_that_was_ended(db: Database) -> None:
    first = new(db)
    starts.end_meeting(make_context(db), caller(HOST, now=NOW + SECOND), first.session.id)
    assert new(db, now=NOW + 2 * SECOND).session.id != first.session.id


def test_of_eight_identical_starts_at_once_one_opens_a_meeting(replicas: list[Database]) -> None:
    """MEET-1."""
    open_profile(replicas[0])
    answers = run_concurrently([partial(new, replicas[n % 4], "Tea") for n in range(8)])
    assert len({answer.session.id for answer in answers}) == 1
    assert sorted(answer.fresh for answer in answers) == [False] * 7 + [True]


def test_an_instant_meetings_id_ends_with_it_and_its_number_is_reserved(db: Database) -> None:
    """MEET-6, PMI-10."""
    started = new(db)
    assert state_for_guest(db, started.id_record.number, NOW) is MeetingState.OPEN
    ended = starts.end_meeting(make_context(db), caller(HOST, now=NOW + SECOND), started.session.id)
    assert isinstance(ended, EndedSession)
    assert ended.fresh
    assert state_for_guest(db, started.id_record.number, NOW + DAY) is MeetingState.OVER
    assert [row[2] for row in table_rows(db, "numbers") if row[0] == started.id_record.number] == [NOW + SECOND]
    again = starts.end_meeting(make_context(db), caller(HOST, now=NOW + DAY), started.session.id)
    assert isinstance(again, EndedSession)
    assert not again.fresh


def test_an_instant_meeting_that_nobody_ends_is_over_after_24_hours(db: Database) -> None:
    """MEET-6, section 1 of the rules."""
    started = new(db)
    assert starts.end_overdue(db, NOW + DAY - SECOND) == 0
    assert starts.end_overdue(db, NOW + 2 * DAY) == 1
    assert starts.end_overdue(db, NOW + 2 * DAY) == 0
    ended = own_id(db, started.id_record)
    assert (ended.ended_at, ended.ended_by) == (NOW + DAY, MeetingIdEndReason.OVER)


def test_only_its_host_ends_a_meeting(db: Database) -> None:
    started = new(db)
    add_person(db, GUEST)
    for user, session in ((GUEST, started.session.id), (HOST, SessionId(999))):
        assert isinstance(starts.end_meeting(make_context(db), caller(user), session), Denied)
    assert isinstance(sessions.end_session(make_context(db), caller(HOST), started.session.id), Denied)
    assert state_for_guest(db, started.id_record.number, NOW) is MeetingState.OPEN


def test_a_scheduled_meeting_is_started_before_at_and_after_its_time(db: Database) -> None:
    """MEET-5, MEET-6."""
    meeting = schedule_meeting(db)
    early = start(db, meeting)
    assert (early.fresh, early.session.topic) == (True, "Design review")
    assert not start(db, meeting, NOW + timedelta(hours=1)).fresh
    later = start(db, meeting, FIRST + 29 * DAY)
    assert later.fresh
    assert later.id_record.valid_until == FIRST + 59 * DAY


def test_a_meeting_on_the_pmi_opens_the_room_with_its_topic_which_counts_as_use(db: Database) -> None:
    """PMI-12."""
    add_person(db)
    meeting = schedule_meeting(db, on_pmi=True)
    answer = starts.start_meeting(make_context(db, directory=directory()), caller(HOST, now=NOW + DAY), meeting.key)
    assert isinstance(answer, StartedRoom)
    assert (answer.session.topic, answer.room.last_used_at) == ("Design review", NOW + DAY)


def test_a_meeting_on_a_pmi_that_expired_since_is_not_started_until_it_is_switched(db: Database) -> None:
    """Issue 6: a PMI that expires between scheduling and the meeting; PMI-13, INV-4."""
    add_person(db)
    meeting = schedule_meeting(db, on_pmi=True, rule=WEEKLY)
    late = NOW + 366 * DAY
    refused = starts.start_meeting(make_context(db, directory=directory()), caller(HOST, now=late), meeting.key)
    assert isinstance(refused, Denied)
    assert "expired" in reason_text(refused.reason)
    edits.switch_to_generated(make_context(db), caller(HOST, now=late), seen_version(meeting))
    assert start(db, meeting, late).fresh


def test_the_topic_of_a_changed_occurrence_is_that_of_its_session(db: Database) -> None:
    meeting = schedule_meeting(db, rule=WEEKLY)
    expect_edited(save_occurrence_form(db, meeting, MONDAY, OccurrenceOverride(MONDAY, 30, "Special")))
    assert start(db, meeting).session.topic == "Special"


@pytest.mark.parametrize(
    "rule,valid",
    [
        (None, FIRST + 30 * DAY),
        (RecurrenceRule(Frequency.DAILY, count=11), FIRST + 10 * DAY + 365 * DAY),
        (DAILY, NOW + 365 * DAY),
    ],
    ids=["one-time", "finite", "endless"],
)
def test_a_new_meetings_id_is_valid_by_its_kind(db: Database, rule: RecurrenceRule | None, valid: datetime) -> None:
    """MEET-6."""
    assert meeting_id_of(schedule_meeting(db, rule=rule)).valid_until == valid


def test_an_endless_series_stays_valid_with_each_occurrence_that_passes(db: Database) -> None:
    """MEET-6: the last past occurrence."""
    meeting = schedule_meeting(db, rule=WEEKLY)
    year = FIRST + 52 * 7 * DAY
    advance_all(db, year)
    assert meeting_id_of(stored_meeting(db, meeting.key)).valid_until == year + 365 * DAY
    assert state_for_guest(db, meeting_id_of(meeting).number, year) is MeetingState.NOT_STARTED


def test_an_id_ends_to_the_instant_when_its_time_is_over_and_its_number_is_reserved(db: Database) -> None:
    """MEET-6, PMI-10."""
    meeting = schedule_meeting(db)
    until = FIRST + 30 * DAY
    scheduling.advance_occurrence_times(db, FIRST + DAY)
    assert starts.retire_meeting_ids(db, until - SECOND) == 0
    assert starts.retire_meeting_ids(db, until) == 1
    assert starts.retire_meeting_ids(db, until) == 0
    assert own_id(db, meeting_id_of(meeting)).ended_by is MeetingIdEndReason.OVER
    assert state_for_guest(db, meeting_id_of(meeting).number, until) is MeetingState.EXPIRED
    assert isinstance(
        starts.start_meeting(make_context(db, directory=directory()), caller(HOST, now=until), meeting.key), Denied
    )


def test_an_id_to_which_an_occurrence_is_to_come_does_not_end(db: Database) -> None:
    """A yearly meeting in a leap year: 366 days lie between two occurrences."""
    meeting = schedule_meeting(db, start=MONDAY.replace(year=2027), rule=RecurrenceRule(Frequency.YEARLY))
    late = NOW + 3 * 365 * DAY
    advance_all(db, late)
    assert starts.retire_meeting_ids(db, meeting_id_of(stored_meeting(db, meeting.key)).valid_until) == 0
    assert start(db, meeting, late).fresh


def test_a_host_who_is_deactivated_is_in_no_session(db: Database) -> None:
    """MEET-9, section 1 of the rules."""
    started = new(db)
    identities.sync_identity(db, identity(active=False), NOW)
    assert state_for_guest(db, started.id_record.number, NOW) is MeetingState.CLOSED
    assert [row[6] for row in table_rows(db, "sessions")] == [NOW]


def test_an_instant_meeting_is_no_scheduled_one_and_is_listed_while_it_is_open(db: Database) -> None:
    """MEET-5: its host finds it again."""
    tea, cake = new(db, "Tea"), new(db, "Cake")
    assert upcoming_meetings(db) == []

    def topics(now: datetime) -> list[str]:
        found = scheduling.upcoming(make_context(db), caller(HOST, now=now), most=5)
        return [each.session.topic for each in found.open]

    assert topics(NOW) == ["Tea", "Cake"]
    assert topics(NOW + DAY) == []
    starts.end_meeting(make_context(db), caller(HOST, now=NOW + SECOND), tea.session.id)
    assert topics(NOW + SECOND) == [cake.session.topic]
