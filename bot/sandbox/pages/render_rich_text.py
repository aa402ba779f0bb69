"""Renders Slack's rich_text blocks as safe HTML for one reader: sections, lists, quotes, preformatted text."""

from markupsafe import Markup, escape

from bot.sandbox.client.block_text import as_mrkdwn
from bot.sandbox.errors import Json
from bot.sandbox.pages.render_emoji import with_emoji
from bot.sandbox.pages.render_mrkdwn import Reader, link, mrkdwn, safe_url

_STYLES = {"bold": "strong", "italic": "em", "strike": "s", "code": "code"}


def rich_text(block: Json, reader: Reader) -> Markup:
    """The block as HTML. An unknown element is shown by its type's name, never dropped."""
    return Markup().join(_part(part, reader) for part in block.get("elements", ()))


def _part(part: Json, reader: Reader) -> Markup:
    match part["type"]:
        case "rich_text_list":
            tag = "ol" if part.get("style") == "ordered" else "ul"
            items = Markup().join(Markup("<li>{}</li>").format(_inline(item, reader)) for item in part["elements"])
            return Markup('<{0} class="indent-{1}">{2}</{0}>').format(tag, int(part.get("indent", 0)), items)
        case "rich_text_quote":
            return Markup("<blockquote>{}</blockquote>").format(_inline(part, reader))
        case "rich_text_preformatted":
            return Markup("<pre>{}</pre>").format(_inline(part, reader))
    return Markup("<div>{}</div>").format(_inline(part, reader))


def _inline(part: Json, reader: Reader) -> Markup:
    return Markup().join(_element(element, reader) for element in part.get("elements", ()))


def _element(element: Json, reader: Reader) -> Markup:
    html = _content(element, reader)
    for style, tag in _STYLES.items():
        if element.get("style", {}).get(style):
            html = Markup("<{0}>{1}</{0}>").format(tag, html)
    return html


def _content(element: Json, reader: Reader) -> Markup:
    match element["type"]:
        case "text":
            return escape(element["text"]).replace("\n", Markup("<br>"))
        case "link":
            return link(safe_url(element["url"]), element.get("text") or element["url"])
        case "emoji":
            return escape(with_emoji(f":{element['name']}:"))
    token = as_mrkdwn(element)
    return mrkdwn(token, reader) if token else Markup("<i>[{}]</i>").format(element["type"])
