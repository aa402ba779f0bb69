"""Whether this machine's clock is believed (CLOCK-1): what cannot be undone waits while it is not."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.policy.values.reasons import reason
from bot.policy.values.results import Denied

CLOCK_DOUBTED = Denied(reason("clock.doubted"))
"""What a person is told where an act turns on a deadline that is over only by a clock that is not believed."""
MAX_DIFFERENCE = timedelta(minutes=5)
"""From the clock of Slack or PostgreSQL. Slack's own signatures are valid for as long."""
MAX_STEP = timedelta(seconds=60)
"""Against the monotonic clock between two readings."""
RECOVERY_TIME = timedelta(minutes=2)
"""How long all clocks must agree before one that was doubted is believed again."""


class Reference(StrEnum):
    """Whose clock ours is compared with."""

    SLACK = "slack"
    DATABASE = "database"


@dataclass(frozen=True, slots=True)
class Reading:
    """Both of this machine's clocks at one moment. `monotonic`: seconds from anywhere; nobody can set it."""

    wall: datetime
    monotonic: float

    def later(self, monotonic: float) -> datetime:
        """What the wall clock showed, carried on by the monotonic one."""
        return self.wall + timedelta(seconds=monotonic - self.monotonic)


@dataclass(frozen=True, slots=True)
class Instant:
    """The time of an act, and whether it is good enough for what cannot be undone (CLOCK-1).

    `believed`: whether this machine's clock is right by all that is known. While it is not, no deadline, reservation or
    session is over by `at`. What turns on that takes an `Instant`; what merely writes down when it happened takes `at`. Jobs run by a
    believed clock alone, and what a guest is shown takes nothing away: there it is `Instant(now)`.
    """

    at: datetime
    believed: bool = True


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why the clock is not believed.

    `reference`: whose clock disagrees, none where the clock was set; `ahead`: by how many seconds.
    """

    reference: Reference | None
    ahead: float


class ClockTrust:
    """Compares the wall clock with the monotonic one at each reading, and with a reference whenever one is heard.

    It remembers nothing from before its process: a machine that was off for a year is believed. A reference that was never
    heard does not object. Once the clock was set, whoever was heard before must be heard again.
    """

    def __init__(self) -> None:
        self.doubt: Doubt | None = None
        self._last: Reading | None = None
        self._heard: set[Reference] = set()
        self._awaited: set[Reference] = set()  # to be heard again, or heard to disagree
        self._agreed_since: float | None = None
        self._slack: Reading | None = None  # Slack's time as it was heard last, since the clock was set
        self._before: Reading | None = None  # the last reading that was believed, if the clock was set since
        self._agreeing: set[Reference] = set()  # who agreed when heard last

    def read(self, reading: Reading) -> bool:
        """Take a reading; whether what cannot be undone may be done by it."""
        last, self._last = self._last, reading
        step = (reading.wall - last.later(reading.monotonic)).total_seconds() if last else 0.0
        if abs(step) > MAX_STEP.total_seconds():
            self._before = last if self.doubt is None else self._before
            self._slack = None
            self._awaited |= self._heard
            self._object(Doubt(None, step), reading)
        elif self._agreed_since is not None and reading.monotonic - self._agreed_since >= RECOVERY_TIME.total_seconds():
            self.doubt = self._agreed_since = self._before = None
        return self.doubt is None

    def hear(self, reference: Reference, theirs: datetime, ours: Reading) -> None:
        """Compare with what a reference's clock shows at the moment of our reading."""
        self.read(ours)
        difference = ours.wall - theirs
        self._heard.add(reference)
        if reference is Reference.SLACK:
            self._slack = Reading(theirs, ours.monotonic)
        if abs(difference) > MAX_DIFFERENCE:
            self._agreeing.discard(reference)
            self._awaited.add(reference)
            self._object(Doubt(reference, difference.total_seconds()), ours)
            return
        self._agreeing.add(reference)
        if reference in self._awaited:
            self._awaited.remove(reference)
            self._agreed_since = None if self._awaited else ours.monotonic

    def best_time(self, reading: Reading) -> datetime:
        """The time that is most likely right.

        Ours while it is believed. Once it was set: what it showed before, carried on, unless Slack sides with what it shows
        now. Where Slack disagrees with a clock that was not set: Slack's, unless the database sides with ours.
        """
        if self.doubt is None:
            return reading.wall
        slack = self._slack.later(reading.monotonic) if self._slack else None
        if self._before is not None:
            before = self._before.later(reading.monotonic)
            near = [each for each in (before, reading.wall) if slack is None or abs(each - slack) <= MAX_DIFFERENCE]
            return near[0] if near or slack is None else slack
        return reading.wall if slack is None or Reference.DATABASE in self._agreeing else slack

    def possible_times(self, reading: Reading) -> list[datetime]:
        """The best time, and ours where it was not set and only others disagree: one of them may be wrong as well."""
        best = self.best_time(reading)
        return [best] if self._before is not None or best == reading.wall else [best, reading.wall]

    def _object(self, doubt: Doubt, reading: Reading) -> None:
        self.doubt = doubt
        self._agreed_since = None if self._awaited else reading.monotonic
