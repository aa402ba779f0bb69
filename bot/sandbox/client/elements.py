"""Buttons and inputs in blocks, with their labels as plain text. It must not know people or actions."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.sandbox.blockkit.inputs import INPUT_SHAPES, elements, flatten
from bot.sandbox.client.block_text import block_lines
from bot.sandbox.client.plain_text import PlainText
from bot.sandbox.errors import Json

_EMOJI = re.compile(r":[a-z0-9_+-]+:")


@dataclass(frozen=True, slots=True)
class Button:
    """A button, or one `option` of an overflow menu. `beside`: the text that it stands beside."""

    label: str
    block: Json
    element: Json
    beside: str
    option: Json | None = None

    @property
    def url(self) -> str:
        """The URL that it opens, empty for most."""
        return str((self.option or self.element).get("url", ""))

    def reads(self, label: str) -> bool:
        """Whether this is its label, with or without emoji."""
        return label in (self.label, without_emoji(self.label))


@dataclass(frozen=True, slots=True)
class InputField:
    """One input. `names`: its label and what else may name it, the best first."""

    names: tuple[str, ...]
    block: Json
    element: Json

    @property
    def label(self) -> str:
        """The best name."""
        return self.names[0]


def without_emoji(label: str) -> str:
    """A label without its emoji."""
    return _EMOJI.sub("", label).strip()


def buttons(blocks: Sequence[Json], plain_text: PlainText) -> Iterator[Button]:
    """All buttons and menu entries, in reading order."""
    above = ""
    for block in flatten(blocks):
        above = " ".join(block_lines([block], plain_text)) or above
        for element in elements(block):
            if element["type"] in {"button", "workflow_button", "icon_button"}:
                yield Button(plain_text.of(element["text"]), block, element, above)
            elif element["type"] == "overflow":
                for option in element["options"]:
                    yield Button(plain_text.of(option["text"]), block, element, above, option)


def fields(blocks: Sequence[Json], plain_text: PlainText) -> list[InputField]:
    """All inputs, in reading order."""
    return [
        InputField(_names(block, element, plain_text), block, element)
        for block in flatten(blocks)
        for element in elements(block)
        if element["type"] in INPUT_SHAPES
    ]


def _names(block: Json, element: Json, plain_text: PlainText) -> tuple[str, ...]:
    names: list[str] = []
    if block["type"] == "input":
        names = [plain_text.of(block["label"])]
    elif block["type"] == "section":
        text = plain_text.of(block.get("text"))
        names = [text, text.partition("\n")[0]]
    names += [plain_text.of(element.get("placeholder")), element["action_id"]]
    return tuple(dict.fromkeys(one for one in names if one))
