"""Editing and cancelling parts of a series: this one, this and the following, or all (MEET-5)."""

from datetime import timedelta

from bot.policy.invitations.invitations import differences
from bot.policy.meetings.drafts import MeetingField
from bot.policy.meetings.meeting_ids import MeetingIdEndReason
from bot.policy.meetings.meetings import OccurrenceOverride
from bot.policy.meetings.recurrence import Frequency, RecurrenceRule
from bot.policy.values.results import Denied
from bot.use_cases.invitations.updates import UpdatesContent
from bot.use_cases.meetings import cancellations, starts
from bot.use_cases.meetings.cancellations import Cancelled
from bot.use_cases.meetings.scheduling import RefusedDraft
from bot.use_cases.meetings.series import OccurrenceRef
from storage import Database
from storage.meetings import meetings as meeting_store
from tests.support.database.databases import all_rows
from tests.support.factories.meetings import (
    GUEST,
    MONDAY,
    THIRD,
    WEEK,
    WEEKLY,
    directory,
    expect_edited,
    meeting_id_of,
    occurrence_starts,
    save_following_form,
    save_meeting_form,
    save_occurrence_form,
    schedule_meeting,
    seen_version,
    stored_meeting,
    upcoming_meetings,
)
from tests.support.factories.people import HOST, NOW, caller, make_context
from tests.support.fixtures.meeting_queue import send_pending


def test_one_occurrence_is_moved_lengthened_and_renamed(db: Database) -> None:
    """MEET-5: this one."""
    meeting = schedule_meeting(db, rule=WEEKLY)
    change = OccurrenceOverride(MONDAY + timedelta(days=1), 60, "Special")
    after = expect_edited(save_occurrence_form(db, meeting, MONDAY, change))
    assert after.overrides == {MONDAY: change}
    assert occurrence_starts(db) == [(meeting.key, "03-03T10:00")]
    back = expect_edited(save_occurrence_form(db, after, MONDAY, OccurrenceOverride(MONDAY, 30, meeting.topic)))
    assert back.overrides == {}


def test_one_occurrence_is_judged_like_any_meeting(db: Database) -> None:
    """MEET-4."""
    meeting = schedule_meeting(db, rule=WEEKLY)
    refused = save_occurrence_form(db, meeting, MONDAY, OccurrenceOverride(MONDAY - WEEK, 5, ""))
    assert isinstance(refused, RefusedDraft)
    assert set(refused.faults) == {MeetingField.TIME, MeetingField.DURATION}
    assert isinstance(
        save_occurrence_form(db, meeting, MONDAY + timedelta(hours=1), OccurrenceOverride(MONDAY, 30, "")), Denied
    )
    assert isinstance(
        save_occurrence_form(db, schedule_meeting(db, "two"), MONDAY, OccurrenceOverride(MONDAY, 60, "")), Denied
    )


def test_a_series_edited_from_its_third_occurrence_goes_on_under_the_same_id(db: Database) -> None:
    """MEET-5: this and the following."""
    whole = schedule_meeting(db, rule=WEEKLY, invite=(GUEST,))
    later = expect_edited(save_following_form(db, whole, start=THIRD.replace(hour=15), topic="Later", invite=(GUEST,)))
    earlier = stored_meeting(db, whole.key)
    assert (later.part_of, meeting_id_of(later)) == (whole.key, meeting_id_of(earlier))
    assert meeting_id_of(later).number == meeting_id_of(whole).number
    assert earlier.pattern.rule is not None
    assert earlier.pattern.rule.until == (THIRD - timedelta(days=1)).date()
    assert (earlier.topic, later.topic) == (whole.topic, "Later")
    assert later.uid != earlier.uid
    assert occurrence_starts(db) == [(earlier.key, "03-02T10:00"), (later.key, "03-16T15:00")]
    with db.read() as tx:
        assert [part.key for part in meeting_store.parts(tx, whole.key)] == [earlier.key, later.key]


def test_from_its_first_occurrence_on_a_series_is_not_cut(db: Database) -> None:
    whole = schedule_meeting(db, rule=WEEKLY)
    after = expect_edited(save_following_form(db, whole, MONDAY, topic="All"))
    assert (after.key, after.topic) == (whole.key, "All")


def test_a_cut_that_is_refused_cuts_nothing(db: Database) -> None:
    whole = schedule_meeting(db, rule=WEEKLY)
    before = all_rows(db)
    assert isinstance(save_following_form(db, whole, topic=" "), RefusedDraft)
    assert isinstance(save_following_form(db, whole, THIRD + timedelta(days=1)), Denied)
    assert all_rows(db) == before


def test_the_rest_of_a_series_may_move_to_the_pmi_and_the_id_goes_on_for_the_first_part(db: Database) -> None:
    whole = schedule_meeting(db, rule=WEEKLY)
    later = expect_edited(save_following_form(db, whole, on_pmi=True))
    assert later.generated_id is None
    assert meeting_id_of(stored_meeting(db, whole.key)).ended_at is None


def test_a_shared_id_ends_with_the_last_part_that_uses_it(db: Database) -> None:
    whole = schedule_meeting(db, rule=WEEKLY)
    later = expect_edited(save_following_form(db, whole, topic="Later"))
    earlier = stored_meeting(db, whole.key)
    cancellations.cancel(make_context(db), caller(HOST), seen_version(later))
    assert meeting_id_of(stored_meeting(db, earlier.key)).ended_at is None
    cancellations.cancel(make_context(db), caller(HOST), seen_version(earlier))
    assert meeting_id_of(stored_meeting(db, earlier.key)).ended_by is MeetingIdEndReason.CANCELLED


def test_a_cancelled_meeting_is_listed_and_started_no_more(db: Database) -> None:
    meeting = schedule_meeting(db)
    cancelled = cancellations.cancel(make_context(db), caller(HOST), seen_version(meeting))
    assert isinstance(cancelled, Cancelled)
    assert upcoming_meetings(db) == []
    assert meeting_id_of(stored_meeting(db, meeting.key)).ended_by is MeetingIdEndReason.CANCELLED
    after = cancelled.meeting
    assert isinstance(cancellations.cancel(make_context(db), caller(HOST), seen_version(after)), Denied)
    assert isinstance(save_meeting_form(db, after), Denied)
    assert isinstance(starts.start_meeting(make_context(db, directory=directory()), caller(HOST), meeting.key), Denied)


def test_one_occurrence_is_cancelled_and_the_others_take_place(db: Database) -> None:
    meeting = schedule_meeting(db, rule=WEEKLY)
    cancelled = cancellations.cancel_one(
        make_context(db), caller(HOST), OccurrenceRef(meeting.key, meeting.version, MONDAY)
    )
    assert isinstance(cancelled, Cancelled)
    assert occurrence_starts(db) == [(meeting.key, "03-09T10:00")]
    spot = OccurrenceRef(meeting.key, cancelled.meeting.version, MONDAY)
    assert isinstance(cancellations.cancel_one(make_context(db), caller(HOST), spot), Denied)


def test_this_and_the_following_are_cancelled(db: Database) -> None:
    meeting = schedule_meeting(db, rule=WEEKLY)
    cancelled = cancellations.cancel_following(
        make_context(db), caller(HOST), OccurrenceRef(meeting.key, meeting.version, THIRD)
    )
    assert isinstance(cancelled, Cancelled)
    assert stored_meeting(db, meeting.key).pattern.rule == RecurrenceRule(
        Frequency.WEEKLY, until=(THIRD - timedelta(days=1)).date()
    )
    first = OccurrenceRef(meeting.key, cancelled.meeting.version, MONDAY)
    all_of_it = cancellations.cancel_following(make_context(db), caller(HOST), first)
    assert isinstance(all_of_it, Cancelled)
    assert all_of_it.meeting.cancelled_at == NOW


def test_another_passcode_of_one_part_is_one_of_all_that_share_its_id(db: Database) -> None:
    """INV-2, INV-3: each is a new version, and in the one message to their host; save one of which nobody knows."""
    whole = schedule_meeting(db, rule=WEEKLY, invite=(GUEST,))
    send_pending(db)
    middle = expect_edited(save_following_form(db, whole, invite=(GUEST,)))
    last = expect_edited(save_following_form(db, middle, THIRD + 2 * WEEK, invite=()))
    parts = [stored_meeting(db, each.key) for each in (whole, middle, last)]
    send_pending(db)
    edited = save_meeting_form(
        db, parts[1], start=THIRD, rule=parts[1].pattern.rule, invite=(GUEST,), passcode="n3w-one"
    )
    assert meeting_id_of(expect_edited(edited)).passcode == "n3w-one"
    after = [stored_meeting(db, each.key) for each in parts]
    assert [new.version - old.version for old, new in zip(parts, after, strict=True)] == [1, 1, 1]
    (offer,) = [each for each in send_pending(db) if isinstance(each, UpdatesContent)]
    assert [each.view.meeting.key for each in offer.changed] == [whole.key, middle.key]
    assert all(differences(each.before, each.view.snapshot).link for each in offer.changed)
