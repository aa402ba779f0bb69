"""Texts and views that a transport shows on its own; it must not know requests, rules or how a view is sent."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.i18n.messages import gettext as _
from bot.i18n.messages import gettext_noop as N_
from bot.i18n.messages import say
from bot.protocol import Block, View
from bot.views.components.blocks import actions, section
from bot.views.components.text import escaped

WORKING = N_("Working on it …")
SAVING = N_("Saving …")
DONE = N_(":white_check_mark: Done.")
DONE_BEFORE = N_("That was done already.")
HANDLED_BEFORE = N_("This form was sent before, and nothing was done again. `/pmi` shows how things are now.")
BUSY = N_("PMI Bot is very busy or just restarting. Please try again in a moment.")
PRESS_TO_GO_ON = N_("That took a moment. Press “Continue”.")
TRY_ONCE_MORE = N_("That took a moment. Please try once more.")
PRESS_IF_NOT_OPEN = N_("If no window has opened, press “Continue”.")
TRY_IF_NOT_OPEN = N_("If no window has opened, please try once more.")
_TITLE = "PMI Bot"
_BLOCK_LIMIT = 100  # blocks a view


def error_text(reference: str) -> str:
    """The answer after an unexpected error, with the reference for the log (UX-6)."""
    return _(
        "Something went wrong, and it is not your fault. If you ask for help, please give the reference {reference}.",
        reference=reference,
    )


def go_on_blocks(text: str, action_id: str, value: str) -> list[Block]:
    """A message with one button, for a form that could not be opened in time, or of which nobody knows whether it was."""
    label = {"type": "plain_text", "text": _("Continue")}
    button = {"type": "button", "action_id": action_id, "text": label, "value": value, "style": "primary"}
    return [section(text), actions(button)]


def modal(text: str, blocks: Sequence[Block] = (), *, title: str = _TITLE) -> View:
    """A modal with `blocks`, or else only with a text in mrkdwn: the answer where there is no channel (UX-7)."""
    return {
        "type": "modal",
        "title": {"type": "plain_text", "text": title},
        # Translators: at most 24 characters.
        "close": {"type": "plain_text", "text": _("Close")},
        "blocks": [*blocks][:_BLOCK_LIMIT] or [section(text)],
    }


def saving(view: Mapping[str, Any]) -> View:
    """Replaces a submitted form while it is being saved (UX-1), under the same title."""
    return modal(say(SAVING), title=title_of(view))


def home(text: str) -> View:
    """An App Home with only a text in mrkdwn."""
    return {"type": "home", "blocks": [section(text)]}


def with_text_on_top(view: View, text: str) -> View:
    """The view with a paragraph of mrkdwn on top; blocks above Slack's limit are dropped."""
    return {**view, "blocks": [section(text), *view.get("blocks", [])][:_BLOCK_LIMIT]}


def with_errors(form: View, errors: Mapping[str, str]) -> View:
    """A refused form with its errors listed on top, each after the label of its field."""
    labels = {block.get("block_id"): _text_of(block.get("label")) for block in form.get("blocks", [])}
    escaped_errors = {key: escaped(error) for key, error in errors.items()}  # beside a field Slack shows plain text
    kept = _(":warning: Nothing was saved yet. What you typed is still here.")
    lines = [
        _("• {field}: {error}", field=labels[key], error=error) if labels.get(key) else f"• {error}"
        for key, error in escaped_errors.items()
    ]
    return with_text_on_top(form, "\n".join([kept, *lines]))


def title_of(view: Mapping[str, Any]) -> str:
    """The title of a view, or the bot's own name where it has none."""
    return _text_of(view.get("title")) or _TITLE


def _text_of(text_object: object) -> str:
    text = text_object.get("text") if isinstance(text_object, dict) else None
    return text if isinstance(text, str) else ""
