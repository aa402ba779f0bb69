"""Changes and their preconditions as JSON, for the columns of a request."""

import json
from collections.abc import Mapping
from typing import Any, assert_never

from bot.policy.approvals.changes import (
    Change,
    ChangeMembers,
    ChangeSetting,
    CreateGroup,
    DeleteGroup,
    OrderGroups,
    Precondition,
)
from bot.policy.ids import GroupId, PersonId
from bot.policy.settings.catalogue import Setting
from bot.policy.settings.lock_resolution import SettingState


def change_to_json(change: Change) -> str:
    """The change as JSON."""
    match change:
        case ChangeSetting(group, setting, state):
            return json.dumps({"kind": "setting", "group": group, "setting": setting, "stand": _state_to_json(state)})
        case OrderGroups(order):
            return json.dumps({"kind": "order", "groups": order})
        case ChangeMembers(group, add, remove):
            return json.dumps({"kind": "members", "group": group, "add": sorted(add), "remove": sorted(remove)})
        case CreateGroup(name, place, states, members):
            fields = {"name": name, "place": place, "stands": _states_to_json(states), "members": sorted(members)}
            return json.dumps({"kind": "creation", **fields})
        case DeleteGroup(group):
            return json.dumps({"kind": "deletion", "group": group})
    assert_never(change)


def change_from_json(text: str) -> Change:
    """The change that `change_to_json` wrote."""
    data = json.loads(text)
    kind = data["kind"]
    if kind == "setting":
        group = None if data["group"] is None else GroupId(data["group"])
        return ChangeSetting(group, Setting(data["setting"]), _state_from_json(data["stand"]))
    if kind == "order":
        return OrderGroups(tuple(map(GroupId, data["groups"])))
    if kind == "members":
        return ChangeMembers(GroupId(data["group"]), _person_ids(data["add"]), _person_ids(data["remove"]))
    if kind == "creation":
        return CreateGroup(data["name"], data["place"], _states_from_json(data["stands"]), _person_ids(data["members"]))
    return DeleteGroup(GroupId(data["group"]))


def precondition_to_json(precondition: Precondition) -> str:
    """The precondition as JSON."""
    if isinstance(precondition, SettingState):
        return json.dumps({"stand": _state_to_json(precondition)})
    if isinstance(precondition, tuple):
        return json.dumps({"groups": precondition})
    return json.dumps({"stands": _states_to_json(precondition)})


def precondition_from_json(text: str) -> Precondition:
    """The precondition that `precondition_to_json` wrote."""
    data = json.loads(text)
    if "stand" in data:
        return _state_from_json(data["stand"])
    return tuple(map(GroupId, data["groups"])) if "groups" in data else _states_from_json(data["stands"])


def _state_to_json(state: SettingState) -> list[bool | None]:
    return [state.value, state.locked]


def _state_from_json(data: list[Any]) -> SettingState:
    return SettingState(data[0], data[1])


def _states_to_json(states: Mapping[Setting, SettingState]) -> dict[str, list[bool | None]]:
    return {setting: _state_to_json(state) for setting, state in sorted(states.items())}


def _states_from_json(data: dict[str, list[Any]]) -> dict[Setting, SettingState]:
    return {Setting(setting): _state_from_json(state) for setting, state in data.items()}


def _person_ids(data: list[int]) -> frozenset[PersonId]:
    return frozenset(map(PersonId, data))
