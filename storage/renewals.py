"""The messages that tell hosts which of their meetings changed, until somebody presses **“Send updated invitations”** (INV-3)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, insert, select, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from bot.policy.invitations import InvitationUpdateId, MeetingSnapshot, snapshot_from_json
from bot.policy.meetings import MeetingKey
from bot.policy.people import AccountId, PersonId, TeamId
from storage.meeting_tables import OPEN_RENEWAL, OUTDATED_RENEWAL, renewal_meetings, renewals
from storage.tables import accounts


@dataclass(frozen=True, slots=True)
class Renewal:
    """One such message. `channel` and `ts` are empty until it was sent; `before` is how each meeting was.

    `outdated_at`: since when it does not say what is true.
    """

    id: InvitationUpdateId
    account: AccountId
    team: TeamId
    host: PersonId
    opened_at: datetime
    pressed_at: datetime | None
    channel: str
    ts: str
    outdated_at: datetime | None
    before: Mapping[MeetingKey, MeetingSnapshot]


_SELECT = select(renewals, accounts.c.team).select_from(renewals.join(accounts))
_BY_ID = _SELECT.where(renewals.c.id == bindparam("id_"))
_OPEN = select(renewals.c.id).where(renewals.c.host_id == bindparam("host"), OPEN_RENEWAL)
_OUTDATED = _SELECT.where(OUTDATED_RENEWAL, renewals.c.ts != "").order_by(renewals.c.id).limit(bindparam("most"))
_BEFORE = select(renewal_meetings).where(renewal_meetings.c.renewal_id == bindparam("id_"))
_CHANGE = update(renewals).where(renewals.c.id == bindparam("id_"))


def open_for(tx: Connection, account: AccountId, host: PersonId, now: datetime) -> tuple[InvitationUpdateId, bool]:
    """The one message to this host that nobody pressed yet; true where this call opened it."""
    found = tx.execute(_OPEN, {"host": host}).scalar_one_or_none()
    if found is not None:
        return InvitationUpdateId(found), False
    row = {"account_id": account, "host_id": host, "opened_at": now, "channel": "", "ts": ""}
    return InvitationUpdateId(tx.execute(insert(renewals).values(**row).returning(renewals.c.id)).scalar_one()), True


def add(tx: Connection, renewal: InvitationUpdateId, before: Mapping[MeetingKey, MeetingSnapshot]) -> None:
    """These meetings have changed; of one that is listed already, how it was first stays."""
    insert_ = sqlite_insert if tx.dialect.name == "sqlite" else postgresql_insert
    rows = [{"renewal_id": renewal, "meeting_id": meeting, "before": was.to_json()} for meeting, was in before.items()]
    if rows:
        tx.execute(insert_(renewal_meetings).on_conflict_do_nothing(), rows)


def find(tx: Connection, renewal: InvitationUpdateId) -> Renewal | None:
    """The message with this id."""
    row = tx.execute(_BY_ID, {"id_": renewal}).one_or_none()
    return None if row is None else _renewal(tx, row)


def outdate(tx: Connection, renewal: InvitationUpdateId, now: datetime) -> None:
    """It does not say what is true any more."""
    tx.execute(_CHANGE.values(outdated_at=now), {"id_": renewal})


def made(tx: Connection, renewal: InvitationUpdateId) -> None:
    """Its text is being made from what is true now."""
    tx.execute(_CHANGE.values(outdated_at=None), {"id_": renewal})


def sent(tx: Connection, renewal: InvitationUpdateId, channel: str, ts: str) -> None:
    """It is in front of its host."""
    tx.execute(_CHANGE.values(channel=channel, ts=ts), {"id_": renewal})


def outdated(tx: Connection, most: int) -> list[Renewal]:
    """Those in front of their hosts that shall be brought up to date."""
    return [_renewal(tx, row) for row in tx.execute(_OUTDATED, {"most": most}).all()]


def brought_up_to_date(tx: Connection, renewal: Renewal) -> None:
    """It says what was true; whatever became otherwise since it was looked at leaves it outdated."""
    as_seen = _CHANGE.where(renewals.c.outdated_at == renewal.outdated_at)
    tx.execute(as_seen.values(outdated_at=None), {"id_": renewal.id})


def close(tx: Connection, renewal: InvitationUpdateId, now: datetime) -> bool:
    """Nobody can press it from now on: somebody has, or it is gone; false where that was so before. It shall show that."""
    closed = _CHANGE.where(OPEN_RENEWAL).values(pressed_at=now, outdated_at=now)
    return tx.execute(closed, {"id_": renewal}).rowcount == 1


def _renewal(tx: Connection, row: Row[Any]) -> Renewal:
    before = {
        MeetingKey(each.meeting_id): snapshot_from_json(each.before) for each in tx.execute(_BEFORE, {"id_": row.id})
    }
    return Renewal(
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
