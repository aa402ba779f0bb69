"""Posting and finding again: what leaves when, what each answer is taken for, and whose messages are adopted (REM-4)."""

import socket
import threading
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
from slack_sdk import WebClient

from bot.policy.deliveries.deliveries import Recipient
from bot.policy.deliveries.lookups import LookupWindow
from bot.policy.deliveries.outcomes import (
    Absent,
    Accepted,
    LookupResponse,
    MorePages,
    NotSent,
    Rejected,
    TimedOut,
)
from bot.policy.ids import TeamId, UserId
from bot.sandbox import faults
from bot.sandbox.clock import Clock
from bot.sandbox.faults import Fault
from bot.sandbox.transport.server import SandboxServer
from bot.sandbox.workspace.messages import Message as SlackMessage
from bot.sandbox.workspace.seed import GENERAL
from bot.sandbox.workspace.workspace import Workspace
from bot.slack.poster import SlackPoster
from bot.use_cases.ports import Message
from tests.support.slack.sandbox_server import serve_sandbox

TEAM = TeamId("T0SANDBOX")
MIA = Recipient(None, UserId("U0MIA"), "")
CHANNEL = Recipient(None, UserId(""), GENERAL)
PATIENCE = timedelta(seconds=5)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


@pytest.fixture
def workspace() -> Workspace:
    return Workspace(Clock())


@pytest.fixture
def server(workspace: Workspace) -> Iterator[SandboxServer]:
    with serve_sandbox(workspace) as running:
        yield running


@pytest.fixture
def poster(workspace: Workspace, server: SandboxServer) -> SlackPoster:
    return SlackPoster(token=workspace.bot_token, base_url=server.api_url, timeout=PATIENCE)


def yes() -> bool:
    return True


def post(poster: SlackPoster, to: Recipient = MIA, key: str = "key", confirm_lease: Callable[[], bool] = yes) -> object:
    return poster.post(TEAM, to, Message("hello"), key, confirm_lease)


def around(at: datetime) -> LookupWindow:
    """The window of a message that was sent then."""
    return LookupWindow(at - 5 * MINUTE, at + 7 * MINUTE)


def look_up(
    poster: SlackPoster, workspace: Workspace, to: Recipient = MIA, key: str = "key", at: datetime | None = None
) -> LookupResponse:
    """Page by page, by one poster; a message that was sent just now, if not at another instant."""
    found: LookupResponse = MorePages("")
    while isinstance(found, MorePages):
        found = poster.look_up(TEAM, to, key, around(at or workspace.clock.now()), found.position)
    return found


def talk(workspace: Workspace, channel: str, number: int, thread: str = "") -> None:
    """What others write, now."""
    with workspace.changing():
        for each in range(number):
            ts = workspace.ids.ts(workspace.clock.now())
            workspace.messages.add(SlackMessage(channel, ts, "U0MIA", f"talk {each}", thread_ts=thread))


def test_a_message_stands_in_the_direct_message_with_the_idempotency_key_alone_as_metadata(
    poster: SlackPoster, workspace: Workspace
) -> None:
    answer = post(poster)
    (message,) = workspace.messages
    assert answer == Accepted(message.channel, message.ts)
    assert message.channel == workspace.dm("U0MIA").id
    assert message.metadata == {"event_type": "pmi_delivery", "event_payload": {"id": "key"}}


def test_a_message_for_a_thread_goes_there_and_is_found_there(poster: SlackPoster, workspace: Workspace) -> None:
    first = post(poster, CHANNEL, "first")
    assert isinstance(first, Accepted)
    thread = Recipient(None, UserId(""), GENERAL, first.ts)
    reply = post(poster, thread, "reply")
    assert [message.thread_ts for message in workspace.messages] == ["", first.ts]
    assert look_up(poster, workspace, thread, "reply") == reply
    assert look_up(poster, workspace, CHANNEL, "reply") == Absent()


def test_without_a_lease_nothing_is_posted(poster: SlackPoster, workspace: Workspace) -> None:
    assert post(poster, confirm_lease=lambda: False) == NotSent("withheld")
    assert poster.probe(TEAM) == ""  # by now the stand-in has seen the other line end
    assert list(workspace.messages) == []
    assert workspace.calls.of("chat.postMessage") == []


@pytest.mark.parametrize(
    "fault, answer, taken",
    [
        (faults.rate_limited(30), Rejected("ratelimited", 30), 0),
        (faults.slack_error("user_disabled"), Rejected("user_disabled"), 0),
        (faults.slack_error("internal_error"), Rejected("internal_error"), 0),
        (faults.server_error(), TimedOut("http 500"), 0),
        (faults.server_error(503), TimedOut("http 503"), 0),
        (faults.server_error_after(), TimedOut("http 500"), 1),
        (faults.drop_before(), TimedOut("RemoteDisconnected"), 0),
        (faults.drop_after(), TimedOut("RemoteDisconnected"), 1),
    ],
    ids=lambda value: str(getattr(value, "kind", "")),
)
def test_only_what_slack_says_in_so_many_words_is_a_refusal(
    poster: SlackPoster, workspace: Workspace, fault: Fault, answer: object, taken: int
) -> None:
    workspace.faults.next("chat.postMessage", fault)
    assert post(poster) == answer
    assert len(list(workspace.messages)) == taken


def test_nothing_is_repeated_by_itself(poster: SlackPoster, workspace: Workspace) -> None:
    """The SDK's own default posts once more after a broken connection."""
    for fault in (faults.drop_after(), faults.server_error(), faults.rate_limited(0)):
        workspace.faults.next("chat.postMessage", fault)
        post(poster)
    assert len(workspace.calls.of("chat.postMessage")) == 3


def test_slack_that_says_nothing_is_given_up(workspace: Workspace, server: SandboxServer) -> None:
    impatient = SlackPoster(token=workspace.bot_token, base_url=server.api_url, timeout=timedelta(seconds=0.2))
    workspace.faults.next("chat.postMessage", faults.hold())
    assert post(impatient) == TimedOut("TimeoutError")


def test_slack_that_is_not_there_is_no_exception(poster: SlackPoster, server: SandboxServer) -> None:
    server.stop()
    confirm_lease = threading.Event()

    def noting() -> bool:
        confirm_lease.set()
        return True

    assert isinstance(post(poster, confirm_lease=noting), TimedOut)
    assert not confirm_lease.is_set()


@pytest.mark.parametrize(
    "body",
    [b"<html>proxy</html>", b"[]", b'{"ok":false}', b'{"ok":true}', b'{"ok":false,"error":"Not A Name"}', b"null"],
)
def test_an_answer_that_is_none_of_slack_s_is_no_answer(body: bytes) -> None:
    with OneConnectionServer(
        lambda connection: connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%b" % (len(body), body))
    ) as url:
        poster = SlackPoster(token="xoxb-1", base_url=url, timeout=PATIENCE)
        assert isinstance(post(poster), TimedOut)


def test_the_lease_is_confirmed_when_all_but_the_last_byte_has_left() -> None:
    """Slack sees the request begin before the claim is looked at; so a worker that is stopped then cannot post late."""
    seen: list[bytes] = []
    arrived, go_on = threading.Event(), threading.Event()

    def read(connection: socket.socket) -> None:
        head, _, body = _until(connection, lambda data: b"}}" in data.partition(b"\r\n\r\n")[2]).partition(b"\r\n\r\n")
        length = int(head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0])
        seen.append(body)
        arrived.set()
        go_on.wait(5)
        seen.append(_until(connection, lambda data: len(data) >= length - len(body)))
        connection.sendall(b'HTTP/1.1 200 OK\r\nContent-Length: 36\r\n\r\n{"ok":true,"channel":"D1","ts":"1.2"}')
        assert len(seen[0]) + len(seen[1]) == length

    def confirm_lease() -> bool:
        assert arrived.wait(5)
        go_on.set()
        return True

    with OneConnectionServer(read) as url:
        post(SlackPoster(token="xoxb-1", base_url=url, timeout=PATIENCE), confirm_lease=confirm_lease)
    assert seen[0].startswith(b'{"')
    assert len(seen[1]) == 1


def _until(connection: socket.socket, enough: Callable[[bytes], bool]) -> bytes:
    data = b""
    while not enough(data):
        data += connection.recv(65_536)
    return data


class OneConnectionServer:
    """A server for one connection that does as told; `url` is its API."""

    def __init__(self, serve: Callable[[socket.socket], None]) -> None:
        self._server = socket.create_server(("127.0.0.1", 0))
        self._serve_connection = serve
        self._thread = threading.Thread(target=self._serve, daemon=True)

    def _serve(self) -> None:
        connection, _ = self._server.accept()
        with connection:
            if self._serve_connection.__name__ == "<lambda>":
                _until(connection, lambda data: data.endswith(b"}"))
            self._serve_connection(connection)

    def __enter__(self) -> str:
        self._thread.start()
        return f"http://127.0.0.1:{self._server.getsockname()[1]}/api/"

    def __exit__(self, *_args: object) -> None:
        self._thread.join(5)
        self._server.close()


def test_what_is_in_slack_is_found_by_its_idempotency_key(poster: SlackPoster, workspace: Workspace) -> None:
    sent = post(poster, key="one")
    post(poster, key="two")
    assert look_up(poster, workspace, key="one") == sent
    assert look_up(poster, workspace, key="three") == Absent()


def test_only_what_this_bot_wrote_is_adopted(poster: SlackPoster, workspace: Workspace) -> None:
    """Another app can post the same metadata."""
    sent = post(poster)
    assert isinstance(sent, Accepted)
    with workspace.changing():
        (message,) = workspace.messages
        message.bot_id = "B0ANOTHER"
    assert look_up(poster, workspace, key="key") == Absent()


@pytest.mark.parametrize("wrong", [-2 * HOUR, -8 * MINUTE, 8 * MINUTE, 2 * HOUR], ids=str)
def test_the_latest_page_is_looked_through_whatever_the_clocks_say(
    poster: SlackPoster, workspace: Workspace, wrong: timedelta
) -> None:
    """A clock that was ahead, or behind, when the try was noted."""
    sent = post(poster)
    assert look_up(poster, workspace, at=workspace.clock.now() + wrong) == sent


def test_all_that_is_newer_than_a_window_of_a_clock_that_was_behind_is_looked_through(
    poster: SlackPoster, workspace: Workspace
) -> None:
    workspace.most_per_page = 15
    sent = post(poster, CHANNEL)
    talk(workspace, GENERAL, 50)
    assert look_up(poster, workspace, CHANNEL, at=workspace.clock.now() - HOUR) == sent


@pytest.mark.parametrize("to", [MIA, CHANNEL], ids=["direct message", "channel"])
def test_what_was_written_after_the_window_is_not_read_to_find_a_message_in_it(
    workspace: Workspace, to: Recipient
) -> None:
    """15 messages a page, and a hundred newer ones: the first page has it."""
    workspace.clock, workspace.most_per_page = Clock(frozen=True), 15
    with serve_sandbox(workspace) as server:
        poster = SlackPoster(token=workspace.bot_token, base_url=server.api_url, timeout=PATIENCE)
        sent, at = post(poster, to), workspace.clock.now()
        workspace.clock.advance(HOUR)
        talk(workspace, workspace.dm("U0MIA").id if to is MIA else GENERAL, 100)
        assert look_up(poster, workspace, to, at=at) == sent
    (call,) = workspace.calls.of("conversations.history")
    assert float(call.args["oldest"]) < at.timestamp() < float(call.args["latest"])


@pytest.mark.parametrize("page, pages", [(1000, 3), (15, 167)])
def test_a_busy_window_is_read_page_by_page(poster: SlackPoster, workspace: Workspace, page: int, pages: int) -> None:
    workspace.most_per_page = page
    sent = post(poster, CHANNEL)
    talk(workspace, GENERAL, 2500)
    assert look_up(poster, workspace, CHANNEL) == sent
    assert len(workspace.calls.of("conversations.history")) == pages


def test_a_long_thread_is_read_page_by_page(poster: SlackPoster, workspace: Workspace) -> None:
    workspace.most_per_page = 15
    first = post(poster, CHANNEL, "first")
    assert isinstance(first, Accepted)
    talk(workspace, GENERAL, 40, first.ts)
    thread = Recipient(None, UserId(""), GENERAL, first.ts)
    reply = post(poster, thread, "reply")
    assert look_up(poster, workspace, thread, "reply") == reply
    assert len(workspace.calls.of("conversations.replies")) == 3


def test_a_page_that_was_not_answered_is_asked_for_again(poster: SlackPoster, workspace: Workspace) -> None:
    """The position is the caller's: an answer that fails has none, and nothing begins anew."""
    workspace.most_per_page = 15
    sent = post(poster, CHANNEL)
    talk(workspace, GENERAL, 20)
    first = poster.look_up(TEAM, CHANNEL, "key", around(workspace.clock.now()), "")
    assert isinstance(first, MorePages)
    workspace.faults.next("conversations.history", faults.rate_limited(60))
    assert poster.look_up(TEAM, CHANNEL, "key", around(workspace.clock.now()), first.position) == Rejected(
        "ratelimited", 60
    )
    assert poster.look_up(TEAM, CHANNEL, "key", around(workspace.clock.now()), first.position) == sent


def test_a_position_that_slack_does_not_know_any_more_is_told(poster: SlackPoster, workspace: Workspace) -> None:
    post(poster, CHANNEL)
    answer = poster.look_up(TEAM, CHANNEL, "key", around(workspace.clock.now()), "window nonsense")
    assert answer == Rejected("invalid_cursor")


@pytest.mark.parametrize("to, scope", [(MIA, "im:history"), (CHANNEL, "channels:history")])
def test_a_missing_scope_is_told(poster: SlackPoster, workspace: Workspace, to: Recipient, scope: str) -> None:
    post(poster, to)
    workspace.scopes.discard(scope)
    assert look_up(poster, workspace, to) == Rejected("missing_scope")


def test_slack_that_cannot_be_asked_is_no_exception(poster: SlackPoster, workspace: Workspace) -> None:
    post(poster)
    for fault in (faults.server_error(), faults.rate_limited(3), faults.drop_before()):
        workspace.faults.next("conversations.history", fault)
    looks = [look_up(poster, workspace, key="key") for _ in range(3)]
    assert looks == [TimedOut("http 500"), Rejected("ratelimited", 3), TimedOut("RemoteDisconnected")]


def test_a_probe_says_why_slack_would_not_hear_us(poster: SlackPoster, workspace: Workspace) -> None:
    assert poster.probe(TEAM) == ""
    workspace.auth_error = "token_revoked"
    assert poster.probe(TEAM) == "token_revoked"
    workspace.faults.next("auth.test", faults.server_error())
    assert poster.probe(TEAM) == "http 500"


def test_the_sdk_still_sends_where_the_lease_check_is_built_in() -> None:
    """The one method of the SDK's that is not public and that we build on."""
    assert "_perform_urllib_http_request_internal" in dir(WebClient)
