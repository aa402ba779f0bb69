"""Reminding of meetings ten minutes before: whom, once, never late (MEET-8, REM-3, REM-6, REM-7)."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest

from bot.policy.deliveries.deliveries import Urgency
from bot.policy.invitations.invitations import Rsvp
from bot.policy.meetings.meetings import OccurrenceOverride
from bot.policy.settings.catalogue import Setting
from bot.use_cases.deliveries.outbox import MessageKind
from bot.use_cases.deliveries.worker import Discard
from bot.use_cases.invitations import rsvp
from bot.use_cases.meetings import cancellations
from bot.use_cases.people import identities
from bot.use_cases.reminders import meeting_start
from bot.use_cases.reminders.meeting_start import MeetingReminderContent
from bot.use_cases.settings import settings
from bot.use_cases.settings.settings import OwnSettings
from storage import Database
from tests.support.database.recorded_statements import recorded_statements
from tests.support.factories.meetings import (
    DAILY,
    GUEST,
    GUEST_2,
    MONDAY,
    WEEKLY,
    enqueued,
    expect_edited,
    save_meeting_form,
    save_occurrence_form,
    schedule_meeting,
    seen_version,
    set_account_setting,
)
from tests.support.factories.people import HOST, NOW, add_person, caller, identity, make_context
from tests.support.fixtures.meeting_queue import send_pending
from tests.support.machine.threads import run_concurrently

FIRST = NOW + timedelta(days=1)
BEFORE = FIRST - timedelta(minutes=10)
INSTANT = timedelta(microseconds=1)
BOTH = (GUEST, GUEST_2)


def reminded(db: Database) -> list[str]:
    return [each.recipient.user for each in enqueued(db, MessageKind.MEETING_REMINDER)]


def said(db: Database, user: str = HOST, now: object = BEFORE) -> MeetingReminderContent | Discard:
    delivery = next(each for each in enqueued(db, MessageKind.MEETING_REMINDER) if each.recipient.user == user)
    return meeting_start.meeting_reminder_content(db, delivery.subject, now)  # type: ignore[arg-type] # an instant


def test_reminders_to_host_and_invitees_are_enqueued_ten_minutes_before_and_until_the_start(db: Database) -> None:
    meeting = schedule_meeting(db, invite=BOTH)
    assert meeting_start.enqueue_due(db, BEFORE - INSTANT) == 0
    assert meeting_start.enqueue_due(db, BEFORE) == 1
    assert reminded(db) == [HOST, GUEST, GUEST_2]
    first = enqueued(db, MessageKind.MEETING_REMINDER)[0]
    assert (first.due, first.deadline, first.urgency) == (BEFORE, FIRST, Urgency.MEETING_START)
    facts = said(db)
    assert isinstance(facts, MeetingReminderContent)
    assert (facts.view.meeting.key, facts.occurrence.starts_at, facts.is_host) == (meeting.key, FIRST, True)


def test_a_reminder_is_enqueued_once_however_often_and_by_whomever_it_is_looked_for(replicas: list[Database]) -> None:
    schedule_meeting(replicas[0], invite=BOTH)
    run_concurrently([partial(meeting_start.enqueue_due, replicas[n % 4], BEFORE) for n in range(8)])
    meeting_start.enqueue_due(replicas[0], BEFORE + timedelta(minutes=1))
    assert sorted(reminded(replicas[0])) == sorted([HOST, *BOTH])


def test_each_occurrence_of_a_series_is_reminded_of_in_its_turn(db: Database) -> None:
    schedule_meeting(db, rule=DAILY)
    for day in range(3):
        assert meeting_start.enqueue_due(db, BEFORE + timedelta(days=day)) == 1
        assert len(enqueued(db, MessageKind.MEETING_REMINDER)) == day + 1


def test_what_was_missed_while_nobody_looked_is_not_made_up_for(db: Database) -> None:
    """REM-2 in spirit: a reminder of what has begun is noise."""
    schedule_meeting(db, rule=DAILY)
    late = FIRST + timedelta(days=9, hours=1)
    assert meeting_start.enqueue_due(db, late) == 1
    assert enqueued(db, MessageKind.MEETING_REMINDER) == []
    assert meeting_start.enqueue_due(db, late) == 0
    assert meeting_start.enqueue_due(db, BEFORE + timedelta(days=10)) == 1
    assert len(enqueued(db, MessageKind.MEETING_REMINDER)) == 1


def test_who_said_no_or_wants_no_reminders_gets_none(db: Database) -> None:
    meeting = schedule_meeting(db, invite=BOTH)
    rsvp.record_rsvp(make_context(db), caller(GUEST), meeting.key, Rsvp.NO)
    settings.choose_own(make_context(db), caller(GUEST_2), {}, wants_reminders=False)
    meeting_start.enqueue_due(db, BEFORE)
    assert reminded(db) == [HOST]


def test_reminders_are_wanted_until_they_are_switched_off_and_again_when_they_are_switched_on(db: Database) -> None:
    """MEET-8: per person, off by `/pmi settings`."""
    add_person(db)
    own = settings.own_settings(make_context(db), caller(HOST))
    assert isinstance(own, OwnSettings)
    assert own.wants_reminders
    for wanted in (False, False, None, True, True, None):
        chosen = settings.choose_own(make_context(db), caller(HOST), {}, wants_reminders=wanted)
        assert isinstance(chosen, OwnSettings)
        own = chosen if wanted is None else replace(own, wants_reminders=wanted)
        assert chosen == own


def test_a_reminder_is_looked_at_again_when_it_is_sent(db: Database) -> None:
    """REM-3: who said no since, who switched them off since."""
    meeting = schedule_meeting(db, invite=BOTH)
    meeting_start.enqueue_due(db, BEFORE)
    rsvp.record_rsvp(make_context(db), caller(GUEST, now=BEFORE), meeting.key, Rsvp.NO)
    settings.choose_own(make_context(db), caller(GUEST_2, now=BEFORE), {}, wants_reminders=False)
    assert isinstance(said(db, GUEST), Discard)
    assert isinstance(said(db, GUEST_2), Discard)
    assert isinstance(said(db), MeetingReminderContent)


def test_nobody_is_reminded_of_what_was_cancelled_or_moved_since(db: Database) -> None:
    """REM-3."""
    meeting = schedule_meeting(db, rule=WEEKLY, invite=(GUEST,))
    meeting_start.enqueue_due(db, BEFORE)
    moved = expect_edited(
        save_occurrence_form(db, meeting, MONDAY, OccurrenceOverride(MONDAY.replace(hour=15), 30, ""))
    )
    assert said(db) == Discard("it takes place at another time")
    assert meeting_start.enqueue_due(db, BEFORE + timedelta(hours=5)) == 1
    assert len(enqueued(db, MessageKind.MEETING_REMINDER)) == 4
    cancellations.cancel(make_context(db), caller(HOST, now=BEFORE), seen_version(moved))
    assert said(db) == Discard("it was cancelled")


def test_a_meeting_that_is_moved_nearer_is_reminded_of_at_its_new_time(db: Database) -> None:
    meeting = schedule_meeting(db)
    expect_edited(save_meeting_form(db, meeting, start=MONDAY.replace(hour=9)))
    assert meeting_start.enqueue_due(db, BEFORE - timedelta(hours=1)) == 1
    assert isinstance(said(db), MeetingReminderContent)


def test_invitees_are_not_called_to_a_meeting_that_cannot_be_joined(db: Database) -> None:
    """INV-4: its host is, who can give it a new ID."""
    add_person(db)
    schedule_meeting(db, on_pmi=True, invite=(GUEST,))
    meeting_start.enqueue_due(db, BEFORE)
    set_account_setting(db, Setting.PMI_ENABLED, False)
    facts = said(db)
    assert isinstance(facts, MeetingReminderContent)
    assert facts.view.needs_new_id
    assert isinstance(said(db, GUEST), Discard)


@pytest.mark.parametrize("user", [HOST, GUEST])
def test_who_left_is_not_reminded_and_nobody_is_when_the_host_left(db: Database, user: str) -> None:
    schedule_meeting(db, invite=(GUEST,))
    meeting_start.enqueue_due(db, BEFORE)
    identities.sync_identity(db, identity(user, active=False), BEFORE)
    assert isinstance(said(db, GUEST), Discard)
    assert isinstance(said(db, HOST), Discard if user == HOST else MeetingReminderContent)


def test_the_cost_of_looking_is_that_of_what_is_due(db: Database) -> None:
    """REM-6: “what starts in ten minutes” is one statement and a range scan."""
    for n in range(30):
        schedule_meeting(db, f"form {n}", start=MONDAY + timedelta(days=1 + n))
    send_pending(db)
    with recorded_statements() as asked:
        assert meeting_start.enqueue_due(db, BEFORE) == 0
    assert len(asked) == 1
