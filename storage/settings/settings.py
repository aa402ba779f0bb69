"""Settings of an account and its groups, and the choices of people: for one person or for all, one statement.

A lock hides a choice, it never deletes it (LOCK-3).
"""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Integer, Row, String, bindparam, cast, delete, literal, null, select, union_all

from bot.policy.ids import AccountId, GroupId, PersonId
from bot.policy.settings.catalogue import Setting
from bot.policy.settings.lock_resolution import (
    UNSET,
    Group,
    PersonSettings,
    Resolved,
    SettingState,
    SettingsTree,
    resolve_all,
)
from storage.engine.sql import JsonRows, json_text, upsert
from storage.tables.people_and_rooms import choices, people
from storage.tables.settings_and_approvals import account_settings, group_members, group_settings, groups

_NULL_INTEGER = cast(null(), Integer)
_NULL_NAME = cast(null(), String(60))
_ACCOUNT_COLUMNS = (account_settings.c.setting, account_settings.c.value, account_settings.c.locked)
_GROUP_SETTING_COLUMNS = (group_settings.c.setting, group_settings.c.value, group_settings.c.locked)
_GROUP_COLUMNS = (groups.c.id, groups.c.name, groups.c.priority)
_SETTINGS_TREE = union_all(  # a row of the account has no group
    select(
        _NULL_INTEGER.label("id"), _NULL_NAME.label("name"), _NULL_INTEGER.label("priority"), *_ACCOUNT_COLUMNS
    ).where(account_settings.c.account_id == bindparam("account")),
    select(*_GROUP_COLUMNS, *_GROUP_SETTING_COLUMNS)
    .select_from(groups.outerjoin(group_settings))
    .where(groups.c.account_id == bindparam("account")),
)
_MANAGED_GROUPS = group_members.join(groups, groups.c.id == group_members.c.group_id).join(
    group_settings, group_settings.c.group_id == groups.c.id
)
_OF_PERSON = (
    select(JsonRows(*_ACCOUNT_COLUMNS)).where(account_settings.c.account_id == people.c.account_id),
    select(JsonRows(*_GROUP_COLUMNS, *_GROUP_SETTING_COLUMNS))
    .select_from(_MANAGED_GROUPS)
    .where(group_members.c.person_id == people.c.id),
    select(JsonRows(choices.c.setting, choices.c.value)).where(choices.c.person_id == people.c.id),
)
SETTINGS_COLUMN = json_text(*(part.correlate(people).scalar_subquery() for part in _OF_PERSON)).label("settings")
"""A column for the row of a person, which `from_row` reads: whoever reads a person need not query their settings again."""
_ONE_ROW = select(literal(1)).subquery("always")
# For nobody, as for an unknown number, it is one row and the same work too (GATE-2).
_FOR_PERSON = select(SETTINGS_COLUMN).select_from(_ONE_ROW.outerjoin(people, people.c.id == bindparam("person")))
_SET_FOR_ACCOUNT = upsert(account_settings, ["value", "locked"])
_SET_FOR_GROUP = upsert(group_settings, ["value", "locked"])
_CLEAR_ACCOUNT = delete(account_settings).where(
    account_settings.c.account_id == bindparam("owner"), account_settings.c.setting == bindparam("setting_")
)
_CLEAR_GROUP = delete(group_settings).where(
    group_settings.c.group_id == bindparam("owner"), group_settings.c.setting == bindparam("setting_")
)
_CHOICES = select(choices.c.setting, choices.c.value).where(choices.c.person_id == bindparam("person"))
_SET_CHOICE = upsert(choices, ["value"])


def settings_tree(tx: Connection, account: AccountId) -> SettingsTree:
    """All settings of an account and its groups, the groups in order of priority."""
    rows = [tuple(row) for row in tx.execute(_SETTINGS_TREE, {"account": account})]
    return _build_tree(
        [row[len(_GROUP_COLUMNS) :] for row in rows if row[0] is None], [row for row in rows if row[0] is not None]
    )


def for_person(tx: Connection, person: PersonId) -> tuple[SettingsTree, PersonSettings]:
    """The input of `resolve_all` for one person: settings of their account and groups, and their choices. Empty for an unknown id."""
    return from_row(tx.execute(_FOR_PERSON, {"person": person}).one())


def from_row(row: Row[Any]) -> tuple[SettingsTree, PersonSettings]:
    """The input of `resolve_all` from the `SETTINGS_COLUMN` column of a row."""
    account_rows, group_rows, choice_rows = json.loads(row.settings)
    tree = _build_tree(account_rows or (), group_rows or ())
    own_choices = {Setting(setting): bool(value) for setting, value in choice_rows or ()}
    return tree, PersonSettings(frozenset(group.id for group in tree.groups), own_choices)


def set_for_account(tx: Connection, account: AccountId, setting: Setting, state: SettingState) -> None:
    """Insert or replace the setting of an account; delete it where the state is `UNSET`."""
    if state == UNSET:
        tx.execute(_CLEAR_ACCOUNT, {"owner": account, "setting_": setting})
    else:
        tx.execute(_SET_FOR_ACCOUNT, {"account_id": account, "setting": setting, **_state_columns(state)})


def set_for_group(tx: Connection, group: GroupId, setting: Setting, state: SettingState) -> None:
    """Insert or replace the setting of a group; delete it where the state is `UNSET`. The database refuses a lock without a value."""
    if state == UNSET:
        tx.execute(_CLEAR_GROUP, {"owner": group, "setting_": setting})
    else:
        tx.execute(_SET_FOR_GROUP, {"group_id": group, "setting": setting, **_state_columns(state)})


def _state_columns(state: SettingState) -> dict[str, bool | None]:
    return {"value": state.value, "locked": state.locked}


def _build_tree(account_rows: Iterable[Sequence[Any]], group_rows: Iterable[Sequence[Any]]) -> SettingsTree:
    states: dict[tuple[int, int, str], dict[Setting, SettingState]] = {}
    for id_, name, priority, *setting_columns in group_rows:
        states.setdefault((priority, id_, name), {}).update(_states([setting_columns]))
    in_order = sorted(states.items())
    return SettingsTree(
        _states(account_rows), tuple(Group(GroupId(id_), name, found) for (_, id_, name), found in in_order)
    )


def _states(rows: Iterable[Sequence[Any]]) -> dict[Setting, SettingState]:
    """A group without settings has one row, without a setting."""
    return {
        Setting(setting): SettingState(None if value is None else bool(value), bool(locked))
        for setting, value, locked in rows
        if setting is not None
    }


def choices_of(tx: Connection, person: PersonId) -> dict[Setting, bool]:
    """All choices of a person, by setting."""
    return {Setting(row.setting): row.value for row in tx.execute(_CHOICES, {"person": person})}


def set_choice(tx: Connection, person: PersonId, setting: Setting, *, value: bool) -> None:
    """Insert or replace the choice of a person."""
    tx.execute(_SET_CHOICE, {"person_id": person, "setting": setting, "value": value})


def resolved_for(tx: Connection, person: PersonId) -> dict[Setting, Resolved]:
    """All settings of a person with their sources and locks: one statement."""
    return resolve_all(*for_person(tx, person))
