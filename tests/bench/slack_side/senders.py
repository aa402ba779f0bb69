"""The two ways by which Slack reaches a bot, and what people do in Slack; the same acts go either way."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import count
from typing import Any, Protocol

from bot.sandbox.events.envelopes import Envelope, EnvelopeType
from tests.bench import load_client
from tests.bench.load_client import TEAM, Answer, next_user, signed
from tests.bench.slack_side.fake_slack import FakeSlack

_NUMBERS = count(1)
_CHANNEL = {"id": "C0GENERAL", "name": "general"}


class EnvelopeSender(Protocol):
    """A way to a running bot."""

    async def send(self, envelopes: Iterable[Envelope], at_once: int) -> list[Answer]:
        """Send all, so many at once; each acknowledgement as it came, its body as JSON or empty."""
        ...


@dataclass(frozen=True, slots=True)
class HttpSender:
    """Signed requests. The next one is made when the last is answered."""

    port: int

    async def send(self, envelopes: Iterable[Envelope], at_once: int) -> list[Answer]:
        """One connection for each that is sent at once."""
        return await load_client.send(self.port, (signed(envelope.request()[0]) for envelope in envelopes), at_once)


@dataclass(frozen=True, slots=True)
class SocketSender:
    """Envelopes over one WebSocket."""

    slack: FakeSlack

    async def send(self, envelopes: Iterable[Envelope], at_once: int) -> list[Answer]:
        """So many wait for their acknowledgement at once."""
        return await self.slack.send_envelopes(envelopes, at_once)


def commands(name: str, many: int, people: int, *, text: str = "", response_url: str = "") -> Iterator[Envelope]:
    """So many slash commands by different people out of so many, others each time."""
    return (command(name, next_user(people), text=text, response_url=response_url) for _ in range(many))


def command(name: str, user: str, *, text: str = "", response_url: str = "") -> Envelope:
    """A slash command."""
    fields = {"command": name, "text": text, "team_id": TEAM, "user_id": user, "channel_id": _CHANNEL["id"]}
    handles = {"response_url": response_url or "http://127.0.0.1:9/response", "trigger_id": "1.2.trigger"}
    return _envelope(EnvelopeType.COMMAND, {**fields, **handles})


def press(action: str, value: str, user: str, *, response_url: str) -> Envelope:
    """A press of a button in a message that only this person sees."""
    payload = {
        "type": "block_actions",
        "team": {"id": TEAM, "domain": "many"},
        "user": {"id": user, "team_id": TEAM},
        "channel": _CHANNEL,
        "container": {"type": "message", "channel_id": _CHANNEL["id"], "message_ts": "1.1", "is_ephemeral": True},
        "trigger_id": "1.2.trigger",
        "response_url": response_url,
        "actions": [{"type": "button", "block_id": "buttons", "action_id": action, "value": value, "action_ts": "1.1"}],
    }
    return _envelope(EnvelopeType.INTERACTIVE, payload)


def value_of(action: str, shown: Any) -> str:  # noqa: ANN401 - blocks are nested JSON
    """The value of the button with this id, wherever it stands in what is shown; empty where there is none."""
    if isinstance(shown, list):
        return next(filter(None, (value_of(action, each) for each in shown)), "")
    if not isinstance(shown, dict):
        return ""
    return str(shown.get("value", "")) if shown.get("action_id") == action else value_of(action, list(shown.values()))


def _envelope(kind: EnvelopeType, payload: dict[str, Any]) -> Envelope:
    return Envelope(f"envelope-{next(_NUMBERS)}", kind, payload)
