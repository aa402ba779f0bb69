"""Turns what a person chooses (option labels, names, dates) into values of inputs, and back. It delivers nothing."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from bot.sandbox.blockkit.inputs import INPUT_SHAPES, all_options
from bot.sandbox.client.elements import without_emoji
from bot.sandbox.client.plain_text import PlainText
from bot.sandbox.errors import CannotDo, Json
from bot.sandbox.workspace.channels import Channel
from bot.sandbox.workspace.people import BOT_USER
from bot.sandbox.workspace.workspace import Workspace

_FORMATS = {"datepicker": "%Y-%m-%d", "timepicker": "%H:%M"}


class InputValues:
    """Chooses among what one person can: options, people, the channels that they see."""

    def __init__(self, workspace: Workspace, user_id: str) -> None:
        self._workspace = workspace
        self._user_id = user_id

    def value(self, element: Json, given: Any, options: Sequence[Json] = ()) -> object:  # noqa: ANN401 (as the kind of input takes it)
        """The value for `given`. `options`: those of an external select. Raises CannotDo if there is no such choice."""
        kind = element["type"]
        if given is None or (given == "" and "text_input" not in kind):
            return INPUT_SHAPES[kind].empty
        if INPUT_SHAPES[kind].many:
            return [self._one(element, one, options) for one in _as_list(given)]
        return self._one(element, given, options)

    def _one(self, element: Json, given: object, options: Sequence[Json]) -> object:
        kind = element["type"].removeprefix("multi_")
        if kind in {"static_select", "checkboxes", "radio_buttons", "external_select"}:
            return self._option(options if kind == "external_select" else all_options(element), str(given))
        if kind == "users_select":
            return self.person(str(given))
        if kind in {"conversations_select", "channels_select"}:
            return self._conversation(element, str(given))
        return given if kind == "file_input" else _written(kind, given)

    def _option(self, offered: Sequence[Json], label: str) -> Json:
        plain_text = PlainText(self._workspace, self._user_id)
        labels = [plain_text.of(option["text"]) for option in offered]
        for option, shown in zip(offered, labels, strict=True):
            if label in (shown, without_emoji(shown)):
                return option
        raise CannotDo(f"there is no option {label!r}; there are {labels}")

    def person(self, name: str) -> str:
        """The id of the person with this name, with or without `@`."""
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
        if hidden or not may_be_selected(channel, element):
            raise CannotDo(f"{name!r} is not offered here")
        return channel.id

    def shown(self, element: Json, value: object) -> str | tuple[str, ...]:
        """A value as text: labels instead of options, names instead of ids."""
        if isinstance(value, list):
            return tuple(str(self._label(element, one)) for one in value)
        return "" if value is None else self._label(element, value)

    def _label(self, element: Json, value: object) -> str:
        if isinstance(value, dict):
            plain_text = PlainText(self._workspace, self._user_id)
            return plain_text.of(value.get("text")) or str(value.get("name", ""))
        if "users" in element["type"]:
            return self._workspace.person(str(value)).shown_name
        channel = self._workspace.channels.get(str(value))
        if channel is None:
            return str(value)
        if not channel.is_im:
            return channel.name
        return f"@{self._workspace.person(channel.other_member(self._user_id)).shown_name}"


def _written(kind: str, given: object) -> str | int:
    if kind == "datetimepicker":
        return int(given.timestamp()) if isinstance(given, datetime) else int(str(given))
    return given.strftime(_FORMATS[kind]) if isinstance(given, date | time) else str(given)


def _as_list(given: object) -> list[object]:
    return list(given) if isinstance(given, list | tuple | set | frozenset) else [given]


def may_be_selected(channel: Channel, element: Json) -> bool:
    """Whether this select of channels or conversations takes that one: it is not archived, and passes its `filter`."""
    if channel.is_archived:
        return False
    if element["type"].endswith("channels_select"):
        return not channel.is_private
    asked = element.get("filter", {})
    if asked.get("exclude_external_shared_channels") and channel.is_ext_shared:
        return False
    if asked.get("exclude_bot_users") and channel.is_im and BOT_USER in channel.members:
        return False
    kind = "im" if channel.is_im else ("private" if channel.is_private else "public")
    return kind in asked.get("include", [kind])
