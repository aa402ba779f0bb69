"""Years of two hosts in any order of events: no reminder twice, none at a wrong moment, none lost (REM-1 to REM-4)."""

import atexit
import shutil
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck
from hypothesis import settings as examples
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from bot.policy.ids import RoomId, UserId
from bot.policy.people.people import Actor, Role
from bot.policy.reminders.room_expiry import TOO_LATE, current_threshold, due_at
from bot.policy.rooms.rooms import Room, room_valid_until
from bot.policy.settings.catalogue import Setting
from bot.policy.values.results import Denied
from bot.use_cases.people import identities, onboarding
from bot.use_cases.reminders import room_expiry
from bot.use_cases.rooms import replacements, sessions, visits
from bot.use_cases.rooms.sessions import StartedRoom
from bot.use_cases.settings import settings
from storage import migrate
from tests.support.database.databases import sqlite_pool
from tests.support.factories.people import HOST, NOW, OPTIONS, OTHER, FakeDirectory, caller, identity, make_context
from tests.support.fixtures.reminder_fixture import (
    DAY,
    HOUR,
    ReminderSender,
    SentReminder,
    room_to_expire,
    tick_reminders,
)
from tests.support.machine.faulty_clock import WRONG_BY, FaultyClock

STEP = 4 * HOUR
SURE = 29 * HOUR
"""A time that holds a whole working day with its ticks, also in the night that is an hour longer."""
LONGEST_NIGHT = 17 * HOUR
"""From 17:00 until 09:00, in the night that is an hour longer."""
ZONES = ["UTC", "Europe/Berlin", "America/Los_Angeles", "Asia/Kathmandu", "Pacific/Kiritimati", ""]

hosts = st.sampled_from([HOST, OTHER])
mostly = st.sampled_from([True, True, True, False])
then = st.sampled_from([0, 0, 8, 12])  # so many ticks after an event, before anything else happens
jumps = st.sampled_from([1, 5, 25, 60, 340, 360, 366, 420]).flatmap(lambda days: st.sampled_from([days, -days]))


@dataclass
class ExpectedHost:
    """What is expected of one host. `peace`: what a snooze promised; `held`: until when it may hold reminders back."""

    user: UserId
    room: RoomId
    expires: datetime
    zone: str = "UTC"
    role: Role = Role.MEMBER
    active: bool = True
    suspended: bool = False
    off: bool = False
    snoozed_until: datetime | None = None
    held_until: datetime = NOW
    unsure: bool = False  # a wrong clock has put off what was to be sent

    @property
    def reachable(self) -> bool:
        """Whether a reminder of the room would be true."""
        return self.active and self.role is Role.MEMBER and not self.suspended and not self.off

    def set_room(self, room: Room) -> None:
        """The room as it is from now on; what was promised of its earlier expiry is void."""
        if (room.id, room_valid_until(room)) != (self.room, self.expires):
            self.room, self.expires = room.id, room_valid_until(room)
            self.snoozed_until, self.held_until, self.unsure = None, NOW, False


@cache
def template() -> Path:
    """A migrated file to copy."""
    folder = Path(tempfile.mkdtemp(prefix="reminders-"))
    atexit.register(shutil.rmtree, folder)
    migrate(f"sqlite:///{folder / 'migrated.db'}")
    return folder / "migrated.db"


class ReminderLife(RuleBasedStateMachine):
    """`now` is the true clock; it never goes back, but those who look and send may believe anything for a moment."""

    def __init__(self) -> None:
        super().__init__()
        self.borrowing = ExitStack()
        self.db = self.borrowing.enter_context(sqlite_pool(template()).borrow()).open()
        self.sender = ReminderSender(self.db)
        self.now = NOW
        self.wrong: set[str] = set()
        self.hosts: dict[UserId, ExpectedHost] = {}

    def teardown(self) -> None:
        self.borrowing.close()

    @initialize(zone=st.sampled_from(ZONES), days=st.sampled_from([31, 8, 2]))
    def meet(self, zone: str, days: int) -> None:
        """Two hosts got their rooms at the same instant, and have not used them for most of a year."""
        for user in (HOST, OTHER):
            room = room_to_expire(self.db, user, zone=zone)
            self.hosts[user] = ExpectedHost(user, room.id, room_valid_until(room), zone)
            self.now = room_valid_until(room) - days * DAY

    @rule(steps=st.integers(8, 14))
    def time_passes(self, steps: int) -> None:
        """The bot runs: it ticks all the time."""
        since = self.now
        for _ in range(steps):
            self.now += STEP
            self.tick(self.now)
        for host in self.hosts.values():
            self.expect_reminded(host, since)

    @rule(user=hosts, days=st.sampled_from([60, 30, 14, 7, 3, 1, 0, -5]), hours=st.integers(-30, 30))
    def nothing_runs_until(self, user: UserId, days: int, hours: int) -> None:
        """Downtime, until about so long before somebody's number expires."""
        self.now = max(self.now, self.hosts[user].expires - days * DAY + hours * HOUR)

    @rule(user=hosts, days=st.sampled_from([30, 14, 7, 3, 1, 0]), hours=st.integers(0, 30), steps=st.integers(8, 14))
    def time_comes_near(self, user: UserId, days: int, hours: int, steps: int) -> None:
        """The bot starts again just before a reminder falls due."""
        self.nothing_runs_until(user, days, -hours)
        self.time_passes(steps)

    @rule(days=jumps, sends=st.booleans())
    def the_clock_is_wrong_for_a_moment(self, days: int, sends: bool) -> None:
        believed = self.now + days * DAY
        known = len(self.sender.sent)
        if days < 0:  # a snooze since then looks as if a clock that was ahead had written it, and is undone
            for host in self.hosts.values():
                host.snoozed_until = None
        if sends:
            self.sender.deferred.clear()
            self.tick(believed)
            self.wrong |= {reminder.key for reminder in self.sender.sent[known:]}
        else:
            room_expiry.enqueue_due(make_context(self.db, options=self.sender.options), believed)
        for host in self.hosts.values():
            host.snoozed_until = None
            host.unsure |= sends and host.room in self.sender.deferred

    @rule(user=hosts, offset=st.sampled_from(WRONG_BY), minutes=st.integers(0, 5), starts=st.booleans())
    def the_clock_is_set_and_set_back(self, user: UserId, offset: timedelta, minutes: int, *, starts: bool) -> None:
        """CLOCK-1: nothing is sent, no number is replaced, and a start counts from the true time."""
        clock, sent, host = FaultyClock(self.now), len(self.sender.sent), self.hosts[user]
        for wrong_by in (offset, timedelta()):
            clock.set(wrong_by)
            now = clock.instant()
            if now.believed:
                self.tick(now.at)
            who = caller(user, now=now.at, clock_believed=now.believed)
            seen = visits.open_profile(make_context(self.db, directory=FakeDirectory()), who)
            assert isinstance(seen, Denied) or seen.room.id == host.room
            if starts:
                started = sessions.start_room(make_context(self.db, directory=FakeDirectory()), who, "")
                assert isinstance(started, StartedRoom) == (host.reachable and now.at < host.expires)
                if isinstance(started, StartedRoom):
                    host.set_room(started.room)
                    assert host.expires == clock.now + 365 * DAY
            clock.pass_time(timedelta(minutes=minutes))
        self.now = clock.now
        assert len(self.sender.sent) == sent

    @rule(user=hosts, ticks=then)
    def use(self, user: UserId, ticks: int) -> None:
        host = self.hosts[user]
        answer = sessions.start_room(make_context(self.db, directory=FakeDirectory()), caller(user, now=self.now), "")
        assert isinstance(answer, StartedRoom) == (host.reachable and self.now < host.expires)
        if isinstance(answer, StartedRoom):
            host.set_room(answer.room)
            assert host.expires == self.now + 365 * DAY
        self.time_passes(ticks)

    @rule(user=hosts)
    def visit(self, user: UserId) -> None:
        """An expired number is replaced (PMI-13)."""
        seen = visits.open_profile(make_context(self.db, directory=FakeDirectory()), caller(user, now=self.now))
        if not isinstance(seen, Denied):
            self.hosts[user].set_room(seen.room)

    @rule(user=hosts)
    def replace_number(self, user: UserId) -> None:
        """It lifts a suspension, too (PMI-15)."""
        host = self.hosts[user]
        answer = replacements.replace_number(make_context(self.db), caller(user, now=self.now), user, host.room)
        if not isinstance(answer, Denied):
            host.set_room(answer.room)
            host.suspended = False

    @rule(user=hosts, active=mostly, member=mostly, zone=st.sampled_from(ZONES), joins=st.booleans(), ticks=then)
    def change(self, user: UserId, *, active: bool, member: bool, zone: str, joins: bool, ticks: int) -> None:
        """They leave, return, become a guest, move; an event says so, or they join again."""
        host = self.hosts[user]
        host.active, host.role, host.zone = active, Role.MEMBER if member else Role.GUEST, zone
        if not host.reachable:
            host.snoozed_until = None
        described = identity(user, active=active, role=host.role, zone=zone)
        if joins:
            onboarding.on_joined(make_context(self.db), described, self.now)
        else:
            identities.sync_identity(self.db, described, self.now)
        self.time_passes(ticks)

    @rule(user=hosts, ticks=then)
    def suspend_or_lift(self, user: UserId, ticks: int) -> None:
        host = self.hosts[user]
        host.suspended, host.snoozed_until = not host.suspended, None
        act = replacements.suspend_room if host.suspended else replacements.lift_suspension
        admin = Actor(UserId("U0ADMIN"), Role.ADMIN, self.now)
        assert not isinstance(act(make_context(self.db), caller(admin, now=self.now), user), Denied)
        self.time_passes(ticks)

    @rule(user=hosts, ticks=then)
    def switch_off_or_on(self, user: UserId, ticks: int) -> None:
        """LOCK-6: the same number comes back; what was due meanwhile was put off to the next day."""
        host = self.hosts[user]
        chosen = settings.choose_own(make_context(self.db), caller(user, now=self.now), {Setting.PMI_ENABLED: host.off})
        if isinstance(chosen, settings.OwnSettings):
            host.off, host.snoozed_until = not host.off, None
            host.held_until = max(host.held_until, self.now + DAY + LONGEST_NIGHT)
        self.time_passes(ticks)

    @rule(
        user=hosts, ticks=st.integers(8, 12), back=st.integers(8, 12), gone=st.sampled_from(["left", "guest", "held"])
    )
    def is_away_for_a_while(self, user: UserId, ticks: int, back: int, gone: str) -> None:
        """And comes back to what is due."""
        zone = self.hosts[user].zone
        self.change(user, active=gone != "left", member=gone != "guest", zone=zone, joins=False, ticks=ticks)
        self.change(user, active=True, member=True, zone=zone, joins=False, ticks=back)

    @precondition(lambda self: self.sender.sent)
    @rule(user=hosts, ticks=then)
    def snooze(self, user: UserId, ticks: int) -> None:
        host = self.hosts[user]
        again = room_expiry.snooze(
            make_context(self.db, options=self.sender.options), caller(user, now=self.now), host.room
        )
        if not isinstance(again, Denied):
            assert self.now < again < host.expires
            host.snoozed_until = again if host.reachable and host.held_until <= self.now else None
            host.held_until = max(host.held_until, again)
        self.time_passes(ticks)

    @rule(days=st.sampled_from([(30, 7, 1), (14,), (60, 30, 3), (10, 8, 7), (364, 2)]), ticks=then)
    def configure(self, days: tuple[int, ...], ticks: int) -> None:
        self.sender.options = replace(OPTIONS, reminder_days=days)
        for host in self.hosts.values():
            host.snoozed_until = None
        self.time_passes(ticks)

    def tick(self, now: datetime) -> None:
        """As the scheduler does, at what is taken for the present."""
        known = len(self.sender.sent)
        tick_reminders(self.db, self.sender, now)
        for reminder in self.sender.sent[known:]:
            self.expect_true(reminder, now)

    def expect_true(self, reminder: SentReminder, now: datetime) -> None:
        """REM-2, REM-3: what arrives is true when it arrives, and comes by day."""
        host = next(host for host in self.hosts.values() if host.room == reminder.room)
        assert host.reachable
        assert reminder.expires == host.expires
        assert due_at(host.expires, reminder.days) <= reminder.at == now
        assert time(9) <= now.astimezone(ZoneInfo(host.zone or "UTC")).time() < time(17)
        assert host.snoozed_until is None or now >= host.snoozed_until

    def expect_reminded(self, host: ExpectedHost, since: datetime) -> None:
        """REM-1, REM-4: after a working day with a running bot the most urgent reminder has arrived."""
        days = current_threshold(host.expires, self.sender.options.reminder_days, self.now)
        if days in (None, TOO_LATE) or not host.reachable or host.unsure:
            return
        sent = [each for each in self.sender.sent if (each.room, each.expires) == (host.room, host.expires)]
        if self.now - max(since, due_at(host.expires, days), host.held_until) >= SURE:
            assert [each for each in sent if each.days == days or (each.days < days and each.key not in self.wrong)]
        if host.snoozed_until is not None and self.now - max(since, host.snoozed_until) >= SURE:
            assert [each for each in sent if each.at >= host.snoozed_until]

    @invariant()
    def nothing_came_twice(self) -> None:
        """REM-4: for one room, expiry and threshold; a snoozed one is its own."""
        keys = [reminder.key for reminder in self.sender.sent]
        assert len(keys) == len(set(keys))


TestReminderLife = ReminderLife.TestCase
TestReminderLife.settings = examples(
    max_examples=25, stateful_step_count=12, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
