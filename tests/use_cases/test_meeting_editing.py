"""Editing meetings: all, one, this and the following; switching their IDs; stale forms (MEET-5, INV-4, INV-5)."""

from dataclasses import replace
from functools import partial
from typing import Any

import pytest

from bot.policy.answers import Denied
from bot.policy.meeting_forms import MeetingField
from bot.policy.meetings import MeetingKey
from bot.policy.own_ids import MeetingIdEndReason
from bot.policy.people import UserId
from bot.policy.settings import Setting
from bot.use_cases import cancellations, meeting_edits, meeting_starts, people
from bot.use_cases.meeting_edits import EditedMeeting, StaleMeeting, SwitchedMeetings
from bot.use_cases.meeting_starts import StartedMeeting
from bot.use_cases.meetings import RefusedDraft
from storage import Database
from storage import own_ids as own_id_store
from tests.databases import everything_in, rows_in
from tests.factories import HOST, NOW, TEAM, TERMS, identity, met, visited
from tests.meeting_factories import (
    DAILY,
    GUEST,
    GUEST_2,
    MONDAY,
    WEEK,
    WEEKLY,
    directory,
    edit,
    edited,
    listed,
    meeting_of,
    own,
    scheduled,
    seen,
    send,
    set_account,
)
from tests.together import at_once


def test_everything_of_a_meeting_can_be_edited_and_its_id_and_files_stay(db: Database) -> None:
    before = scheduled(db)
    wished: dict[str, Any] = {
        "topic": "Retro",
        "start": MONDAY + WEEK,
        "minutes": 60,
        "rule": WEEKLY,
        "description": "All of us",
    }
    after = edited(edit(db, before, **wished))
    assert (after.topic, after.pattern.start, after.minutes, after.pattern.rule) == ("Retro", MONDAY + WEEK, 60, WEEKLY)
    assert (own(after).number, after.uid, after.ics_file, after.public_ics_file) == (
        own(before).number,
        before.uid,
        before.ics_file,
        before.public_ics_file,
    )
    assert after.version == before.version + 1
    assert meeting_of(db, before.key) == after


def test_a_form_that_changes_nothing_changes_no_version(db: Database) -> None:
    """INV-2: SEQUENCE goes up at each change, and only then."""
    meeting = scheduled(db, invite=(GUEST,))
    before = everything_in(db)
    answer = edit(db, meeting, invite=(GUEST,))
    assert isinstance(answer, EditedMeeting)
    assert not answer.fresh
    assert everything_in(db) == before


def test_of_two_edits_from_the_same_form_the_second_is_stale_and_saves_nothing(db: Database) -> None:
    """UX-5."""
    meeting = scheduled(db)
    first = edited(edit(db, meeting, topic="First"))
    answer = edit(db, meeting, topic="Second")
    assert isinstance(answer, StaleMeeting)
    assert answer.view.meeting == first == meeting_of(db, meeting.key)


def test_of_edits_at_the_same_instant_one_is_saved(replicas: list[Database]) -> None:
    meeting = scheduled(replicas[0])
    answers = at_once([partial(edit, replicas[n % 4], meeting, topic=f"Edit {n}") for n in range(8)])
    assert sorted(type(answer).__name__ for answer in answers) == ["EditedMeeting"] + ["StaleMeeting"] * 7


def test_a_refused_edit_saves_nothing_and_takes_no_number(db: Database) -> None:
    meeting = scheduled(db, on_pmi=True)
    before = everything_in(db)
    answer = edit(db, meeting, topic=" ", start=MONDAY - WEEK)
    assert isinstance(answer, RefusedDraft)
    assert set(answer.faults) == {MeetingField.TOPIC, MeetingField.TIME}
    assert everything_in(db) == before


@pytest.mark.parametrize("user", [GUEST, "U0OTHER"])
def test_only_the_host_edits_switches_starts_and_cancels(db: Database, user: UserId) -> None:
    meeting = scheduled(db, invite=(GUEST,))
    met(db, user)
    met(db, user)
    before = everything_in(db)
    answers = [
        edit(db, meeting, user),
        meeting_edits.switch_to_generated(db, TERMS, TEAM, user, seen(meeting), NOW),
        meeting_starts.start_meeting(db, directory(), TERMS, TEAM, user, meeting.key, NOW),
        cancellations.cancel(db, TEAM, user, seen(meeting), NOW),
    ]
    assert {type(answer) for answer in answers} == {Denied}
    assert everything_in(db) == before


def test_a_meeting_that_does_not_exist_is_no_meeting(db: Database) -> None:
    meeting = scheduled(db)
    missing = replace(meeting, key=MeetingKey(999))
    assert isinstance(edit(db, missing), Denied)
    assert isinstance(cancellations.cancel(db, TEAM, HOST, seen(missing), NOW), Denied)


def test_a_new_passcode_gets_a_new_token_and_ends_the_running_session(db: Database) -> None:
    """PASS-2, spec section 1."""
    meeting = scheduled(db)
    started = meeting_starts.start_meeting(db, directory(), TERMS, TEAM, HOST, meeting.key, NOW)
    assert isinstance(started, StartedMeeting)
    after = edited(edit(db, meeting, passcode="new-code"))
    assert own(after).passcode == "new-code"
    assert own(after).token != own(meeting).token
    again = meeting_starts.start_meeting(db, directory(), TERMS, TEAM, HOST, meeting.key, NOW)
    assert isinstance(again, StartedMeeting)
    assert (again.fresh, again.session.id == started.session.id) == (True, False)


def test_the_same_passcode_leaves_the_session_open(db: Database) -> None:
    meeting = scheduled(db)
    meeting_starts.start_meeting(db, directory(), TERMS, TEAM, HOST, meeting.key, NOW)
    edited(edit(db, meeting, passcode=own(meeting).passcode, topic="Other"))
    again = meeting_starts.start_meeting(db, directory(), TERMS, TEAM, HOST, meeting.key, NOW)
    assert isinstance(again, StartedMeeting)
    assert not again.fresh


def test_moving_to_the_pmi_ends_the_generated_id_and_reserves_its_number(db: Database) -> None:
    """PMI-10: for 365 days after it ends."""
    meeting = scheduled(db)
    after = edited(edit(db, meeting, on_pmi=True))
    assert after.generated_id is None
    with db.read() as tx:
        ended = own_id_store.get(tx, own(meeting).id)
    assert (ended.ended_at, ended.ended_by) == (NOW, MeetingIdEndReason.SWITCHED)
    assert [row[2] for row in rows_in(db, "numbers") if row[0] == own(meeting).number] == [NOW]


def test_a_meeting_on_the_pmi_is_switched_to_a_generated_id_by_one_press_and_back_by_the_form(db: Database) -> None:
    """MEET-5, INV-4."""
    meeting = scheduled(db, on_pmi=True)
    switched = meeting_edits.switch_to_generated(db, TERMS, TEAM, HOST, seen(meeting), NOW)
    assert isinstance(switched, SwitchedMeetings)
    generated = switched.meetings[0]
    assert len(own(generated).passcode) == 6
    back = edited(edit(db, generated, on_pmi=True))
    assert back.generated_id is None
    assert back.version == meeting.version + 2
    again = edit(db, back, on_pmi=True)
    assert isinstance(again, EditedMeeting)
    assert not again.fresh


def test_a_pmi_that_is_switched_off_takes_no_meeting(db: Database) -> None:
    """LOCK-6, asked at the act."""
    meeting = scheduled(db)
    set_account(db, Setting.PMI_ENABLED, False)
    answer = edit(db, meeting, on_pmi=True)
    assert isinstance(answer, RefusedDraft)
    assert "switched off" in answer.faults[MeetingField.ID][0]


def test_who_is_invited_later_is_told_at_once_and_who_is_not_any_more_too(db: Database) -> None:
    meeting = scheduled(db, invite=(GUEST,))
    send(db)
    after = edited(edit(db, meeting, invite=(GUEST_2,)))
    told = {facts.invitee.person.user: (facts.known is None, facts.actual.cancelled) for facts in send(db)}
    assert told == {GUEST: (False, True), GUEST_2: (True, False)}
    edited(edit(db, after, invite=(GUEST, GUEST_2)))
    again = send(db)
    assert [(facts.invitee.person.user, facts.known) for facts in again] == [(GUEST, None)]


def test_a_person_who_moves_to_another_zone_keeps_their_meetings_at_their_hours(db: Database) -> None:
    """MEET-3: a meeting has a zone of its own."""
    meeting = scheduled(db, rule=DAILY)
    people.sync_identity(db, identity(zone="Asia/Tokyo"), NOW)
    assert meeting_of(db, meeting.key) == meeting
    assert listed(db)[0].meeting.pattern.zone == "Europe/Berlin"
    assert visited(db).profile.person.zone == "Asia/Tokyo"
