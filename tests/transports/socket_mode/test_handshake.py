"""A WebSocket is opened, by a proxy where there is one, or an error says in time that it is not."""

import base64
import hashlib
import re
import socket
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress

import pytest
from wsproto import WSConnection
from wsproto.connection import SERVER, Connection
from wsproto.events import TextMessage

from bot.slack.client import SlackClient
from bot.transports.socket_mode.handshake import HandshakeError, open_socket
from tests.support.machine.threads import TIMEOUT

GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"  # RFC 6455: what a server adds to the key
Answer = Callable[[bytes], bytes]


def agreed(request: bytes) -> bytes:
    """The answer of a WebSocket server."""
    key = re.search(rb"Sec-WebSocket-Key: (.*)\r\n", request)
    assert key
    accept = base64.b64encode(hashlib.sha1(key[1] + GUID.encode()).digest())  # noqa: S324 - RFC 6455
    head = b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    return head + b"Sec-WebSocket-Accept: " + accept + b"\r\n\r\n"


@contextmanager
def answering(*answers: Answer) -> Iterator[tuple[int, list[bytes]]]:
    """A server's port, and what it has heard: one connection, with an answer to each thing that it hears, then the end."""
    heard: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as listener, ThreadPoolExecutor(1) as pool:

        def serve() -> None:
            listener.settimeout(TIMEOUT)
            connection, _ = listener.accept()
            connection.settimeout(TIMEOUT)
            with connection, suppress(ConnectionResetError):  # the other side had heard enough
                for answer in answers:
                    heard.append(connection.recv(1 << 16))
                    connection.sendall(answer(heard[-1]))
                connection.recv(1 << 16)

        serving = pool.submit(serve)
        yield listener.getsockname()[1], heard
        serving.result(TIMEOUT)


def opened(url: str, *, proxy: str = "", timeout: float = 2.0) -> WSConnection:
    """The protocol of a socket that was opened, and is closed again."""
    client = SlackClient(base_url="http://127.0.0.1:9/api/", timeout=1.0)
    client.proxy = proxy or None
    connected, protocol = open_socket(url, client, timeout)
    connected.close()
    return protocol


def test_what_came_together_with_the_handshake_is_there_afterwards() -> None:
    hello = Connection(SERVER).send(TextMessage(data="hello"))
    with answering(lambda request: agreed(request) + hello) as (port, heard):
        protocol = opened(f"ws://127.0.0.1:{port}/link/?ticket=t&app_id=a")
    assert [event.data for event in protocol.events() if isinstance(event, TextMessage)] == ["hello"]
    assert heard[0].startswith(f"GET /link/?ticket=t&app_id=a HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n".encode())


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:9/\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: x\r\n\r\n",
        b"HTTP/1.1 103 Early Hints\r\n\r\n",
        b"220 mail.example ESMTP\r\n",
        b"X" * 100_000,
    ],
)
def test_what_is_no_websocket_is_an_error(answer: bytes) -> None:
    with answering(lambda _request: answer) as (port, _), pytest.raises((HandshakeError, TimeoutError)):
        opened(f"ws://127.0.0.1:{port}/link", timeout=0.2)


def test_one_that_hangs_up_is_an_error() -> None:
    with answering() as (port, _), pytest.raises(HandshakeError):
        opened(f"ws://127.0.0.1:{port}/link")


@pytest.mark.parametrize("piece", [b"", b"HTTP/1.1 101 Switching Protocols\r\nX-Drip: "])
def test_one_that_never_ends_is_given_up(piece: bytes) -> None:
    with answering(lambda _request: piece) as (port, _), pytest.raises(TimeoutError):
        opened(f"ws://127.0.0.1:{port}/link", timeout=0.1)


@pytest.mark.parametrize(
    "credentials, header", [("", None), ("us%40er:pass@", b"Proxy-Authorization: Basic dXNAZXI6cGFzcw==")]
)
def test_a_proxy_is_asked_for_the_way_to_slack(credentials: str, header: bytes | None) -> None:
    refused = b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n"
    with answering(lambda _request: refused) as (port, heard), pytest.raises(OSError, match="407"):
        opened("wss://wss-primary.slack.com/link/?ticket=t", proxy=f"http://{credentials}127.0.0.1:{port}")
    assert heard[0].startswith(b"CONNECT wss-primary.slack.com:443 HTTP/1.")
    assert header is None or header in heard[0]
    assert b"ticket" not in heard[0]
