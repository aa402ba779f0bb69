"""Switching all meetings to IDs of their own in one transaction, and counting what a lock would stop (INV-5, APP-2, APP-6)."""

from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from bot.policy.ids import MeetingKey, PersonId
from bot.policy.meetings.meetings import occurrence_times
from bot.policy.settings.catalogue import Setting
from bot.use_cases.deliveries.worker import Discard
from bot.use_cases.invitations.updates import UpdatesContent
from bot.use_cases.meetings import edits, scheduling, stopped
from bot.use_cases.meetings.edits import SwitchedMeetings
from bot.use_cases.meetings.stopped import StoppedMeetings
from storage import Database
from storage.meetings import meetings as meeting_store
from storage.people import people as people_store
from tests.support.database.databases import all_rows, table_rows
from tests.support.database.recorded_statements import recorded_statements
from tests.support.factories.meetings import (
    GUEST,
    MONDAY,
    WEEKLY,
    expect_edited,
    meeting_id_of,
    save_following_form,
    schedule_meeting,
    set_account_setting,
    stored_meeting,
    upcoming_meetings,
)
from tests.support.factories.people import HOST, NOW, OPTIONS, TEAM, add_person, caller, make_context
from tests.support.fixtures.meeting_queue import send_pending
from tests.support.machine.threads import run_concurrently

DAY = timedelta(days=1)


def on_pmi(db: Database, count: int, **fields: Any) -> None:  # noqa: ANN401 - any field of a draft
    add_person(db)
    for n in range(count):
        schedule_meeting(db, f"form {n}", on_pmi=True, start=MONDAY + n * DAY, **fields)


def switch(db: Database) -> SwitchedMeetings:
    answer = edits.switch_all(make_context(db), caller(HOST))
    assert isinstance(answer, SwitchedMeetings)
    return answer


def test_every_upcoming_meeting_on_the_pmi_gets_an_id_of_its_own_and_the_host_one_message(db: Database) -> None:
    """INV-5, INV-3."""
    on_pmi(db, 3, invite=(GUEST,))
    generated = schedule_meeting(db, "generated")
    send_pending(db)
    switched = switch(db)
    numbers = {meeting_id_of(each).number for each in switched.meetings}
    assert len(numbers) == 3
    assert [each.needs_new_id for each in upcoming_meetings(db)] == [False] * 4
    assert stored_meeting(db, generated.key) == generated
    facts = send_pending(db)
    assert [type(each) for each in facts] == [UpdatesContent]
    assert {each.view.snapshot.number for each in facts[0].changed} == numbers
    assert switched.update_id == facts[0].update_id


def test_a_second_press_finds_nothing_left_to_switch(db: Database) -> None:
    on_pmi(db, 2)
    switch(db)
    before = all_rows(db)
    assert switch(db) == SwitchedMeetings([], None)
    assert all_rows(db) == before


def test_of_eight_presses_at_once_each_meeting_is_switched_once(replicas: list[Database]) -> None:
    on_pmi(replicas[0], 3)
    answers = run_concurrently([partial(switch, replicas[n % 4]) for n in range(8)])
    assert sorted(len(answer.meetings) for answer in answers) == [0] * 7 + [3]
    everything = all_rows(replicas[0])
    assert len(everything["own_ids"]) == 3
    assert len([row for row in everything["numbers"] if len(row[0]) == 11]) == 3


def test_the_parts_of_a_series_share_the_new_id(db: Database) -> None:
    add_person(db)
    whole = schedule_meeting(db, on_pmi=True, rule=WEEKLY)
    later = expect_edited(save_following_form(db, whole, on_pmi=True))
    switch(db)
    assert meeting_id_of(stored_meeting(db, whole.key)) == meeting_id_of(stored_meeting(db, later.key))


def test_over_and_cancelled_meetings_stay_as_they_were(db: Database) -> None:
    on_pmi(db, 1)
    late = NOW + 5 * DAY
    assert scheduling.advance_occurrence_times(db, late) == 1
    answer = edits.switch_all(make_context(db), caller(HOST, now=late))
    assert answer == SwitchedMeetings([], None)


def test_five_hundred_meetings_are_switched_by_about_the_same_statements_as_five(db: Database) -> None:
    """Issue 6: a host with 500 upcoming meetings."""
    on_pmi(db, 1)
    few = switching_after(db, 0, 5)
    schedule_meeting(db, "another", on_pmi=True)
    many = switching_after(db, 5, 505)
    assert len(table_rows(db, "own_ids")) == 6 + 501
    assert many <= few + 12  # of thousands; a driver may cut long lists of rows


def switching_after(db: Database, first: int, last: int) -> int:
    """How many statements it takes to switch all, after so many more were scheduled."""
    with db.write(TEAM) as tx:
        one = meeting_store.on_pmi(tx, PersonId(table_rows(db, "people")[0][0]))[0]
        for n in range(first, last):
            copy = replace(one, uid=f"u{n}", ics_file=f"f{n}", public_ics_file=f"o{n}", part_of=MeetingKey(0))
            meeting_store.add(tx, copy, f"copy {n}", occurrence_times(one, NOW))
    with recorded_statements() as asked:
        switch(db)
    return len(asked)


def test_what_a_lock_would_stop_is_counted_by_one_statement_for_everybody(db: Database) -> None:
    """APP-2: upcoming meetings on a PMI, and no others."""
    on_pmi(db, 3)
    schedule_meeting(db, "generated")
    schedule_meeting(db, "guest's", user=GUEST)
    add_person(db, "U0NOBODY")
    people = [PersonId(row[0]) for row in table_rows(db, "people")]
    with db.read() as tx, recorded_statements() as asked:
        counts = meeting_store.count_on_pmi(tx, people, NOW)
    assert (counts, len(asked)) == ({people[0]: 3}, 1)
    with db.read() as tx:
        assert meeting_store.count_on_pmi(tx, people[1:], NOW) == {}
        assert meeting_store.count_on_pmi(tx, people, NOW + 3 * DAY) == {people[0]: 1}
        totals = [meeting_store.total_on_pmi(tx, people, NOW + days * DAY) for days in (0, 3)]
        assert (totals, meeting_store.total_on_pmi(tx, people[1:], NOW)) == ([3, 1], 0)


def test_a_host_is_told_which_meetings_have_stopped_working(db: Database) -> None:
    """APP-6, INV-4: marked everywhere they are shown until they are switched."""
    on_pmi(db, 2)
    generated = schedule_meeting(db, "generated")
    person = table_rows(db, "people")[0][0]
    assert isinstance(stopped.stopped_meetings_content(db, {"person": person}, NOW), Discard)
    set_account_setting(db, Setting.PMI_ENABLED, False)
    facts = stopped.stopped_meetings_content(db, {"person": person}, NOW)
    assert isinstance(facts, StoppedMeetings)
    assert len(facts.meetings) == 2
    assert facts == stopped.stopped_meetings(make_context(db), caller(HOST))
    assert [(each.needs_new_id, each.meeting.key == generated.key) for each in upcoming_meetings(db)].count(
        (True, False)
    ) == 2
    switch(db)
    assert isinstance(stopped.stopped_meetings_content(db, {"person": person}, NOW), Discard)
    assert [each.needs_new_id for each in upcoming_meetings(db)] == [False] * 3


def test_an_expired_pmi_marks_its_meetings_too(db: Database) -> None:
    """INV-4."""
    add_person(db)
    schedule_meeting(db, on_pmi=True, rule=WEEKLY)
    assert [each.needs_new_id for each in upcoming_meetings(db)] == [False]
    late = NOW + 366 * DAY
    assert [each.needs_new_id for each in upcoming_meetings(db, now=late)] == [True]


@pytest.mark.parametrize("active", [True, False])
def test_somebody_without_meetings_switches_none(db: Database, active: bool) -> None:
    add_person(db, active=active)
    answer = edits.switch_all(make_context(db), caller(HOST))
    assert (answer == SwitchedMeetings([], None)) is active


def test_nothing_of_it_is_saved_unless_all_is(db: Database) -> None:
    """INV-5: in one transaction."""
    on_pmi(db, 2)
    before = all_rows(db)

    def fail() -> None:
        with db.write(TEAM) as tx:
            host = people_store.find(tx, TEAM, HOST)
            assert host is not None
            edits.switch_meetings(tx, OPTIONS, host, None, meeting_store.on_pmi(tx, host.id), NOW)
            raise LookupError

    with pytest.raises(LookupError):
        fail()
    assert all_rows(db) == before
