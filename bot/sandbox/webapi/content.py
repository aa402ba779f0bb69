"""The content of messages and views: checked by Block Kit's rules, with ids filled in and files looked up."""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from bot.sandbox.blockkit import rules
from bot.sandbox.blockkit.inputs import elements, flatten
from bot.sandbox.blockkit.rule_surfaces import Surface
from bot.sandbox.errors import Json, SlackError, invalid
from bot.sandbox.webapi.args import Args
from bot.sandbox.workspace.messages import Message
from bot.sandbox.workspace.workspace import Workspace

_ATTACHMENTS = 100


@dataclass(frozen=True, slots=True)
class MessageContent:
    """The content of a message. None: not given (an update then keeps what is there)."""

    text: str | None
    blocks: list[Json] | None
    attachments: list[Json] | None
    metadata: Json | None


def message_content(workspace: Workspace, args: Args) -> MessageContent:
    """The content of chat.* calls, response_url posts and acks. SlackError: invalid_blocks, msg_blocks_too_long …"""
    blocks = _markdown(args) if "markdown_text" in args else args.structure("blocks", "invalid_blocks_format")
    if blocks is not None:
        if not isinstance(blocks, list):
            raise SlackError("invalid_blocks_format")
        violations = [str(one) for one in rules.check_blocks(blocks, Surface.MESSAGE)]
        violations = violations or list(_missing_files(workspace, blocks, "/blocks"))
        if violations:
            raise invalid("invalid_blocks", violations)
        if rules.block_text(blocks) > rules.BLOCK_TEXT:
            raise SlackError("msg_blocks_too_long")
        blocks = with_ids(workspace, blocks)
    text = args.text("text", "")[: rules.MESSAGE_TEXT] if "text" in args else None
    return MessageContent(text, blocks, _attachments(args), _metadata(args))


def required_content(workspace: Workspace, args: Args) -> MessageContent:
    """The content of a new message. SlackError: no_text where there is nothing to show."""
    content = message_content(workspace, args)
    if not ((content.text or "").strip() or content.blocks or content.attachments):
        raise SlackError("no_text")
    return content


def bot_message(workspace: Workspace, channel: str, args: Args, *, ephemeral_to: str | None = None) -> Message:
    """A new message of the bot with the content in `args`, not added yet. Callers hold the lock."""
    content = required_content(workspace, args)
    return Message(
        channel=channel,
        ts=workspace.new_ts(),
        user=workspace.bot_user_id,
        text=content.text or "",
        blocks=content.blocks or [],
        attachments=content.attachments or [],
        bot_id=workspace.bot_id,
        metadata=content.metadata,
        thread_ts=args.text("thread_ts", ""),
        ephemeral_to=ephemeral_to,
    )


def view_body(workspace: Workspace, view: object, *, kinds: tuple[str, ...] = ("modal",)) -> Json:
    """A checked view with ids. SlackError: invalid_arguments with pointers, view_too_large, duplicate_external_id."""
    if not isinstance(view, dict):
        raise invalid("invalid_arguments", ["missing required field: view"])
    violations = [str(one) for one in rules.check_view(view)]
    if not violations and view["type"] not in kinds:
        violations = [f"must be a valid enum value [json-pointer:/view/type]: {view['type']}"]
    violations = violations or list(_missing_files(workspace, view["blocks"], "/view/blocks"))
    if violations:
        raise invalid("invalid_arguments", violations)
    if rules.view_too_large(view):
        raise SlackError("view_too_large")
    return {**deepcopy(view), "blocks": with_ids(workspace, view["blocks"])}


def with_ids(workspace: Workspace, blocks: list[Json]) -> list[Json]:
    """A copy in which every block has a block_id and every interactive element an action_id, made where missing."""
    copied: list[Json] = deepcopy(blocks)
    for block in flatten(copied):
        block.setdefault("block_id", workspace.ids.new("b"))
        for element in elements(block):
            if element["type"] != "image":
                element.setdefault("action_id", workspace.ids.new("a"))
    return copied


def _missing_files(workspace: Workspace, blocks: list[Json], pointer: str) -> Iterator[str]:
    for index, block in enumerate(blocks):
        for reference in _references(block):
            file = workspace.files.shown_by(reference, workspace.address)
            if file is None or not file.is_image:
                yield f"invalid slack file [json-pointer:{pointer}/{index}]"


def _references(part: Any) -> Iterator[Json]:  # noqa: ANN401 (any part of a block)
    if isinstance(part, dict):
        if isinstance(part.get("slack_file"), dict):
            yield part["slack_file"]
        for inner in part.values():
            yield from _references(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from _references(inner)


def _markdown(args: Args) -> list[Json]:
    if "text" in args or "blocks" in args:
        raise SlackError("markdown_text_conflict")
    text = args.text("markdown_text")
    if len(text) > rules.MARKDOWN_TEXT:
        raise SlackError("msg_too_long")
    return [{"type": "markdown", "text": text}]


def _attachments(args: Args) -> list[Json] | None:
    attachments = args.structure("attachments", "invalid_attachments")
    if attachments is None:
        return None
    if not isinstance(attachments, list):
        raise SlackError("invalid_attachments")
    if len(attachments) > _ATTACHMENTS:
        raise SlackError("too_many_attachments")
    return attachments


def _metadata(args: Args) -> Json | None:
    match args.structure("metadata", "invalid_metadata_format"):
        case None:
            return None
        case {"event_type": str(event_type), "event_payload": dict(event_payload)}:
            return {"event_type": event_type, "event_payload": event_payload}
    raise SlackError("invalid_metadata_format")
