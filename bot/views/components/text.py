"""Words in the mrkdwn of messages and views: typed text made safe, dates, links, counts."""

from collections.abc import Sequence
from datetime import UTC, datetime

from bot.i18n import formats
from bot.i18n.messages import gettext as _
from bot.policy.values.text import strip_bidi_controls

BAR_LENGTH = 20  # signs


def escaped(text: str) -> str:
    """Typed text escaped for mrkdwn: no links, no mentions, no control of the text direction (section 12 of the rules)."""
    return strip_bidi_controls(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def bold(text: str) -> str:
    """Typed text in bold mrkdwn, escaped. Asterisks and line ends are replaced, because they would end the bold part."""
    return f"*{escaped(' '.join(text.split())).replace('*', '∗')}*"


def mention(user: str) -> str:
    """Somebody by their Slack id, as mrkdwn; in words where they were erased."""
    # Translators: stands where a name would stand, at any place of a sentence.
    return f"<@{user}>" if user else _("somebody who was erased")


def channel_mention(channel: str) -> str:
    """A channel by its Slack id, as mrkdwn."""
    return f"<#{channel}>"


def truncate(text: str, limit: int) -> str:
    """At most `limit` characters."""
    return text if len(text) <= limit else text[: limit - 1] + "…"


def slack_date(instant: datetime, date_format: str = "") -> str:
    """An aware instant that Slack shows in each reader's own zone (UX-4), in full unless a format is given; the fallback names UTC.

    For mrkdwn only.
    """
    shown, utc = date_format or _("{date_long_pretty} at {time}"), instant.astimezone(UTC)
    fallback = _("{day} {time} UTC", day=formats.day(utc), time=formats.clock(utc))
    return f"<!date^{int(instant.timestamp())}^{shown}|{fallback}>"


def short_date(instant: datetime) -> str:
    """`slack_date` with an abbreviated date and the time."""
    return slack_date(instant, _("{date_short_pretty} at {time}"))


def bar(filled: int) -> str:
    """A bar of `BAR_LENGTH` signs, the first `filled` of them black."""
    return f"{'▰' * min(filled, BAR_LENGTH):▱<{BAR_LENGTH}}"


def fact(label: str, value: str) -> str:
    """What something is, in bold, above its value, in mrkdwn."""
    return f"*{label}*\n{value}"


def link(url: str, label: str) -> str:
    """A link in mrkdwn."""
    return f"<{url}|{escaped(label)}>"


def pluralise(count: int, one: str, more: str) -> str:
    """A count with its noun; “no” for 0."""
    return f"{count or 'no'} {one if count == 1 else more}"


def first_of(texts: Sequence[str], limit: int) -> str:
    """The first `limit` texts, separated by commas, and how many more there are."""
    more = f" and {len(texts) - limit} more" if len(texts) > limit else ""
    return ", ".join(texts[:limit]) + more
