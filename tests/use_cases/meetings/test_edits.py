"""Editing meetings: all, one, this and the following; switching their IDs; stale forms (MEET-5, INV-4, INV-5)."""

from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import pytest

from bot.i18n.reasons import reason_text
from bot.policy.ids import MeetingKey, UserId
from bot.policy.meetings.drafts import MeetingField
from bot.policy.meetings.meeting_ids import MeetingIdEndReason
from bot.policy.meetings.meetings import OccurrenceOverride
from bot.policy.settings.catalogue import Setting
from bot.policy.values.results import Denied
from bot.use_cases.meetings import cancellations, edits, starts
from bot.use_cases.meetings.edits import EditedMeeting, StaleMeeting, SwitchedMeetings
from bot.use_cases.meetings.scheduling import RefusedDraft
from bot.use_cases.meetings.starts import StartedMeeting
from bot.use_cases.people import identities
from storage import Database
from storage.meetings import meeting_ids as meeting_id_store
from tests.support.database.databases import all_rows, table_rows
from tests.support.factories.meetings import (
    DAILY,
    GUEST,
    GUEST_2,
    MONDAY,
    WEEK,
    WEEKLY,
    directory,
    expect_edited,
    meeting_id_of,
    save_following_form,
    save_meeting_form,
    save_occurrence_form,
    schedule_meeting,
    seen_version,
    set_account_setting,
    stored_meeting,
    upcoming_meetings,
)
from tests.support.factories.people import HOST, NOW, add_person, caller, identity, make_context, open_profile
from tests.support.fixtures.meeting_queue import send_pending
from tests.support.machine.threads import run_concurrently


def test_everything_of_a_meeting_can_be_edited_and_its_id_and_files_stay(db: Database) -> None:
    before = schedule_meeting(db)
    fields: dict[str, Any] = {
        "topic": "Retro",
        "start": MONDAY + WEEK,
        "minutes": 60,
        "rule": WEEKLY,
        "description": "All of us",
    }
    after = expect_edited(save_meeting_form(db, before, **fields))
    assert (after.topic, after.pattern.start, after.minutes, after.pattern.rule) == ("Retro", MONDAY + WEEK, 60, WEEKLY)
    assert (meeting_id_of(after).number, after.uid, after.ics_file, after.public_ics_file) == (
        meeting_id_of(before).number,
        before.uid,
        before.ics_file,
        before.public_ics_file,
    )
    assert after.version == before.version + 1
    assert stored_meeting(db, before.key) == after


def test_a_form_that_changes_nothing_changes_no_version(db: Database) -> None:
    """INV-2: SEQUENCE goes up at each change, and only then."""
    meeting = schedule_meeting(db, invite=(GUEST,))
    before = all_rows(db)
    answer = save_meeting_form(db, meeting, invite=(GUEST,))
    assert isinstance(answer, EditedMeeting)
    assert not answer.fresh
    assert all_rows(db) == before


def test_of_two_edits_from_the_same_form_the_second_is_stale_and_saves_nothing(db: Database) -> None:
    """UX-5."""
    meeting = schedule_meeting(db)
    first = expect_edited(save_meeting_form(db, meeting, topic="First"))
    answer = save_meeting_form(db, meeting, topic="Second")
    assert isinstance(answer, StaleMeeting)
    assert stored_meeting(db, meeting.key) == first


def test_of_edits_at_the_same_instant_one_is_saved(replicas: list[Database]) -> None:
    meeting = schedule_meeting(replicas[0])
    answers = run_concurrently(
        [partial(save_meeting_form, replicas[n % 4], meeting, topic=f"Edit {n}") for n in range(8)]
    )
    assert sorted(type(answer).__name__ for answer in answers) == ["EditedMeeting"] + ["StaleMeeting"] * 7


def test_a_refused_edit_saves_nothing_and_takes_no_number(db: Database) -> None:
    meeting = schedule_meeting(db, on_pmi=True)
    before = all_rows(db)
    answer = save_meeting_form(db, meeting, topic=" ", start=MONDAY - WEEK)
    assert isinstance(answer, RefusedDraft)
    assert set(answer.faults) == {MeetingField.TOPIC, MeetingField.TIME}
    assert all_rows(db) == before


def test_a_zone_in_which_a_moved_occurrence_cannot_keep_its_instant_is_refused_and_nothing_is_saved(
    db: Database,
) -> None:
    """MEET-5: beside the field; 1:30 in UTC is the second 2:30 of a night in Berlin. So is it for this and the following."""
    saturday = datetime.fromisoformat("2026-10-03T20:00")
    series = schedule_meeting(db, start=saturday, zone="America/New_York", rule=WEEKLY)
    moved = OccurrenceOverride(saturday + 3 * WEEK + timedelta(minutes=90), series.minutes, "")
    moved_series = expect_edited(save_occurrence_form(db, series, saturday + 3 * WEEK, moved))
    before = all_rows(db)
    there, second, later = "Europe/Berlin", saturday + WEEK, timedelta(hours=6)
    whole = save_meeting_form(db, moved_series, start=saturday + later, zone=there, rule=WEEKLY)
    rest = save_following_form(db, moved_series, second, start=second + later, zone=there, rule=WEEKLY)
    for answer in (whole, rest):
        assert isinstance(answer, RefusedDraft)
        assert set(answer.faults) == {MeetingField.ZONE}
    assert all_rows(db) == before


@pytest.mark.parametrize("user", [GUEST, "U0OTHER"])
def test_only_the_host_edits_switches_starts_and_cancels(db: Database, user: UserId) -> None:
    meeting = schedule_meeting(db, invite=(GUEST,))
    add_person(db, user)
    add_person(db, user)
    before = all_rows(db)
    answers = [
        save_meeting_form(db, meeting, user),
        edits.switch_to_generated(make_context(db), caller(user), seen_version(meeting)),
        starts.start_meeting(make_context(db, directory=directory()), caller(user), meeting.key),
        cancellations.cancel(make_context(db), caller(user), seen_version(meeting)),
    ]
    assert {type(answer) for answer in answers} == {Denied}
    assert all_rows(db) == before


def test_a_meeting_that_does_not_exist_is_no_meeting(db: Database) -> None:
    meeting = schedule_meeting(db)
    missing = replace(meeting, key=MeetingKey(999))
    assert isinstance(save_meeting_form(db, missing), Denied)
    assert isinstance(cancellations.cancel(make_context(db), caller(HOST), seen_version(missing)), Denied)


def test_a_new_passcode_gets_a_new_token_and_ends_the_running_session(db: Database) -> None:
    """PASS-2, section 1 of the rules."""
    meeting = schedule_meeting(db)
    started = starts.start_meeting(make_context(db, directory=directory()), caller(HOST), meeting.key)
    assert isinstance(started, StartedMeeting)
    after = expect_edited(save_meeting_form(db, meeting, passcode="new-code"))
    assert meeting_id_of(after).passcode == "new-code"
    assert meeting_id_of(after).token != meeting_id_of(meeting).token
    again = starts.start_meeting(make_context(db, directory=directory()), caller(HOST), meeting.key)
    assert isinstance(again, StartedMeeting)
    assert (again.fresh, again.session.id == started.session.id) == (True, False)


def test_the_same_passcode_leaves_the_session_open(db: Database) -> None:
    meeting = schedule_meeting(db)
    starts.start_meeting(make_context(db, directory=directory()), caller(HOST), meeting.key)
    expect_edited(save_meeting_form(db, meeting, passcode=meeting_id_of(meeting).passcode, topic="Other"))
    again = starts.start_meeting(make_context(db, directory=directory()), caller(HOST), meeting.key)
    assert isinstance(again, StartedMeeting)
    assert not again.fresh


def test_moving_to_the_pmi_ends_the_generated_id_and_reserves_its_number(db: Database) -> None:
    """PMI-10: for 365 days after it ends."""
    meeting = schedule_meeting(db)
    after = expect_edited(save_meeting_form(db, meeting, on_pmi=True))
    assert after.generated_id is None
    with db.read() as tx:
        ended = meeting_id_store.get(tx, meeting_id_of(meeting).id)
    assert (ended.ended_at, ended.ended_by) == (NOW, MeetingIdEndReason.SWITCHED)
    assert [row[2] for row in table_rows(db, "numbers") if row[0] == meeting_id_of(meeting).number] == [NOW]


def test_a_meeting_on_the_pmi_is_switched_to_a_generated_id_by_one_press_and_back_by_the_form(db: Database) -> None:
    """MEET-5, INV-4."""
    meeting = schedule_meeting(db, on_pmi=True)
    switched = edits.switch_to_generated(make_context(db), caller(HOST), seen_version(meeting))
    assert isinstance(switched, SwitchedMeetings)
    generated = switched.meetings[0]
    assert len(meeting_id_of(generated).passcode) == 6
    back = expect_edited(save_meeting_form(db, generated, on_pmi=True))
    assert back.generated_id is None
    assert back.version == meeting.version + 2
    again = save_meeting_form(db, back, on_pmi=True)
    assert isinstance(again, EditedMeeting)
    assert not again.fresh


def test_a_pmi_that_is_switched_off_takes_no_meeting(db: Database) -> None:
    """LOCK-6, asked at the act."""
    meeting = schedule_meeting(db)
    set_account_setting(db, Setting.PMI_ENABLED, False)
    answer = save_meeting_form(db, meeting, on_pmi=True)
    assert isinstance(answer, RefusedDraft)
    assert "switched off" in reason_text(answer.faults[MeetingField.ID][0])


def test_who_is_invited_later_is_told_at_once_and_who_is_not_any_more_too(db: Database) -> None:
    meeting = schedule_meeting(db, invite=(GUEST,))
    send_pending(db)
    after = expect_edited(save_meeting_form(db, meeting, invite=(GUEST_2,)))
    sent = {facts.invitee.person.user: (facts.known is None, facts.actual.cancelled) for facts in send_pending(db)}
    assert sent == {GUEST: (False, True), GUEST_2: (True, False)}
    expect_edited(save_meeting_form(db, after, invite=(GUEST, GUEST_2)))
    again = send_pending(db)
    assert [(facts.invitee.person.user, facts.known) for facts in again] == [(GUEST, None)]


def test_a_person_who_moves_to_another_zone_keeps_their_meetings_at_their_hours(db: Database) -> None:
    """MEET-3: a meeting has a zone of its own."""
    meeting = schedule_meeting(db, rule=DAILY)
    identities.sync_identity(db, identity(zone="Asia/Tokyo"), NOW)
    assert stored_meeting(db, meeting.key) == meeting
    assert upcoming_meetings(db)[0].meeting.pattern.zone == "Europe/Berlin"
    assert open_profile(db).profile.person.zone == "Asia/Tokyo"
