"""What can ride on Slack's own acknowledgement, by kind of request; pure, it calls nobody."""

from collections.abc import Mapping
from typing import Any

from bot.doors.parse import Way
from bot.doors.turn import Ack
from bot.exchange import (
    CloseForm,
    FieldErrors,
    OpenModal,
    PrivateReply,
    ReplaceOriginal,
    Reply,
    RequestKind,
    SelectOptions,
    UpdateModal,
)
from bot.views import notices


def riding(way: Way, reply: Reply) -> Ack:
    """The acknowledgement that carries `reply`; None if it has to go another way."""
    if way.kind is RequestKind.SUBMISSION:
        return _riding_submission(way, reply)
    match way.kind, reply:
        case RequestKind.COMMAND, PrivateReply() | ReplaceOriginal():
            return _ephemeral(reply)
        case RequestKind.OPTIONS, SelectOptions(options):
            return {"options": list(options)}
    return None


def working(way: Way) -> Ack:
    """The acknowledgement at the deadline, while the work goes on (UX-1)."""
    match way.kind:
        case RequestKind.COMMAND:
            return _ephemeral(PrivateReply(notices.WORKING))
        case RequestKind.SUBMISSION:
            return _action("update", notices.saving(way.view))
        case RequestKind.OPTIONS:
            return {"options": []}
    return None


def refusing(way: Way, text: str) -> Ack:
    """The acknowledgement that says `text` and loses nothing typed; None if it has to be said another way."""
    match way.kind:
        case RequestKind.COMMAND:
            return _ephemeral(PrivateReply(text))
        case RequestKind.SUBMISSION:
            inputs = _inputs(way)
            return _errors(way, {inputs[0]: text}) if inputs else _action("push", notices.modal(text))
        case RequestKind.OPTIONS:
            return {"options": []}
    return None


def _riding_submission(way: Way, reply: Reply) -> Ack:
    match reply:
        case PrivateReply(text, blocks) | ReplaceOriginal(text, blocks):
            return _action("update", notices.modal(text, blocks, title=notices.title_of(way.view)))
        case UpdateModal(view):
            return _action("update", view)
        case CloseForm(view) if not way.view.get("previous_view_id"):
            return _action("update", view)
        case OpenModal(view):
            return _action("push", view)
        case FieldErrors(errors, form):
            return _errors(way, errors) or _action("update", notices.with_errors(form, errors))
    return None


def _ephemeral(reply: PrivateReply | ReplaceOriginal) -> dict[str, Any]:
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
