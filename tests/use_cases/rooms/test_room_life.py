"""A room's whole life, in any order that hypothesis thinks of: what is true of numbers and links at every moment.

To extend it: one more `@rule` that acts as somebody and tells `_saw` which room they have then; one more promise in
`ROOM_INVARIANTS`. Promises are read from the tables, so that they hold for every rule.
"""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from bot.policy.ids import Pmi, SessionId, UserId
from bot.policy.people.caller import Caller
from bot.policy.people.people import Actor, Role
from bot.policy.rooms.edits import form_version
from bot.policy.rooms.rooms import SESSION_MAX_DURATION, VALID_FOR, ProfileSnapshot, Room, RoomState
from bot.use_cases.gateway.admission import Admitted, JoinAddress, open_page
from bot.use_cases.people import identities
from bot.use_cases.rooms import replacements, sessions, visits
from bot.use_cases.rooms.edits import EditedRoom
from bot.use_cases.rooms.sessions import StartedRoom
from storage import Database
from storage.rooms import rooms as room_store
from tests.support.database.databases import restore_copy
from tests.support.factories.people import NOW, TEAM, FakeDirectory, caller, identity, make_context, save_room_form
from tests.support.invariants.room_invariants import ROOM_INVARIANTS, StoredRooms
from tests.support.machine.faulty_clock import WRONG_BY, FaultyClock

USERS = [UserId("U1"), UserId("U2"), UserId("U3")]
ADMIN = UserId("U0ADMIN")
CHOSEN_NUMBERS = ["2345678923", "5550142368"]
CHOSEN_LINKS = ["first.choice", "second.choice"]
WAITS = [
    *(timedelta(microseconds=1), SESSION_MAX_DURATION, timedelta(days=30), timedelta(days=364)),
    *(VALID_FOR - timedelta(microseconds=1), VALID_FOR, timedelta(days=400)),
]

somebody = st.sampled_from(USERS)


class RoomLife(RuleBasedStateMachine):
    """Three people of one workspace and their rooms."""

    def __init__(self, db: Database) -> None:
        super().__init__()
        self.db = db
        self.clock = FaultyClock(NOW)
        self.directory = FakeDirectory(*map(identity, USERS))
        self.seen: dict[UserId, list[Pmi]] = {user: [] for user in USERS}
        self.sessions: dict[UserId, SessionId] = {}

    @property
    def now(self) -> datetime:
        """The true time, which is the time of every act whatever the machine's clock shows (CLOCK-1)."""
        assert self.clock.instant().at == self.clock.now
        return self.clock.now

    def _caller(self, who: UserId | Actor) -> Caller:
        instant = self.clock.instant()
        return caller(who, now=instant.at, clock_believed=instant.believed)

    def _saw(self, user: UserId, room: Room) -> None:
        if self.seen[user][-1:] != [room.number]:
            self.seen[user].append(room.number)

    def _room(self, user: UserId) -> Room | None:
        with self.db.read() as tx:
            profile = room_store.profile(tx, TEAM, user)
        return None if profile is None else profile.room

    @rule(wait=st.sampled_from(WAITS))
    def time_passes(self, wait: timedelta) -> None:
        self.clock.pass_time(wait)

    @rule(offset=st.sampled_from([*WRONG_BY, timedelta()]))
    def the_clock_is_set(self, offset: timedelta) -> None:
        """CLOCK-1: the machine lives at some other time, until it is set again."""
        self.clock.set(offset)

    @rule(user=somebody)
    def visit(self, user: UserId) -> None:
        seen = visits.open_profile(make_context(self.db, directory=self.directory), self._caller(user))
        if isinstance(seen, ProfileSnapshot):
            self._saw(user, seen.room)

    @rule(user=somebody)
    def start(self, user: UserId) -> None:
        answer = sessions.start_room(make_context(self.db, directory=self.directory), self._caller(user), "")
        if isinstance(answer, StartedRoom):
            self._saw(user, answer.room)
            self.sessions[user] = answer.session.id
        elif room := self._room(user):
            self._saw(user, room)

    @rule(user=somebody)
    def end(self, user: UserId) -> None:
        if user in self.sessions:
            sessions.end_session(make_context(self.db), self._caller(user), self.sessions[user])

    @rule()
    def the_clock_ends_what_outlived_its_time(self) -> None:
        instant = self.clock.instant()
        if instant.believed:
            sessions.end_overdue(self.db, instant.at)

    @rule(user=somebody)
    def leave(self, user: UserId) -> None:
        identities.sync_identity(self.db, identity(user, active=False), self.now)

    @rule(user=somebody)
    def come_back(self, user: UserId) -> None:
        identities.sync_identity(self.db, identity(user), self.now)

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
        answer = save_room_form(self.db, user, now=self.now, **changed)
        if isinstance(answer, EditedRoom):
            self._saw(user, answer.room)

    @rule(user=somebody)
    def replace(self, user: UserId) -> None:
        if (room := self._room(user)) is None:
            return
        answer = replacements.replace_number(make_context(self.db), self._caller(user), user, room.id)
        if isinstance(answer, EditedRoom):
            self._saw(user, answer.room)

    @rule(user=somebody)
    def renew_link(self, user: UserId) -> None:
        if room := self._room(user):
            replacements.renew_link(make_context(self.db), self._caller(user), form_version(room))

    @rule(user=somebody)
    def suspend(self, user: UserId) -> None:
        replacements.suspend_room(make_context(self.db), self._caller(Actor(ADMIN, Role.ADMIN, self.now)), user)

    @rule(user=somebody)
    def lift(self, user: UserId) -> None:
        replacements.lift_suspension(make_context(self.db), self._caller(Actor(ADMIN, Role.ADMIN, self.now)), user)

    @invariant()
    def every_promise_is_kept(self) -> None:
        world = StoredRooms.read(self.db, self.now)
        for promise in ROOM_INVARIANTS:
            promise(world)
        assert {user: world.numbers_of(user) for user in USERS} == self.seen  # PMI-14
        self._every_link_leads_to_the_current_number(world)

    def _every_link_leads_to_the_current_number(self, world: StoredRooms) -> None:
        """LINK-3, PMI-13: always; also into a room that is closed for now."""
        current = {row.person_id: row for row in world.rooms if row.ended_at is None}
        held = {row.person_id: row for row in world.links if row.released_at is None}
        assert held.keys() == current.keys()
        for person, room in current.items():
            entry = open_page(self.db, JoinAddress(held[person].shown, is_link=True), room.token, "", self.now)
            assert isinstance(entry, Admitted)
            assert entry.state is not RoomState.REPLACED


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_room_s_life_keeps_its_promises_in_whatever_order_things_happen(
    db: Database, database_url: str, migrated_sqlite: Path
) -> None:
    class Life(RoomLife):
        def __init__(self) -> None:
            restore_copy(database_url, migrated_sqlite)
            super().__init__(db)

    run_state_machine_as_test(Life, settings=settings(max_examples=25, stateful_step_count=30, deadline=None))
