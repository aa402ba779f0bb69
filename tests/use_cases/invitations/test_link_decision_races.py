"""Meetings that are made or edited while `passcode_in_link` changes: which link each has, and who hears of it (INV-2, INV-3, PASS-2)."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.policy.ids import TeamId, UserId
from bot.policy.invitations.invitations import differences
from bot.policy.meetings.meetings import Meeting
from bot.policy.people.people import Identity
from bot.use_cases.approvals import follow_ups
from bot.use_cases.invitations import updates
from bot.use_cases.invitations.messages import InvitationContent
from bot.use_cases.invitations.updates import SentUpdates, UpdatesContent
from bot.use_cases.meetings import edits, scheduling
from bot.use_cases.meetings.edits import StaleMeeting
from bot.use_cases.meetings.scheduling import Scheduled
from bot.use_cases.settings import settings
from storage import Database
from tests.support.factories.many_people import copy_person
from tests.support.factories.meetings import draft, schedule_meeting, seen_version, stored_meeting
from tests.support.factories.people import NOW, FakeDirectory, caller, identity, make_context
from tests.support.fixtures.admin_fixture import ANN, BEN, CAT, OFF, PASSCODE_IN_LINK, AdminHarness
from tests.support.fixtures.meeting_queue import send_pending
from tests.support.invariants.ics_history import IcsHistory
from tests.support.machine.threads import run_concurrently

A_MOMENT = timedelta(seconds=1)
NEWCOMER = UserId("U0NEWCOMER")


class SlowDirectory(FakeDirectory):
    """While it looks somebody up, something else happens."""

    def __init__(self, meanwhile: Callable[[], object]) -> None:
        super().__init__(identity(NEWCOMER, name="Newcomer"))
        self._meanwhile = meanwhile

    def look_up(self, team: TeamId, user: UserId) -> Identity:
        """The same, later."""
        self._meanwhile()
        return super().look_up(team, user)


@pytest.fixture(params=["few", "many"])
def decided(request: pytest.FixtureRequest, harness: AdminHarness) -> Callable[[], object]:
    """The account says, at `NOW`, that links open by one click no longer; to so many people."""
    if request.param == "many":
        copy_person(harness.db, harness.ids[CAT], settings.FEW)
    return lambda: harness.apply_setting(PASSCODE_IN_LINK, OFF)


def everything_sent(harness: AdminHarness, now: datetime = NOW) -> list[Any]:
    """What is said once all that the decision left to do is done."""
    while follow_ups.run_follow_ups(harness.context, now):
        pass
    return send_pending(harness.db, now)


def flips(db: Database, *meetings: Meeting) -> list[tuple[int, bool]]:
    stored = [stored_meeting(db, each.key) for each in meetings]
    return [
        (after.version - before.version, after.link_flipped) for before, after in zip(meetings, stored, strict=True)
    ]


def test_a_meeting_that_was_asked_for_before_and_made_after_has_the_new_link_from_the_start(
    harness: AdminHarness, decided: Callable[[], object]
) -> None:
    """INV-3: its invitee is told once, its host nothing."""
    context = make_context(harness.db, directory=SlowDirectory(decided))
    made = scheduling.schedule(context, caller(ANN, now=NOW - A_MOMENT), draft(invite=[NEWCOMER]), "form")
    assert isinstance(made, Scheduled)
    (told,) = everything_sent(harness)
    assert isinstance(told, InvitationContent)
    assert (told.known, told.view.token_in_links) == (None, False)
    assert flips(harness.db, made.view.meeting) == [(0, False)]
    assert everything_sent(harness) == []


def test_what_was_told_of_it_before_the_rest_of_the_decision_is_done_is_not_told_again(
    harness: AdminHarness, decided: Callable[[], object]
) -> None:
    context = make_context(harness.db, directory=SlowDirectory(decided))
    made = scheduling.schedule(context, caller(ANN, now=NOW - A_MOMENT), draft(invite=[NEWCOMER]), "form")
    assert isinstance(made, Scheduled)
    assert len(send_pending(harness.db)) == 1
    assert everything_sent(harness) == []
    assert flips(harness.db, made.view.meeting) == [(0, False)]


def test_a_meeting_that_was_made_before_by_a_clock_ahead_is_changed(
    harness: AdminHarness, decided: Callable[[], object]
) -> None:
    """INV-2: the order is that of the commits. Its host hears of it."""
    meeting = schedule_meeting(harness.db, "ahead", ANN, now=NOW + A_MOMENT, invite=[BEN])
    send_pending(harness.db, NOW + A_MOMENT)
    files = IcsHistory(harness.db, [meeting])
    decided()
    assert files.assert_changes_raise_sequence() == 2
    (offer,) = everything_sent(harness, NOW + 2 * A_MOMENT)
    assert isinstance(offer, UpdatesContent)
    assert [differences(each.before, each.view.snapshot).one_click for each in offer.changed] == [True]
    assert flips(harness.db, meeting) == [(1, True)]


def test_an_edit_that_was_begun_before_is_shown_anew(harness: AdminHarness, decided: Callable[[], object]) -> None:
    """UX-5: its form has seen another version."""
    meeting = schedule_meeting(harness.db, user=ANN, invite=[BEN])
    context = make_context(harness.db, directory=SlowDirectory(decided))
    wanted = draft(topic="Other", invite=[BEN, NEWCOMER])
    answer = edits.edit_meeting(context, caller(ANN, now=NOW - A_MOMENT), seen_version(meeting), wanted)
    assert answer == StaleMeeting()
    assert flips(harness.db, meeting) == [(1, True)]


def test_a_meeting_that_changes_between_the_decision_and_the_rest_of_it_is_told_of_once(
    harness: AdminHarness, decided: Callable[[], object]
) -> None:
    """INV-3: one message to its host, one to its invitee, old → new."""
    meeting = schedule_meeting(harness.db, user=ANN, invite=[BEN])
    send_pending(harness.db)
    decided()
    stored = stored_meeting(harness.db, meeting.key)
    later = draft(start=meeting.pattern.start + timedelta(hours=1), invite=[BEN])
    edits.edit_meeting(harness.context, caller(ANN), seen_version(stored), later)
    (offer,) = everything_sent(harness)
    assert isinstance(offer, UpdatesContent)
    sent = updates.send_updates(harness.context, caller(ANN), offer.update_id)
    assert sent == SentUpdates(people=1, posts=0, fresh=True)
    (told,) = everything_sent(harness)
    found = differences(told.known, told.actual)
    assert (found.time, found.one_click) == (True, True)
    assert everything_sent(harness) == []


def test_at_the_same_instant_every_meeting_is_before_or_after(
    harness: AdminHarness, replicas: list[Database], decided: Callable[[], object]
) -> None:
    """Each invitee hears of each meeting once, with the link that it has; a host of what others knew before, once."""
    known = schedule_meeting(harness.db, "known", ANN, invite=[BEN])
    send_pending(harness.db)
    files = IcsHistory(harness.db, [known])

    def schedule(db: Database, form: str) -> Meeting:
        return schedule_meeting(db, form, ANN, invite=[BEN])

    calls: list[Callable[[], Any]] = [lambda db=db, n=n: schedule(db, f"form {n}") for n, db in enumerate(replicas)]  # type: ignore[misc] # defaults
    *meetings, _ = run_concurrently([*calls, decided])
    assert files.assert_changes_raise_sequence() == 2
    assert set(flips(harness.db, *meetings)) <= {(0, False), (1, True)}
    sent = everything_sent(harness)
    (offer,) = [each for each in sent if isinstance(each, UpdatesContent)]
    assert [each.view.meeting.key for each in offer.changed] == [known.key]
    told = [each for each in sent if isinstance(each, InvitationContent)]
    assert sorted(each.view.meeting.key for each in told) == sorted(each.key for each in meetings)
    assert not any(each.view.token_in_links for each in told)
    assert everything_sent(harness) == []
