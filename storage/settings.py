"""What an account and its groups say of settings, and what each person brings along: for one or for many, one statement."""

from typing import Any

from sqlalchemy import (
    Boolean,
    Connection,
    Integer,
    Row,
    Select,
    String,
    bindparam,
    cast,
    delete,
    null,
    select,
    union_all,
)
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from bot.policy.groups import GroupId
from bot.policy.people import AccountId, PersonId
from bot.policy.resolution import NOTHING, Group, Layout, Situation, Stand
from bot.policy.settings import Setting
from storage.tables import account_settings, choices, group_members, group_settings, groups, people

_NUMBER = cast(null(), Integer)
_NAME = cast(null(), String(60))


def _account_rows() -> Select[Any]:
    columns = (_NUMBER.label("id"), _NAME.label("name"), _NUMBER.label("priority"))
    stand = (account_settings.c.setting, account_settings.c.value, account_settings.c.locked)
    return select(*columns, *stand)


def _group_rows() -> Select[Any]:
    stand = (group_settings.c.setting, group_settings.c.value, group_settings.c.locked)
    return select(groups.c.id, groups.c.name, groups.c.priority, *stand)


_LAYOUT = union_all(
    _account_rows().where(account_settings.c.account_id == bindparam("account")),
    _group_rows().select_from(groups.outerjoin(group_settings)).where(groups.c.account_id == bindparam("account")),
)
# A row of the account has no group; a choice has neither a group nor a lock of its own.
_OF_PERSON = union_all(
    _account_rows()
    .join(people, people.c.account_id == account_settings.c.account_id)
    .where(people.c.id == bindparam("person")),
    _group_rows()
    .select_from(
        group_members.join(groups, groups.c.id == group_members.c.group_id).join(
            group_settings, group_settings.c.group_id == groups.c.id
        )
    )
    .where(group_members.c.person_id == bindparam("person")),
    select(_NUMBER, _NAME, _NUMBER, choices.c.setting, choices.c.value, cast(null(), Boolean)).where(
        choices.c.person_id == bindparam("person")
    ),
)
_CLEAR_ACCOUNT = delete(account_settings).where(
    account_settings.c.account_id == bindparam("owner"), account_settings.c.setting == bindparam("setting_")
)
_CLEAR_GROUP = delete(group_settings).where(
    group_settings.c.group_id == bindparam("owner"), group_settings.c.setting == bindparam("setting_")
)


def layout(tx: Connection, account: AccountId) -> Layout:
    """All that an account and its groups say, the groups in order of priority."""
    return _layout(list(tx.execute(_LAYOUT, {"account": account})))


def of_person(tx: Connection, person: PersonId) -> tuple[Layout, Situation]:
    """What concerns one person, for `resolve_all`: their account, their groups as far as these say anything, their choices."""
    rows = list(tx.execute(_OF_PERSON, {"person": person}))
    levels = _layout([row for row in rows if row.locked is not None])
    own = {Setting(row.setting): row.value for row in rows if row.locked is None}
    return levels, Situation(frozenset(group.id for group in levels.groups), own)


def set_account(tx: Connection, account: AccountId, setting: Setting, stand: Stand) -> None:
    """From now on the account says this."""
    if stand == NOTHING:
        tx.execute(_CLEAR_ACCOUNT, {"owner": account, "setting_": setting})
        return
    insert = sqlite_insert if tx.dialect.name == "sqlite" else postgresql_insert
    row = insert(account_settings).values(account_id=account, setting=setting, value=stand.value, locked=stand.locked)
    key = [account_settings.c.account_id, account_settings.c.setting]
    new = {"value": row.excluded["value"], "locked": row.excluded.locked}
    tx.execute(row.on_conflict_do_update(index_elements=key, set_=new))


def set_group(tx: Connection, group: GroupId, setting: Setting, stand: Stand) -> None:
    """From now on the group says this. A lock without a value is refused by the database."""
    if stand == NOTHING:
        tx.execute(_CLEAR_GROUP, {"owner": group, "setting_": setting})
        return
    insert = sqlite_insert if tx.dialect.name == "sqlite" else postgresql_insert
    row = insert(group_settings).values(group_id=group, setting=setting, value=stand.value, locked=stand.locked)
    key = [group_settings.c.group_id, group_settings.c.setting]
    new = {"value": row.excluded["value"], "locked": row.excluded.locked}
    tx.execute(row.on_conflict_do_update(index_elements=key, set_=new))


def _layout(rows: list[Row[Any]]) -> Layout:
    account: dict[Setting, Stand] = {}
    stands: dict[tuple[int, int, str], dict[Setting, Stand]] = {}
    for row in rows:
        of = account if row.id is None else stands.setdefault((row.priority, row.id, row.name), {})
        if row.setting is not None:
            of[Setting(row.setting)] = Stand(row.value, bool(row.locked))
    in_order = sorted(stands.items())
    return Layout(account, tuple(Group(GroupId(id_), name, found) for (_, id_, name), found in in_order))
