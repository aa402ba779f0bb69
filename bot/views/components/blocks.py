"""The blocks of which messages and views are made: plain dicts, cut to Slack's limits (its Block Kit reference lists them)."""

import re
from collections.abc import Sequence

from bot.i18n.messages import gettext as _
from bot.policy.values.text import strip_bidi_controls
from bot.protocol import Block
from bot.views.components.text import truncate

SECTION_LIMIT = 3000
HEADER_LIMIT = 150
BUTTON_LIMIT = 75
FIELD_LIMIT = 2000
VALUE_LIMIT = 2000
LINES_PER_SECTION = 10
"""Lines a paragraph: easy to read, and well within Slack’s 3,000 characters."""
_CUT_MARKUP = re.compile(r"(?:&\w{0,4}|<[^<>]*)…$")


def mrkdwn(text: str, limit: int = SECTION_LIMIT) -> Block:
    """A text object with formatting; the cut leaves no half of a link, a mention or an escaped character."""
    truncated = text if len(text) <= limit else _CUT_MARKUP.sub("…", truncate(text, limit))
    return {"type": "mrkdwn", "text": truncated}


def plain(text: str, limit: int) -> Block:
    """A text object without formatting."""
    return {"type": "plain_text", "text": truncate(strip_bidi_controls(text), limit), "emoji": True}


def header(text: str) -> Block:
    """A headline in plain text."""
    return {"type": "header", "text": plain(text, HEADER_LIMIT)}


def section(text: str, accessory: Block | None = None) -> Block:
    """A paragraph of mrkdwn, with an optional element beside it."""
    block: Block = {"type": "section", "text": mrkdwn(text)}
    return block if accessory is None else {**block, "accessory": accessory}


def paragraphs(lines: Sequence[str], per_section: int = LINES_PER_SECTION) -> list[Block]:
    """Lines of mrkdwn as sections of `per_section` lines each."""
    return [section("\n".join(lines[first : first + per_section])) for first in range(0, len(lines), per_section)]


def fields(*texts: str) -> Block:
    """Up to ten short texts in two columns."""
    return {"type": "section", "fields": [mrkdwn(text, FIELD_LIMIT) for text in texts]}


def context(*texts: str) -> Block:
    """Texts in mrkdwn as small print."""
    return {"type": "context", "elements": [mrkdwn(text, FIELD_LIMIT) for text in texts]}


def divider() -> Block:
    """A horizontal line."""
    return {"type": "divider"}


def actions(*elements: Block) -> Block:
    """A row of buttons and menus."""
    return {"type": "actions", "elements": list(elements)}


def button(
    label: str, action: str, *, value: str = "", style: str = "", url: str = "", confirm: Block | None = None
) -> Block:
    """A button. `value` carries an id, never a fact to be trusted; `style` is “primary” or “danger”."""
    parts = {"value": truncate(value, VALUE_LIMIT), "style": style, "url": url, "confirm": confirm}
    required = {"type": "button", "text": plain(label, BUTTON_LIMIT), "action_id": action}
    return {**required, **{name: part for name, part in parts.items() if part}}


def confirm(title: str, text: str, yes: str, no: str, *, danger: bool = False) -> Block:
    """The confirmation dialog of a button whose action cannot be undone easily (UX-5)."""
    question = {"title": plain(title, 100), "text": mrkdwn(text, 300), "confirm": plain(yes, 30), "deny": plain(no, 30)}
    return {**question, "style": "danger"} if danger else question


def modal(
    title: str, blocks: Sequence[Block], *, callback: str = "", submit: str = "", close: str = "", metadata: str = ""
) -> Block:
    """A modal view; with `submit` it is a form. `close` is “Cancel” in a form and “Close” elsewhere unless given."""
    parts = {"callback_id": callback, "private_metadata": metadata, "submit": plain(submit, 24) if submit else None}
    return {
        "type": "modal",
        "title": plain(title, 24),
        "close": plain(close or _close_label(form=bool(submit)), 24),
        "blocks": list(blocks),
        **{name: part for name, part in parts.items() if part},
    }


def _close_label(*, form: bool) -> str:
    # Translators: at most 24 characters.
    return _("Cancel") if form else _("Close")
