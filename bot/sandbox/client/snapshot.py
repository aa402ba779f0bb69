"""A snapshot of what one person sees of a message, a modal or a Home tab, as plain text."""

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
    """A surface as a person saw it.

    `text`: all text (labels and values of inputs too, buttons not). `buttons`: labels of buttons and overflow options.
    `fields`: label → value as text. `errors`: label → the error beside the input; under "" Slack's own for the whole
    surface. `links`: label → URL, of link buttons too. `author`: who wrote a message.
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
    plain_text = PlainText(workspace, user_id)
    input_values = InputValues(workspace, user_id)
    state = state_of(surface, user_id)
    pressable = list(buttons(surface.blocks, plain_text))
    values = {
        one.label: input_values.shown(one.element, value_in(state, one.block["block_id"], one.element))
        for one in fields(surface.blocks, plain_text)
    }
    errors = _errors(surface, user_id, plain_text)
    lines = [*_read(surface, plain_text), *_value_lines(values), *errors.values()]
    return Snapshot(
        text="\n".join(lines),
        title=_part(surface, "title", plain_text),
        author=workspace.person(surface.user).shown_name if isinstance(surface, Message) else "",
        buttons=tuple(one.label for one in pressable),
        fields=values,
        errors=errors,
        links={**plain_text.links, **{one.label: one.url for one in pressable if one.url}},
        only_me=isinstance(surface, Message) and surface.ephemeral_to == user_id,
        submit=_part(surface, "submit", plain_text),
        close=_part(surface, "close", plain_text),
        surface=surface,
    )


def _read(surface: Surface, plain_text: PlainText) -> list[str]:
    lines = block_lines(surface.blocks, plain_text)
    if isinstance(surface, View):
        return lines
    if not surface.blocks:
        lines = [plain_text.mrkdwn(surface.text)] if surface.text else []
    for attachment in surface.attachments:
        lines += block_lines(attachment.get("blocks", []), plain_text)
        lines += [plain_text.mrkdwn(str(attachment[key])) for key in ("pretext", "title", "text") if key in attachment]
    return lines + [str(file["title"]) for file in surface.files]


def _value_lines(values: dict[str, str | tuple[str, ...]]) -> list[str]:
    flat = [one if isinstance(one, tuple) else (one,) for one in values.values()]
    return [word for words in flat for word in words if word]


def _errors(surface: Surface, user_id: str, plain_text: PlainText) -> dict[str, str]:
    if isinstance(surface, Message):
        failure = surface.failures.get(user_id)
        return {"": failure} if failure else {}
    labels = {block["block_id"]: plain_text.of(block.get("label")) for block in surface.blocks}
    shown = {labels.get(block_id, block_id): text for block_id, text in surface.errors.items()}
    return shown | ({"": surface.visible_error} if surface.visible_error else {})


def _part(surface: Surface, name: str, plain_text: PlainText) -> str:
    part: Json | None = surface.body.get(name) if isinstance(surface, View) else None
    return plain_text.of(part)
