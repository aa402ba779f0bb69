"""Segments: people whose settings are decided alike, for any number of people in one statement (section 5 of the rules).

The database groups them: reading a row for each of 100,000 people would be most of the work.
"""

from collections.abc import Collection
from typing import Any, assert_never

from sqlalchemy import ColumnElement, Connection, Row, Select, String, Subquery, bindparam, case, cast, func, select

from bot.policy.approvals.changes import AffectedPeople, Everyone, MembersOf, NamedPeople
from bot.policy.approvals.impact import Segment
from bot.policy.ids import AccountId, GroupId, PersonId
from bot.policy.people.people import Role
from bot.policy.people.permissions import may_have_room_as
from bot.policy.settings.catalogue import Setting
from bot.policy.settings.lock_resolution import PersonSettings
from bot.policy.values.results import Allowed
from storage.engine.sql import IDS, ids_json
from storage.tables.people_and_rooms import choices, people
from storage.tables.settings_and_approvals import group_members

_OF_ACCOUNT = people.c.account_id == bindparam("account")
_RELEVANT_CHOICES = choices.c.setting.in_(bindparam("settings", expanding=True))
_CHOICE_TEXT = choices.c.setting + case((choices.c.value, "+"), else_="-")


def _joined_text(column: ColumnElement[Any]) -> ColumnElement[str]:
    """The values of a column, joined by commas."""
    return func.aggregate_strings(cast(column, String), ",")


def _memberships(person_ids: Select[int]) -> Subquery:
    member = group_members.c.person_id
    texts = select(member, _joined_text(group_members.c.group_id).label("groups"))
    return texts.where(member.in_(person_ids)).group_by(member).subquery("memberships")


def _own_choices(person_ids: Select[int]) -> Subquery:
    texts = select(choices.c.person_id, _joined_text(_CHOICE_TEXT).label("choices"))
    return (
        texts.where(_RELEVANT_CHOICES, choices.c.person_id.in_(person_ids))
        .group_by(choices.c.person_id)
        .subquery("own_choices")
    )


def _select_segments(*conditions: ColumnElement[bool]) -> Select[Any]:
    """The affected people are read once and joined with what is theirs."""
    affected = select(people.c.id, people.c.role, people.c.active).where(_OF_ACCOUNT, *conditions).cte("affected")
    memberships, choices_ = _memberships(select(affected.c.id)), _own_choices(select(affected.c.id))
    grouping = (affected.c.role, affected.c.active, memberships.c.groups, choices_.c.choices)
    return (
        select(*grouping, _joined_text(affected.c.id).label("who"))
        .select_from(
            affected.outerjoin(memberships, memberships.c.person_id == affected.c.id).outerjoin(
                choices_, choices_.c.person_id == affected.c.id
            )
        )
        .group_by(*grouping)
        .order_by(func.min(affected.c.id))
    )


_IS_MEMBER = people.c.id.in_(select(group_members.c.person_id).where(group_members.c.group_id.in_(IDS)))
_EVERYONE = _select_segments()
_MEMBERS = _select_segments(_IS_MEMBER)
_LISTED_PEOPLE = _select_segments(people.c.id.in_(IDS))


def segments(
    tx: Connection, account: AccountId, affected: AffectedPeople, settings: Collection[Setting]
) -> list[Segment]:
    """The affected people, grouped into segments; of their own choices only those for `settings` are read."""
    values: dict[str, Any] = {"account": account, "settings": list(settings)}
    match affected:
        case Everyone():
            found = tx.execute(_EVERYONE, values)
        case MembersOf(group_ids):
            found = tx.execute(_MEMBERS, {**values, "ids": ids_json(group_ids)})
        case NamedPeople(person_ids):
            found = tx.execute(_LISTED_PEOPLE, {**values, "ids": ids_json(person_ids)})
        case _:
            assert_never(affected)
    return [_segment(row) for row in found]


def _segment(row: Row[Any]) -> Segment:
    person_settings = PersonSettings(
        frozenset(GroupId(int(id_)) for id_ in row.groups.split(",")) if row.groups else frozenset(),
        {Setting(choice[:-1]): choice[-1] == "+" for choice in row.choices.split(",")} if row.choices else {},
    )
    person_ids = tuple(map(PersonId, sorted(map(int, row.who.split(",")))))
    may_host = isinstance(may_have_room_as(Role(row.role), active=row.active), Allowed)
    return Segment(person_settings, person_ids, may_host)
