"""Ids and message timestamps as Slack makes them, in a fixed order; it knows nothing of what they stand for."""

from datetime import datetime

_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_WIDTH = 9
_MICROSECONDS = 1_000_000


class Ids:
    """Makes ids that never repeat within one workspace. Callers hold the workspace's lock."""

    def __init__(self) -> None:
        self._count = 0

    def number(self) -> int:
        """The next whole number, from 1."""
        self._count += 1
        return self._count

    def new(self, prefix: str) -> str:
        """A fresh id such as `V000000001` for the prefix `V`."""
        number, digits = self.number(), ""
        while number:
            number, digit = divmod(number, len(_DIGITS))
            digits = _DIGITS[digit] + digits
        return prefix + digits.rjust(_WIDTH, "0")

    def ts(self, now: datetime) -> str:
        """A message timestamp: Unix seconds, a point, six digits that never repeat (not real microseconds)."""
        return f"{int(now.timestamp())}.{self.number() % _MICROSECONDS:06d}"
