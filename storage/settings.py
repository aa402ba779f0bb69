"""What an account and its groups say of settings, and what each person brings along: for one or for many, one statement."""

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

from bot.policy.groups import GroupId
from bot.policy.people import AccountId, PersonId
from bot.policy.resolution import UNSET, Group, PersonSettings, SettingState, SettingsTree
from bot.policy.settings import Setting
from storage.id_lists import DIALECTS
from storage.tables import account_settings, choices, group_members, group_settings, groups, people

_NUMBER = cast(null(), Integer)
_NAME = cast(null(), String(60))
_ACCOUNT_SAYS = (account_settings.c.setting, account_settings.c.value, account_settings.c.locked)
_GROUP_SAYS = (group_settings.c.setting, group_settings.c.value, group_settings.c.locked)
_GROUP = (groups.c.id, groups.c.name, groups.c.priority)
_LAYOUT = union_all(  # a row of the account has no group
    select(_NUMBER.label("id"), _NAME.label("name"), _NUMBER.label("priority"), *_ACCOUNT_SAYS).where(
        account_settings.c.account_id == bindparam("account")
    ),
    select(*_GROUP, *_GROUP_SAYS)
    .select_from(groups.outerjoin(group_settings))
    .where(groups.c.account_id == bindparam("account")),
)


def _as_one(dialect: str, *columns: ColumnElement[Any]) -> Select[Any]:
    """Any number of rows as one: a list of lists in JSON."""
    if dialect == "sqlite":
        return select(func.json_group_array(func.json_array(*columns)))
    return select(func.json_agg(func.json_build_array(*columns)))


def _of_person(dialect: str) -> ColumnElement[str]:
    member = group_members.join(groups, groups.c.id == group_members.c.group_id)
    managed = member.join(group_settings, group_settings.c.group_id == groups.c.id)
    parts = (
        _as_one(dialect, *_ACCOUNT_SAYS).where(account_settings.c.account_id == people.c.account_id),
        _as_one(dialect, *_GROUP, *_GROUP_SAYS).select_from(managed).where(group_members.c.person_id == people.c.id),
        _as_one(dialect, choices.c.setting, choices.c.value).where(choices.c.person_id == people.c.id),
    )
    listed = (part.correlate(people).scalar_subquery() for part in parts)
    if dialect == "sqlite":
        return func.json_array(*map(func.json, listed)).label("settings")  # a subquery forgets that its text is JSON
    return cast(func.json_build_array(*listed), Text).label("settings")


OF_PERSON = {dialect: _of_person(dialect) for dialect in DIALECTS}
"""A column for the row of a person, which `of_row` reads: whoever reads somebody need not ask again for their settings."""
_ALWAYS = select(literal(1)).subquery("always")
# Asked of nobody, as at a door without a room, it is one row and the same work too (GATE-2).
_OF_PERSON: Mapping[str, Select[Any]] = {
    dialect: select(column).select_from(_ALWAYS.outerjoin(people, people.c.id == bindparam("person")))
    for dialect, column in OF_PERSON.items()
}
_CLEAR_ACCOUNT = delete(account_settings).where(
    account_settings.c.account_id == bindparam("owner"), account_settings.c.setting == bindparam("setting_")
)
_CLEAR_GROUP = delete(group_settings).where(
    group_settings.c.group_id == bindparam("owner"), group_settings.c.setting == bindparam("setting_")
)


def layout(tx: Connection, account: AccountId) -> SettingsTree:
    """All that an account and its groups say, the groups in order of priority."""
    rows = [tuple(row) for row in tx.execute(_LAYOUT, {"account": account})]
    return _layout([row[len(_GROUP) :] for row in rows if row[0] is None], [row for row in rows if row[0] is not None])


def of_person(tx: Connection, person: PersonId) -> tuple[SettingsTree, PersonSettings]:
    """What concerns one person, for `resolve_all`: their account, their groups as far as these say anything, their choices.

    Nothing concerns an id that is nobody's.
    """
    return of_row(tx.execute(_OF_PERSON[tx.dialect.name], {"person": person}).one())


def of_row(row: Row[Any]) -> tuple[SettingsTree, PersonSettings]:
    """The same from the `OF_PERSON` column of a row."""
    account_says, groups_say, chosen = json.loads(row.settings)
    levels = _layout(account_says or (), groups_say or ())
    own = {Setting(setting): bool(value) for setting, value in chosen or ()}
    return levels, PersonSettings(frozenset(group.id for group in levels.groups), own)


def set_account(tx: Connection, account: AccountId, setting: Setting, stand: SettingState) -> None:
    """From now on the account says this."""
    if stand == UNSET:
        tx.execute(_CLEAR_ACCOUNT, {"owner": account, "setting_": setting})
        return
    insert = sqlite_insert if tx.dialect.name == "sqlite" else postgresql_insert
    row = insert(account_settings).values(account_id=account, setting=setting, value=stand.value, locked=stand.locked)
    key = [account_settings.c.account_id, account_settings.c.setting]
    new = {"value": row.excluded["value"], "locked": row.excluded.locked}
    tx.execute(row.on_conflict_do_update(index_elements=key, set_=new))


def set_group(tx: Connection, group: GroupId, setting: Setting, stand: SettingState) -> None:
    """From now on the group says this. A lock without a value is refused by the database."""
    if stand == UNSET:
        tx.execute(_CLEAR_GROUP, {"owner": group, "setting_": setting})
        return
    insert = sqlite_insert if tx.dialect.name == "sqlite" else postgresql_insert
    row = insert(group_settings).values(group_id=group, setting=setting, value=stand.value, locked=stand.locked)
    key = [group_settings.c.group_id, group_settings.c.setting]
    new = {"value": row.excluded["value"], "locked": row.excluded.locked}
    tx.execute(row.on_conflict_do_update(index_elements=key, set_=new))


def _layout(account: Iterable[Sequence[Any]], of_groups: Iterable[Sequence[Any]]) -> SettingsTree:
    stands: dict[tuple[int, int, str], dict[Setting, SettingState]] = {}
    for id_, name, priority, *says in of_groups:
        stands.setdefault((priority, id_, name), {}).update(_stands([says]))
    in_order = sorted(stands.items())
    return SettingsTree(_stands(account), tuple(Group(GroupId(id_), name, found) for (_, id_, name), found in in_order))


def _stands(said: Iterable[Sequence[Any]]) -> dict[Setting, SettingState]:
    """A group that says nothing has a row without a setting."""
    return {
        Setting(setting): SettingState(None if value is None else bool(value), bool(locked))
        for setting, value, locked in said
        if setting is not None
    }
