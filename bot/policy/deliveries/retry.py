"""Durations of the delivery queue: backoff, leases, timeouts, and clock jumps; one value, so that tests scale all of it together."""

from dataclasses import dataclass
from datetime import timedelta

MAX_WAIT = timedelta(hours=1)
"""The longest wait that the queue ever sets: an instant further ahead was written by a clock that was set back since."""
MAX_DOUBLINGS = 30
"""Keeps the shift small; the longest back-off is reached long before."""


@dataclass(frozen=True, slots=True)
class RetryPolicy:
    """The durations of the queue. `rate` and `lookup_rate` are calls a second for one workspace.

    `lease` is how long a worker may keep a message, `request_timeout` how long it waits for Slack, less than a third of that.
    A message whose outcome is unclear is looked for `lookup_after` the end of its claim: within that time Slack has
    taken a request or never will. The lookup reaches back to `lookup_margin` before the first try. `max_failures` faults of its
    own end a message. `max_clock_skew`: a worker whose clock differs more from the database's sends nothing; none where
    the product's clock is moved on purpose.
    """

    rate: float = 1.0
    poll_interval: timedelta = timedelta(seconds=1)
    lease: timedelta = timedelta(seconds=60)
    request_timeout: timedelta = timedelta(seconds=15)
    lookup_after: timedelta = timedelta(seconds=60)
    lookup_margin: timedelta = timedelta(minutes=5)
    lookup_rate: float = 0.75
    max_failures: int = 5
    first_backoff: timedelta = timedelta(seconds=2)
    max_backoff: timedelta = timedelta(minutes=5)
    probe_interval: timedelta = timedelta(minutes=5)
    max_clock_skew: timedelta | None = timedelta(minutes=5)

    def __post_init__(self) -> None:
        if self.request_timeout * 3 >= self.lease:
            raise ValueError("a request must end within a third of the claim")
        if self.rate <= 0 or self.lookup_rate <= 0:
            raise ValueError("nothing is ever sent at a rate of nothing")
        if max(self.lease, self.max_backoff, self.probe_interval) > MAX_WAIT:
            raise ValueError("a wait longer than an hour would be taken for a clock that was set back")

    @property
    def quarantine(self) -> timedelta:
        """Time without a jump of the database's clock after which every older lease has ended, the wait before a lookup included."""
        return self.lease + self.lookup_after


def backoff_delay(policy: RetryPolicy, tries: int, jitter: float) -> timedelta:
    """The wait after so many failed tries: doubled each time, less a random part of one half (`jitter`: 0 to 1)."""
    doubled = policy.first_backoff * (1 << min(max(tries - 1, 0), MAX_DOUBLINGS))
    return min(doubled, policy.max_backoff) * (0.5 + jitter / 2)


def retry_delay(policy: RetryPolicy, retry_after: float | None, tries: int, jitter: float) -> timedelta:
    """The wait that Slack's `Retry-After` (seconds) asks for, an hour at most; `backoff_delay` where it is none."""
    if retry_after is None:
        return backoff_delay(policy, tries, jitter)
    return min(timedelta(seconds=max(retry_after, 0)), MAX_WAIT)
