"""Scheduling a meeting: once a form, with everything wrong said at once, on the ID that was chosen (MEET-2, MEET-4, PMI-10)."""

from datetime import timedelta
from functools import partial

import pytest

from bot.i18n.reasons import reason_text
from bot.policy.ids import UserId
from bot.policy.meetings.drafts import MeetingField
from bot.policy.meetings.recurrence import WEEKDAYS, Frequency, RecurrenceRule
from bot.policy.people.people import Role
from bot.policy.settings.catalogue import Setting
from bot.policy.values.results import Allowed, Denied
from bot.use_cases.deliveries.outbox import MessageKind
from bot.use_cases.meetings import scheduling
from bot.use_cases.meetings.scheduling import RefusedDraft, Scheduled, SchedulingContext
from bot.use_cases.ports import SlackUnavailableError
from storage import Database
from storage.meetings import meeting_ids as meeting_id_store
from tests.support.database.databases import all_rows, table_rows
from tests.support.factories.meetings import (
    GUEST,
    GUEST_2,
    MONDAY,
    directory,
    draft,
    enqueued,
    schedule_meeting,
    set_account_setting,
    stored_meeting,
    try_to_schedule,
    upcoming_meetings,
)
from tests.support.factories.people import (
    HOST,
    NOW,
    TEAM,
    FakeDirectory,
    add_person,
    caller,
    identity,
    make_context,
    open_profile,
)
from tests.support.fixtures.meeting_queue import send_pending
from tests.support.machine.threads import run_concurrently

HOSTILE = "<!channel> & “Ünïcödé” 👩‍💻 \u202eabc *bold* `x`"
WIDE = "会" * 200


def test_a_meeting_gets_an_id_of_its_own_with_a_passcode_and_is_listed(db: Database) -> None:
    meeting = schedule_meeting(db, description=" Bring cake. ")
    assert meeting.generated_id is not None
    assert (len(meeting.generated_id.number), meeting.generated_id.number[0] in "23456789") == (11, True)
    assert (len(meeting.generated_id.passcode), len(meeting.generated_id.token)) == (6, 32)
    assert (meeting.topic, meeting.description, meeting.minutes) == ("Design review", "Bring cake.", 30)
    assert [each.meeting for each in upcoming_meetings(db)] == [stored_meeting(db, meeting.key)]


def test_its_number_is_its_own_for_the_whole_deployment(db: Database) -> None:
    """PMI-10: one table holds every number; PMI-9: nobody can take it as a PMI either."""
    own = schedule_meeting(db).generated_id
    assert own is not None
    assert [row[0] for row in table_rows(db, "numbers") if len(row[0]) == 11] == [own.number]
    with db.write(TEAM) as tx:
        assert meeting_id_store.claim_all(tx, [own.number], own.host) == []


def test_a_second_submission_of_a_form_shows_the_result_of_the_first(db: Database) -> None:
    """MEET-2."""
    first = try_to_schedule(db, "form")
    second = try_to_schedule(db, "form", topic="Something else")
    assert isinstance(second, Scheduled)
    assert (first.fresh, second.fresh) == (True, False)
    assert second.view.meeting == first.view.meeting


def test_a_form_that_is_sent_eight_times_at_once_makes_one_meeting(replicas: list[Database]) -> None:
    """MEET-2."""
    add_person(replicas[0])
    answers = run_concurrently([partial(try_to_schedule, replicas[n % 4], invite=(GUEST,)) for n in range(8)])
    assert sorted(answer.fresh for answer in answers) == [False] * 7 + [True]
    everything = all_rows(replicas[0])
    assert {name: len(everything[name]) for name in ("meetings", "own_ids", "invitees")} == {
        "meetings": 1,
        "own_ids": 1,
        "invitees": 1,
    }
    assert len(enqueued(replicas[0], MessageKind.INVITATION)) == 1


def test_somebody_elses_form_tells_nothing(db: Database) -> None:
    schedule_meeting(db, "form")
    answer = try_to_schedule(db, "form", user=GUEST)
    assert isinstance(answer, Denied)


def test_the_same_form_in_another_workspace_is_another_form(db: Database) -> None:
    schedule_meeting(db, "form")
    elsewhere = FakeDirectory(identity(team="T0ANOTHER"), team="T0ANOTHER")  # type: ignore[arg-type] # a made-up id
    answer = scheduling.schedule(make_context(db, directory=elsewhere), caller(HOST, team="T0ANOTHER"), draft(), "form")  # type: ignore[arg-type] # the same
    assert isinstance(answer, Scheduled)
    assert answer.fresh


def test_a_refused_form_changes_nothing_and_can_be_sent_again(db: Database) -> None:
    """MEET-4."""
    open_profile(db)
    before = all_rows(db)
    refused = try_to_schedule(db, topic="  ", start=MONDAY - timedelta(days=9))
    assert isinstance(refused, RefusedDraft)
    assert set(refused.faults) == {MeetingField.TOPIC, MeetingField.TIME}
    assert all_rows(db) == before
    assert try_to_schedule(db).fresh


def test_a_start_that_does_not_fit_its_repeat_is_moved(db: Database) -> None:
    """MEET-3."""
    saturday = MONDAY.replace(day=7)
    meeting = schedule_meeting(db, start=saturday, rule=RecurrenceRule(Frequency.WEEKLY, days=WEEKDAYS))
    assert meeting.pattern.start == MONDAY.replace(day=9)


@pytest.mark.parametrize("topic", [HOSTILE, WIDE], ids=["hostile", "wide"])
def test_a_topic_is_kept_as_it_was_typed(db: Database, topic: str) -> None:
    """Section 12: what is shown is escaped where it is shown."""
    assert stored_meeting(db, schedule_meeting(db, topic=topic).key).topic == topic


@pytest.mark.parametrize("role", [Role.GUEST, Role.EXTERNAL])
def test_guests_schedule_nothing_and_are_told_why(db: Database, role: Role) -> None:
    """ROLE-1, ROLE-2."""
    answer = scheduling.schedule(
        make_context(db, directory=FakeDirectory(identity(role=role))), caller(HOST), draft(), "form"
    )
    assert isinstance(answer, Denied)
    assert "join any meeting" in reason_text(answer.reason)
    assert table_rows(db, "meetings") == []


def test_on_the_pmi_a_meeting_has_no_id_of_its_own(db: Database) -> None:
    meeting = schedule_meeting(db, on_pmi=True, passcode="whatever it says")
    assert meeting.generated_id is None
    entrance = upcoming_meetings(db)[0].credentials
    assert entrance is not None
    assert entrance.number == open_profile(db).room.number


def test_the_form_proposes_the_pmi_where_the_setting_says_so(db: Database) -> None:
    """MEET-2: the default follows `pmi_for_scheduled`."""
    assert proposed(db) == (Allowed(), False)
    set_account_setting(db, Setting.PMI_FOR_SCHEDULED, True)
    assert proposed(db) == (Allowed(), True)


def test_a_pmi_that_is_switched_off_or_expired_is_shown_with_its_reason_and_refused(db: Database) -> None:
    """MEET-2, PMI-13, LOCK-6: asked again when the form is sent."""
    add_person(db)
    late = NOW + timedelta(days=365)
    set_account_setting(db, Setting.PMI_FOR_SCHEDULED, True)
    pmi, on_pmi = proposed(db, late)
    assert isinstance(pmi, Denied)
    assert ("expired" in reason_text(pmi.reason), on_pmi) == (True, False)
    set_account_setting(db, Setting.PMI_ENABLED, False)
    pmi, on_pmi = proposed(db)
    assert isinstance(pmi, Denied)
    assert ("switched off in your organisation" in reason_text(pmi.reason), on_pmi) == (True, False)
    refused = try_to_schedule(db, on_pmi=True)
    assert isinstance(refused, RefusedDraft)
    assert refused.faults == {MeetingField.ID: [pmi.reason]}
    assert try_to_schedule(db).fresh


def proposed(db: Database, now: object = NOW) -> tuple[Allowed | Denied, bool]:
    seen = scheduling.scheduling_context(make_context(db, directory=directory()), caller(HOST, now=now))  # type: ignore[arg-type] # an instant
    assert isinstance(seen, SchedulingContext)
    return seen.pmi, seen.on_pmi


def test_a_passcode_is_required_or_not_as_the_setting_says(db: Database) -> None:
    add_person(db)
    assert isinstance(try_to_schedule(db, passcode=""), RefusedDraft)
    set_account_setting(db, Setting.MEETING_PASSCODE_REQUIRED, False)
    own = schedule_meeting(db, passcode="").generated_id
    assert own is not None
    assert own.passcode == ""


def test_one_invitation_is_enqueued_for_each_invitee_and_none_for_the_host(db: Database) -> None:
    """INV-3: where it went is on record from the start."""
    meeting = schedule_meeting(db, invite=(GUEST, GUEST_2, GUEST, HOST))
    assert [each.recipient.user for each in enqueued(db, MessageKind.INVITATION)] == [GUEST, GUEST_2]
    sent = send_pending(db)
    assert [(facts.known, facts.actual) for facts in sent] == [(None, facts.view.snapshot) for facts in sent]
    assert {facts.view.meeting.key for facts in sent} == {meeting.key}


def test_fifty_invitees_cost_no_more_statements_than_five(db: Database) -> None:
    people = [identity(f"U{n:03}", name=f"Person {n}") for n in range(50)]
    everybody = FakeDirectory(identity(), *people)
    answer = scheduling.schedule(
        make_context(db, directory=everybody),
        caller(HOST),
        draft(invite=tuple(person.user for person in people)),
        "form",
    )
    assert isinstance(answer, Scheduled)
    assert len(enqueued(db, MessageKind.INVITATION)) == 50
    assert len(send_pending(db)) == 50


def test_whoever_the_bot_has_not_met_is_looked_up_before_anything_is_saved(db: Database) -> None:
    open_profile(db)
    somebody = directory()
    somebody.is_available = False
    before = all_rows(db)
    with pytest.raises(SlackUnavailableError):
        scheduling.schedule(make_context(db, directory=somebody), caller(HOST), draft(invite=(GUEST,)), "form")
    assert all_rows(db) == before


def test_who_left_cannot_be_invited(db: Database) -> None:
    gone = FakeDirectory(identity(), identity(GUEST, name="Ben", active=False))
    add_person(db, GUEST, name="Ben", active=False)
    answer = scheduling.schedule(make_context(db, directory=gone), caller(HOST), draft(invite=(GUEST,)), "form")
    assert isinstance(answer, RefusedDraft)
    assert "Ben" in reason_text(answer.faults[MeetingField.INVITE][0])


def test_a_guest_of_the_workspace_can_be_invited(db: Database) -> None:
    """ROLE-1: they may join."""
    somebody = FakeDirectory(identity(), identity(GUEST, role=Role.GUEST))
    answer = scheduling.schedule(make_context(db, directory=somebody), caller(HOST), draft(invite=(GUEST,)), "form")
    assert isinstance(answer, Scheduled)


def test_a_collision_on_the_pmi_is_found_and_forbids_nothing(db: Database) -> None:
    """MEET-7."""
    first = schedule_meeting(db, "one", on_pmi=True)
    later = MONDAY + timedelta(minutes=40)
    wanted = draft(start=later, on_pmi=True)
    found = scheduling.find_conflict(make_context(db), caller(HOST), wanted, None)
    assert found is not None
    assert found.other.planned == first.pattern.start
    assert scheduling.find_conflict(make_context(db), caller(HOST), draft(start=later), None) is None
    assert scheduling.find_conflict(make_context(db), caller(HOST), wanted, first.key) is None
    assert scheduling.find_conflict(make_context(db), caller(HOST), draft(on_pmi=True, zone="Mars/Base"), None) is None
    assert try_to_schedule(db, "two", start=later, on_pmi=True).fresh


def test_a_generated_id_collides_with_nothing(db: Database) -> None:
    """MEET-7: people of the first cannot walk into the second."""
    schedule_meeting(db, "one")
    assert scheduling.find_conflict(make_context(db), caller(HOST), draft(on_pmi=True), None) is None


def test_somebody_new_can_schedule_at_once_and_is_greeted_when_they_open_the_form(db: Database) -> None:
    """PMI-11."""
    assert isinstance(
        scheduling.scheduling_context(make_context(db, directory=directory()), caller(UserId(GUEST))), SchedulingContext
    )
    assert len(enqueued(db, "greeting")) == 1
