"""A tiny real Bolt app that the stand-in is tried with: commands, buttons, forms and Home, over both transports."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from slack_bolt import Ack, App, Respond
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_bolt.adapter.wsgi import SlackRequestHandler
from slack_sdk import WebClient
from slack_sdk.socket_mode import SocketModeClient

from bot.sandbox.transport.server import SandboxServer
from bot.sandbox.workspace.workspace import Workspace
from tests.support.slack.block_builders import actions, button, modal, plain, section, text_input

Json = dict[str, Any]


@dataclass
class SampleApp:
    """The app and what it heard. `hang` keeps the command `/hang` waiting; `answer` is the next ack of a form."""

    app: App
    client: WebClient
    received: list[Json] = field(default_factory=list)
    hang: threading.Event = field(default_factory=threading.Event)
    answer: Json = field(default_factory=dict)
    view: Json = field(default_factory=lambda: modal("A form", text_input("Name", "name")))

    def received_of(self, kind: str) -> list[Json]:
        """The payloads of one type."""
        return [one for one in self.received if kind in (one.get("type"), one.get("event", {}).get("type"))]


def build_sample_app(workspace: Workspace, server: SandboxServer) -> SampleApp:
    """A Bolt app with its listeners, speaking to this server."""
    client = WebClient(token=workspace.bot_token, base_url=server.api_url, timeout=5, retry_handlers=[])
    app = App(
        client=client,
        token=workspace.bot_token,
        signing_secret=workspace.signing_secret,
        token_verification_enabled=False,
    )
    bot = SampleApp(app, client)
    _listen_for_commands(bot)
    _listen_for_forms(bot)
    _listen_for_answers(bot)
    return bot


def _listen_for_commands(bot: SampleApp) -> None:
    @bot.app.middleware
    def hear(body: Json, next: Any) -> None:  # noqa: A002, ANN401 (Bolt names and fills its arguments)
        bot.received.append(body)
        next()

    @bot.app.command("/hello")
    def hello(ack: Ack, command: Json) -> None:
        row = actions(button("Greet all", "greet"), button("Replace", "replace"), button("Form", "form"))
        ack(text="Hello", blocks=[section(f"*Hello* <@{command['user_id']}>: {command['text']}"), row])

    @bot.app.command("/later")
    def later(ack: Ack, respond: Respond) -> None:
        ack()
        respond("This comes later")

    @bot.app.command("/hang")
    def hang(ack: Ack) -> None:
        bot.hang.wait(20)
        ack("too late")

    @bot.app.command("/form")
    def form(ack: Ack, body: Json) -> None:
        bot.client.views_open(trigger_id=body["trigger_id"], view=bot.view)
        ack()

    @bot.app.event("app_home_opened")
    def home(event: Json) -> None:
        if event["tab"] == "home":
            view = {"type": "home", "blocks": [section("Welcome home"), actions(button("Form", "form"))]}
            bot.client.views_publish(user_id=event["user"], view=view)

    @bot.app.event("message")
    def message(event: Json) -> None:
        bot.client.chat_postMessage(channel=event["channel"], text=f"You said: {event['text']}")

    for silent in ("team_join", "user_change", "app_uninstalled", "tokens_revoked", "app_mention"):
        bot.app.event(silent)(lambda: None)


def _listen_for_forms(bot: SampleApp) -> None:
    @bot.app.action("greet")
    def greet(ack: Ack, body: Json) -> None:
        bot.client.chat_postMessage(channel=body["channel"]["id"], text=f"<@{body['user']['id']}> greets you all")
        ack()

    @bot.app.action("replace")
    def replace(ack: Ack, respond: Respond) -> None:
        ack()
        respond(text="Replaced", replace_original=True)

    @bot.app.action("form")
    def form(ack: Ack, body: Json) -> None:
        bot.client.views_open(trigger_id=body["trigger_id"], view=bot.view)
        ack()

    @bot.app.action("push")
    def push(ack: Ack, body: Json) -> None:
        bot.client.views_push(trigger_id=body["trigger_id"], view=bot.view)
        ack()

    @bot.app.action("value")
    @bot.app.action("open_link")
    def quietly(ack: Ack) -> None:
        ack()

    @bot.app.options("value")
    def options(ack: Ack, payload: Json) -> None:
        words = [word for word in ("Apple", "Apricot", "Banana") if word.startswith(payload["value"])]
        ack(options=[{"text": plain(word), "value": word.lower()} for word in words])

    @bot.app.shortcut("greet_somebody")
    def shortcut(ack: Ack, body: Json) -> None:
        bot.client.views_open(trigger_id=body["trigger_id"], view=bot.view)
        ack()


def _listen_for_answers(bot: SampleApp) -> None:
    @bot.app.view("")
    def submitted(ack: Ack) -> None:
        ack(**bot.answer)

    @bot.app.view_closed("")
    def closed(ack: Ack) -> None:
        ack()


@contextmanager
def over_socket(bot: SampleApp, workspace: Workspace) -> Iterator[SocketModeHandler]:
    """The app connected by Socket Mode."""
    handler = SocketModeHandler(bot.app, workspace.app_token)
    connected = workspace.delivery.connection_count + 1
    handler.connect()  # type: ignore[no-untyped-call]  # slack_sdk types half of it
    assert workspace.delivery.wait_for_connections(connected)
    try:
        yield handler
    finally:
        _close_quickly(handler.client, workspace)


def _close_quickly(client: SocketModeClient, workspace: Workspace) -> None:
    """Close as the client's own `close` does, which takes seconds: it waits for its read and its queue to time out."""
    client.closed = True
    client.auto_reconnect_enabled = False
    client.current_app_monitor.shutdown()  # type: ignore[no-untyped-call]  # slack_sdk types half of it
    client.current_session_state.terminated = True
    workspace.delivery.drop(abruptly=False)
    client.current_session_runner.shutdown()  # type: ignore[no-untyped-call]  # the same
    client.disconnect()
    client.message_processor.event.set()
    client.message_workers.shutdown(wait=False)


class _QuietRequestHandler(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the name is the parent's)
        """Say nothing."""


class _ThreadedServer(ThreadingMixIn, WSGIServer):
    daemon_threads = True


@contextmanager
def over_http(bot: SampleApp, workspace: Workspace) -> Iterator[None]:
    """The app behind signed HTTP."""
    handler = SlackRequestHandler(bot.app, path="/slack/events")
    with make_server(
        "127.0.0.1", 0, handler, server_class=_ThreadedServer, handler_class=_QuietRequestHandler
    ) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        workspace.delivery.use_http(f"http://127.0.0.1:{server.server_port}/slack/events")
        try:
            yield
        finally:
            server.shutdown()
            thread.join(5)
