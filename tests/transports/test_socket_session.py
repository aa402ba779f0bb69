"""A WebSocket hands on every message, however it comes, and knows when the other side has hung up."""

import logging
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Thread

import pytest
from hypothesis import given
from hypothesis import strategies as st
from slack_sdk.errors import SlackClientNotConnectedError
from slack_sdk.socket_mode.builtin.connection import ConnectionState
from wsproto.connection import SERVER
from wsproto.connection import Connection as Protocol
from wsproto.events import CloseConnection, Ping, Pong, TextMessage

from bot.transports.socket_session import Session

ABNORMAL, PROTOCOL_ERROR, GOING_AWAY = 1006, 1002, 1001  # RFC 6455


class Line:
    """A session that reads in a thread, and the other end of its socket."""

    def __init__(self, ours: socket.socket, theirs: socket.socket) -> None:
        self.theirs = theirs
        self.messages: list[str] = []
        self.closed_with: list[int] = []
        self.state = ConnectionState()  # type: ignore[no-untyped-call] # as slack_sdk has it
        self.session = Session(
            url="ws://127.0.0.1:9/link",
            logger=logging.getLogger("tests"),
            on_message_listener=self.messages.append,
            on_close_listener=lambda code, _reason: self.closed_with.append(code),
        )
        self.session.sock = ours  # type: ignore[assignment] # slack_sdk means any socket
        self._reader = Thread(target=self.session.run_until_completion, args=(self.state,), daemon=True)
        self._reader.start()

    def ended(self) -> bool:
        """Whether the reading ends soon."""
        self._reader.join(2)
        return not self._reader.is_alive()


@contextmanager
def open_line() -> Iterator[Line]:
    ours, theirs = socket.socketpair()
    ours.settimeout(30)  # longer than any of these tests: what is noticed is not noticed by waiting
    line = Line(ours, theirs)
    yield line
    theirs.close()
    assert line.ended()


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


def test_a_ping_is_answered_and_a_pong_noted() -> None:
    with open_line() as line:
        theirs = Protocol(SERVER)
        line.theirs.sendall(theirs.send(Pong(payload=b"")) + theirs.send(Ping(payload=b"there?")))
        theirs.receive_data(line.theirs.recv(1000))
        assert list(theirs.events()) == [Pong(payload=b"there?")]
        assert line.session.last_ping_pong_time is not None


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


def test_hanging_up_ends_the_reading_at_once_and_is_not_taken_for_the_other_sides() -> None:
    """The reader would go on waiting for 3 seconds, and every acknowledgement for it (UX-1)."""
    with open_line() as line:
        line.state.terminated = True
        line.session.disconnect()
        assert line.ended()
        assert line.closed_with == []
        with pytest.raises(SlackClientNotConnectedError):
            line.session.send("too late")


def test_nothing_follows_a_message_that_was_sent_in_part() -> None:
    """Slack would take it for the rest of that message."""
    with open_line() as line:
        assert line.session.sock is not None
        line.session.sock.settimeout(0.1)
        with pytest.raises(SlackClientNotConnectedError):
            line.session.send("x" * (1 << 25))  # more than the buffers of both sides take
        assert not line.session.is_active()
        assert line.ended()
        assert line.closed_with == [ABNORMAL]
