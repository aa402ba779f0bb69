"""The workspace's clock: real time plus an offset, or time that stands still; it knows nothing of Slack."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta


class Clock:
    """Says what time it is in the workspace, and lets one move it.

    `start`: an aware instant; without it the clock begins at the real time. `frozen=True`: stands still until moved.
    Safe to use from several threads. `moved` is called after each move.
    """

    def __init__(self, start: datetime | None = None, *, frozen: bool = False) -> None:
        if start is not None and start.tzinfo is None:
            raise ValueError("start must carry a zone; use an aware UTC datetime")
        real = datetime.now(UTC)
        self.on_move: Callable[[], None] = lambda: None
        self._lock = threading.Lock()
        self._frozen = (start or real).astimezone(UTC) if frozen else None
        self._offset = (start or real) - real

    def now(self) -> datetime:
        """The present instant, aware UTC."""
        with self._lock:
            return self._frozen if self._frozen is not None else datetime.now(UTC) + self._offset

    def advance(self, delta: timedelta) -> None:
        """Move the clock by `delta`, ahead or back."""
        with self._lock:
            self._offset += delta
            if self._frozen is not None:
                self._frozen += delta
        self.on_move()

    @property
    def offset(self) -> timedelta:
        """How far this clock has been set off from the real time (a frozen one falls behind on top of that)."""
        with self._lock:
            return self._offset
