"""Single connections of Socket Mode, by a server that does only what a test says (decision 6)."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import parse_qsl

import pytest
import structlog.testing
from slack_sdk.socket_mode.request import SocketModeRequest

from bot.protocol import PrivateReply, RequestKind
from bot.sandbox.clock import Clock
from bot.sandbox.faults import rate_limited
from bot.sandbox.workspace.workspace import Workspace
from bot.transports.bolt import build_bolt_app
from bot.transports.replies.client import interactive_client
from bot.transports.socket_mode.envelopes import Envelopes
from bot.transports.socket_mode.handshake import open_socket
from bot.transports.socket_mode.readers import SocketReaders
from bot.transports.socket_mode.transport import SocketModeTransport, Timing, with_jitter
from bot.transports.socket_mode.websocket import WebSocket
from tests.support.fixtures.bot_fixture import wait_until
from tests.support.fixtures.transport_fixture import TransportHarness, dispatcher_for
from tests.support.machine.threads import no_further_threads
from tests.support.slack import payloads
from tests.support.slack.scripted_slack_api import ScriptedSlackApi, success
from tests.support.slack.scripted_socket import scripted_socket

RENEWAL = {"type": "disconnect", "reason": "refresh_requested"}
ENVELOPE = {"type": "events_api", "envelope_id": "E1", "payload": {"type": "made_up"}}


class RecordedDelays(list[float]):
    """Pauses that remember which of them were asked for."""

    def __init__(self, *delays: float) -> None:
        super().__init__(delays)
        self.asked: list[float] = []

    def __getitem__(self, place: Any) -> Any:  # noqa: ANN401 - as a list has it
        self.asked.append(super().__getitem__(place))
        return self.asked[-1]


@contextmanager
def running_transport(
    slack_api: ScriptedSlackApi,
    handlers: TransportHarness | None = None,
    on_hello: Callable[[int], object] = lambda _count: None,
    **timing: Any,  # noqa: ANN401 - its own
) -> Iterator[SocketModeTransport]:
    """One with pings and looks that are too rare to play a part."""
    client = interactive_client("xoxb-made-up", slack_api.api_url)
    dispatcher = dispatcher_for(handlers or TransportHarness(Workspace(Clock())), slack_api.api_url, 5.0)
    transport = SocketModeTransport(
        build_bolt_app(token="xoxb-made-up", client=client, dispatcher=dispatcher),
        app_token="xapp-made-up",
        api_url=slack_api.api_url,
        on_hello=on_hello,
        timing=Timing(**{"ping_interval": 300.0, "silence_timeout": 300.0, "pauses": (0.01,), **timing}),
    )
    transport.start()
    yield transport
    assert transport.stop(1)


def test_a_socket_that_falls_silent_is_made_anew(slack_api: ScriptedSlackApi) -> None:
    """Known to happen after a reconnect (decision 6)."""
    with scripted_socket(slack_api) as slack, running_transport(slack_api, silence_timeout=0.2):
        assert slack.wait_for(2)
        assert slack.is_hung_up(0, within=1.0)


def test_one_that_answers_pings_is_kept_though_nobody_says_anything(slack_api: ScriptedSlackApi) -> None:
    timing: dict[str, Any] = {"ping_interval": 0.05, "silence_timeout": 0.4}
    with scripted_socket(slack_api) as slack, running_transport(slack_api, **timing) as transport:
        assert slack.wait_for(1)
        slack.answer_pings(0, count=16)  # twice as long
        assert transport.connected()
        assert not slack.wait_for(2, within=0.0)


def test_a_connection_that_ends_without_a_word_is_made_again_at_once(slack_api: ScriptedSlackApi) -> None:
    """As a proxy on the way ends it. It is not taken for a quiet one, at a whole CPU, until the silence has been too long."""
    with scripted_socket(slack_api) as slack, running_transport(slack_api):
        assert slack.wait_for(1)
        slack.hang_up(0)
        assert slack.wait_for(2, within=2.0)


@pytest.mark.parametrize("held, pauses", [(False, [0.01, 0.02, 0.03, 0.03]), (True, [])])
@pytest.mark.parametrize("renewed", [False, True])
def test_the_pauses_grow_until_a_connection_has_held(
    slack_api: ScriptedSlackApi, held: bool, pauses: list[float], renewed: bool
) -> None:
    """Slack lets an app ask for an address some times a minute."""
    delays = RecordedDelays(0.01, 0.02, 0.03)
    timing: dict[str, Any] = {"pauses": delays, "stable_after": 0.0 if held else 60.0}
    with scripted_socket(slack_api) as slack, running_transport(slack_api, **timing):
        for connection in range(4):
            assert slack.wait_for(connection + 1)
            if renewed:
                slack.send(connection, RENEWAL)
            else:
                slack.hang_up(connection)
        assert slack.wait_for(5)
        assert delays.asked == pauses


@pytest.mark.parametrize("jitter, seconds", [(0.0, 30.0), (0.5, 22.5), (1.0, 15.0)])
def test_a_pause_varies_by_half_so_that_replicas_do_not_all_come_at_once(jitter: float, seconds: float) -> None:
    assert with_jitter(30.0, jitter) == seconds


def test_a_renewed_connection_is_read_a_little_longer_and_then_hung_up(slack_api: ScriptedSlackApi) -> None:
    """Slack may have sent something on it; and nobody waits for its end (UX-1)."""
    with scripted_socket(slack_api) as slack, running_transport(slack_api, linger=1.0) as transport:
        assert slack.wait_for(1)
        slack.send(0, RENEWAL)
        assert slack.wait_for(2, within=1.0)
        slack.send(0, ENVELOPE)
        assert next(slack.messages(0)) == {"envelope_id": "E1"}
        slack.send(1, ENVELOPE)
        assert next(slack.messages(1)) == {"envelope_id": "E1"}
        assert slack.is_hung_up(0, within=3.0)
        assert transport.connected()


def test_an_answer_goes_by_the_next_connection_where_its_own_has_ended(slack_api: ScriptedSlackApi) -> None:
    harness = TransportHarness(Workspace(Clock()))
    handler = harness.add_route(RequestKind.COMMAND, "/pmi", PrivateReply("Hello"), hanging=True)
    command = dict(parse_qsl(payloads.command(slack_api)))
    with scripted_socket(slack_api) as slack, running_transport(slack_api, harness):
        assert slack.wait_for(1)
        slack.send(0, {"type": "slash_commands", "envelope_id": "E1", "payload": command})
        assert handler.entered.wait(5)
        slack.hang_up(0)
        assert slack.wait_for(2)
        handler.release()
        answer = next(slack.messages(1))
        assert (answer["envelope_id"], answer["payload"]["text"]) == ("E1", "Hello")


def test_who_says_it_again_renews_a_connection_once(slack_api: ScriptedSlackApi) -> None:
    """Two that connect at once would leave one that nobody reads."""
    with scripted_socket(slack_api) as slack, running_transport(slack_api):
        assert slack.wait_for(1)
        slack.send(0, RENEWAL, RENEWAL)
        slack.hang_up(0)
        assert slack.wait_for(2)
        assert not slack.wait_for(3, within=0.1)


def test_a_connection_stays_where_slack_cannot_be_reached_for_a_new_one(slack_api: ScriptedSlackApi) -> None:
    with scripted_socket(slack_api) as slack, running_transport(slack_api) as transport:
        assert slack.wait_for(1)
        nowhere = success(url="ws://127.0.0.1:9/nobody-listens")
        slack_api.faults.always("apps.connections.open", lambda _call: nowhere)
        with structlog.testing.capture_logs() as logs:
            slack.send(0, RENEWAL)
            slack_api.wait_for_calls(3)  # when the second attempt begins, the first has failed
        assert "socket_mode_unreachable" in {entry["event"] for entry in logs}
        slack.send(0, ENVELOPE)
        assert next(slack.messages(0)) == {"envelope_id": "E1"}
        assert transport.connected()


def test_a_handshake_that_takes_too_long_is_given_up(slack_api: ScriptedSlackApi) -> None:
    """Whoever sends a byte now and then could hold it up for ever."""
    with scripted_socket(slack_api, handshakes=False) as slack, running_transport(slack_api, open_timeout=0.1):
        assert slack.wait_for(2, within=2.0)


def test_a_connection_that_no_thread_can_read_is_hung_up(slack_api: ScriptedSlackApi) -> None:
    """Slack would choose it for some requests, and nobody would answer them (UX-1)."""
    with scripted_socket(slack_api) as slack:
        client = interactive_client("xoxb-made-up", slack_api.api_url)
        websocket = WebSocket(*open_socket(slack.url, client, 2.0))
        readers = SocketReaders(on_message=lambda _websocket, _text: None, on_end=lambda: None)
        with no_further_threads(), pytest.raises(RuntimeError):
            readers.start(websocket)
        assert slack.wait_for(1)
        assert slack.is_hung_up(0, within=1.0)


def test_slack_is_not_asked_before_the_time_that_it_names(slack_api: ScriptedSlackApi) -> None:
    slack_api.faults.always("apps.connections.open", lambda _call: rate_limited(3600))
    with running_transport(slack_api):
        assert [call.method for call in slack_api.wait_for_calls()] == ["apps.connections.open"]
        with pytest.raises(AssertionError, match="heard only"):
            slack_api.wait_for_calls(2, timeout=0.1)


def test_what_slack_says_that_is_no_envelope_is_passed_over(slack_api: ScriptedSlackApi) -> None:
    with scripted_socket(slack_api) as slack, running_transport(slack_api):
        assert slack.wait_for(1)
        with structlog.testing.capture_logs() as logs:
            slack.send_text(0, "{", "[1]", "7", '"text"', "null", '{"type": "hello"}', '{"envelope_id": "E0"}')
            slack.send(0, {"type": "events_api", "envelope_id": "E1", "payload": ["made up"]}, ENVELOPE)
            assert next(slack.messages(0)) == {"envelope_id": "E1"}
        assert {entry["event"] for entry in logs} - {"socket_mode_connected"} == {"socket_message_malformed"}


@pytest.mark.parametrize("count, warned", [(1, False), (9, False), (10, True), (11, True), ("ten", False)])
def test_an_app_with_as_many_connections_as_slack_takes_is_warned_of(
    slack_api: ScriptedSlackApi, count: object, warned: bool
) -> None:
    told: list[int] = []
    with scripted_socket(slack_api) as slack, running_transport(slack_api, on_hello=told.append):
        assert slack.wait_for(1)
        with structlog.testing.capture_logs() as logs:
            slack.send(0, {"type": "hello", "num_connections": count}, ENVELOPE)
            assert next(slack.messages(0))
        assert [entry["event"] for entry in logs if entry["event"] == "socket_mode_crowded"] == [
            "socket_mode_crowded"
        ] * warned
    assert told == ([count] if isinstance(count, int) else [])


def test_a_connection_through_which_nothing_comes_is_not_heard(slack_api: ScriptedSlackApi) -> None:
    """Half-open: neither side knows of its end. It is not ready long before it is connected anew."""
    timing: dict[str, Any] = {"ping_interval": 0.05, "deaf_after": 0.3}
    with scripted_socket(slack_api) as slack, running_transport(slack_api, **timing) as transport:
        assert slack.wait_for(1)
        wait_until(transport.hears_slack)
        wait_until(lambda: not transport.hears_slack())
        assert transport.connected()
        slack.answer_pings(0, count=1)
        wait_until(transport.hears_slack)


def test_a_websocket_is_opened_to_slack_s_own_address_alone(slack_api: ScriptedSlackApi) -> None:
    """Section 12: the ticket in the address opens all that Slack sends to this app."""
    slack_api.faults.always("apps.connections.open", lambda _call: success(url="ws://169.254.169.254/link?ticket=1"))
    with structlog.testing.capture_logs() as logs, running_transport(slack_api) as transport:
        slack_api.wait_for_calls(3)
        assert not transport.connected()
    assert {(entry["event"], entry["error_type"]) for entry in logs} == {
        ("socket_mode_unreachable", "ForeignAddressError")
    }
    assert "ticket" not in str(logs)


def test_a_fault_of_the_program_ends_no_connection() -> None:
    sent: list[str] = []

    class Broken:
        def dispatch(self, _request: object) -> None:
            raise RuntimeError("gone")

    envelopes = Envelopes(Broken())  # type: ignore[arg-type] # all that is asked of Bolt
    with structlog.testing.capture_logs() as logs:
        envelopes.take(SocketModeRequest("events_api", "E1", {"type": "made_up"}), sent.append)
    assert [entry["event"] for entry in logs] == ["envelope_failed"]
    assert sent == []
    assert envelopes.wait_until_idle(0)
