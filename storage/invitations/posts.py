"""Invitations in channels, and what each of them shows (INV-3)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, select, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from bot.policy.ids import ChannelPostId, MeetingKey, PersonId, TeamId
from bot.policy.invitations.invitations import ChannelPost, MeetingSnapshot, snapshot_from_json
from storage.engine.sql import DIALECTS, ids_json, select_ids
from storage.tables import accounts
from storage.tables.meetings_and_invitations import ON_PMI, STALE_POST, invitation_posts, meetings

NOT_POSTED = ""
ABANDONED_AFTER = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class StalePost:
    """A post that shall be brought up to date."""

    team: TeamId
    meeting: MeetingKey
    post: ChannelPost
    stale_since: datetime


_POSTED = invitation_posts.c.ts != NOT_POSTED
_OF_MEETINGS = {
    dialect: select(invitation_posts)
    .where(invitation_posts.c.meeting_id.in_(select_ids(dialect)), _POSTED)
    .order_by(invitation_posts.c.id)
    for dialect in DIALECTS
}
_STALE = (
    select(invitation_posts, accounts.c.team)
    .select_from(invitation_posts.join(meetings).join(accounts))
    .where(STALE_POST, _POSTED)
    .order_by(invitation_posts.c.id)
    .limit(bindparam("most"))
)
_MARK_STALE = {
    dialect: update(invitation_posts)
    .where(invitation_posts.c.meeting_id.in_(select_ids(dialect)), _POSTED)
    .values(wanted_at=bindparam("at"))
    for dialect in DIALECTS
}
_MARK_STALE_ON_PMI = {
    dialect: update(invitation_posts)
    .where(
        invitation_posts.c.meeting_id.in_(
            select(meetings.c.id).where(ON_PMI, meetings.c.host_id.in_(select_ids(dialect)))
        ),
        _POSTED,
    )
    .values(wanted_at=bindparam("at"))
    for dialect in DIALECTS
}
_UPDATE = update(invitation_posts).where(invitation_posts.c.id == bindparam("id_"))
_DROP = delete(invitation_posts).where(invitation_posts.c.id == bindparam("id_"))
_ABANDONED = delete(invitation_posts).where(
    invitation_posts.c.ts == NOT_POSTED, invitation_posts.c.posted_at < bindparam("before")
)


def reserve(
    tx: Connection, meeting: MeetingKey, channel: str, snapshot: MeetingSnapshot, now: datetime, *, with_passcode: bool
) -> ChannelPostId | None:
    """The right to post the one invitation to this meeting in this channel; none where it is posted already."""
    insert = sqlite_insert if tx.dialect.name == "sqlite" else postgresql_insert
    row = {
        "meeting_id": meeting,
        "channel": channel,
        "ts": NOT_POSTED,
        "with_passcode": with_passcode,
        "told": snapshot.to_json(),
        "posted_at": now,
    }
    statement = insert(invitation_posts).values(**row).on_conflict_do_nothing().returning(invitation_posts.c.id)
    new_id = tx.execute(statement).scalar_one_or_none()
    return None if new_id is None else ChannelPostId(new_id)


def mark_posted(tx: Connection, post: ChannelPostId, ts: str) -> None:
    """The invitation is in its channel."""
    tx.execute(_UPDATE.values(ts=ts), {"id_": post})


def drop(tx: Connection, post: ChannelPostId) -> None:
    """It could not be posted, or is not there any more; it may be posted anew."""
    tx.execute(_DROP, {"id_": post})


def drop_abandoned(tx: Connection, now: datetime) -> None:
    """Reservations whose posting was cut off, so that they do not stand in the way for ever."""
    tx.execute(_ABANDONED, {"before": now - ABANDONED_AFTER})


def of_meetings(tx: Connection, keys: Collection[MeetingKey]) -> dict[MeetingKey, list[ChannelPost]]:
    """The invitations to each of these meetings: one statement."""
    found: dict[MeetingKey, list[ChannelPost]] = {}
    for row in tx.execute(_OF_MEETINGS[tx.dialect.name], {"ids": ids_json(keys)}):
        found.setdefault(MeetingKey(row.meeting_id), []).append(_post(row))
    return found


def mark_stale(tx: Connection, keys: Collection[MeetingKey], now: datetime) -> None:
    """The invitations to these meetings shall say what is true now."""
    tx.execute(_MARK_STALE[tx.dialect.name], {"ids": ids_json(keys), "at": now})


def mark_stale_on_pmi(tx: Connection, hosts: Collection[PersonId], now: datetime) -> None:
    """The same for every upcoming meeting on the PMI of one of these hosts: whether it can be used has changed (INV-4)."""
    tx.execute(_MARK_STALE_ON_PMI[tx.dialect.name], {"ids": ids_json(hosts), "at": now})


def stale(tx: Connection, limit: int) -> list[StalePost]:
    """Posts that wait for that."""
    rows = tx.execute(_STALE, {"most": limit})
    return [StalePost(TeamId(row.team), MeetingKey(row.meeting_id), _post(row), row.wanted_at) for row in rows]


def mark_shown(tx: Connection, post: ChannelPostId, snapshot: MeetingSnapshot, stale_since: datetime) -> None:
    """The post shows this, which was wanted `since`; who wanted anything meanwhile still waits."""
    tx.execute(_UPDATE.values(told=snapshot.to_json()), {"id_": post})
    tx.execute(_UPDATE.where(invitation_posts.c.wanted_at == stale_since).values(wanted_at=None), {"id_": post})


def _post(row: Row[Any]) -> ChannelPost:
    return ChannelPost(ChannelPostId(row.id), row.channel, row.ts, row.with_passcode, snapshot_from_json(row.told))
