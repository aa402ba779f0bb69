"""A room's whole life, in any order that hypothesis thinks of: what is true of numbers and links at every moment.

To extend it: one more `@rule` that acts as somebody and tells `_saw` which room they have then. What must hold is read
from the tables, so that it holds for every rule.
"""

from datetime import datetime, timedelta
from itertools import count, pairwise
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from sqlalchemy import Row, Table, select

from bot.policy.numbers import Ending, Number
from bot.policy.people import Actor, Role, UserId
from bot.policy.room_edits import version
from bot.policy.rooms import SESSION_LASTS, VALID_FOR, Room, RoomState, SessionId, Visit
from bot.use_cases import people, replacements, rooms, sessions
from bot.use_cases.admissions import Inside, Name, look
from bot.use_cases.replacements import Replaced
from bot.use_cases.room_edits import Edited
from bot.use_cases.sessions import Started
from storage import Database
from storage import rooms as room_store
from storage import tables as stored
from tests.databases import sqlite_copy
from tests.factories import NOW, TEAM, TERMS, FakeDirectory, edited, identity

RESERVED_FOR = timedelta(days=365)
USERS = [UserId("U1"), UserId("U2"), UserId("U3")]
ADMIN = UserId("U0ADMIN")
CHOSEN_NUMBERS = ["2345678923", "5550142368"]
CHOSEN_LINKS = ["first.choice", "second.choice"]
WAITS = [
    *(timedelta(microseconds=1), SESSION_LASTS, timedelta(days=30), timedelta(days=364)),
    *(VALID_FOR - timedelta(microseconds=1), VALID_FOR, timedelta(days=400)),
]

somebody = st.sampled_from(USERS)


class RoomLife(RuleBasedStateMachine):
    """Three people of one workspace and their rooms."""

    def __init__(self, db: Database) -> None:
        super().__init__()
        self.db = db
        self.now = NOW
        self.directory = FakeDirectory(*map(identity, USERS))
        self.seen: dict[UserId, list[Number]] = {user: [] for user in USERS}
        self.sessions: dict[UserId, SessionId] = {}

    def teardown(self) -> None:
        self.db.close()

    def _saw(self, user: UserId, room: Room) -> None:
        if self.seen[user][-1:] != [room.number]:
            self.seen[user].append(room.number)

    def _room(self, user: UserId) -> Room | None:
        with self.db.read() as tx:
            profile = room_store.profile(tx, TEAM, user)
        return None if profile is None else profile.room

    @rule(wait=st.sampled_from(WAITS))
    def time_passes(self, wait: timedelta) -> None:
        self.now += wait

    @rule(user=somebody)
    def visit(self, user: UserId) -> None:
        seen = rooms.visit(self.db, self.directory, TERMS, TEAM, user, self.now)
        if isinstance(seen, Visit):
            self._saw(user, seen.room)

    @rule(user=somebody)
    def start(self, user: UserId) -> None:
        answer = sessions.start_room(self.db, self.directory, TERMS, TEAM, user, "", self.now)
        if isinstance(answer, Started):
            self._saw(user, answer.room)
            self.sessions[user] = answer.session.id
        elif room := self._room(user):
            self._saw(user, room)

    @rule(user=somebody)
    def end(self, user: UserId) -> None:
        if user in self.sessions:
            sessions.end_session(self.db, TEAM, user, self.sessions[user], self.now)

    @rule()
    def the_clock_ends_what_outlived_its_time(self) -> None:
        sessions.end_overdue(self.db, self.now)

    @rule(user=somebody)
    def leave(self, user: UserId) -> None:
        people.learn(self.db, identity(user, active=False), self.now)

    @rule(user=somebody)
    def come_back(self, user: UserId) -> None:
        people.learn(self.db, identity(user), self.now)

    @rule(user=somebody, number=st.sampled_from(CHOSEN_NUMBERS))
    def choose_number(self, user: UserId, number: str) -> None:
        self._edit(user, number=number)

    @rule(user=somebody, other=somebody)
    def choose_a_number_that_somebody_had(self, user: UserId, other: UserId) -> None:
        if self.seen[other]:
            self._edit(user, number=self.seen[other][0])

    @rule(user=somebody, link=st.sampled_from(CHOSEN_LINKS))
    def choose_link(self, user: UserId, link: str) -> None:
        self._edit(user, link=link)

    @rule(user=somebody)
    def change_passcode(self, user: UserId) -> None:
        self._edit(user, passcode=f"code{self.now.microsecond}")

    def _edit(self, user: UserId, **changed: str) -> None:
        if self._room(user) is None:
            return
        answer = edited(self.db, user, now=self.now, **changed)
        if isinstance(answer, Edited):
            self._saw(user, answer.room)

    @rule(user=somebody)
    def replace(self, user: UserId) -> None:
        if (room := self._room(user)) is None:
            return
        answer = replacements.replace_number(self.db, TERMS, TEAM, Actor.oneself(user), user, room.id, self.now)
        if isinstance(answer, Replaced):
            self._saw(user, answer.room)

    @rule(user=somebody)
    def renew_link(self, user: UserId) -> None:
        if room := self._room(user):
            replacements.renew_link(self.db, TEAM, user, version(room), self.now)

    @rule(user=somebody)
    def suspend(self, user: UserId) -> None:
        replacements.suspend_room(self.db, TEAM, Actor(ADMIN, Role.ADMIN, self.now), user, self.now)

    @rule(user=somebody)
    def lift(self, user: UserId) -> None:
        replacements.lift_suspension(self.db, TEAM, Actor(ADMIN, Role.ADMIN, self.now), user, self.now)

    def _rows(self, table: Table) -> list[Row[Any]]:
        with self.db.read() as tx:
            return list(tx.execute(select(table).order_by(*table.primary_key)))

    def _rooms_by(self, column: str) -> list[list[Row[Any]]]:
        grouped: dict[Any, list[Row[Any]]] = {}
        for row in self._rows(stored.rooms):
            grouped.setdefault(getattr(row, column), []).append(row)
        return list(grouped.values())

    @invariant()
    def everybody_has_one_room_after_another_without_a_gap(self) -> None:
        """PMI-11, PMI-14: the latest is the current one, the others are on record with why they ended."""
        for lived in self._rooms_by("person_id"):
            assert [room.ended_at is None for room in lived] == [False] * (len(lived) - 1) + [True]
            assert all(before.ended_at == after.assigned_at for before, after in pairwise(lived))
            assert all(room.ended_by in set(Ending) for room in lived[:-1])

    @invariant()
    def the_record_has_every_number_that_somebody_was_shown(self) -> None:
        """PMI-14."""
        ids = {row.slack_user: row.id for row in self._rows(stored.people)}
        recorded = {lived[0].person_id: [room.number for room in lived] for lived in self._rooms_by("person_id")}
        for user in USERS:
            assert recorded.get(ids.get(user), []) == self.seen[user]

    @invariant()
    def a_number_goes_to_somebody_else_only_after_its_reservation(self) -> None:
        """PMI-9, PMI-13, PMI-15: its former owner may take it back earlier if it ended by an edit."""
        for owned in self._rooms_by("number"):
            for before, after in pairwise(owned):
                assert before.ended_at is not None
                taken_back = before.person_id == after.person_id and before.ended_by == Ending.EDITED
                assert taken_back or after.assigned_at >= before.ended_at + RESERVED_FOR

    @invariant()
    def the_table_of_numbers_agrees_with_the_rooms(self) -> None:
        """PMI-10: every number, current and reserved, with the number as its key."""
        latest = {owned[-1].number: owned[-1] for owned in self._rooms_by("number")}
        assert {(row.number, row.person_id, row.ended_at, row.ended_by) for row in self._rows(stored.numbers)} == {
            (number, room.person_id, room.ended_at, room.ended_by) for number, room in latest.items()
        }

    @invariant()
    def everybody_s_link_leads_to_their_current_number(self) -> None:
        """LINK-3, PMI-13: always; also into a room that is closed for now."""
        current = {row.person_id: row for row in self._rows(stored.rooms) if row.ended_at is None}
        held = {row.person_id: row for row in self._rows(stored.links) if row.released_at is None}
        assert held.keys() == current.keys()
        for person, room in current.items():
            entry = look(self.db, Name(held[person].shown, is_link=True), room.token, "", self.now)
            assert isinstance(entry, Inside)
            assert entry.state is not RoomState.REPLACED

    @invariant()
    def validity_is_kept_as_it_follows(self) -> None:
        """PMI-12: the column that is searched for what expires."""
        for room in self._rows(stored.rooms):
            assert room.valid_until == max(room.assigned_at, room.last_used_at or room.assigned_at) + VALID_FOR

    @invariant()
    def no_session_lasted_longer_than_its_24_hours(self) -> None:
        """Spec section 1."""
        ended = [row for row in self._rows(stored.sessions) if row.ended_at is not None]
        assert all(row.started_at <= row.ended_at <= row.started_at + SESSION_LASTS for row in ended)

    @invariant()
    def nobody_is_let_into_a_room_that_ended_is_suspended_or_has_lost_its_host(self) -> None:
        """Spec section 1, GATE-5: a session ends with its number and with the right to a room."""
        active = {row.id for row in self._rows(stored.people) if row.active}
        closed = {
            row.id
            for row in self._rows(stored.rooms)
            if row.ended_at is not None or row.suspended_at is not None or row.person_id not in active
        }
        assert [row for row in self._rows(stored.sessions) if row.room_id in closed and _is_open(row, self.now)] == []


def _is_open(session: Row[Any], now: datetime) -> bool:
    return session.ended_at is None and now < session.started_at + SESSION_LASTS


def test_a_room_s_life_keeps_its_promises_in_whatever_order_things_happen(
    migrated_sqlite: Path, tmp_path: Path
) -> None:
    names = count()

    class Life(RoomLife):
        def __init__(self) -> None:
            folder = tmp_path / str(next(names))
            folder.mkdir()
            super().__init__(Database(sqlite_copy(migrated_sqlite, folder)))

    run_state_machine_as_test(Life, settings=settings(max_examples=25, stateful_step_count=30, deadline=None))
