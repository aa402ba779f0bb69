"""The other end of Socket Mode's WebSocket: it completes the handshake, and then does only what a test says."""

import base64
import hashlib
import json
import re
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Condition, Thread
from typing import Any

from wsproto.connection import SERVER
from wsproto.connection import Connection as Protocol
from wsproto.events import Ping, TextMessage

from tests.support.slack.scripted_slack_api import ScriptedSlackApi, success

_GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"  # RFC 6455: what a server adds to the key
_TIMEOUT = 10.0


class ScriptedSocketServer:
    """A WebSocket server; its connections in the order in which they came. Without `handshakes` it says nothing at all."""

    def __init__(self, *, handshakes: bool = True) -> None:
        self._handshakes = handshakes
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"ws://127.0.0.1:{self.listener.getsockname()[1]}/link"
        self._connections: list[socket.socket] = []
        self._changed = Condition()
        self._thread = Thread(target=self._serve, daemon=True)
        self._thread.start()

    def wait_for(self, count: int, within: float = _TIMEOUT) -> bool:
        """Whether there have been so many connections, after so many seconds at most."""
        with self._changed:
            return self._changed.wait_for(lambda: len(self._connections) >= count, within)

    def send(self, connection: int, *messages: dict[str, Any]) -> None:
        """Send these messages at once."""
        self.send_text(connection, *map(json.dumps, messages))

    def send_text(self, connection: int, *texts: str) -> None:
        """Send these at once."""
        frames = [Protocol(SERVER).send(TextMessage(data=text)) for text in texts]
        self._connections[connection].sendall(b"".join(frames))

    def messages(self, connection: int) -> Iterator[dict[str, Any]]:
        """What comes, until the other side hangs up or nothing has come for some seconds."""
        protocol = Protocol(SERVER)
        while received := self._connections[connection].recv(1 << 16):
            protocol.receive_data(received)
            for event in protocol.events():
                if isinstance(event, TextMessage):
                    yield json.loads(event.data)

    def answer_pings(self, connection: int, count: int) -> None:
        """Answer so many, one after the other."""
        protocol = Protocol(SERVER)
        while count > 0:
            protocol.receive_data(self._connections[connection].recv(1 << 16))
            for event in protocol.events():
                if isinstance(event, Ping):
                    self._connections[connection].sendall(protocol.send(event.response()))
                    count -= 1

    def hang_up(self, connection: int) -> None:
        """End the connection without a closing frame, as a proxy on the way does."""
        self._connections[connection].shutdown(socket.SHUT_WR)

    def is_hung_up(self, connection: int, within: float) -> bool:
        """Whether the other side hangs up in so many seconds."""
        self._connections[connection].settimeout(within)
        try:
            while self._connections[connection].recv(1 << 16):
                pass
        except TimeoutError:
            return False
        except OSError:
            return True
        return True

    def close(self) -> None:
        """Take no more connections, and close those that are open."""
        self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
        self._thread.join(5)
        for connection in self._connections:
            connection.close()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            connection.settimeout(_TIMEOUT)
            if self._handshakes:
                _shake_hands(connection)
            with self._changed:
                self._connections.append(connection)
                self._changed.notify_all()


def _shake_hands(connection: socket.socket) -> None:
    key = re.search(rb"Sec-WebSocket-Key: (.*)\r\n", connection.recv(4096))
    assert key
    accept = base64.b64encode(hashlib.sha1(key[1] + _GUID.encode()).digest())  # noqa: S324 - RFC 6455
    connection.sendall(
        b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        b"Sec-WebSocket-Accept: " + accept + b"\r\n\r\n"
    )


@contextmanager
def scripted_socket(slack_api: ScriptedSlackApi, *, handshakes: bool = True) -> Iterator[ScriptedSocketServer]:
    """One, whose address Slack's API gives to whoever asks where to connect."""
    server = ScriptedSocketServer(handshakes=handshakes)
    slack_api.faults.always("apps.connections.open", lambda _call: success(url=server.url))
    yield server
    server.close()
