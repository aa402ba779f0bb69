"""Renders Slack's mrkdwn as safe HTML for one reader; it must not know blocks."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from bot.sandbox.client.dates import written
from bot.sandbox.pages.render_emoji import with_emoji

_FENCE = re.compile(r"```\n?(.*?)\n?```", re.DOTALL)
_ATOM = re.compile(r"<([^<>\n]+)>|`([^`\n]+)`")
_STYLE = re.compile(
    r"(?<![\w*])\*(?=\S)(?P<strong>[^*\n]+?)(?<=\S)\*(?![\w*])"
    r"|(?<![\w_])_(?=\S)(?P<em>[^_\n]+?)(?<=\S)_(?![\w_])"
    r"|(?<![\w~])~(?=\S)(?P<s>[^~\n]+?)(?<=\S)~(?![\w~])"
)
_PLACE = re.compile("\x02(\\d+)\x03")
_CONTROLS = {code: None for code in range(32) if chr(code) not in "\n\t"} | {127: None}
_QUOTE = re.compile(r"(?:&gt;|>) ?(.*)")
_BULLET = re.compile(r"\s*[•\-] (.*)")
_LINK = Markup('<a href="{}" target="_blank" rel="noopener noreferrer">{}</a>')
_SCHEMES = frozenset({"http", "https", "mailto", "tel"})


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads: their zone and language, the present instant, and names by the ids of people and channels that they may see."""

    zone: tzinfo
    now: datetime
    people: Mapping[str, str] = field(default_factory=dict)
    channels: Mapping[str, str] = field(default_factory=dict)
    user_id: str = ""
    language: str = "en-US"


def mrkdwn(text: str, reader: Reader) -> Markup:
    """The text as HTML. `&amp;`, `&lt;` and `&gt;` are Slack's escapes; everything else is escaped here."""
    text = text.translate(_CONTROLS)
    parts: list[Markup] = []
    for index, part in enumerate(_FENCE.split(text)):
        if index % 2:
            parts.append(Markup("<pre>{}</pre>").format(plain(part)))
        else:
            parts.append(_lines(part.removeprefix("\n") if index else part, reader))
    return Markup().join(parts)


def plain(text: str) -> str:
    """The text with Slack's three escapes undone; it must still be escaped for HTML."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def safe_url(url: str) -> str:
    """The URL if a link may lead there, else an empty text (`javascript:`, broken URLs …)."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return ""
    known = parts.scheme.lower() in _SCHEMES
    return url.strip() if known and (parts.netloc or parts.scheme.lower() in ("mailto", "tel")) else ""


def _lines(text: str, reader: Reader) -> Markup:
    """The lines as HTML: quotes as blockquotes, bullets as lists, all else as text with line breaks."""
    atoms: list[Markup] = []

    def keep(found: re.Match[str]) -> str:
        atoms.append(_special(found[1], reader) if found[1] else Markup("<code>{}</code>").format(plain(found[2])))
        return f"\x02{len(atoms) - 1}\x03"

    html: list[Markup] = []
    kind = ""
    for line in _ATOM.sub(keep, text).split("\n") if text else []:
        quote, bullet = _QUOTE.fullmatch(line), _BULLET.fullmatch(line)
        now = "blockquote" if quote else "ul" if bullet else "br"
        found = quote or bullet
        inner = _styled(found[1] if found else line, atoms)
        html.append(_joint(kind, now) + (Markup("<li>{}</li>").format(inner) if now == "ul" else inner))
        kind = now
    return Markup().join(html) + _joint(kind, "")


def _joint(before: str, after: str) -> Markup:
    """The HTML between two lines: a break inside one element, or the end of one and the start of the next."""
    if before == after:
        return Markup() if after in ("", "ul") else Markup("<br>")
    closing = Markup("</{}>").format(before) if before not in ("", "br") else Markup()
    return closing + (Markup("<{}>").format(after) if after not in ("", "br") else Markup())


def _styled(text: str, atoms: list[Markup]) -> Markup:
    html, at = Markup(), 0
    for found in _STYLE.finditer(text):
        tag = found.lastgroup or ""
        inner = _styled(found[tag], atoms)
        html += _leaf(text[at : found.start()], atoms) + Markup("<{0}>{1}</{0}>").format(tag, inner)
        at = found.end()
    return html + _leaf(text[at:], atoms)


def _leaf(text: str, atoms: list[Markup]) -> Markup:
    parts = enumerate(_PLACE.split(text))
    return Markup().join(atoms[int(part)] if index % 2 else escape(with_emoji(plain(part))) for index, part in parts)


def _special(body: str, reader: Reader) -> Markup:
    """A token between `<` and `>`: a person, a channel, a command of Slack's, or a link."""
    target, _, label = body.partition("|")
    match target[:1]:
        case "@":
            user_id = target[1:]
            return _mention(f"@{reader.people.get(user_id) or label or user_id}", mine=user_id == reader.user_id)
        case "#":
            return _mention("#" + (reader.channels.get(target[1:]) or label or "private channel"))
        case "!":
            return _command(target[1:], label, reader)
    url = safe_url(plain(target))
    return link(url, plain(label) or url.removeprefix("mailto:")) if url else escape(plain(f"<{body}>"))


def link(url: str, label: str) -> Markup:
    """A link to another site that opens in a new tab and sends no referrer."""
    return _LINK.format(url, with_emoji(label)) if url else escape(label)


def _mention(name: str, *, mine: bool = False) -> Markup:
    return Markup('<span class="mention{}">{}</span>').format(" mine" if mine else "", name)


def _command(command: str, label: str, reader: Reader) -> Markup:
    name, *arguments = command.split("^")
    if name == "date" and len(arguments) in (2, 3):
        return _date(arguments, plain(label), reader)
    if name in ("here", "channel", "everyone"):
        return _mention(f"@{name}", mine=True)
    return _mention(plain(label) or f"@{arguments[0] if arguments else name}")


def _date(arguments: list[str], fallback: str, reader: Reader) -> Markup:
    try:
        shown = written(arguments[0], plain(arguments[1]), zone=reader.zone, now=reader.now, language=reader.language)
    except ValueError:
        shown = fallback
    moment = Markup('<time title="{}">{}</time>').format(fallback, shown)
    url = safe_url(plain(arguments[2])) if len(arguments) > 2 else ""  # noqa: PLR2004 - the optional third: a link
    return _LINK.format(url, moment) if url else moment
