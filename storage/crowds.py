"""Many people at once, by what decides their settings: one statement whoever and how many they are (section 5)."""

from collections.abc import Collection
from typing import Any, assert_never

from sqlalchemy import Connection, Select, String, bindparam, case, cast, func, select

from bot.policy.answers import Allowed
from bot.policy.changes import Everyone, MembersOf, Named, Reach
from bot.policy.groups import GroupId
from bot.policy.judgements import Crowd
from bot.policy.people import AccountId, PersonId, Role, may_have_room
from bot.policy.resolution import Situation
from bot.policy.settings import Setting
from storage.id_lists import DIALECTS, ids, listed
from storage.tables import choices, group_members, people

_MEMBERSHIPS = (
    select(func.aggregate_strings(cast(group_members.c.group_id, String), ","))
    .where(group_members.c.person_id == people.c.id)
    .scalar_subquery()
)
_CHOICES = (
    select(func.aggregate_strings(choices.c.setting + case((choices.c.value, "+"), else_="-"), ","))
    .where(choices.c.person_id == people.c.id, choices.c.setting.in_(bindparam("settings", expanding=True)))
    .scalar_subquery()
)
_EVERYONE = (
    select(people.c.id, people.c.role, people.c.active, _MEMBERSHIPS.label("memberships"), _CHOICES.label("own"))
    .where(people.c.account_id == bindparam("account"))
    .order_by(people.c.id)
)


def _members(dialect: str) -> Select[Any]:
    listed_groups = group_members.c.group_id.in_(ids(dialect))
    return _EVERYONE.where(people.c.id.in_(select(group_members.c.person_id).where(listed_groups)))


_MEMBERS = {dialect: _members(dialect) for dialect in DIALECTS}
_NAMED = {dialect: _EVERYONE.where(people.c.id.in_(ids(dialect))) for dialect in DIALECTS}


def crowds(tx: Connection, account: AccountId, reach: Reach, settings: Collection[Setting]) -> list[Crowd]:
    """Whom it reaches, together with those in the same situation; of own choices, those for `settings`."""
    found: dict[tuple[Any, ...], list[PersonId]] = {}
    for id_, *situation in _rows(tx, account, reach, settings):
        found.setdefault(tuple(situation), []).append(PersonId(id_))
    return [_crowd(tuple(people_), *situation) for situation, people_ in found.items()]


def _rows(tx: Connection, account: AccountId, reach: Reach, settings: Collection[Setting]) -> list[Any]:
    values: dict[str, Any] = {"account": account, "settings": list(settings)}
    match reach:
        case Everyone():
            return list(tx.execute(_EVERYONE, values))
        case MembersOf(of):
            return list(tx.execute(_MEMBERS[tx.dialect.name], {**values, "ids": listed(of)}))
        case Named(named):
            return list(tx.execute(_NAMED[tx.dialect.name], {**values, "ids": listed(named)}))
    assert_never(reach)


def _crowd(who: tuple[PersonId, ...], role: str, active: bool, memberships: str | None, own: str | None) -> Crowd:  # noqa: FBT001 - a column of the row
    situation = Situation(
        frozenset(GroupId(int(id_)) for id_ in memberships.split(",")) if memberships else frozenset(),
        {Setting(choice[:-1]): choice[-1] == "+" for choice in own.split(",")} if own else {},
    )
    return Crowd(situation, who, isinstance(may_have_room(Role(role), active=active), Allowed))
