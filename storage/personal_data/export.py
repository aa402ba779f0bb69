"""Reads all that is kept of one person, as plain values by section; without passcodes and tokens, which open doors."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, Column, Connection, RowMapping, Select, Table, bindparam, or_, select

from bot.policy.ids import AccountId
from bot.policy.people.people import Person
from storage.tables.delivery_queue import deliveries
from storage.tables.meetings_and_invitations import (
    calendar_feeds,
    invitation_posts,
    invitees,
    meeting_changes,
    meetings,
    own_ids,
    reminders_off,
    renewals,
)
from storage.tables.people_and_rooms import cards, choices, links, numbers, people, rooms, sessions
from storage.tables.settings_and_approvals import audit, audit_details, group_admins, group_members, groups, requests
from storage.tables.throttles import availability_checks

_JSON_COLUMNS = ("before", "after")
"""Of audit entries."""
PlainRow = dict[str, Any]
"""A row by the names of its columns; instants as ISO 8601 in UTC."""

_PERSON: BindParameter[int] = bindparam("person")
_ACCOUNT: BindParameter[int] = bindparam("account")
_USER: BindParameter[str] = bindparam("user")
_SESSIONS = select(sessions.c.id).where(
    or_(
        sessions.c.room_id.in_(select(rooms.c.id).where(rooms.c.person_id == _PERSON)),
        sessions.c.own_id.in_(select(own_ids.c.id).where(own_ids.c.person_id == _PERSON)),
    )
)
_HOSTED = select(meetings.c.id).where(meetings.c.host_id == _PERSON)


def _columns(table: Table, *names: str) -> list[Column[Any]]:
    return [table.c[name] for name in names]


def _of_person(table: Table, *names: str) -> Select[Any]:
    return select(*_columns(table, *names)).where(table.c.person_id == _PERSON).order_by(*table.primary_key)


_MEETING_COLUMNS = ("topic", "description", "starts", "zone", "minutes", "rule", "made_at", "cancelled_at", "uid")
_REQUESTS = select(requests).where(requests.c.account_id == _ACCOUNT).order_by(requests.c.id)
SECTIONS: Mapping[str, Select[Any]] = {
    "profile": select(
        *_columns(people, "slack_user", "name", "zone", "locale", "role", "active", "license", "created_at"),
        *_columns(people, "greeted_at", "unreachable_because", "unreachable_at"),
    ).where(people.c.id == _PERSON),
    "numbers": _of_person(numbers, "number", "ended_at", "ended_by"),
    "links": _of_person(links, "shown", "released_at"),
    "rooms": _of_person(
        rooms, "number", "assigned_at", "last_used_at", "valid_until", "suspended_at", "ended_at", "ended_by"
    ),
    "meeting_ids": _of_person(
        own_ids, "number", "instant", "made_at", "last_started_at", "valid_until", "ended_at", "ended_by"
    ),
    "sessions": select(*_columns(sessions, "topic", "started_at", "ended_at"))
    .where(sessions.c.id.in_(_SESSIONS))
    .order_by(sessions.c.id),
    "cards": select(*_columns(cards, "channel", "posted_at", "closed_at"))
    .where(cards.c.session_id.in_(_SESSIONS))
    .order_by(cards.c.id),
    "meetings": select(*_columns(meetings, *_MEETING_COLUMNS))
    .where(meetings.c.host_id == _PERSON)
    .order_by(meetings.c.id),
    "changed_occurrences": select(meetings.c.uid, *_columns(meeting_changes, "planned", "starts", "minutes", "topic"))
    .select_from(meeting_changes.join(meetings))
    .where(meetings.c.host_id == _PERSON)
    .order_by(*meeting_changes.primary_key),
    "invitation_posts": select(meetings.c.uid, *_columns(invitation_posts, "channel", "posted_at"))
    .select_from(invitation_posts.join(meetings))
    .where(meetings.c.host_id == _PERSON)
    .order_by(invitation_posts.c.id),
    "changes_told_to_host": select(*_columns(renewals, "opened_at", "pressed_at"))
    .where(renewals.c.host_id == _PERSON)
    .order_by(renewals.c.id),
    "invitations": select(
        *_columns(meetings, "topic", "starts", "zone"),
        *_columns(invitees, "invited_at", "answer", "answered_at", "removed_at"),
    )
    .select_from(invitees.join(meetings))
    .where(invitees.c.person_id == _PERSON)
    .order_by(invitees.c.meeting_id),
    "own_settings": _of_person(choices, "setting", "value"),
    "groups": select(groups.c.name)
    .join(group_members)
    .where(group_members.c.person_id == _PERSON)
    .order_by(groups.c.id),
    "groups_administered": select(groups.c.name)
    .join(group_admins)
    .where(group_admins.c.person_id == _PERSON)
    .order_by(groups.c.id),
    "reminders_off": _of_person(reminders_off, "since"),
    "calendar_feed": _of_person(calendar_feeds, "made_at"),
    "availability_checks": _of_person(availability_checks, "at"),
    "messages": _of_person(deliveries, "kind", "created_at", "due_at", "state", "reason", "settled_at"),
    "requests": _REQUESTS.where(requests.c.asked_by == _USER).with_only_columns(
        *_columns(requests, "scope", "topic", "reason", "asked_at", "state", "decided_at")
    ),
    "decisions": _REQUESTS.where(requests.c.decided_by == _USER).with_only_columns(
        *_columns(requests, "scope", "topic", "state", "decided_at", "answer")
    ),
    "audit": select(
        *_columns(audit, "at", "actor", "what", "setting", "before", "after", "note"),
        audit_details.c.before.label("personal_before"),
        audit_details.c.after.label("personal_after"),
    )
    .select_from(audit.outerjoin(audit_details))
    .where(audit.c.account_id == _ACCOUNT, or_(audit.c.person_id == _PERSON, audit.c.actor == _USER))
    .order_by(audit.c.id),
}
"""Each section of an export with what it reads."""


def read(tx: Connection, account: AccountId, person: Person) -> dict[str, list[PlainRow]]:
    """All that is kept of a person, by section: one statement each."""
    values = {"account": account, "person": person.id, "user": person.user}
    return {
        name: [_plain(row) for row in tx.execute(statement, values).mappings()] for name, statement in SECTIONS.items()
    }


def _plain(row: RowMapping) -> PlainRow:
    return {name: _plain_value(name, value) for name, value in row.items()}


def _plain_value(name: str, value: Any) -> Any:  # noqa: ANN401 - a cell may hold anything
    if isinstance(value, datetime):
        return value.isoformat()
    return json.loads(value) if name in _JSON_COLUMNS else value
