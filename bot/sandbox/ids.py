"""Ids and message timestamps as Slack makes them, in rising order; it must not know what they identify."""

import secrets
from datetime import datetime

_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_WIDTH = 9
_MICROSECONDS = 1_000_000
_FIRST = 36**8


class IdGenerator:
    """Makes ids that never repeat, not even after a restart. Callers hold the workspace's lock."""

    def __init__(self) -> None:
        # An app may store ids, such as those of events; a new run must not issue them again.
        self._count = _FIRST + secrets.randbelow(_FIRST)
        self._stamps = 0

    def number(self) -> int:
        """The next whole number."""
        self._count += 1
        return self._count

    def new(self, prefix: str) -> str:
        """A fresh id such as `V0MK3QV2A1` for the prefix `V`."""
        number, digits = self.number(), ""
        while number:
            number, digit = divmod(number, len(_DIGITS))
            digits = _DIGITS[digit] + digits
        return prefix + digits.rjust(_WIDTH, "0")

    def ts(self, now: datetime) -> str:
        """A message timestamp: Unix seconds, a point, six digits that never repeat (not real microseconds)."""
        self._stamps += 1
        return f"{int(now.timestamp())}.{self._stamps % _MICROSECONDS:06d}"
