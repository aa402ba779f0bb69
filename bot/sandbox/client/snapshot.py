"""What one person sees of a message, a modal or a Home tab, in plain words, as it was at the moment of looking."""

from dataclasses import dataclass, field

from bot.sandbox.blockkit.inputs import value_in
from bot.sandbox.client.block_text import block_lines
from bot.sandbox.client.elements import buttons, fields
from bot.sandbox.client.input_values import InputValues
from bot.sandbox.client.payloads import Surface, state_of
from bot.sandbox.client.plain_text import PlainText
from bot.sandbox.errors import Json
from bot.sandbox.workspace.messages import Message
from bot.sandbox.workspace.views import View
from bot.sandbox.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One thing as it looked.

    `text`: everything that can be read (labels and values of inputs too, buttons not). `buttons`: labels of buttons and
    overflow options. `fields`: label → value in words. `errors`: label → what stands beside the input; under "" what
    Slack says of the whole. `links`: label → address, of link buttons too. `author`: who wrote a message.
    """

    text: str
    title: str = ""
    author: str = ""
    buttons: tuple[str, ...] = ()
    fields: dict[str, str | tuple[str, ...]] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)
    only_me: bool = False
    submit: str = ""
    close: str = ""
    surface: Surface | None = None


def take_snapshot(workspace: Workspace, user_id: str, surface: Surface) -> Snapshot:
    """What this person sees now. Callers hold the workspace's lock."""
    words = PlainText(workspace, workspace.person(user_id))
    input_values = InputValues(workspace, user_id)
    state = state_of(surface, user_id)
    pressable = buttons(surface.blocks, words)
    values = {
        one.label: input_values.shown(one.element, value_in(state, one.block["block_id"], one.element))
        for one in fields(surface.blocks, words)
    }
    errors = _errors(surface, user_id, words)
    lines = [*_read(surface, words), *_value_lines(values), *errors.values()]
    return Snapshot(
        text="\n".join(lines),
        title=_part(surface, "title", words),
        author=workspace.person(surface.user).shown_name if isinstance(surface, Message) else "",
        buttons=tuple(one.label for one in pressable),
        fields=values,
        errors=errors,
        links={**words.links, **{one.label: one.url for one in pressable if one.url}},
        only_me=isinstance(surface, Message) and surface.ephemeral_to == user_id,
        submit=_part(surface, "submit", words),
        close=_part(surface, "close", words),
        surface=surface,
    )


def _read(surface: Surface, words: PlainText) -> list[str]:
    lines = block_lines(surface.blocks, words)
    if isinstance(surface, View):
        return lines
    if not surface.blocks:
        lines = [words.mrkdwn(surface.text)] if surface.text else []
    for attachment in surface.attachments:
        lines += block_lines(attachment.get("blocks", []), words)
        lines += [words.mrkdwn(str(attachment[key])) for key in ("pretext", "title", "text") if key in attachment]
    return lines + [str(file["title"]) for file in surface.files]


def _value_lines(values: dict[str, str | tuple[str, ...]]) -> list[str]:
    flat = [one if isinstance(one, tuple) else (one,) for one in values.values()]
    return [word for words in flat for word in words if word]


def _errors(surface: Surface, user_id: str, words: PlainText) -> dict[str, str]:
    if isinstance(surface, Message):
        failure = surface.failures.get(user_id)
        return {"": failure} if failure else {}
    labels = {block["block_id"]: words.of(block.get("label")) for block in surface.blocks}
    shown = {labels.get(block_id, block_id): text for block_id, text in surface.errors.items()}
    return shown | ({"": surface.visible_error} if surface.visible_error else {})


def _part(surface: Surface, name: str, words: PlainText) -> str:
    part: Json | None = surface.body.get(name) if isinstance(surface, View) else None
    return words.of(part)
