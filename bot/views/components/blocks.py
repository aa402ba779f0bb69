"""The few shapes everything that people see is made of: plain dicts, cut to Slack's limits (slack.md is where those stand)."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime

from bot.policy.values.text import strip_bidi_controls
from bot.protocol import Block

SECTION_LIMIT = 3000
HEADER_LIMIT = 150
BUTTON_LIMIT = 75
FIELD_LIMIT = 2000
VALUE_LIMIT = 2000
_CUT_MARKUP = re.compile(r"(?:&\w{0,4}|<[^<>]*)…$")


def escaped(text: str) -> str:
    """What somebody typed, made harmless in mrkdwn: it can neither link, mention nor turn what follows (section 12)."""
    return strip_bidi_controls(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def bold(text: str) -> str:
    """What somebody typed in bold. Slack would end that at their own asterisk, or at a line's end."""
    return f"*{escaped(' '.join(text.split())).replace('*', '∗')}*"


def truncate(text: str, limit: int) -> str:
    """At most `limit` characters."""
    return text if len(text) <= limit else text[: limit - 1] + "…"


def mrkdwn(text: str, limit: int = SECTION_LIMIT) -> Block:
    """A text object that may hold formatting; where it is cut, no half of a link, a name or an escaped sign is left."""
    truncated = text if len(text) <= limit else _CUT_MARKUP.sub("…", truncate(text, limit))
    return {"type": "mrkdwn", "text": truncated}


def plain(text: str, limit: int) -> Block:
    """A text object without formatting."""
    return {"type": "plain_text", "text": truncate(strip_bidi_controls(text), limit), "emoji": True}


def header(text: str) -> Block:
    """A headline."""
    return {"type": "header", "text": plain(text, HEADER_LIMIT)}


def section(text: str, accessory: Block | None = None) -> Block:
    """A paragraph, with one element beside it if wanted."""
    block: Block = {"type": "section", "text": mrkdwn(text)}
    return block if accessory is None else {**block, "accessory": accessory}


def fields(*texts: str) -> Block:
    """Up to ten short texts in two columns."""
    return {"type": "section", "fields": [mrkdwn(text, FIELD_LIMIT) for text in texts]}


def context(*texts: str) -> Block:
    """Small print."""
    return {"type": "context", "elements": [mrkdwn(text, FIELD_LIMIT) for text in texts]}


def divider() -> Block:
    """A thin line."""
    return {"type": "divider"}


def actions(*elements: Block) -> Block:
    """A row of buttons."""
    return {"type": "actions", "elements": list(elements)}


def button(
    label: str, action: str, *, value: str = "", style: str = "", url: str = "", confirm: Block | None = None
) -> Block:
    """A button. `value` carries an id, never a fact to be trusted; `style` is primary or danger."""
    element: Block = {"type": "button", "text": plain(label, BUTTON_LIMIT), "action_id": action}
    if value:
        element["value"] = truncate(value, VALUE_LIMIT)
    if style:
        element["style"] = style
    if url:
        element["url"] = url
    if confirm:
        element["confirm"] = confirm
    return element


def confirm(title: str, text: str, yes: str, no: str, *, danger: bool = False) -> Block:
    """The question before a far-reaching act (UX-5)."""
    question = {"title": plain(title, 100), "text": mrkdwn(text, 300), "confirm": plain(yes, 30), "deny": plain(no, 30)}
    return {**question, "style": "danger"} if danger else question


def modal(
    title: str,
    blocks: Sequence[Block],
    *,
    callback: str = "",
    submit: str = "",
    close: str = "Close",
    metadata: str = "",
) -> Block:
    """A modal view; with `submit` it is a form."""
    parts = {"callback_id": callback, "private_metadata": metadata, "submit": plain(submit, 24) if submit else None}
    return {
        "type": "modal",
        "title": plain(title, 24),
        "close": plain(close, 24),
        "blocks": list(blocks),
        **{name: part for name, part in parts.items() if part},
    }


def slack_date(instant: datetime, date_format: str = "{date_long_pretty} at {time}") -> str:
    """An instant in each reader's own zone (UX-4); the fallback names UTC. For mrkdwn only."""
    fallback = instant.astimezone(UTC).strftime("%d %B %Y %H:%M UTC")
    return f"<!date^{int(instant.timestamp())}^{date_format}|{fallback}>"


def link(url: str, label: str) -> str:
    """A link in mrkdwn."""
    return f"<{url}|{escaped(label)}>"


def pluralise(count: int, one: str, more: str) -> str:
    """A count with its noun."""
    return f"{count or 'no'} {one if count == 1 else more}"
