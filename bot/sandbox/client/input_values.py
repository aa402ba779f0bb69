"""From a person's words to what an input holds, and back: option labels, names, dates. It delivers nothing."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from bot.sandbox.blockkit.inputs import INPUT_SHAPES, all_options
from bot.sandbox.client.elements import without_emoji
from bot.sandbox.client.plain_text import PlainText
from bot.sandbox.errors import CannotDo, Json
from bot.sandbox.workspace.channels import Channel
from bot.sandbox.workspace.workspace import Workspace

_FORMATS = {"datepicker": "%Y-%m-%d", "timepicker": "%H:%M"}


class InputValues:
    """Chooses as one person can: among the options shown, the people, the channels that they see."""

    def __init__(self, workspace: Workspace, user_id: str) -> None:
        self._workspace = workspace
        self._user_id = user_id

    def value(self, element: Json, said: Any, options: Sequence[Json] = ()) -> object:  # noqa: ANN401 (as the kind of input takes it)
        """What the input then holds. `options`: what an external select was offered. CannotDo: no such choice."""
        kind = element["type"]
        if said is None or (said == "" and "text_input" not in kind):
            return [] if INPUT_SHAPES[kind].many else None
        if INPUT_SHAPES[kind].many:
            return [self._one(element, one, options) for one in _as_list(said)]
        return self._one(element, said, options)

    def _one(self, element: Json, said: object, options: Sequence[Json]) -> object:
        kind = element["type"].removeprefix("multi_")
        if kind in {"static_select", "checkboxes", "radio_buttons", "external_select"}:
            return self._option(options if kind == "external_select" else all_options(element), str(said))
        if kind == "users_select":
            return self.person(str(said))
        if kind in {"conversations_select", "channels_select"}:
            return self._conversation(element, str(said))
        return said if kind == "file_input" else _written(kind, said)

    def _option(self, offered: Sequence[Json], label: str) -> Json:
        words = PlainText(self._workspace, self._workspace.person(self._user_id))
        labels = [words.of(option["text"]) for option in offered]
        for option, shown in zip(offered, labels, strict=True):
            if label in (shown, without_emoji(shown)):
                return option
        raise CannotDo(f"there is no option {label!r}; there are {labels}")

    def person(self, name: str) -> str:
        """The id of whoever is called that, with or without `@`."""
        wanted = name.removeprefix("@").casefold()
        for person in self._workspace.people.values():
            names = {person.id.casefold(), person.name.casefold(), person.shown_name.casefold()}
            if wanted in names and not person.deleted:
                return person.id
        raise CannotDo(f"there is nobody called {name!r} to choose")

    def _conversation(self, element: Json, name: str) -> str:
        if name.startswith("@"):
            channel = self._workspace.channels.direct(self._user_id, self.person(name))
        else:
            channel = self._workspace.channels.find(name)
        hidden = channel.is_private and self._user_id not in channel.members
        if hidden or channel.is_archived or not _passes(channel, element):
            raise CannotDo(f"{name!r} is not offered here")
        return channel.id

    def shown(self, element: Json, held: object) -> str | tuple[str, ...]:
        """A value in a person's words: labels instead of options, names instead of ids."""
        if isinstance(held, list):
            return tuple(str(self._word(element, one)) for one in held)
        return "" if held is None else self._word(element, held)

    def _word(self, element: Json, held: object) -> str:
        if isinstance(held, dict):
            words = PlainText(self._workspace, self._workspace.person(self._user_id))
            return words.of(held.get("text")) or str(held.get("name", ""))
        if "users" in element["type"]:
            return self._workspace.person(str(held)).shown_name
        channel = self._workspace.channels.get(str(held))
        if channel is None:
            return str(held)
        if not channel.is_im:
            return channel.name
        return f"@{self._workspace.person(channel.other_member(self._user_id)).shown_name}"


def _written(kind: str, said: object) -> str | int:
    if kind == "datetimepicker":
        return int(said.timestamp()) if isinstance(said, datetime) else int(str(said))
    return said.strftime(_FORMATS[kind]) if isinstance(said, date | time) else str(said)


def _as_list(said: object) -> list[object]:
    return list(said) if isinstance(said, list | tuple | set | frozenset) else [said]


def _passes(channel: Channel, element: Json) -> bool:
    if element["type"].endswith("channels_select"):
        return not channel.is_private
    asked = element.get("filter", {})
    kind = "im" if channel.is_im else ("private" if channel.is_private else "public")
    if kind not in asked.get("include", [kind]):
        return False
    return not (asked.get("exclude_external_shared_channels") and channel.is_ext_shared)
