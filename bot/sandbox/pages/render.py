"""Renders Block Kit as HTML for one reader, by templates; it must not know the workspace."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, partial
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from bot.sandbox.blockkit.inputs import INPUT_SHAPES
from bot.sandbox.errors import Json
from bot.sandbox.pages.render_emoji import with_emoji
from bot.sandbox.pages.render_fields import CONTROLS, Choice, Group, current_values, field_name, option_groups
from bot.sandbox.pages.render_mrkdwn import Reader, mrkdwn, safe_url
from bot.sandbox.pages.render_rich_text import rich_text

_FILE = re.compile(r"/files/(\w+)/")


@dataclass(frozen=True, slots=True)
class RenderContext:
    """The reader of the blocks, and what they typed.

    `scope` is an id of the message or view, which makes ids of controls unique on the page. `typed` and `errors` hold
    `state.values` and field errors by block_id. `selectable` returns the people or conversations that a select offers.
    `options_url` returns the options of an external select.
    """

    scope: str
    reader: Reader
    typed: Mapping[str, Mapping[str, Json]] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    selectable: Callable[[Json], Sequence[Choice]] = lambda _: ()
    options_url: str = ""


@dataclass(frozen=True, slots=True)
class Control:
    """One form element for the templates: its names, values, choices, and when it dispatches.

    `live` is empty (only a submission sends it), `change` or `enter`.
    """

    shape: str
    name: str
    id: str
    element: Json
    values: Sequence[str]
    groups: Sequence[Group]
    live: str
    placeholder: str
    error: str


@cache
def build_environment() -> Environment:
    """The Jinja environment, with autoescape and the filters of the templates. Cached: templates compile once a process."""
    environment = Environment(
        loader=PackageLoader("bot.sandbox.pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"words": words, "mrkdwn": mrkdwn, "safe_url": safe_url, "emoji": with_emoji}
    environment.filters["quoted"] = partial(quote, safe="")
    environment.globals |= {
        "control": control,
        "field_name": field_name,
        "rich_text": rich_text,
        "image_url": image_url,
    }
    environment.tests["field"] = lambda element: element["type"] in CONTROLS
    return environment


def render_blocks(blocks: Sequence[Json], render_context: RenderContext) -> Markup:
    """The blocks as HTML. A block of an unknown type is shown by its name, never dropped."""
    template = build_environment().get_template("blocks.html")
    return Markup(template.render(blocks=blocks, render_context=render_context))  # noqa: S704 - made by an autoescaping template


def words(text: Json | None, reader: Reader) -> Markup:
    """A text object as HTML: mrkdwn, or plain text with its emoji."""
    if not text:
        return Markup()
    if text["type"] == "mrkdwn":
        return mrkdwn(text["text"], reader)
    return escape(with_emoji(text["text"])).replace("\n", Markup("<br>"))


def control(block: Json, element: Json, render_context: RenderContext) -> Control:
    """The form element of an input, section or actions block, with its typed or initial value."""
    typed = render_context.typed.get(block["block_id"], {}).get(element["action_id"])
    values = current_values(element, typed, render_context.reader.zone)
    name = field_name(block["block_id"], element["action_id"])
    return Control(
        shape="area" if element.get("multiline") else CONTROLS[element["type"]],
        name=name,
        id=f"{render_context.scope}:{name}",
        element=element,
        values=values,
        groups=_groups(element, values, render_context),
        live=_live(block, element),
        placeholder=element.get("placeholder", {}).get("text", ""),
        error=render_context.errors.get(block["block_id"], ""),
    )


def image_url(image: Json) -> str:
    """The URL of an image that is a file of this workspace; empty for an outside image, which pages do not load."""
    file = image.get("slack_file", {})
    found = _FILE.search(file.get("url", ""))
    own = file.get("id") or (found[1] if found else "")
    return f"/pictures/{own}" if own else ""


def _groups(element: Json, values: Sequence[str], render_context: RenderContext) -> Sequence[Group]:
    if "option" in INPUT_SHAPES[element["type"]].key:
        return option_groups(element, values)
    return [("", [replace(one, chosen=one.value in values) for one in render_context.selectable(element)])]


def _live(block: Json, element: Json) -> str:
    if block["type"] != "input":
        return "change"
    if not block.get("dispatch_action"):
        return ""
    if CONTROLS[element["type"]] != "text":
        return "change"
    triggers = element.get("dispatch_action_config", {}).get("trigger_actions_on", ["on_enter_pressed"])
    return "change" if "on_character_entered" in triggers else "enter"
