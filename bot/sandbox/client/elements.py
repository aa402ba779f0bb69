"""What can be pressed and filled in, by the words that stand on it. It knows elements, not people or acts."""

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
    """One thing to press: a button, or one `option` of an overflow menu. `beside`: the words that it stands beside."""

    label: str
    block: Json
    element: Json
    beside: str
    option: Json | None = None

    @property
    def url(self) -> str:
        """The address that it opens, empty for most."""
        return str((self.option or self.element).get("url", ""))

    def reads(self, label: str) -> bool:
        """Whether somebody would call it that, with its emoji or without."""
        return label in (self.label, without_emoji(self.label))


@dataclass(frozen=True, slots=True)
class InputField:
    """One input. `names`: what a person may call it, the best name first."""

    names: tuple[str, ...]
    block: Json
    element: Json

    @property
    def label(self) -> str:
        """The best name."""
        return self.names[0]


def without_emoji(label: str) -> str:
    """A label as one would say it."""
    return _EMOJI.sub("", label).strip()


def buttons(blocks: Sequence[Json], words: PlainText) -> list[Button]:
    """All that can be pressed, in reading order."""
    return list(_buttons(blocks, words))


def fields(blocks: Sequence[Json], words: PlainText) -> list[InputField]:
    """All that can be filled in, in reading order."""
    return [
        InputField(_names(block, element, words), block, element)
        for block in flatten(blocks)
        for element in elements(block)
        if element["type"] in INPUT_SHAPES
    ]


def _buttons(blocks: Sequence[Json], words: PlainText) -> Iterator[Button]:
    above = ""
    for block in flatten(blocks):
        own = " ".join(block_lines([block], words))
        above = own or above
        for element in elements(block):
            if element["type"] in {"button", "workflow_button", "icon_button"}:
                yield Button(words.of(element["text"]), block, element, above)
            elif element["type"] == "overflow":
                for option in element["options"]:
                    yield Button(words.of(option["text"]), block, element, above, option)


def _names(block: Json, element: Json, words: PlainText) -> tuple[str, ...]:
    said: list[str] = []
    if block["type"] == "input":
        said = [words.of(block["label"])]
    elif block["type"] == "section":
        text = words.of(block.get("text"))
        said = [text, text.partition("\n")[0]]
    said += [words.of(element.get("placeholder")), element["action_id"]]
    return tuple(dict.fromkeys(one for one in said if one))
