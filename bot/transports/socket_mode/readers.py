"""Reads each WebSocket in a thread of its own, and hangs up all of them; it must not know when to open one."""

from collections.abc import Callable
from functools import partial
from threading import Lock, Thread

from bot.transports.socket_mode.session import Session


class SocketReaders:
    """`on_message` is called with a session and each text that comes on it, in its thread; `on_end` when one has ended."""

    def __init__(self, *, on_message: Callable[[Session, str], None], on_end: Callable[[], None]) -> None:
        self._on_message = on_message
        self._on_end = on_end
        self._lock = Lock()
        self._sessions: set[Session] = set()
        self._closed = False

    def start(self, session: Session) -> None:
        """Read it from now on; hang up at once if all were closed before. Closes it and raises RuntimeError without a thread."""
        with self._lock:
            self._sessions.add(session)
            if self._closed:
                session.hang_up()
        try:
            Thread(target=self._read, args=(session,), name="socket-reader", daemon=True).start()
        except RuntimeError:  # the system gives none
            self._discard(session)
            session.close()
            raise

    def close(self) -> None:
        """Hang up all that are read, and those that come later."""
        with self._lock:
            self._closed = True
            for session in self._sessions:
                session.hang_up()

    def _read(self, session: Session) -> None:
        try:
            session.read(partial(self._on_message, session))
        finally:
            self._discard(session)
            self._on_end()

    def _discard(self, session: Session) -> None:
        with self._lock:
            self._sessions.discard(session)
