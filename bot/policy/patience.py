"""How long the delivery queue waits for what: one value, so that tests scale all of it down together."""

from dataclasses import dataclass
from datetime import datetime, timedelta

LONGEST_PAUSE = timedelta(hours=1)
"""No wait of ours is longer: an instant further ahead was written by a clock that was set back since."""
MOST_DOUBLINGS = 30


@dataclass(frozen=True, slots=True)
class Patience:
    """The durations of the queue. `rate` and `look_up_rate` are calls a second for one workspace.

    `claim` is how long a worker may keep a message, `request` how long it waits for Slack, less than a third of that.
    A message whose outcome is unclear is looked for `look_up_after` the end of its claim: within that time Slack has
    taken a request or never will. The look reaches back to `look_back` before the first try. `attempts` faults of its
    own end a message. `clocks_agree`: a worker whose clock differs more from the database's stands still; none where
    the product's clock is moved on purpose.
    """

    rate: float = 1.0
    tick: timedelta = timedelta(seconds=1)
    claim: timedelta = timedelta(seconds=60)
    request: timedelta = timedelta(seconds=15)
    look_up_after: timedelta = timedelta(seconds=60)
    look_back: timedelta = timedelta(minutes=5)
    look_up_rate: float = 0.75
    attempts: int = 5
    first_wait: timedelta = timedelta(seconds=2)
    longest_wait: timedelta = timedelta(minutes=5)
    probe_every: timedelta = timedelta(minutes=5)
    clocks_agree: timedelta | None = timedelta(minutes=5)

    def __post_init__(self) -> None:
        if self.request * 3 >= self.claim:
            raise ValueError("a request must end within a third of the claim")
        if self.rate <= 0 or self.look_up_rate <= 0:
            raise ValueError("nothing is ever sent at a rate of nothing")
        if max(self.claim, self.longest_wait, self.probe_every) > LONGEST_PAUSE:
            raise ValueError("a wait longer than an hour would be taken for a clock that was set back")

    @property
    def settles(self) -> timedelta:
        """After this long without a jump of the database's clock, every older claim has ended and been waited for."""
        return self.claim + self.look_up_after


def wait(patience: Patience, tries: int, luck: float) -> timedelta:
    """How long to wait after so many tries in vain: doubled each time, a random half of it taken off (`luck`: 0 to 1)."""
    doubled = patience.first_wait * (1 << min(max(tries - 1, 0), MOST_DOUBLINGS))
    return min(doubled, patience.longest_wait) * (0.5 + luck / 2)


def obeyed(patience: Patience, retry_after: float | None, tries: int, luck: float) -> timedelta:
    """Slack's `Retry-After` in seconds, an hour at most; our own wait where it names none."""
    if retry_after is None:
        return wait(patience, tries, luck)
    return min(timedelta(seconds=max(retry_after, 0)), LONGEST_PAUSE)


class Watch:
    """Watches the database's clock beside one that never jumps, both as the caller reads them.

    Claims are of the database's clock: if it is set ahead, they seem to end before they do. So whoever takes back a
    claim must have watched that clock walk evenly for longer than a claim and the wait after it last.
    """

    def __init__(self, patience: Patience) -> None:
        self._need = patience.settles.total_seconds()
        self._tolerance = patience.request.total_seconds()
        self._anchor: tuple[datetime, float] | None = None
        self._since = 0.0
        self._jumped = False

    def look(self, database: datetime, steady: float) -> None:
        """Compare both clocks; `steady` is in seconds from anywhere."""
        if self._anchor is None:
            self._anchor, self._since = (database, steady), steady
            return
        at, then = self._anchor
        if abs((database - at).total_seconds() - (steady - then)) > self._tolerance:
            self._anchor, self._since, self._jumped = (database, steady), steady, True
        elif steady - then > self._need:
            self._anchor = (database, steady)  # a clock that is slowed or hurried over hours does not jump

    def settled(self, steady: float) -> bool:
        """Whether every claim that an even clock shows as ended has ended."""
        return self._anchor is not None and steady - self._since >= self._need

    def jumped_lately(self, steady: float) -> bool:
        """Whether a jump was seen that may not be over."""
        return self._jumped and not self.settled(steady)
