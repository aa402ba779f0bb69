"""Editing and cancelling parts of a series: this one, this and the following, or all (MEET-5)."""

from datetime import timedelta

from bot.policy.answers import Denied
from bot.policy.meeting_forms import MeetingField
from bot.policy.meetings import OccurrenceOverride
from bot.policy.own_ids import MeetingIdEndReason
from bot.policy.recurrence import Frequency, RecurrenceRule
from bot.use_cases import cancellations, meeting_starts
from bot.use_cases.cancellations import Cancelled
from bot.use_cases.meetings import RefusedDraft
from bot.use_cases.series_edits import OccurrenceRef
from storage import Database
from storage import meetings as meeting_store
from tests.databases import everything_in
from tests.factories import HOST, NOW, TEAM, TERMS
from tests.meeting_factories import (
    GUEST,
    MONDAY,
    THIRD,
    WEEK,
    WEEKLY,
    change_one,
    cut,
    directory,
    edit,
    edited,
    listed,
    meeting_of,
    own,
    scheduled,
    seen,
    starts,
)


def test_one_occurrence_is_moved_lengthened_and_renamed(db: Database) -> None:
    """MEET-5: this one."""
    meeting = scheduled(db, rule=WEEKLY)
    change = OccurrenceOverride(MONDAY + timedelta(days=1), 60, "Special")
    after = edited(change_one(db, meeting, MONDAY, change))
    assert after.overrides == {MONDAY: change}
    assert starts(db) == [(meeting.key, "03-03T10:00")]
    back = edited(change_one(db, after, MONDAY, OccurrenceOverride(MONDAY, 30, meeting.topic)))
    assert back.overrides == {}


def test_one_occurrence_is_judged_like_any_meeting(db: Database) -> None:
    """MEET-4."""
    meeting = scheduled(db, rule=WEEKLY)
    refused = change_one(db, meeting, MONDAY, OccurrenceOverride(MONDAY - WEEK, 5, ""))
    assert isinstance(refused, RefusedDraft)
    assert set(refused.faults) == {MeetingField.TIME, MeetingField.DURATION}
    assert isinstance(change_one(db, meeting, MONDAY + timedelta(hours=1), OccurrenceOverride(MONDAY, 30, "")), Denied)
    assert isinstance(change_one(db, scheduled(db, "two"), MONDAY, OccurrenceOverride(MONDAY, 60, "")), Denied)


def test_a_series_edited_from_its_third_occurrence_goes_on_under_the_same_id(db: Database) -> None:
    """MEET-5: this and the following."""
    whole = scheduled(db, rule=WEEKLY, invite=(GUEST,))
    later = edited(cut(db, whole, start=THIRD.replace(hour=15), topic="Later", invite=(GUEST,)))
    earlier = meeting_of(db, whole.key)
    assert (later.part_of, own(later)) == (whole.key, own(earlier))
    assert own(later).number == own(whole).number
    assert earlier.pattern.rule is not None
    assert earlier.pattern.rule.until == (THIRD - timedelta(days=1)).date()
    assert (earlier.topic, later.topic) == (whole.topic, "Later")
    assert later.uid != earlier.uid
    assert starts(db) == [(earlier.key, "03-02T10:00"), (later.key, "03-16T15:00")]
    with db.read() as tx:
        assert [part.key for part in meeting_store.parts(tx, whole.key)] == [earlier.key, later.key]


def test_from_its_first_occurrence_on_a_series_is_not_cut(db: Database) -> None:
    whole = scheduled(db, rule=WEEKLY)
    after = edited(cut(db, whole, MONDAY, topic="All"))
    assert (after.key, after.topic) == (whole.key, "All")


def test_a_cut_that_is_refused_cuts_nothing(db: Database) -> None:
    whole = scheduled(db, rule=WEEKLY)
    before = everything_in(db)
    assert isinstance(cut(db, whole, topic=" "), RefusedDraft)
    assert isinstance(cut(db, whole, THIRD + timedelta(days=1)), Denied)
    assert everything_in(db) == before


def test_the_rest_of_a_series_may_move_to_the_pmi_and_the_id_goes_on_for_the_first_part(db: Database) -> None:
    whole = scheduled(db, rule=WEEKLY)
    later = edited(cut(db, whole, on_pmi=True))
    assert later.generated_id is None
    assert own(meeting_of(db, whole.key)).ended_at is None


def test_a_shared_id_ends_with_the_last_part_that_uses_it(db: Database) -> None:
    whole = scheduled(db, rule=WEEKLY)
    later = edited(cut(db, whole, topic="Later"))
    earlier = meeting_of(db, whole.key)
    cancellations.cancel(db, TEAM, HOST, seen(later), NOW)
    assert own(meeting_of(db, earlier.key)).ended_at is None
    cancellations.cancel(db, TEAM, HOST, seen(earlier), NOW)
    assert own(meeting_of(db, earlier.key)).ended_by is MeetingIdEndReason.CANCELLED


def test_a_cancelled_meeting_is_listed_and_started_no_more(db: Database) -> None:
    meeting = scheduled(db)
    cancelled = cancellations.cancel(db, TEAM, HOST, seen(meeting), NOW)
    assert isinstance(cancelled, Cancelled)
    assert listed(db) == []
    assert own(meeting_of(db, meeting.key)).ended_by is MeetingIdEndReason.CANCELLED
    after = cancelled.meeting
    assert isinstance(cancellations.cancel(db, TEAM, HOST, seen(after), NOW), Denied)
    assert isinstance(edit(db, after), Denied)
    assert isinstance(meeting_starts.start_meeting(db, directory(), TERMS, TEAM, HOST, meeting.key, NOW), Denied)


def test_one_occurrence_is_cancelled_and_the_others_take_place(db: Database) -> None:
    meeting = scheduled(db, rule=WEEKLY)
    cancelled = cancellations.cancel_one(db, TEAM, HOST, OccurrenceRef(meeting.key, meeting.version, MONDAY), NOW)
    assert isinstance(cancelled, Cancelled)
    assert starts(db) == [(meeting.key, "03-09T10:00")]
    spot = OccurrenceRef(meeting.key, cancelled.meeting.version, MONDAY)
    assert isinstance(cancellations.cancel_one(db, TEAM, HOST, spot, NOW), Denied)


def test_this_and_the_following_are_cancelled(db: Database) -> None:
    meeting = scheduled(db, rule=WEEKLY)
    cancelled = cancellations.cancel_following(db, TEAM, HOST, OccurrenceRef(meeting.key, meeting.version, THIRD), NOW)
    assert isinstance(cancelled, Cancelled)
    assert meeting_of(db, meeting.key).pattern.rule == RecurrenceRule(
        Frequency.WEEKLY, until=(THIRD - timedelta(days=1)).date()
    )
    first = OccurrenceRef(meeting.key, cancelled.meeting.version, MONDAY)
    all_of_it = cancellations.cancel_following(db, TEAM, HOST, first, NOW)
    assert isinstance(all_of_it, Cancelled)
    assert all_of_it.meeting.cancelled_at == NOW
