"""A bot of the test's own handlers, connected with the sandbox workspace through either transport."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from prometheus_client import CollectorRegistry
from slack_bolt import App

from bot.doors.bolt import build_bolt_app
from bot.doors.calls import ReplyClient, interactive_client
from bot.doors.carry import Responder
from bot.doors.http import build_web_app
from bot.doors.metrics import Metrics
from bot.doors.router import Dispatcher
from bot.doors.socket import SocketModeTransport
from bot.exchange import Handler, RequestKind
from bot.sandbox.acts import UserActions
from bot.sandbox.clock import Clock
from bot.sandbox.messages import Message
from bot.sandbox.rooms import GENERAL
from bot.sandbox.views import View
from bot.sandbox.workspace import Workspace
from bot.web_server import WebServer
from tests.doors.standing import BlockingHandler
from tests.serving import serve_sandbox

MIA = "U0MIA"


@dataclass
class TransportHarness:
    """A workspace with one person in it who acts and looks, and the bot's handlers."""

    workspace: Workspace
    routes: dict[tuple[RequestKind, str], Handler] = field(default_factory=dict)
    events: set[str] = field(default_factory=set)

    @property
    def mia(self) -> UserActions:
        return UserActions(self.workspace, MIA)

    def add_route(
        self, kind: RequestKind, name: str, *replies: object, hanging: bool = False, error: Exception | None = None
    ) -> BlockingHandler:
        handler = BlockingHandler(replies, error)  # type: ignore[arg-type]  # tests name replies in a row
        self.routes[kind, name] = handler if hanging else handler.release()
        return handler

    def claim_event(self, _team: str, event_id: str, _now: datetime) -> bool:
        fresh = event_id not in self.events
        self.events.add(event_id)
        return fresh

    def messages(self) -> list[Message]:
        with self.workspace.lock:
            return self.workspace.messages.seen_by(MIA, GENERAL)

    def texts(self) -> list[str]:
        return [message.text for message in self.messages()]

    def sees_text(self, text: str) -> bool:
        """Whether a message with this text is there, or comes."""
        return self.workspace.wait_until(lambda: any(text in one for one in self.texts()))

    @property
    def top_modal(self) -> View:
        with self.workspace.lock:
            top = self.workspace.views.top(MIA)
        assert top is not None
        return top

    def modal_shows(self, text: str) -> bool:
        """Whether the form in front shows this text, or comes to show it."""
        return self.workspace.wait_until(lambda: text in str(self.top_modal.blocks))

    def typed_value(self, block_id: str) -> Any:  # noqa: ANN401 - Slack's value object
        return self.top_modal.state[block_id]


def dispatcher_for(harness: TransportHarness, api_url: str, deadline: float) -> Dispatcher:
    return Dispatcher(
        harness.routes,
        responder=Responder(ReplyClient(interactive_client(harness.workspace.bot_token, api_url))),
        claim_event=harness.claim_event,
        clock=harness.workspace.clock.now,
        metrics=Metrics(CollectorRegistry()),
        deadline=deadline,
        grace=0.0,
    )


@contextmanager
def over_socket(harness: TransportHarness, bolt: App, api_url: str) -> Iterator[None]:
    workspace = harness.workspace
    socket_mode = SocketModeTransport(bolt, app_token=workspace.app_token, api_url=api_url)
    socket_mode.start()
    try:
        assert workspace.delivery.wait_for_connections()
        yield
    finally:
        assert socket_mode.stop(5)


@contextmanager
def over_http(harness: TransportHarness, bolt: App) -> Iterator[None]:
    workspace = harness.workspace
    web = build_web_app(
        clock=workspace.clock.now,
        metrics=Metrics(CollectorRegistry()),
        checks={},
        bolt=bolt,
        signing_secret=workspace.signing_secret,
    )
    server = WebServer(web, host="127.0.0.1", port=0)
    server.start()
    workspace.delivery.use_http(f"http://127.0.0.1:{server.port}/slack/events")
    yield
    server.close()


@contextmanager
def connected_transport(transport: str, *, deadline: float = 0.3) -> Iterator[TransportHarness]:
    """The harness, connected through `http` or `socket`."""
    harness = TransportHarness(Workspace(Clock()))
    token = harness.workspace.bot_token
    with serve_sandbox(harness.workspace) as sandbox:
        dispatcher = dispatcher_for(harness, sandbox.api_url, deadline)
        bolt = build_bolt_app(token=token, client=interactive_client(token, sandbox.api_url), dispatcher=dispatcher)
        with over_socket(harness, bolt, sandbox.api_url) if transport == "socket" else over_http(harness, bolt):
            yield harness
            for handler in harness.routes.values():
                if isinstance(handler, BlockingHandler):
                    handler.release()
            assert dispatcher.drain(5)
