"""Which reply fits into the acknowledgement of a request, by its kind; pure, it calls nobody."""

from collections.abc import Mapping
from typing import Any

from bot import protocol
from bot.i18n.messages import say
from bot.protocol import Answer, PrivateReply, ReplaceOriginal, RequestKind
from bot.transports.replies.context import ReplyContext
from bot.transports.replies.deadline import Ack
from bot.views.components import notices
from bot.views.components.blocks import plain
from bot.views.components.refill import refilled

GROUP_LABEL_LIMIT = 75


def as_ack(context: ReplyContext, reply: Answer) -> Ack:
    """The acknowledgement that carries `reply`; None if the reply must be sent by a call."""
    if context.kind is RequestKind.SUBMISSION:
        return _submission_ack(context, reply)
    match context.kind, reply:
        case RequestKind.COMMAND, PrivateReply() | ReplaceOriginal():
            return _ephemeral(reply)
        case RequestKind.OPTIONS, protocol.SelectOptions(options, heading):
            if not heading:
                return {"options": list(options)}
            return {"option_groups": [{"label": plain(heading, GROUP_LABEL_LIMIT), "options": list(options)}]}
    return None


def timeout_ack(context: ReplyContext) -> Ack:
    """The acknowledgement at the deadline, while the work goes on (UX-1)."""
    match context.kind:
        case RequestKind.COMMAND:
            return _ephemeral(PrivateReply(say(notices.WORKING)))
        case RequestKind.SUBMISSION:
            return _response_action("update", notices.saving(context.view))
        case RequestKind.OPTIONS:
            return {"options": []}
    return None


def error_ack(context: ReplyContext, text: str) -> Ack:
    """The acknowledgement that shows `text` and keeps what was typed; None if the text must be sent by a call."""
    match context.kind:
        case RequestKind.COMMAND:
            return _ephemeral(PrivateReply(text))
        case RequestKind.SUBMISSION:
            field_errors = _field_errors(context, dict.fromkeys(_input_block_ids(context)[:1], text))
            if context.stack_is_full:
                return field_errors or _response_action(
                    "update", notices.with_text_on_top(refilled(context.view), text)
                )
            return field_errors or _response_action("push", notices.modal(text))
        case RequestKind.OPTIONS:
            return {"options": []}
    return None


def _submission_ack(context: ReplyContext, reply: Answer) -> Ack:
    match reply:
        case PrivateReply(text, blocks) | ReplaceOriginal(text, blocks):
            return _response_action("update", notices.modal(text, blocks, title=notices.title_of(context.view)))
        case protocol.UpdateModal(view):
            return _response_action("update", view)
        case protocol.CloseForm(view) if not context.view.get("previous_view_id"):
            return _response_action("update", view)
        case protocol.OpenModal(view):
            return _response_action("update" if context.stack_is_full else "push", view)
        case protocol.FieldErrors(errors):
            beside = _field_errors(context, errors)
            return beside or _response_action("update", notices.with_errors(refilled(context.view), errors))
    return None


def _ephemeral(reply: PrivateReply | ReplaceOriginal) -> dict[str, Any]:
    shown = {"blocks": list(reply.blocks)} if reply.blocks else {}
    return {"response_type": "ephemeral", "text": reply.text, **shown}


def _response_action(name: str, view: dict[str, Any]) -> dict[str, Any]:
    return {"response_action": name, "view": view}


def _field_errors(context: ReplyContext, errors: Mapping[str, str]) -> Ack:
    """None if one of the errors is not for an input block: Slack shows errors beside input blocks only."""
    if not errors or not set(errors) <= set(_input_block_ids(context)):
        return None
    return {"response_action": "errors", "errors": dict(errors)}


def _input_block_ids(context: ReplyContext) -> list[str]:
    return [block["block_id"] for block in context.view.get("blocks", []) if block.get("type") == "input"]
