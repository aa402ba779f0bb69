"""Meetings of one host in any order that hypothesis thinks of: what is true of IDs, versions and invitees at every moment.

To extend it: one more `@rule` that acts as the host or the clock; one more `@invariant` that reads the tables.
"""

from datetime import datetime, timedelta
from itertools import count, islice
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from bot.policy.clock import Instant
from bot.policy.ids import InvitationUpdateId, MeetingKey
from bot.policy.invitations.invitations import MeetingSnapshot
from bot.policy.meetings.drafts import Draft
from bot.policy.meetings.meetings import Meeting, OccurrenceOverride, occurrence_times, occurrences
from bot.policy.meetings.recurrence import Frequency, RecurrenceRule
from bot.policy.rooms.numbers import EndReason
from bot.policy.rooms.rooms import existing_room
from bot.use_cases import room_numbers
from bot.use_cases.deliveries.outbox import THREE_MONTHS
from bot.use_cases.invitations import updates
from bot.use_cases.invitations.messages import meeting_view, snapshot_for
from bot.use_cases.invitations.updates import UpdatesContent
from bot.use_cases.meetings import cancellations, edits, scheduling, series, starts
from bot.use_cases.meetings.series import OccurrenceRef
from bot.use_cases.people import directory_sync
from bot.use_cases.reminders import meeting_start
from storage import Database
from storage.invitations import invitees as invitee_store
from storage.meetings import meetings as meeting_store
from storage.rooms import rooms as room_store
from tests.support.database.databases import restore_copy, table_rows
from tests.support.factories.meetings import GUEST, GUEST_2, MONDAY, advance_all, directory, draft, seen_version
from tests.support.factories.people import HOST, NOW, TEAM, caller, make_context, open_profile
from tests.support.fixtures.meeting_queue import send_pending

RULES = [
    None,
    None,
    RecurrenceRule(Frequency.DAILY),
    RecurrenceRule(Frequency.WEEKLY),
    RecurrenceRule(Frequency.DAILY, count=5),
]
drafts = st.builds(
    lambda days, hour, minutes, repeat, on_pmi, invite: draft(
        start=(MONDAY + timedelta(days=days)).replace(hour=hour),
        minutes=minutes,
        rule=repeat,
        on_pmi=on_pmi,
        invite=invite,
    ),
    st.integers(0, 40),
    st.integers(8, 17),
    st.sampled_from([15, 30, 1440]),
    st.sampled_from(RULES),
    st.booleans(),
    st.sampled_from([(), (GUEST,), (GUEST, GUEST_2)]),
)
picks = st.integers(0, 5)


class MeetingLife(RuleBasedStateMachine):
    """A host, two people to invite, and a clock."""

    def __init__(self, db: Database) -> None:
        super().__init__()
        self.db = db
        self.now = NOW
        self.all_sent_at = NOW
        self.forms = count()
        self.known: dict[MeetingKey, tuple[int, MeetingSnapshot]] = {}

    @initialize()
    def begin(self) -> None:
        open_profile(self.db)
        directory_sync.ensure_known(make_context(self.db, directory=directory()), TEAM, (GUEST, GUEST_2), Instant(NOW))

    def _all(self) -> list[Meeting]:
        with self.db.read() as tx:
            keys = [MeetingKey(row[0]) for row in table_rows(self.db, "meetings")]
            return meeting_store.get_many(tx, keys)

    def _one(self, pick: int) -> Meeting | None:
        found = sorted(self._all(), key=lambda each: each.key)
        return found[pick % len(found)] if found else None

    def _spot(self, pick: int) -> tuple[Meeting, OccurrenceRef, datetime] | None:
        """One of the next occurrences of some meeting."""
        meeting = self._one(pick)
        coming = [] if meeting is None else list(islice(occurrences(meeting, self.now), 3))
        if meeting is None or not coming:
            return None
        chosen = coming[pick % len(coming)]
        return meeting, OccurrenceRef(meeting.key, meeting.version, chosen.planned), chosen.local_start

    @rule(wanted=drafts)
    def schedule(self, wanted: Draft) -> None:
        scheduling.schedule(
            make_context(self.db, directory=directory()), caller(HOST, now=self.now), wanted, str(next(self.forms))
        )

    @rule(pick=picks, wanted=drafts)
    def edit(self, pick: int, wanted: Draft) -> None:
        if meeting := self._one(pick):
            edits.edit_meeting(
                make_context(self.db, directory=directory()), caller(HOST, now=self.now), seen_version(meeting), wanted
            )

    @rule(pick=picks, wanted=drafts)
    def edit_following(self, pick: int, wanted: Draft) -> None:
        if spot := self._spot(pick):
            series.edit_following(
                make_context(self.db, directory=directory()), caller(HOST, now=self.now), spot[1], wanted
            )

    @rule(pick=picks, hours=st.integers(-3, 30))
    def edit_one(self, pick: int, hours: int) -> None:
        if spot := self._spot(pick):
            change = OccurrenceOverride(spot[2] + timedelta(hours=hours), 45, "")
            series.edit_one(make_context(self.db), caller(HOST, now=self.now), spot[1], change)

    @rule(pick=picks, which=st.sampled_from(["all", "following", "one"]))
    def cancel(self, pick: int, which: str) -> None:
        meeting, spot = self._one(pick), self._spot(pick)
        if which == "all" and meeting:
            cancellations.cancel(make_context(self.db), caller(HOST, now=self.now), seen_version(meeting))
        elif spot:
            act = cancellations.cancel_one if which == "one" else cancellations.cancel_following
            act(make_context(self.db), caller(HOST, now=self.now), spot[1])

    @rule(pick=picks)
    def switch(self, pick: int) -> None:
        if meeting := self._one(pick):
            edits.switch_to_generated(make_context(self.db), caller(HOST, now=self.now), seen_version(meeting))

    @rule()
    def switch_all(self) -> None:
        edits.switch_all(make_context(self.db), caller(HOST, now=self.now))

    @rule()
    def replace_number(self) -> None:
        with self.db.write(TEAM) as tx:
            profile = room_store.known_profile(tx, TEAM, HOST)
            before = existing_room(profile)
            number = room_numbers.claim_new_number(tx, before.person, Instant(self.now))
            room_numbers.move_to_number(tx, before, number, EndReason.REPLACED, "new-code", self.now)
            after = existing_room(room_store.known_profile(tx, TEAM, HOST))
            updates.on_room_changed(tx, profile.account.id, before, after, self.now)

    @rule(pick=picks)
    def start(self, pick: int) -> None:
        if meeting := self._one(pick):
            starts.start_meeting(make_context(self.db, directory=directory()), caller(HOST, now=self.now), meeting.key)

    @rule(most=st.integers(1, 4))
    def send(self, most: int) -> None:
        send_pending(self.db, self.now, most=most)

    @rule()
    def press(self) -> None:
        for row in table_rows(self.db, "renewals"):
            updates.send_updates(make_context(self.db), caller(HOST, now=self.now), InvitationUpdateId(row[0]))

    @rule(hours=st.sampled_from([1, 5, 24, 24 * 7, 24 * 31, 24 * 366]))
    def wait(self, hours: int) -> None:
        """The clock goes on, and the scheduler ticks until it has nothing left to do. The queue is not away for three months (REM-7)."""
        wait = timedelta(hours=hours)
        if self.now + wait - self.all_sent_at >= THREE_MONTHS:
            send_pending(self.db, self.now)
            self.all_sent_at = self.now
        self.now += wait
        advance_all(self.db, self.now)
        meeting_start.enqueue_due(self.db, self.now)
        starts.end_overdue(self.db, self.now)
        starts.retire_meeting_ids(self.db, self.now)

    @rule()
    def everybody_is_told(self) -> None:
        """INV-3: once the host has pressed and everything is sent, nobody who was ever told knows anything untrue."""
        for _ in range(3):
            sent = send_pending(self.db, self.now)
            for each in sent:
                if isinstance(each, UpdatesContent):
                    updates.send_updates(make_context(self.db), caller(HOST, now=self.now), each.update_id)
            self.press()
        with self.db.read() as tx:
            for meeting in self._all():
                if not list(islice(occurrences(meeting, self.now), 1)):
                    continue
                snapshot = meeting_view(tx, meeting, self.now).snapshot
                for invitee in invitee_store.of_meeting(tx, meeting.key):
                    if invitee.delivered is not None and not invitee.delivered.cancelled:
                        assert invitee.delivered == snapshot_for(invitee, snapshot)

    @invariant()
    def every_number_of_a_meeting_belongs_to_one_id(self) -> None:
        """PMI-10: what is current is held, what ended is reserved."""
        held = {row[0]: row[2] for row in table_rows(self.db, "numbers") if len(row[0]) == 11}
        ids = {row[2]: row[9] for row in table_rows(self.db, "own_ids")}
        assert {number: ended is None for number, ended in held.items()} == {
            number: ended is None for number, ended in ids.items()
        }

    @invariant()
    def an_id_that_ended_has_no_open_session_and_no_upcoming_meeting(self) -> None:
        ended = {row[0] for row in table_rows(self.db, "own_ids") if row[9] is not None}
        open_ = {row[7] for row in table_rows(self.db, "sessions") if row[6] is None}
        assert not ended & open_
        assert not [
            each
            for each in self._all()
            if each.generated_id and each.generated_id.id in ended and self._is_to_come(each)
        ]

    def _is_to_come(self, meeting: Meeting) -> bool:
        return occurrence_times(meeting, self.now).current_at is not None

    @invariant()
    def the_tables_know_what_runs_and_what_comes_next(self) -> None:
        """MEET-8: what is looked for by index is what the rules say."""
        rows = {row[0]: row for row in table_rows(self.db, "meetings")}
        for meeting in self._all():
            expected = occurrence_times(meeting, self.now)
            assert rows[meeting.key][17:19] == (expected.current_at, expected.current_ends_at)

    @invariant()
    def whatever_others_should_know_changes_with_the_version(self) -> None:
        """INV-2, INV-3: SEQUENCE goes up at each change, and never down."""
        with self.db.read() as tx:
            for meeting in self._all():
                snapshot = meeting_view(tx, meeting, self.now).snapshot
                version, before = self.known.get(meeting.key, (-1, snapshot))
                assert meeting.version >= version
                assert (
                    snapshot == before
                    or meeting.version > version
                    or occurrence_times(meeting, self.now).current_at is None
                )
                self.known[meeting.key] = (meeting.version, snapshot)

    @invariant()
    def at_most_one_message_to_the_host_waits_for_a_press(self) -> None:
        assert len([row for row in table_rows(self.db, "renewals") if row[4] is None]) <= 1


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_meeting_s_life_keeps_its_promises_in_whatever_order_things_happen(
    db: Database, database_url: str, migrated_sqlite: Path
) -> None:
    class Life(MeetingLife):
        def __init__(self) -> None:
            restore_copy(database_url, migrated_sqlite)
            super().__init__(db)

    run_state_machine_as_test(Life, settings=settings(max_examples=12, stateful_step_count=25, deadline=None))
