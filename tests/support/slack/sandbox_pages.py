"""What the tests of the sandbox's pages share: an app that answers at once, one person's browser without a script."""

import html
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any

import httpx
from starlette.applications import Starlette

from bot.sandbox.clock import Clock
from bot.sandbox.pages.pages import build_pages
from bot.sandbox.webapi.api import Api
from bot.sandbox.workspace.app_setup import ALL_SCOPES, AppSetup, Shortcut, SlashCommand
from bot.sandbox.workspace.messages import Message
from bot.sandbox.workspace.seed import GENERAL
from bot.sandbox.workspace.workspace import Workspace
from tests.support.machine.threads import run_in_new_loop
from tests.support.slack.block_builders import plain

Json = dict[str, Any]

ORIGIN = "http://127.0.0.1:3000"
NOW = datetime(2026, 11, 23, 9, 42, tzinfo=UTC)
COMMANDS = [
    SlashCommand("/pmi", "Your personal meeting room", "[start | help]"),
    SlashCommand("/schedule", "Plan a meeting"),
]
SHORTCUTS = [
    Shortcut("Start a meeting", "global", "start_meeting", "Open your room"),
    Shortcut("Schedule about this", "message", "schedule_about", "Make a meeting of it"),
]
WELCOME = "This is a sandbox workspace on your own machine. Type /pmi to see your room."


def new_workspace() -> Workspace:
    """A workspace at a fixed instant with an app by the name of PMI Bot."""
    return Workspace(Clock(NOW, frozen=True), setup=AppSetup("PMI Bot", "pmi", ALL_SCOPES))


def pages_of(workspace: Workspace) -> Starlette:
    """Its pages."""
    return build_pages(workspace, commands=COMMANDS, shortcuts=SHORTCUTS, welcome=WELCOME)


@dataclass
class AutoAckApp:
    """An app on one line of Socket Mode that acknowledges at once.

    `answers` and `side_effects` are found by command, action_id, callback_id, or type of event: the ack's payload, and what the
    app does before it (with the payload that it heard).
    """

    workspace: Workspace
    received: list[Json] = field(default_factory=list)
    answers: dict[str, Json] = field(default_factory=dict)
    side_effects: dict[str, Callable[[Json], object]] = field(default_factory=dict)

    def send(self, frame: Json) -> None:
        """Take a frame and acknowledge it."""
        if "envelope_id" not in frame:
            return
        payload = frame["payload"]
        self.received.append(payload)
        name = _name(payload)
        if name in self.side_effects:
            self.side_effects[name](payload)
        self.workspace.delivery.acknowledge(frame["envelope_id"], self.answers.get(name))

    def close(self, *, abruptly: bool) -> None:
        """Nothing to hang up."""

    def call(self, method: str, **arguments: object) -> Json:
        """Call the Web API."""
        body = Api(self.workspace).call(method, self.workspace.bot_token, arguments).body
        assert body["ok"], body
        return body


def attach_app(workspace: Workspace) -> AutoAckApp:
    """An app that is connected to this workspace."""
    app = AutoAckApp(workspace)
    workspace.delivery.attach(app)
    return app


def _name(payload: Json) -> str:
    for key in ("command", "callback_id", "action_id"):
        if key in payload:
            return str(payload[key])
    if "actions" in payload:
        return str(payload["actions"][0]["action_id"])
    return str(payload.get("view", {}).get("callback_id") or payload.get("event", {}).get("type"))


class PageClient:
    """One person's browser without a script: it opens pages, sends forms, and reads."""

    def __init__(self, pages: Starlette, user_id: str) -> None:
        self._pages = pages
        self.base = f"/as/{user_id}"
        self.current_path = f"{self.base}/in/C0GENERAL"

    def open(self, path: str, **headers: str) -> str:
        """Open one of this person's pages; returns its HTML."""
        self.current_path = self.base + path
        return self.request("GET", self.current_path, headers=headers).text

    def send(self, path: str, **form: object) -> str:
        """Send a form from the page that is open; returns the HTML of the page after it."""
        headers = {"origin": ORIGIN, "referer": ORIGIN + self.current_path}
        answer = self.request("POST", self.base + path, data=form, headers=headers)
        assert answer.status_code == HTTPStatus.OK, answer.text
        return answer.text

    def request(self, method: str, path: str, **request: Any) -> httpx.Response:  # noqa: ANN401 - httpx's own arguments
        """One request to any path, redirects followed."""

        async def asking() -> httpx.Response:
            transport = httpx.ASGITransport(app=self._pages)
            async with httpx.AsyncClient(transport=transport, base_url=ORIGIN, follow_redirects=True) as client:
                return await client.request(method, path, **request)

        return run_in_new_loop(asking())


def say(workspace: Workspace, text: str, user: str = "U0MIA", **more: object) -> Message:
    """A message that is there already, in #general."""
    given: Json = {"channel": GENERAL, "ts": workspace.ids.ts(workspace.clock.now())} | more
    return workspace.messages.add(Message(user=user, text=text, **given))


def visible_text(page: str) -> str:
    """What a page says, without its tags and with single spaces."""
    inner = re.sub(r"<(script|style|template)\b.*?</\1>", " ", page, flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", inner)).split())


def mrkdwn(text: str) -> Json:
    """A mrkdwn object."""
    return {"type": "mrkdwn", "text": text}


def input_field(label: str, block_id: str, element: Json, **more: object) -> Json:
    """An input block whose element's action_id is `value`."""
    return {
        "type": "input",
        "block_id": block_id,
        "label": plain(label),
        "element": {"action_id": "value"} | element,
    } | more
