"""The workspace's clock: real time plus an offset, or a frozen instant; it must not know Slack."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta


class Clock:
    """The time in the workspace, which can be moved. Safe to use from several threads.

    `start`: an aware instant; None: the real time. `frozen`: the clock only changes when moved. `on_move` is called after
    each move.
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
        """Move the clock by `delta`, ahead or back, and call `on_move`."""
        with self._lock:
            self._offset += delta
            if self._frozen is not None:
                self._frozen += delta
        self.on_move()

    @property
    def offset(self) -> timedelta:
        """The sum of all moves and the initial difference from the real time."""
        with self._lock:
            return self._offset
