"""What can ride on Slack's own acknowledgement, by kind of request; pure, it calls nobody."""

from collections.abc import Mapping
from typing import Any

from bot.doors.parse import Way
from bot.doors.turn import Ack
from bot.exchange import Choices, Invalid, Kind, Open, Replace, Reply, Return, Say, Update
from bot.views import notices


def riding(way: Way, reply: Reply) -> Ack:
    """The acknowledgement that carries `reply`; None if it has to go another way."""
    if way.kind is Kind.SUBMISSION:
        return _riding_submission(way, reply)
    match way.kind, reply:
        case Kind.COMMAND, Say() | Replace():
            return _ephemeral(reply)
        case Kind.OPTIONS, Choices(options):
            return {"options": list(options)}
    return None


def working(way: Way) -> Ack:
    """The acknowledgement at the deadline, while the work goes on (UX-1)."""
    match way.kind:
        case Kind.COMMAND:
            return _ephemeral(Say(notices.WORKING))
        case Kind.SUBMISSION:
            return _action("update", notices.saving(way.view))
        case Kind.OPTIONS:
            return {"options": []}
    return None


def refusing(way: Way, text: str) -> Ack:
    """The acknowledgement that says `text` and loses nothing typed; None if it has to be said another way."""
    match way.kind:
        case Kind.COMMAND:
            return _ephemeral(Say(text))
        case Kind.SUBMISSION:
            inputs = _inputs(way)
            return _errors(way, {inputs[0]: text}) if inputs else _action("push", notices.modal(text))
        case Kind.OPTIONS:
            return {"options": []}
    return None


def _riding_submission(way: Way, reply: Reply) -> Ack:
    match reply:
        case Say(text, blocks) | Replace(text, blocks):
            return _action("update", notices.modal(text, blocks, title=notices.title_of(way.view)))
        case Update(view):
            return _action("update", view)
        case Return(view) if not way.view.get("previous_view_id"):
            return _action("update", view)
        case Open(view):
            return _action("push", view)
        case Invalid(errors, form):
            return _errors(way, errors) or _action("update", notices.with_errors(form, errors))
    return None


def _ephemeral(reply: Say | Replace) -> dict[str, Any]:
    shown = {"blocks": list(reply.blocks)} if reply.blocks else {}
    return {"response_type": "ephemeral", "text": reply.text, **shown}


def _action(name: str, view: dict[str, Any]) -> dict[str, Any]:
    return {"response_action": name, "view": view}


def _errors(way: Way, errors: Mapping[str, str]) -> Ack:
    """Slack shows errors beside input blocks only: None if one would be lost."""
    if not errors or not set(errors) <= set(_inputs(way)):
        return None
    return {"response_action": "errors", "errors": dict(errors)}


def _inputs(way: Way) -> list[str]:
    return [block["block_id"] for block in way.view.get("blocks", []) if block.get("type") == "input"]
