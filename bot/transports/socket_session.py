"""One WebSocket to Slack; it must not know what is said on it."""

import contextlib
import socket
import time

from slack_sdk.errors import SlackClientNotConnectedError
from slack_sdk.socket_mode.builtin.connection import Connection, ConnectionState
from wsproto.connection import CLIENT
from wsproto.connection import Connection as Protocol
from wsproto.events import CloseConnection, Event, Ping, Pong, TextMessage
from wsproto.frame_protocol import CloseReason, FrameProtocol
from wsproto.utilities import RemoteProtocolError

_BUFFER_SIZE = 1 << 16  # bytes read at once


class Session(Connection):
    """slack_sdk's connection: that connects, pings, and knows when pongs stop. wsproto reads and writes the messages.

    slack_sdk's own reading takes a socket that the other side has closed for one on which nothing has come yet, and asks
    again at once, for ever. It loses what it has of a message when the rest takes 3 seconds, and cannot read more than
    about a thousand messages at once. Its own writing may send a part, knows no messages of more than 64 kB, and masks
    byte by byte, which takes as long as a handler.
    """

    def connect(self) -> None:
        """Connect; what fails is logged, and leaves it closed."""
        super().connect()
        if self.sock is not None:
            with contextlib.suppress(OSError):  # the reader meets it, too
                self.sock.recv(1)  # the line feed at the end of the handshake, which slack_sdk leaves unread

    def disconnect(self) -> None:
        """Close the socket, which ends the reading at once. Others may close it at the same moment."""
        sock = self.sock
        if sock is not None:
            _shut_down(sock)
        with contextlib.suppress(AttributeError, OSError):  # what closing it twice at once raises
            super().disconnect()

    def send(self, payload: str) -> None:
        """Send a message, all of it, or hang up: nothing can follow a part of one. Raises SlackClientNotConnectedError."""
        self._send_frame(_new_protocol().send_data(payload))

    def run_until_completion(self, state: ConnectionState) -> None:
        """Hand on what comes until the socket closes. `on_close_listener` learns it, unless `state` had ended it before."""
        code = self._read(state)
        closed_by_us = state.terminated
        state.terminated = True
        self.disconnect()
        if not closed_by_us and self.on_close_listener is not None:
            self.on_close_listener(code, None)

    def _read(self, state: ConnectionState) -> int:
        """Hand on what comes; the code with which it ends."""
        protocol = Protocol(CLIENT)
        parts: list[str] = []
        while not state.terminated:
            received = self._receive()
            if received is None:
                continue
            for event in _events(protocol, received):
                if isinstance(event, TextMessage):
                    self._hand_on(event, parts)
                elif isinstance(event, Ping):
                    with contextlib.suppress(SlackClientNotConnectedError):  # the next reading meets it
                        self._send_frame(_new_protocol().pong(event.payload))
                elif isinstance(event, Pong):
                    self.last_ping_pong_time = time.time()  # the clock by which slack_sdk asks how long ago it was
                elif isinstance(event, CloseConnection):
                    return event.code
        return CloseReason.NORMAL_CLOSURE

    def _receive(self) -> bytes | None:
        """What has come: None where nothing has for 3 seconds, empty where the socket is closed."""
        try:
            with self.sock_receive_lock:
                return self.sock.recv(_BUFFER_SIZE) if self.sock is not None else b""
        except TimeoutError:
            return None
        except OSError:
            return b""

    def _hand_on(self, event: TextMessage, parts: list[str]) -> None:
        parts.append(event.data)
        if event.message_finished and self.on_message_listener is not None:
            message = "".join(parts)
            parts.clear()
            self.on_message_listener(message)

    def _send_frame(self, frame: bytes | bytearray) -> None:
        try:
            with self.sock_send_lock:
                if self.sock is None:
                    raise ConnectionError("closed")
                self.sock.sendall(frame)
        except OSError as fault:
            self.disconnect()
            raise SlackClientNotConnectedError(type(fault).__name__) from fault


def _new_protocol() -> FrameProtocol:
    """For one frame: threads send at the same time, and no frame depends on those before."""
    return FrameProtocol(client=True, extensions=[])


def _events(protocol: Protocol, received: bytes) -> list[Event]:
    """All that has come; the end where nothing has, or no WebSocket could say it.

    All before any is handed on: those who handle them then find several, and need not be woken for each.
    """
    protocol.receive_data(received or None)
    events: list[Event] = []
    try:
        events.extend(protocol.events())
    except RemoteProtocolError:
        events.append(CloseConnection(code=CloseReason.PROTOCOL_ERROR))
    return events


def _shut_down(sock: socket.socket) -> None:
    """Wake whoever waits for this socket. Not by SSL's own way, which cannot be used by two threads at once."""
    with contextlib.suppress(OSError):
        socket.socket.shutdown(sock, socket.SHUT_RDWR)
