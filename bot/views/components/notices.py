"""The small texts and views that a transport says by itself; it must not know requests, rules or how a view is sent."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.protocol import Block, View
from bot.views.components.blocks import escaped

WORKING = "Working on it …"
SAVING = "Saving …"
BUSY = "PMI Bot is very busy or just restarting. Please try again in a moment."
PRESS_TO_GO_ON = "That took a moment. Press to go on."
TRY_ONCE_MORE = "That took a moment. Please try once more."
FORM_KEPT = "Nothing was saved yet. What you typed is still here."
_TITLE = "PMI Bot"
_BLOCK_LIMIT = 100  # blocks a view
_TEXT_LIMIT = 3000  # characters of a section


def error_text(reference: str) -> str:
    """What a person reads after an unexpected error (UX-6)."""
    return (
        f"Something went wrong, and it is not your fault. If you ask for help, please give the reference {reference}."
    )


def section(text: str) -> Block:
    """A paragraph, cut to what Slack takes. The text is mrkdwn."""
    return {"type": "section", "text": {"type": "mrkdwn", "text": _truncate(text)}}


def go_on_blocks(action_id: str, value: str) -> list[Block]:
    """A message with one button, for a form whose opening came too late."""
    label = {"type": "plain_text", "text": "Go on"}
    button = {"type": "button", "action_id": action_id, "text": label, "value": value, "style": "primary"}
    return [section(PRESS_TO_GO_ON), {"type": "actions", "elements": [button]}]


def modal(text: str, blocks: Sequence[Block] = (), *, title: str = _TITLE) -> View:
    """A small view that only says something: the answer where there is no channel (UX-7)."""
    return {
        "type": "modal",
        "title": {"type": "plain_text", "text": title},
        "close": {"type": "plain_text", "text": "Close"},
        "blocks": [*blocks][:_BLOCK_LIMIT] or [section(text)],
    }


def saving(view: Mapping[str, Any]) -> View:
    """What stands in place of a submitted form while it is being saved (UX-1); it keeps the form's title."""
    return modal(SAVING, title=title_of(view))


def home(text: str) -> View:
    """An App Home that only says something."""
    return {"type": "home", "blocks": [section(text)]}


def with_text_on_top(view: View, text: str) -> View:
    """The same view with a paragraph on top."""
    return {**view, "blocks": [section(text), *view.get("blocks", [])][:_BLOCK_LIMIT]}


def with_errors(form: View, errors: Mapping[str, str]) -> View:
    """A refused form with its errors listed on top, each after the label of its field."""
    labels = {block.get("block_id"): _label(block) for block in form.get("blocks", [])}
    escaped_errors = {key: escaped(error) for key, error in errors.items()}  # beside a field Slack shows plain text
    lines = [f"• {labels[key]}: {error}" if labels.get(key) else f"• {error}" for key, error in escaped_errors.items()]
    return with_text_on_top(form, "\n".join([f":warning: {FORM_KEPT}", *lines]))


def title_of(view: Mapping[str, Any]) -> str:
    """The title of a view, or the bot's own name."""
    title = view.get("title")
    text = title.get("text") if isinstance(title, dict) else None
    return text if isinstance(text, str) and text else _TITLE


def _label(block: Block) -> str:
    label = block.get("label")
    text = label.get("text") if isinstance(label, dict) else None
    return text if isinstance(text, str) else ""


def _truncate(text: str) -> str:
    return text if len(text) <= _TEXT_LIMIT else text[: _TEXT_LIMIT - 1] + "…"
