"""Reads each WebSocket in a thread of its own, and hangs up all of them; it must not know when to open one."""

from collections.abc import Callable
from functools import partial
from threading import Lock, Thread

from bot.transports.socket_mode.websocket import WebSocket


class SocketReaders:
    """`on_message` is called with a websocket and each text that comes on it, in its thread; `on_end` when one has ended."""

    def __init__(self, *, on_message: Callable[[WebSocket, str], None], on_end: Callable[[], None]) -> None:
        self._on_message = on_message
        self._on_end = on_end
        self._lock = Lock()
        self._websockets: set[WebSocket] = set()
        self._closed = False

    def start(self, websocket: WebSocket) -> None:
        """Read it from now on; hang up at once if all were closed before. Closes it and raises RuntimeError without a thread."""
        with self._lock:
            self._websockets.add(websocket)
            if self._closed:
                websocket.hang_up()
        try:
            Thread(target=self._read, args=(websocket,), name="socket-reader", daemon=True).start()
        except RuntimeError:  # the system gives none
            self._discard(websocket)
            websocket.close()
            raise

    def close(self) -> None:
        """Hang up all that are read, and those that come later."""
        with self._lock:
            self._closed = True
            for websocket in self._websockets:
                websocket.hang_up()

    def _read(self, websocket: WebSocket) -> None:
        try:
            websocket.read(partial(self._on_message, websocket))
        finally:
            self._discard(websocket)
            self._on_end()

    def _discard(self, websocket: WebSocket) -> None:
        with self._lock:
            self._websockets.discard(websocket)
