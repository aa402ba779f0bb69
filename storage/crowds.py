"""Many people at once, by what decides their settings: one statement whoever and how many they are (section 5).

The database puts together those who are in the same situation: a row for each of 100,000 people would be most of the work.
"""

from collections.abc import Collection
from typing import Any, assert_never

from sqlalchemy import ColumnElement, Connection, Row, Select, String, Subquery, bindparam, case, cast, func, select

from bot.policy.answers import Allowed
from bot.policy.changes import AffectedPeople, Everyone, MembersOf, NamedPeople
from bot.policy.groups import GroupId
from bot.policy.judgements import Segment
from bot.policy.people import AccountId, PersonId, Role, may_have_room
from bot.policy.resolution import PersonSettings
from bot.policy.settings import Setting
from storage.id_lists import DIALECTS, ids, listed
from storage.tables import choices, group_members, people

_OF_ACCOUNT = people.c.account_id == bindparam("account")
_WEIGHED = choices.c.setting.in_(bindparam("settings", expanding=True))
_CHOICE = choices.c.setting + case((choices.c.value, "+"), else_="-")


def _text(of: ColumnElement[Any]) -> ColumnElement[str]:
    """All of a column in one text."""
    return func.aggregate_strings(cast(of, String), ",")


def _memberships(whom: Select[int]) -> Subquery:
    member = group_members.c.person_id
    texts = select(member, _text(group_members.c.group_id).label("groups"))
    return texts.where(member.in_(whom)).group_by(member).subquery("memberships")


def _own(whom: Select[int]) -> Subquery:
    texts = select(choices.c.person_id, _text(_CHOICE).label("choices"))
    return texts.where(_WEIGHED, choices.c.person_id.in_(whom)).group_by(choices.c.person_id).subquery("own")


def _crowds(*reached: ColumnElement[bool]) -> Select[Any]:
    whom = select(people.c.id).where(_OF_ACCOUNT, *reached)
    memberships, own = _memberships(whom), _own(whom)
    situation = (people.c.role, people.c.active, memberships.c.groups, own.c.choices)
    return (
        select(*situation, _text(people.c.id).label("who"))
        .select_from(
            people.outerjoin(memberships, memberships.c.person_id == people.c.id).outerjoin(
                own, own.c.person_id == people.c.id
            )
        )
        .where(_OF_ACCOUNT, *reached)
        .group_by(*situation)
        .order_by(func.min(people.c.id))
    )


def _member(dialect: str) -> ColumnElement[bool]:
    return people.c.id.in_(select(group_members.c.person_id).where(group_members.c.group_id.in_(ids(dialect))))


_EVERYONE = _crowds()
_MEMBERS = {dialect: _crowds(_member(dialect)) for dialect in DIALECTS}
_NAMED = {dialect: _crowds(people.c.id.in_(ids(dialect))) for dialect in DIALECTS}


def crowds(tx: Connection, account: AccountId, reach: AffectedPeople, settings: Collection[Setting]) -> list[Segment]:
    """Whom it reaches, together with those in the same situation; of own choices, those for `settings`."""
    values: dict[str, Any] = {"account": account, "settings": list(settings)}
    match reach:
        case Everyone():
            found = tx.execute(_EVERYONE, values)
        case MembersOf(of):
            found = tx.execute(_MEMBERS[tx.dialect.name], {**values, "ids": listed(of)})
        case NamedPeople(named):
            found = tx.execute(_NAMED[tx.dialect.name], {**values, "ids": listed(named)})
        case _:
            assert_never(reach)
    return [_crowd(row) for row in found]


def _crowd(row: Row[Any]) -> Segment:
    situation = PersonSettings(
        frozenset(GroupId(int(id_)) for id_ in row.groups.split(",")) if row.groups else frozenset(),
        {Setting(choice[:-1]): choice[-1] == "+" for choice in row.choices.split(",")} if row.choices else {},
    )
    who = tuple(PersonId(id_) for id_ in sorted(map(int, row.who.split(","))))
    return Segment(situation, who, isinstance(may_have_room(Role(row.role), active=row.active), Allowed))
