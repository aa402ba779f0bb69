"""A machine whose clock may be set wrong while the true time goes on (CLOCK-1); it knows nothing of the product but the clock's trust."""

from datetime import datetime, timedelta

from bot.policy.clock import ClockTrust, Instant, Reading, Reference

WRONG_BY = [timedelta(days=3650), timedelta(days=366), timedelta(hours=2), timedelta(hours=-2), timedelta(days=-366)]


class FaultyClock:
    """`now` is the true time; the machine shows `offset` more. Slack is heard at the beginning, and whenever one says so."""

    def __init__(self, now: datetime, offset: timedelta = timedelta()) -> None:
        self.now = now
        self.offset = offset
        self._trust = ClockTrust()
        self._began = now
        self.hear_slack()

    def hear_slack(self) -> None:
        """Slack answers, with the true time."""
        self._trust.hear(Reference.SLACK, self.now, self._reading())

    def instant(self) -> Instant:
        """The time of an act, as the product takes it."""
        reading = self._reading()
        believed = self._trust.read(reading)
        return Instant(self._trust.best_time(reading), believed)

    def pass_time(self, wait: timedelta) -> None:
        """Let time pass; Slack is heard at its end."""
        self.now += wait
        self.hear_slack()

    def set(self, offset: timedelta) -> None:
        """Set the machine's clock."""
        self.offset = offset

    def _reading(self) -> Reading:
        return Reading(self.now + self.offset, (self.now - self._began).total_seconds())
