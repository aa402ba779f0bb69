"""How a change, and what it was asked against, are kept in a request: as JSON, with nothing in it that code would run."""

import json
from collections.abc import Mapping
from typing import Any, assert_never

from bot.policy.changes import (
    Change,
    ChangeMembers,
    ChangeSetting,
    CreateGroup,
    DeleteGroup,
    OrderGroups,
    Precondition,
)
from bot.policy.groups import GroupId
from bot.policy.people import PersonId
from bot.policy.resolution import SettingState
from bot.policy.settings import Setting


def change_text(change: Change) -> str:
    """The text of a change."""
    match change:
        case ChangeSetting(group, setting, stand):
            return json.dumps({"kind": "setting", "group": group, "setting": setting, "stand": _stand_data(stand)})
        case OrderGroups(order):
            return json.dumps({"kind": "order", "groups": order})
        case ChangeMembers(group, add, remove):
            return json.dumps({"kind": "members", "group": group, "add": sorted(add), "remove": sorted(remove)})
        case CreateGroup(name, place, stands, members):
            found = {"name": name, "place": place, "stands": _stands_data(stands), "members": sorted(members)}
            return json.dumps({"kind": "creation", **found})
        case DeleteGroup(group):
            return json.dumps({"kind": "deletion", "group": group})
    assert_never(change)


def change_of(text: str) -> Change:
    """The change of a text."""
    data = json.loads(text)
    kind = data["kind"]
    if kind == "setting":
        group = None if data["group"] is None else GroupId(data["group"])
        return ChangeSetting(group, Setting(data["setting"]), _stand(data["stand"]))
    if kind == "order":
        return OrderGroups(tuple(map(GroupId, data["groups"])))
    if kind == "members":
        return ChangeMembers(GroupId(data["group"]), _people(data["add"]), _people(data["remove"]))
    if kind == "creation":
        return CreateGroup(data["name"], data["place"], _stands(data["stands"]), _people(data["members"]))
    return DeleteGroup(GroupId(data["group"]))


def base_text(base: Precondition) -> str:
    """The text of what a change is asked against."""
    if isinstance(base, SettingState):
        return json.dumps({"stand": _stand_data(base)})
    if isinstance(base, tuple):
        return json.dumps({"groups": base})
    return json.dumps({"stands": _stands_data(base)})


def base_of(text: str) -> Precondition:
    """What a change was asked against."""
    data = json.loads(text)
    if "stand" in data:
        return _stand(data["stand"])
    return tuple(map(GroupId, data["groups"])) if "groups" in data else _stands(data["stands"])


def _stand_data(stand: SettingState) -> list[bool | None]:
    return [stand.value, stand.locked]


def _stand(data: list[Any]) -> SettingState:
    return SettingState(data[0], data[1])


def _stands_data(stands: Mapping[Setting, SettingState]) -> dict[str, list[bool | None]]:
    return {setting: _stand_data(stand) for setting, stand in sorted(stands.items())}


def _stands(data: dict[str, list[Any]]) -> dict[Setting, SettingState]:
    return {Setting(setting): _stand(stand) for setting, stand in data.items()}


def _people(data: list[int]) -> frozenset[PersonId]:
    return frozenset(map(PersonId, data))
