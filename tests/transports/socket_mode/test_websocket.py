"""A WebSocket hands on every message, however it comes, and knows when the other side has hung up."""

import socket
import ssl
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Thread

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wsproto import ConnectionType, WSConnection
from wsproto.connection import SERVER
from wsproto.connection import Connection as Protocol
from wsproto.events import AcceptConnection, CloseConnection, Ping, Pong, Request, TextMessage

from bot.transports.socket_mode.websocket import NotSentError, WebSocket
from tests.support.machine.threads import TIMEOUT

ABNORMAL, PROTOCOL_ERROR, GOING_AWAY = 1006, 1002, 1001  # RFC 6455


def agreed_protocol() -> WSConnection:
    """The protocol of a client after the handshake."""
    client, server = WSConnection(ConnectionType.CLIENT), WSConnection(ConnectionType.SERVER)
    server.receive_data(client.send(Request(host="127.0.0.1", target="/link")))
    assert list(server.events())
    client.receive_data(server.send(AcceptConnection()))
    assert list(client.events())
    return client


class Line:
    """A websocket that reads in a thread, and the other end of its socket."""

    def __init__(self, ours: socket.socket, theirs: socket.socket) -> None:
        self.theirs = theirs
        self.messages: list[str] = []
        self.closed_with: list[int] = []
        self.websocket = WebSocket(ours, agreed_protocol())
        self._reader = Thread(target=self._read, daemon=True)
        self._reader.start()

    def ended(self) -> bool:
        """Whether the reading ends soon."""
        self._reader.join(2)
        return not self._reader.is_alive()

    def _read(self) -> None:
        self.websocket.read(self.messages.append)
        self.closed_with.append(self.websocket.close_code)


@contextmanager
def line_over(ours: socket.socket, theirs: socket.socket) -> Iterator[Line]:
    line = Line(ours, theirs)
    yield line
    theirs.close()
    assert line.ended()
    assert not line.websocket.is_open


@contextmanager
def open_line() -> Iterator[Line]:
    with line_over(*socket.socketpair()) as line:
        yield line


@st.composite
def conversations(draw: st.DrawFn) -> tuple[list[str], list[bytes]]:
    """Messages, and the bytes that carry them: each in several frames, pings between, cut anywhere."""
    texts = draw(st.lists(st.text(max_size=200), max_size=8))
    protocol, sent = Protocol(SERVER), b""
    for text in texts:
        cut = draw(st.integers(0, len(text)))
        for event in (
            TextMessage(data=text[:cut], message_finished=False),
            *([Ping(payload=b"are you there")] if draw(st.booleans()) else []),
            TextMessage(data=text[cut:]),
        ):
            sent += protocol.send(event)
    cuts = sorted(draw(st.lists(st.integers(0, len(sent)), max_size=6)))
    return texts, [sent[a:b] for a, b in zip([0, *cuts], [*cuts, len(sent)], strict=True)]


@given(conversations())
def test_messages_come_whole_and_in_order(conversation: tuple[list[str], list[bytes]]) -> None:
    texts, pieces = conversation
    with open_line() as line:
        for piece in pieces:
            line.theirs.sendall(piece)
        line.theirs.shutdown(socket.SHUT_WR)
        assert line.ended()
        assert line.messages == texts
        assert line.closed_with == [ABNORMAL]


def test_thousands_of_messages_may_come_at_once() -> None:
    """A socket that was not read for a while, as on a machine that slept."""
    texts = [f"message {number}" for number in range(5_000)]
    with open_line() as line:
        protocol = Protocol(SERVER)
        line.theirs.sendall(b"".join(protocol.send(TextMessage(data=text)) for text in texts))
        line.theirs.shutdown(socket.SHUT_WR)
        assert line.ended()
        assert line.messages == texts


def test_a_ping_is_answered() -> None:
    with open_line() as line:
        theirs = Protocol(SERVER)
        line.theirs.sendall(theirs.send(Ping(payload=b"there?")))
        theirs.receive_data(line.theirs.recv(1000))
        assert list(theirs.events()) == [Pong(payload=b"there?")]


def test_whatever_comes_is_a_sign_of_life() -> None:
    with open_line() as line:
        before = line.websocket.received_at
        line.websocket.ping()
        theirs = Protocol(SERVER)
        theirs.receive_data(line.theirs.recv(1000))
        assert list(theirs.events()) == [Ping(payload=b"")]
        assert line.websocket.received_at == before
        line.theirs.sendall(theirs.send(Pong(payload=b"")))
        line.theirs.shutdown(socket.SHUT_WR)
        assert line.ended()
        assert line.websocket.received_at > before


@pytest.mark.parametrize(
    "said, code",
    [
        (lambda: Protocol(SERVER).send(CloseConnection(code=GOING_AWAY)), GOING_AWAY),
        (lambda: b"\xff\xff\xff\xff", PROTOCOL_ERROR),
    ],
)
def test_it_hangs_up_on_what_ends_a_connection(said: Callable[[], bytes], code: int) -> None:
    with open_line() as line:
        before = Protocol(SERVER).send(TextMessage(data="before")) + Protocol(SERVER).send(Ping())
        line.theirs.sendall(before + said())
        assert line.ended()
        assert line.messages == ["before"]
        assert line.closed_with == [code]
        assert line.theirs.recv(1000)  # the pong
        assert line.theirs.recv(1000) == b""


def test_hanging_up_ends_the_reading_at_once_and_nothing_can_be_sent_after_it() -> None:
    with open_line() as line:
        line.websocket.hang_up()
        assert line.ended()
        with pytest.raises(NotSentError):
            line.websocket.send("too late")
        line.websocket.ping()
        line.websocket.hang_up()


def test_nothing_follows_a_message_that_was_sent_in_part() -> None:
    """Slack would take it for the rest of that message."""
    with open_line() as line:
        line.websocket.send_timeout = 0.1
        with pytest.raises(NotSentError):
            line.websocket.send("x" * (1 << 25))  # more than the buffers of both sides take
        assert not line.websocket.is_open
        assert line.ended()


def test_a_message_is_sent_whole_to_a_side_that_reads_slowly() -> None:
    text = "字" * (1 << 20)
    with open_line() as line, ThreadPoolExecutor(1) as pool:
        sending = pool.submit(line.websocket.send, text)
        theirs, heard = Protocol(SERVER), ""
        while len(heard) < len(text):
            theirs.receive_data(line.theirs.recv(1 << 12))
            heard += "".join(event.data for event in theirs.events() if isinstance(event, TextMessage))
        sending.result(TIMEOUT)
        assert heard == text


def test_over_tls_both_sides_may_send_at_once() -> None:
    """OpenSSL takes one call at a time; of two it may say that the other side has hung up."""
    texts = [f"{number} {'x' * 10_000}" for number in range(400)]
    with line_over(*tls_pair()) as line, ThreadPoolExecutor(3) as pool:
        sending = pool.submit(_each, line.websocket.send, texts)
        pinging = pool.submit(_each, lambda _text: line.websocket.ping(), texts)
        heard = pool.submit(_talk, line.theirs, texts)
        assert heard.result(30) == texts
        sending.result(TIMEOUT)
        pinging.result(TIMEOUT)
        assert line.ended()
        assert line.messages == texts


def tls_pair() -> tuple[ssl.SSLSocket, ssl.SSLSocket]:
    """Two ends with TLS between them, without certificates."""
    ours, theirs = socket.socketpair()
    with ThreadPoolExecutor(1) as pool:
        server = pool.submit(_anonymous(ssl.PROTOCOL_TLS_SERVER).wrap_socket, theirs, server_side=True)
        return _anonymous(ssl.PROTOCOL_TLS_CLIENT).wrap_socket(ours), server.result(TIMEOUT)


def _anonymous(protocol: int) -> ssl.SSLContext:
    context = ssl.SSLContext(protocol)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    context.maximum_version = ssl.TLSVersion.TLSv1_2  # the last that knows it
    context.set_ciphers("aNULL:@SECLEVEL=0")
    return context


def _each(act: Callable[[str], None], texts: list[str]) -> None:
    for text in texts:
        act(text)


def _talk(theirs: socket.socket, texts: list[str]) -> list[str]:
    """Send one text for each that comes, then hang up; what came."""
    protocol, heard, parts, left = Protocol(SERVER), list[str](), list[str](), list(texts)
    while len(heard) < len(texts):
        protocol.receive_data(theirs.recv(1 << 14))
        for event in protocol.events():
            if isinstance(event, Ping):
                theirs.sendall(protocol.send(event.response()))
            elif isinstance(event, TextMessage):
                parts.append(event.data)
                if event.message_finished:
                    heard.append("".join(parts))
                    parts.clear()
                    theirs.sendall(protocol.send(TextMessage(data=left.pop(0))))
    theirs.shutdown(socket.SHUT_WR)
    return heard
