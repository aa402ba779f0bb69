"""Labelled columns of the shared tables, and for each set the reader that makes a value of a row, whatever was joined."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, Row, Table

from bot.policy.ids import AccountId, MeetingId, MeetingIdKey, PersonId, Pmi, RoomId, SessionId, TeamId, UserId
from bot.policy.meetings.meeting_ids import MeetingIdEndReason, MeetingIdRecord
from bot.policy.people.people import Account, License, Person, Plan, Role
from bot.policy.reminders.room_expiry import AT_EXPIRY
from bot.policy.rooms.numbers import EndReason
from bot.policy.rooms.rooms import Room, Session
from storage.tables.meetings_and_invitations import own_ids
from storage.tables.people_and_rooms import accounts, links, people, rooms, sessions


def labelled(table: Table, prefix: str, *, without: Collection[str] = ()) -> list[ColumnElement[Any]]:
    """The columns of a table as `prefix_name`, `without` those that their reader does not use."""
    return [column.label(f"{prefix}_{column.name}") for column in table.c if column.name not in without]


ACCOUNT = labelled(accounts, "account", without=("created_at", "swept_at"))
PERSON = labelled(people, "person", without=("account_id", "created_at", "unreachable_because", "erased_hash"))
ROOM = [
    *labelled(rooms, "room", without=("valid_until", "warned_at", "passcode_hash")),
    links.c.shown.label("room_link"),
]
SESSION = labelled(sessions, "session", without=("token_hash",))
MEETING_ID_RECORD = labelled(own_ids, "own", without=("warned_at", "passcode_hash"))


def account_of(row: Row[Any]) -> Account:
    """The `ACCOUNT` columns of a row."""
    return Account(
        id=AccountId(row.account_id),
        team=TeamId(row.account_team),
        plan=Plan(row.account_plan),
        default_license=License(row.account_default_license),
        approvals_channel=row.account_approvals_channel,
        set_up_at=row.account_set_up_at,
        language=row.account_language,
    )


def person_of(row: Row[Any]) -> Person:
    """The `PERSON` columns of a row."""
    return Person(
        id=PersonId(row.person_id),
        user=UserId(row.person_slack_user or ""),
        name=row.person_name,
        zone=row.person_zone,
        role=Role(row.person_role),
        active=row.person_active,
        license=License(row.person_license),
        greeted_at=row.person_greeted_at,
        unreachable_at=row.person_unreachable_at,
        locale=row.person_locale,
    )


def room_of(row: Row[Any]) -> Room:
    """The `ROOM` columns of a row."""
    return Room(
        id=RoomId(row.room_id),
        person=PersonId(row.room_person_id),
        number=Pmi(row.room_number),
        link=row.room_link or "",
        passcode=row.room_passcode,
        token=row.room_token,
        assigned_at=row.room_assigned_at,
        last_used_at=row.room_last_used_at,
        suspended_at=row.room_suspended_at,
        ended_at=row.room_ended_at,
        ended_by=None if row.room_ended_by is None else EndReason(row.room_ended_by),
        expiry_recorded=row.room_reminded_days <= AT_EXPIRY,
    )


def session_of(row: Row[Any]) -> Session:
    """The `SESSION` columns of a row."""
    return Session(
        id=SessionId(row.session_id),
        room=None if row.session_room_id is None else RoomId(row.session_room_id),
        generated_id=None if row.session_own_id is None else MeetingIdKey(row.session_own_id),
        topic=row.session_topic,
        meeting_name=row.session_place,
        token=row.session_token,
        started_at=row.session_started_at,
        ended_at=row.session_ended_at,
    )


def meeting_id_record_of(row: Row[Any]) -> MeetingIdRecord:
    """The `MEETING_ID_RECORD` columns of a row."""
    return MeetingIdRecord(
        id=MeetingIdKey(row.own_id),
        host=PersonId(row.own_person_id),
        number=MeetingId(row.own_number),
        passcode=row.own_passcode,
        token=row.own_token,
        is_instant=row.own_instant,
        made_at=row.own_made_at,
        last_started_at=row.own_last_started_at,
        valid_until=row.own_valid_until,
        ended_at=row.own_ended_at,
        ended_by=None if row.own_ended_by is None else MeetingIdEndReason(row.own_ended_by),
    )
