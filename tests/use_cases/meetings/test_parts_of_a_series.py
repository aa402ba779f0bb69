"""Parts of a series share an ID: who holds it, when it ends, and who hears of its passcode (MEET-5, MEET-6, MEET-9, INV-3)."""

from dataclasses import dataclass

import pytest

from bot.policy.meetings.meetings import Meeting
from bot.policy.rooms.rooms import is_open
from bot.policy.values.results import Denied
from bot.use_cases.invitations.updates import UpdatesContent
from bot.use_cases.meetings import cancellations, edits, handovers, scheduling, series, starts
from bot.use_cases.meetings.handovers import HandedOver, Handover
from bot.use_cases.meetings.series import OccurrenceRef
from bot.use_cases.meetings.starts import StartedMeeting
from bot.use_cases.people import identities
from storage.rooms import sessions as session_store
from tests.support.factories.meetings import (
    MONDAY,
    THIRD,
    WEEK,
    WEEKLY,
    directory,
    draft,
    expect_edited,
    schedule_meeting,
    seen_version,
    stored_meeting,
)
from tests.support.factories.people import NOW, caller, identity, make_context
from tests.support.fixtures.admin_fixture import ADMIN, ANN, BEN, CAT, AdminHarness
from tests.support.fixtures.meeting_queue import send_pending
from tests.support.invariants.ics_history import file_bytes

EARLIER, FIRST_DATE = NOW - 4 * WEEK, MONDAY - 4 * WEEK
STOLEN = "sto1en99"


@dataclass(frozen=True, slots=True)
class CutSeries:
    """A weekly series of Ann's that was cut after two weeks: its first part is over, the rest goes on."""

    first: Meeting
    rest: Meeting


def cut_series(harness: AdminHarness, *, on_pmi: bool = False) -> CutSeries:
    """Ben is invited to both parts, and has heard of them."""
    context = make_context(harness.db, directory=directory(*(identity(each, name=each) for each in (ANN, BEN, CAT))))
    whole = schedule_meeting(
        harness.db, "f", ANN, now=EARLIER, start=FIRST_DATE, rule=WEEKLY, invite=[BEN], on_pmi=on_pmi
    )
    cut_at = FIRST_DATE + 2 * WEEK
    wanted = draft(start=cut_at, rule=WEEKLY, invite=[BEN], on_pmi=on_pmi)
    where = OccurrenceRef(whole.key, whole.version, cut_at)
    rest = expect_edited(series.edit_following(context, caller(ANN, now=EARLIER), where, wanted))
    scheduling.advance_occurrence_times(harness.db, NOW)
    send_pending(harness.db)
    first = stored_meeting(harness.db, whole.key)
    assert first.is_over
    return CutSeries(first, stored_meeting(harness.db, rest.key))


def hand_over_to_cat(harness: AdminHarness, *, on_pmi: bool = False) -> CutSeries:
    """Ann leaves, Cat gets what is to come, and Ann is back."""
    cut = cut_series(harness, on_pmi=on_pmi)
    identities.sync_identity(harness.db, identity(ANN, name=ANN, active=False), NOW)
    handed_over = handovers.hand_over(harness.context, caller(harness.actor(ADMIN)), Handover(ANN, CAT))
    assert isinstance(handed_over, HandedOver)
    identities.sync_identity(harness.db, identity(ANN, name=ANN), NOW)
    return CutSeries(*(stored_meeting(harness.db, each.key) for each in (cut.first, cut.rest)))


@pytest.mark.parametrize("on_pmi", [False, True])
def test_the_parts_of_a_series_that_are_over_go_to_the_host_of_the_rest(harness: AdminHarness, on_pmi: bool) -> None:
    """MEET-9: they share its ID, and its calendar file shows the parts of one host."""
    cut = hand_over_to_cat(harness, on_pmi=on_pmi)
    assert [cut.first.host, cut.rest.host] == [harness.ids[CAT]] * 2
    files = [file_bytes(harness.db, each) for each in (cut.first, cut.rest)]
    assert all(each.uid.encode() in file for each in (cut.first, cut.rest) for file in files)
    assert not any(b"CANCELLED" in file for file in files)


def test_a_host_who_is_back_opens_edits_and_cancels_nothing_that_was_handed_over(harness: AdminHarness) -> None:
    """MEET-9: also not by the part that was over before they left, whose ID is another host's now."""
    cut = hand_over_to_cat(harness)
    context = make_context(harness.db, directory=directory(identity(BEN, name=BEN)))
    wanted = draft(start=MONDAY + WEEK, rule=WEEKLY, invite=[BEN], passcode=STOLEN)
    for part in (cut.first, cut.rest):
        assert isinstance(starts.start_meeting(context, caller(ANN), part.key), Denied)
        assert isinstance(edits.edit_meeting(context, caller(ANN), seen_version(part), wanted), Denied)
        assert isinstance(cancellations.cancel(context, caller(ANN), seen_version(part)), Denied)
    after = stored_meeting(harness.db, cut.rest.key).generated_id
    assert after is not None
    assert (after.host, after.ended_at) == (harness.ids[CAT], None)
    assert after.passcode != STOLEN


def test_the_id_of_a_series_ends_when_the_rest_is_cancelled_though_an_earlier_part_is_over(
    harness: AdminHarness,
) -> None:
    """MEET-6, GATE-3."""
    cut, context = cut_series(harness), make_context(harness.db, directory=directory())
    started = starts.start_meeting(context, caller(ANN), cut.rest.key)
    assert isinstance(started, StartedMeeting)
    cancellations.cancel(context, caller(ANN), seen_version(stored_meeting(harness.db, cut.rest.key)))
    after = stored_meeting(harness.db, cut.rest.key).generated_id
    assert after is not None
    assert after.ended_at is not None
    with harness.db.read() as tx:
        assert not is_open(session_store.find(tx, started.session.id), caller(ANN).instant)


def test_another_passcode_of_the_rest_is_told_to_those_who_come_to_the_earlier_dates(harness: AdminHarness) -> None:
    """INV-3: the parts share the ID, so both have it."""
    whole = schedule_meeting(harness.db, "f", ANN, start=MONDAY, rule=WEEKLY, invite=[BEN])
    send_pending(harness.db)
    context = make_context(harness.db, directory=directory())
    wanted = draft(start=THIRD, rule=WEEKLY, invite=[], passcode="n3wp4ss")
    where = OccurrenceRef(whole.key, whole.version, THIRD)
    rest = expect_edited(series.edit_following(context, caller(ANN), where, wanted))
    assert told_of(harness) == [whole.key]
    assert rest.key != whole.key


def test_a_host_is_not_asked_to_update_invitations_that_nobody_has_any_more(harness: AdminHarness) -> None:
    """INV-3: the one invitee was removed in the same edit."""
    context = make_context(harness.db, directory=directory())
    meeting = schedule_meeting(harness.db, "f", ANN, start=MONDAY, invite=[BEN])
    send_pending(harness.db)
    wanted = draft(start=MONDAY.replace(hour=16), invite=[])
    expect_edited(edits.edit_meeting(context, caller(ANN), seen_version(meeting), wanted))
    assert told_of(harness) == []


def told_of(harness: AdminHarness) -> list[int]:
    """The meetings of which hosts get a message."""
    sent = [each for each in send_pending(harness.db) if isinstance(each, UpdatesContent)]
    return [changed.view.meeting.key for each in sent for changed in each.changed]
