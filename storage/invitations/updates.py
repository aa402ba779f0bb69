"""Invitation updates: messages to hosts about their changed meetings, open until **“Send updated invitations”** is pressed (INV-3)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, insert, select, update

from bot.policy.ids import AccountId, InvitationUpdateId, MeetingKey, PersonId, TeamId
from bot.policy.invitations.invitations import MeetingSnapshot, snapshot_from_json
from storage.engine.sql import insert_or_ignore
from storage.tables.meetings_and_invitations import OPEN_UPDATE, STALE_UPDATE, renewal_meetings, renewals
from storage.tables.people_and_rooms import accounts


@dataclass(frozen=True, slots=True)
class InvitationUpdate:
    """One message to a host. `channel` and `ts` are empty until it was sent; `before` is how each meeting was before its changes.

    `stale_since`: since when it does not show what is true; none while it does.
    """

    id: InvitationUpdateId
    account: AccountId
    team: TeamId
    host: PersonId
    opened_at: datetime
    closed_at: datetime | None
    channel: str
    ts: str
    stale_since: datetime | None
    before: Mapping[MeetingKey, MeetingSnapshot]


_SELECT = select(renewals, accounts.c.team).select_from(renewals.join(accounts))
_BY_ID = _SELECT.where(renewals.c.id == bindparam("id_"))
_OPEN = select(renewals.c.id).where(renewals.c.host_id == bindparam("host"), OPEN_UPDATE)
_LISTED_IN_OPEN = (
    select(renewal_meetings.c.meeting_id)
    .select_from(renewal_meetings.join(renewals))
    .where(renewals.c.host_id == bindparam("host"), OPEN_UPDATE)
)
_STALE = _SELECT.where(STALE_UPDATE, renewals.c.ts != "").order_by(renewals.c.id).limit(bindparam("limit_"))
_ADD_MEETINGS = insert_or_ignore(renewal_meetings)
_MEETINGS_BEFORE = select(renewal_meetings).where(renewal_meetings.c.renewal_id == bindparam("id_"))
_UPDATE = update(renewals).where(renewals.c.id == bindparam("id_"))


def get_or_open(tx: Connection, account: AccountId, host: PersonId, now: datetime) -> tuple[InvitationUpdateId, bool]:
    """The host's one open update, opened if there is none; true where this call opened it."""
    found = tx.execute(_OPEN, {"host": host}).scalar_one_or_none()
    if found is not None:
        return InvitationUpdateId(found), False
    row = {"account_id": account, "host_id": host, "opened_at": now, "channel": "", "ts": ""}
    return InvitationUpdateId(tx.execute(insert(renewals).values(**row).returning(renewals.c.id)).scalar_one()), True


def add_meetings(tx: Connection, update_id: InvitationUpdateId, before: Mapping[MeetingKey, MeetingSnapshot]) -> None:
    """Add changed meetings with how they were before; of one that is listed already, the first `before` stays."""
    rows = [
        {"renewal_id": update_id, "meeting_id": meeting, "before": was.to_json()} for meeting, was in before.items()
    ]
    if rows:
        tx.execute(_ADD_MEETINGS, rows)


def listed_in_open(tx: Connection, host: PersonId) -> set[MeetingKey]:
    """The meetings in the host's one open update; empty where there is none."""
    return {MeetingKey(key) for key in tx.execute(_LISTED_IN_OPEN, {"host": host}).scalars()}


def find(tx: Connection, update_id: InvitationUpdateId) -> InvitationUpdate | None:
    """The message with this id."""
    row = tx.execute(_BY_ID, {"id_": update_id}).one_or_none()
    return None if row is None else _invitation_update(tx, row)


def mark_stale(tx: Connection, update_id: InvitationUpdateId, now: datetime) -> None:
    """Record that the message does not show what is true any more."""
    tx.execute(_UPDATE.values(outdated_at=now), {"id_": update_id})


def mark_rendered(tx: Connection, update_id: InvitationUpdateId) -> None:
    """Record that the message is being rendered from what is true now."""
    tx.execute(_UPDATE.values(outdated_at=None), {"id_": update_id})


def mark_sent(tx: Connection, update_id: InvitationUpdateId, channel: str, ts: str) -> None:
    """Store where the message was posted."""
    tx.execute(_UPDATE.values(channel=channel, ts=ts), {"id_": update_id})


def stale(tx: Connection, limit: int) -> list[InvitationUpdate]:
    """At most so many sent messages that are stale, the oldest first."""
    return [_invitation_update(tx, row) for row in tx.execute(_STALE, {"limit_": limit}).all()]


def mark_refreshed(tx: Connection, seen: InvitationUpdate) -> None:
    """Record that the message was edited to show what is true; it stays stale where it was marked again after it was `seen`."""
    unchanged = _UPDATE.where(renewals.c.outdated_at == seen.stale_since)
    tx.execute(unchanged.values(outdated_at=None), {"id_": seen.id})


def close(tx: Connection, update_id: InvitationUpdateId, now: datetime) -> bool:
    """Close the update, so that it cannot be pressed any more, and mark it stale; false where it was closed already."""
    closed = _UPDATE.where(OPEN_UPDATE).values(pressed_at=now, outdated_at=now)
    return tx.execute(closed, {"id_": update_id}).rowcount == 1


def _invitation_update(tx: Connection, row: Row[Any]) -> InvitationUpdate:
    before = {
        MeetingKey(each.meeting_id): snapshot_from_json(each.before)
        for each in tx.execute(_MEETINGS_BEFORE, {"id_": row.id})
    }
    return InvitationUpdate(
        InvitationUpdateId(row.id),
        AccountId(row.account_id),
        TeamId(row.team),
        PersonId(row.host_id),
        row.opened_at,
        row.pressed_at,
        row.channel,
        row.ts,
        row.outdated_at,
        before,
    )
