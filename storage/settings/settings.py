"""What an account and its groups say of settings and what people chose for themselves: for one or for many, one statement.

A lock hides a choice, it never deletes it (LOCK-3).
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    Row,
    Select,
    String,
    Text,
    bindparam,
    cast,
    delete,
    func,
    literal,
    null,
    select,
    union_all,
)
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

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
from storage.engine.sql import DIALECTS
from storage.tables import account_settings, choices, group_members, group_settings, groups, people

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


def _aggregate_rows(dialect: str, *columns: ColumnElement[Any]) -> Select[Any]:
    """Any number of rows as one: a list of lists in JSON."""
    if dialect == "sqlite":
        return select(func.json_group_array(func.json_array(*columns)))
    return select(func.json_agg(func.json_build_array(*columns)))


def _settings_column(dialect: str) -> ColumnElement[str]:
    memberships = group_members.join(groups, groups.c.id == group_members.c.group_id)
    managed = memberships.join(group_settings, group_settings.c.group_id == groups.c.id)
    parts = (
        _aggregate_rows(dialect, *_ACCOUNT_COLUMNS).where(account_settings.c.account_id == people.c.account_id),
        _aggregate_rows(dialect, *_GROUP_COLUMNS, *_GROUP_SETTING_COLUMNS)
        .select_from(managed)
        .where(group_members.c.person_id == people.c.id),
        _aggregate_rows(dialect, choices.c.setting, choices.c.value).where(choices.c.person_id == people.c.id),
    )
    subqueries = (part.correlate(people).scalar_subquery() for part in parts)
    if dialect == "sqlite":
        return func.json_array(*map(func.json, subqueries)).label(
            "settings"
        )  # a subquery forgets that its text is JSON
    return cast(func.json_build_array(*subqueries), Text).label("settings")


SETTINGS_COLUMN = {dialect: _settings_column(dialect) for dialect in DIALECTS}
"""A column for the row of a person, which `from_row` reads: whoever reads somebody need not ask again for their settings."""
_ONE_ROW = select(literal(1)).subquery("always")
# Asked of nobody, as for an unknown number, it is one row and the same work too (GATE-2).
_FOR_PERSON: Mapping[str, Select[Any]] = {
    dialect: select(column).select_from(_ONE_ROW.outerjoin(people, people.c.id == bindparam("person")))
    for dialect, column in SETTINGS_COLUMN.items()
}
_CLEAR_ACCOUNT = delete(account_settings).where(
    account_settings.c.account_id == bindparam("owner"), account_settings.c.setting == bindparam("setting_")
)
_CLEAR_GROUP = delete(group_settings).where(
    group_settings.c.group_id == bindparam("owner"), group_settings.c.setting == bindparam("setting_")
)


def settings_tree(tx: Connection, account: AccountId) -> SettingsTree:
    """All that an account and its groups say, the groups in order of priority."""
    rows = [tuple(row) for row in tx.execute(_SETTINGS_TREE, {"account": account})]
    return _build_tree(
        [row[len(_GROUP_COLUMNS) :] for row in rows if row[0] is None], [row for row in rows if row[0] is not None]
    )


def for_person(tx: Connection, person: PersonId) -> tuple[SettingsTree, PersonSettings]:
    """What concerns one person, for `resolve_all`: their account, their groups as far as these say anything, their choices.

    Nothing concerns an id that is nobody's.
    """
    return from_row(tx.execute(_FOR_PERSON[tx.dialect.name], {"person": person}).one())


def from_row(row: Row[Any]) -> tuple[SettingsTree, PersonSettings]:
    """The same from the `SETTINGS_COLUMN` column of a row."""
    account_rows, group_rows, choice_rows = json.loads(row.settings)
    tree = _build_tree(account_rows or (), group_rows or ())
    own_choices = {Setting(setting): bool(value) for setting, value in choice_rows or ()}
    return tree, PersonSettings(frozenset(group.id for group in tree.groups), own_choices)


def set_for_account(tx: Connection, account: AccountId, setting: Setting, state: SettingState) -> None:
    """From now on the account says this."""
    if state == UNSET:
        tx.execute(_CLEAR_ACCOUNT, {"owner": account, "setting_": setting})
        return
    insert = sqlite_insert if tx.dialect.name == "sqlite" else postgresql_insert
    row = insert(account_settings).values(account_id=account, setting=setting, value=state.value, locked=state.locked)
    key = [account_settings.c.account_id, account_settings.c.setting]
    new = {"value": row.excluded["value"], "locked": row.excluded.locked}
    tx.execute(row.on_conflict_do_update(index_elements=key, set_=new))


def set_for_group(tx: Connection, group: GroupId, setting: Setting, state: SettingState) -> None:
    """From now on the group says this. A lock without a value is refused by the database."""
    if state == UNSET:
        tx.execute(_CLEAR_GROUP, {"owner": group, "setting_": setting})
        return
    insert = sqlite_insert if tx.dialect.name == "sqlite" else postgresql_insert
    row = insert(group_settings).values(group_id=group, setting=setting, value=state.value, locked=state.locked)
    key = [group_settings.c.group_id, group_settings.c.setting]
    new = {"value": row.excluded["value"], "locked": row.excluded.locked}
    tx.execute(row.on_conflict_do_update(index_elements=key, set_=new))


def _build_tree(account_rows: Iterable[Sequence[Any]], group_rows: Iterable[Sequence[Any]]) -> SettingsTree:
    states: dict[tuple[int, int, str], dict[Setting, SettingState]] = {}
    for id_, name, priority, *setting_columns in group_rows:
        states.setdefault((priority, id_, name), {}).update(_states([setting_columns]))
    in_order = sorted(states.items())
    return SettingsTree(
        _states(account_rows), tuple(Group(GroupId(id_), name, found) for (_, id_, name), found in in_order)
    )


def _states(rows: Iterable[Sequence[Any]]) -> dict[Setting, SettingState]:
    """A group that says nothing has a row without a setting."""
    return {
        Setting(setting): SettingState(None if value is None else bool(value), bool(locked))
        for setting, value, locked in rows
        if setting is not None
    }


_CHOICES = select(choices.c.setting, choices.c.value).where(choices.c.person_id == bindparam("person"))


def choices_of(tx: Connection, person: PersonId) -> dict[Setting, bool]:
    """Every choice of one person."""
    return {Setting(row.setting): row.value for row in tx.execute(_CHOICES, {"person": person})}


def set_choice(tx: Connection, person: PersonId, setting: Setting, *, value: bool) -> None:
    """Make or change a choice."""
    insert = sqlite_insert if tx.dialect.name == "sqlite" else postgresql_insert
    row = insert(choices).values(person_id=person, setting=setting, value=value)
    key = [choices.c.person_id, choices.c.setting]
    tx.execute(row.on_conflict_do_update(index_elements=key, set_={"value": row.excluded.value}))


def resolved_for(tx: Connection, person: PersonId) -> dict[Setting, Resolved]:
    """Every setting of one person, inside a transaction or read of the caller's: one statement."""
    return resolve_all(*for_person(tx, person))
