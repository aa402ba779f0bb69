"""One open WebSocket to Slack: hands on what comes, sends, and knows when it has ended; it must not know what is said."""

import contextlib
import select
import socket
import ssl
import time
from collections.abc import Callable
from threading import Lock

from wsproto import WSConnection
from wsproto.events import CloseConnection, Event, Ping, TextMessage
from wsproto.frame_protocol import CloseReason, FrameProtocol
from wsproto.utilities import RemoteProtocolError

SEND_TIMEOUT = 3.0  # seconds in which the other side must take what is sent
BUSY_WITHIN = 0.005  # seconds after a reading in which what comes counts as one of many
COALESCE = 0.0005  # seconds by which it is then read later, together with the next ones: each reading takes the
# interpreter's lock twice from those who handle what was read
_BUFFER_SIZE = 1 << 16  # bytes read at once; a record of TLS has 16 kB at most, so that none is left behind in it
_NOT_NOW = (BlockingIOError, ssl.SSLWantReadError, ssl.SSLWantWriteError)


class NotSentError(Exception):
    """The websocket has ended, before all of a message was sent."""


class WebSocket:
    """One WebSocket, which its own thread reads and any thread sends on.

    The socket never blocks, since TLS allows one call at a time on it: whoever has to wait does so outside of the lock.
    """

    def __init__(self, opened: socket.socket, protocol: WSConnection) -> None:
        opened.settimeout(0)
        self._socket = opened
        self._protocol = protocol  # for what comes; the reader's
        self._one_call = Lock()  # on the socket
        self._one_frame = Lock()  # is sent at a time, whole
        self.send_timeout = SEND_TIMEOUT
        self.is_open = True
        self.received_at = time.monotonic()
        self.close_code = 0

    def read(self, on_message: Callable[[str], None]) -> None:
        """Hand on each text until either side hangs up, and close the socket. The other side's reason is `close_code`."""
        parts: list[str] = []
        try:
            events = _events(self._protocol)  # some may have come with the handshake
            while self.is_open:
                for event in events:
                    if isinstance(event, CloseConnection):
                        self.close_code = int(event.code)
                        return
                    self._take(event, parts, on_message)
                self._protocol.receive_data(self._receive() or None)
                events = _events(self._protocol)
        finally:
            self.close()

    def send(self, text: str) -> None:
        """Send a message, all of it, or hang up: nothing can follow a part of one. Raises NotSentError."""
        self._send_frame(_new_protocol().send_data(text))

    def ping(self) -> None:
        """Ask for a sign of life, which sets `received_at`."""
        with contextlib.suppress(NotSentError):  # the reader meets it
            self._send_frame(_new_protocol().ping())

    def hang_up(self) -> None:
        """End it, which wakes the reader. May be called by any thread, and again."""
        self.is_open = False
        with contextlib.suppress(OSError):  # not by SSL's own way, which would be a call on it
            socket.socket.shutdown(self._socket, socket.SHUT_RDWR)

    def close(self) -> None:
        """Hang up and give the socket back; for its reader, or for one that nobody reads."""
        self.hang_up()
        with self._one_call:
            self._socket.close()

    def _receive(self) -> bytes:
        """What comes next; nothing where it has ended."""
        wanted = select.POLLIN
        while self.is_open:
            try:
                _wait_for(self._socket, wanted)
                if time.monotonic() - self.received_at < BUSY_WITHIN:
                    time.sleep(COALESCE)
                with self._one_call:
                    received = self._socket.recv(_BUFFER_SIZE)
            except _NOT_NOW as fault:
                wanted = _wanted(fault, select.POLLIN)
            except (OSError, ValueError):
                break
            else:
                self.received_at = time.monotonic()
                return received
        return b""

    def _take(self, event: Event, parts: list[str], on_message: Callable[[str], None]) -> None:
        if isinstance(event, TextMessage):
            parts.append(event.data)
            if event.message_finished:
                text = "".join(parts)
                parts.clear()
                on_message(text)
        elif isinstance(event, Ping):
            with contextlib.suppress(NotSentError):  # the next reading meets it
                self._send_frame(_new_protocol().pong(event.payload))

    def _send_frame(self, frame: bytearray) -> None:
        ends_at, rest = time.monotonic() + self.send_timeout, memoryview(frame)
        try:
            with self._one_frame:
                while rest:
                    rest = rest[self._send_some(rest, ends_at) :]
        except (OSError, ValueError) as fault:
            self.hang_up()
            raise NotSentError(type(fault).__name__) from fault

    def _send_some(self, rest: memoryview, ends_at: float) -> int:
        """Send what the socket takes now; the number of bytes, none where it must be waited for."""
        if not self.is_open:
            raise ConnectionError("it has ended")
        try:
            with self._one_call:
                return self._socket.send(rest)
        except _NOT_NOW as fault:
            left = ends_at - time.monotonic()
            if left <= 0:
                raise TimeoutError("the other side does not read") from None
            _wait_for(self._socket, _wanted(fault, select.POLLOUT), left)
            return 0


def _wanted(fault: OSError, usual: int) -> int:
    """What to wait for: TLS may have to write before it can read, and the other way round."""
    if isinstance(fault, ssl.SSLWantReadError):
        return select.POLLIN
    return select.POLLOUT if isinstance(fault, ssl.SSLWantWriteError) else usual


def _wait_for(sock: socket.socket, event: int, timeout: float | None = None) -> None:
    """Wait until the socket is ready, or has ended; `timeout` in seconds."""
    poll = select.poll()
    poll.register(sock, event)
    poll.poll(None if timeout is None else timeout * 1000)


def _new_protocol() -> FrameProtocol:
    """For one frame: threads send at the same time, and no frame depends on those before."""
    return FrameProtocol(client=True, extensions=[])


def _events(protocol: WSConnection) -> list[Event]:
    """All that has come; EOF and errors of the protocol become CloseConnection.

    All before any is handed on: those who handle them then find several, and need not be woken for each.
    """
    events: list[Event] = []
    try:
        events.extend(protocol.events())
    except RemoteProtocolError:
        events.append(CloseConnection(code=CloseReason.PROTOCOL_ERROR))
    return events
