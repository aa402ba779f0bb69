"""The Socket Mode transport connects, stays connected, and stops without losing an answer."""

from collections.abc import Iterator
from threading import Event, Thread

import pytest

from bot.protocol import PrivateReply, RequestKind
from bot.sandbox.clock import Clock
from bot.sandbox.events.envelopes import EnvelopeType
from bot.sandbox.faults import drop_before, hold, server_error, slack_error
from bot.sandbox.transport.server import SandboxServer
from bot.sandbox.workspace.seed import GENERAL
from bot.sandbox.workspace.workspace import Workspace
from bot.transports.bolt import build_bolt_app
from bot.transports.replies.client import interactive_client
from bot.transports.socket_mode.transport import SocketModeTransport, Timing
from bot.views.components.blocks import section
from tests.support.fixtures.transport_fixture import TransportHarness, dispatcher_for


class SocketHarness:
    """The sandbox workspace, and a Socket Mode transport that is not started yet."""

    def __init__(self, sandbox: SandboxServer, transport_harness: TransportHarness) -> None:
        self.transport_harness = transport_harness
        self.workspace = transport_harness.workspace
        self.dispatcher = dispatcher_for(transport_harness, sandbox.api_url, 5.0)
        self.fatal_errors: list[str] = []
        self.failed = Event()
        token = self.workspace.bot_token
        bolt = build_bolt_app(
            token=token, client=interactive_client(token, sandbox.api_url), dispatcher=self.dispatcher
        )
        self.transport = SocketModeTransport(
            bolt,
            app_token=self.workspace.app_token,
            api_url=sandbox.api_url,
            on_fatal_error=self.on_fatal_error,
            timing=Timing(ping_interval=0.2, pauses=(0.01,), linger=0.1),
        )

    def on_fatal_error(self, text: str) -> None:
        self.fatal_errors.append(text)
        self.failed.set()

    def answers_again(self) -> bool:
        """Whether a command is answered within a few tries: one may still be sent on the old connection."""
        self.workspace.delivery.ack_seconds = 1.0
        for _ in range(5):
            self.transport_harness.mia.command(GENERAL, "/pmi")
            if "Hello" in self.transport_harness.texts():
                return True
        return False


@pytest.fixture
def harness() -> Iterator[SocketHarness]:
    transport_harness = TransportHarness(Workspace(Clock()))
    with SandboxServer(transport_harness.workspace) as sandbox:
        built = SocketHarness(sandbox, transport_harness)
        yield built
        built.dispatcher.drain(5)
        built.transport.stop(1)


@pytest.mark.parametrize("error", ["invalid_auth", "token_revoked", "missing_scope", "socket_mode_not_enabled"])
def test_a_refused_token_ends_it_at_once_and_says_where_to_look(harness: SocketHarness, error: str) -> None:
    harness.workspace.faults.next("apps.connections.open", slack_error(error))
    harness.transport.start()
    assert harness.failed.wait(5)
    assert f"SLACK_APP_TOKEN ({error}): api.slack.com/apps" in harness.fatal_errors[0]
    assert harness.workspace.app_token not in harness.fatal_errors[0]
    assert not harness.transport.connected()


def test_a_slack_that_is_down_is_asked_again_until_it_is_there(harness: SocketHarness) -> None:
    harness.workspace.faults.next("apps.connections.open", server_error(), drop_before(), slack_error("internal_error"))
    harness.transport.start()
    assert harness.workspace.delivery.wait_for_connections()
    assert harness.fatal_errors == []


def test_a_connection_that_slack_renews_is_followed(harness: SocketHarness) -> None:
    harness.transport_harness.add_route(RequestKind.COMMAND, "/pmi", PrivateReply("Hello"))
    harness.transport.start()
    assert harness.workspace.delivery.wait_for_connections()
    harness.workspace.delivery.disconnect()
    assert harness.workspace.wait_until(lambda: len(harness.workspace.calls.of("apps.connections.open")) == 2)
    assert harness.workspace.delivery.wait_for_connections()
    assert harness.answers_again()


def test_a_connection_that_breaks_is_made_again(harness: SocketHarness) -> None:
    harness.transport_harness.add_route(RequestKind.COMMAND, "/pmi", PrivateReply("Hello"))
    harness.transport.start()
    assert harness.workspace.delivery.wait_for_connections()
    harness.workspace.delivery.drop()
    assert harness.workspace.wait_until(lambda: len(harness.workspace.calls.of("apps.connections.open")) == 2, 10)
    assert harness.workspace.delivery.wait_for_connections()
    assert harness.answers_again()


def test_an_answer_of_more_than_64_kb_arrives(harness: SocketHarness) -> None:
    """It has fewer letters, which JSON escapes. slack_sdk's own way to send cannot say such a length, and may send a part."""
    blocks = [section("字" * 2600) for _ in range(5)]
    harness.transport_harness.add_route(RequestKind.COMMAND, "/pmi", PrivateReply("Hello", blocks))
    harness.transport.start()
    assert harness.workspace.delivery.wait_for_connections()
    harness.transport_harness.mia.command(GENERAL, "/pmi")
    assert harness.transport_harness.sees_text("Hello")


def test_a_payload_that_makes_no_sense_is_taken_and_harms_nobody(harness: SocketHarness) -> None:
    harness.transport.start()
    assert harness.workspace.delivery.wait_for_connections()
    assert harness.workspace.delivery.send(EnvelopeType.EVENT, {"type": "event_callback", "event": "text"}).acked
    assert harness.workspace.delivery.send(EnvelopeType.INTERACTIVE, {"type": ["block_actions"]}).acked


def test_an_event_that_a_full_executor_cannot_take_comes_again(harness: SocketHarness) -> None:
    harness.workspace.delivery.ack_seconds = 0.2
    harness.transport.start()
    assert harness.workspace.delivery.wait_for_connections()
    assert harness.dispatcher.drain(5)
    harness.transport_harness.mia.open_app()
    assert len(harness.workspace.delivery.unacknowledged) == 1


def test_stopping_waits_for_the_answer_of_a_running_request(harness: SocketHarness) -> None:
    handler = harness.transport_harness.add_route(RequestKind.COMMAND, "/pmi", PrivateReply("Hello"), hanging=True)
    harness.transport.start()
    assert harness.workspace.delivery.wait_for_connections()
    asking = Thread(target=harness.transport_harness.mia.command, args=(GENERAL, "/pmi"))
    asking.start()
    assert handler.entered.wait(5)
    ended: list[bool] = []
    stopping = Thread(target=lambda: ended.append(harness.transport.stop(60)))
    stopping.start()
    stopping.join(0.1)
    assert stopping.is_alive()
    handler.release()
    stopping.join(10)
    asking.join(10)
    assert ended == [True]
    assert harness.transport_harness.sees_text("Hello")
    assert not harness.transport.connected()


def test_stopping_while_it_reconnects_leaves_no_connection(harness: SocketHarness) -> None:
    """Slack would choose it for some requests, and nobody would answer them (UX-1)."""
    delivery, faults, address = harness.workspace.delivery, harness.workspace.faults, hold()
    harness.transport.start()
    assert delivery.wait_for_connections()
    faults.next("apps.connections.open", address)
    delivery.disconnect()
    assert address.reached.wait(5)
    harness.transport.stop(0)
    address.release.set()
    delivery.wait_for_connections(1, 2)  # whether it connects once more, to hang up at once, is its own affair
    assert delivery.wait_for_connections(0, 5)
