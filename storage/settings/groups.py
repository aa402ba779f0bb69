"""Groups, their order, their members and admins."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Integer, bindparam, delete, func, insert, select, update

from bot.policy.ids import AccountId, GroupId, PersonId, UserId
from bot.policy.people.people import Person
from bot.policy.settings.groups import name_key
from storage.engine.sql import IDS, ids_json
from storage.rows import PERSON, person_of
from storage.tables.people_and_rooms import IS_KNOWN, people
from storage.tables.settings_and_approvals import group_admins, group_members, group_settings, groups

_LAST_PRIORITY = select(func.coalesce(func.max(groups.c.priority), 0)).where(
    groups.c.account_id == bindparam("account")
)
_RENAME = update(groups).where(groups.c.id == bindparam("group_"))
_NEGATE_PRIORITIES = (
    update(groups).where(groups.c.account_id == bindparam("account")).values(priority=-groups.c.priority)
)
_SET_PRIORITY = update(groups).where(groups.c.id == bindparam("group_")).values(priority=bindparam("priority_"))
_DELETE = (
    *(delete(table).where(table.c.group_id == bindparam("group_")) for table in (group_settings, group_members, group_admins)),
    delete(groups).where(groups.c.id == bindparam("group_")),
)  # fmt: skip
_ADD_MEMBERS = insert(group_members).from_select(
    ["group_id", "person_id"],
    select(bindparam("group_", type_=Integer), people.c.id).where(people.c.id.in_(IDS), IS_KNOWN),
)
_IS_MEMBER_AMONG = (group_members.c.group_id == bindparam("group_")) & group_members.c.person_id.in_(IDS)
_REMOVE_MEMBERS = delete(group_members).where(_IS_MEMBER_AMONG)
_MEMBERS_AMONG = select(group_members.c.person_id).where(_IS_MEMBER_AMONG)
_MEMBERS = (
    select(*PERSON)
    .join(group_members, group_members.c.person_id == people.c.id)
    .where(group_members.c.group_id == bindparam("group_"))
    .order_by(people.c.id)
    .offset(bindparam("skip"))
    .limit(bindparam("limit_"))
)
_MEMBER_COUNTS = (
    select(group_members.c.group_id, func.count().label("size"))
    .join(groups, groups.c.id == group_members.c.group_id)
    .where(groups.c.account_id == bindparam("account"))
    .group_by(group_members.c.group_id)
)
_ADMINS = (
    select(*PERSON)
    .join(group_admins, group_admins.c.person_id == people.c.id)
    .where(group_admins.c.group_id == bindparam("group_"))
    .order_by(people.c.id)
)
_ADMINISTERED_BY = (
    select(group_admins.c.group_id)
    .join(people, people.c.id == group_admins.c.person_id)
    .where(people.c.account_id == bindparam("account"), people.c.slack_user == bindparam("user"))
)
_OF_PERSON = (
    select(groups.c.id, groups.c.name)
    .join(group_members, group_members.c.group_id == groups.c.id)
    .where(group_members.c.person_id == bindparam("person"))
    .order_by(groups.c.priority)
)
_REMOVE_ADMIN = delete(group_admins).where(
    group_admins.c.group_id == bindparam("group_"), group_admins.c.person_id == bindparam("person")
)


def create(tx: Connection, account: AccountId, name: str, now: datetime) -> GroupId:
    """Insert a group with the last priority. The database refuses a name that is taken, whatever its capitals."""
    last = tx.execute(_LAST_PRIORITY, {"account": account}).scalar_one()
    row = {"account_id": account, "priority": last + 1, "created_at": now, **_name_columns(name)}
    return GroupId(tx.execute(insert(groups).values(**row).returning(groups.c.id)).scalar_one())


def rename(tx: Connection, group: GroupId, name: str) -> None:
    """Rename the group. The database refuses a name that is taken, whatever its capitals."""
    tx.execute(_RENAME.values(**_name_columns(name)), {"group_": group})


def delete_group(tx: Connection, group: GroupId) -> None:
    """Delete the group with its settings, members and admins; its id is never used again."""
    for statement in _DELETE:
        tx.execute(statement, {"group_": group})


def set_order(tx: Connection, account: AccountId, in_order: Sequence[GroupId]) -> None:
    """Set the priorities of all groups of the account, 1 first. They are negated in between, as no two may have the same one."""
    if not in_order:
        return
    tx.execute(_NEGATE_PRIORITIES, {"account": account})
    tx.execute(_SET_PRIORITY, [{"group_": group, "priority_": priority} for priority, group in enumerate(in_order, 1)])


def add_members(tx: Connection, group: GroupId, person_ids: Collection[PersonId]) -> None:
    """Add people who are not members, but for who was erased: one statement."""
    tx.execute(_ADD_MEMBERS, {"group_": group, "ids": ids_json(person_ids)})


def remove_members(tx: Connection, group: GroupId, person_ids: Collection[PersonId]) -> None:
    """Remove members: one statement."""
    tx.execute(_REMOVE_MEMBERS, {"group_": group, "ids": ids_json(person_ids)})


def members_among(tx: Connection, group: GroupId, person_ids: Collection[PersonId]) -> frozenset[PersonId]:
    """Those of these people who are members."""
    rows = tx.execute(_MEMBERS_AMONG, {"group_": group, "ids": ids_json(person_ids)})
    return frozenset(PersonId(id_) for id_ in rows.scalars())


def members(tx: Connection, group: GroupId, skip: int, limit: int) -> list[Person]:
    """A page of the members, by id."""
    rows = tx.execute(_MEMBERS, {"group_": group, "skip": skip, "limit_": limit})
    return [person_of(row) for row in rows]


def member_counts(tx: Connection, account: AccountId) -> dict[GroupId, int]:
    """The number of members of each group that has any."""
    return {GroupId(row.group_id): row.size for row in tx.execute(_MEMBER_COUNTS, {"account": account})}


def of_person(tx: Connection, person: PersonId) -> dict[GroupId, str]:
    """The names of the person's groups by id, in order of priority."""
    return {GroupId(row.id): row.name for row in tx.execute(_OF_PERSON, {"person": person})}


def admins(tx: Connection, group: GroupId) -> list[Person]:
    """The group's admins, by id."""
    return [person_of(row) for row in tx.execute(_ADMINS, {"group_": group})]


def administered_by(tx: Connection, account: AccountId, user: UserId) -> frozenset[GroupId]:
    """The groups that the user administers."""
    rows = tx.execute(_ADMINISTERED_BY, {"account": account, "user": user})
    return frozenset(GroupId(id_) for id_ in rows.scalars())


def add_admin(tx: Connection, group: GroupId, person: PersonId) -> None:
    """Make a person group admin."""
    tx.execute(insert(group_admins).values(group_id=group, person_id=person))


def remove_admin(tx: Connection, group: GroupId, person: PersonId) -> bool:
    """Remove a group admin; false where the person was none."""
    return tx.execute(_REMOVE_ADMIN, {"group_": group, "person": person}).rowcount == 1


def _name_columns(name: str) -> dict[str, Any]:
    return {"name": name, "name_key": name_key(name)}
