"""Invitations posted in channels, and the meeting snapshot that each of them shows (INV-3)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, select, update

from bot.policy.ids import ChannelPostId, MeetingKey, PersonId, TeamId
from bot.policy.invitations.invitations import ChannelPost, MeetingSnapshot, snapshot_from_json
from storage.engine.sql import IDS, ids_json, read_one
from storage.invitations.reservations import Reservation, Reservations
from storage.tables.meetings_and_invitations import ON_PMI, STALE_POST, invitation_posts, meetings
from storage.tables.people_and_rooms import accounts


@dataclass(frozen=True, slots=True)
class StalePost:
    """A post that does not show what is true now. `language` is the account's."""

    team: TeamId
    meeting: MeetingKey
    post: ChannelPost
    stale_since: datetime
    language: str


_RESERVATIONS = Reservations(invitation_posts, ChannelPostId, key=("meeting_id", "channel"))
_POSTED = _RESERVATIONS.is_posted
_OF_MEETINGS = (
    select(invitation_posts).where(invitation_posts.c.meeting_id.in_(IDS), _POSTED).order_by(invitation_posts.c.id)
)
_STALE = (
    select(invitation_posts, accounts.c.team, accounts.c.language)
    .select_from(invitation_posts.join(meetings).join(accounts))
    .where(STALE_POST, _POSTED)
    .order_by(invitation_posts.c.id)
    .limit(bindparam("limit_"))
)
_MARK_ALL_STALE = update(invitation_posts).values(wanted_at=bindparam("at"))
_MARK_STALE = _MARK_ALL_STALE.where(invitation_posts.c.meeting_id.in_(IDS))
_MARK_STALE_ON_PMI = _MARK_ALL_STALE.where(
    invitation_posts.c.meeting_id.in_(select(meetings.c.id).where(ON_PMI, meetings.c.host_id.in_(IDS)))
)
_UPDATE = update(invitation_posts).where(invitation_posts.c.id == bindparam("id_"))
_BY_ID = select(invitation_posts).where(invitation_posts.c.id == bindparam("id_"))
drop = _RESERVATIONS.drop
release = _RESERVATIONS.release
is_reserved = _RESERVATIONS.is_reserved


def reserve(
    tx: Connection, meeting: MeetingKey, channel: str, snapshot: MeetingSnapshot, now: datetime, *, with_passcode: bool
) -> ChannelPostId:
    """Reserve the one invitation to this meeting in this channel; `find` has found none."""
    row = {"meeting_id": meeting, "channel": channel, "with_passcode": with_passcode, "told": snapshot.to_json()}
    return _RESERVATIONS.reserve(tx, now, **row)


def find(tx: Connection, meeting: MeetingKey, channel: str) -> Reservation[ChannelPostId] | None:
    """The invitation to this meeting that is reserved or posted in this channel."""
    return _RESERVATIONS.find(tx, meeting_id=meeting, channel=channel)


def mark_rendered(tx: Connection, post: ChannelPostId, snapshot: MeetingSnapshot) -> None:
    """Store what the invitation shows that is about to be posted; whatever changes after this makes it stale."""
    tx.execute(_UPDATE.values(told=snapshot.to_json(), wanted_at=None), {"id_": post})


def mark_posted(tx: Connection, post: ChannelPostId, ts: str) -> ChannelPost | None:
    """Store the `ts` of the posted invitation, and return it; none where it is not on record any more."""
    tx.execute(_UPDATE.values(ts=ts), {"id_": post})
    return read_one(tx, _BY_ID, {"id_": post}, _post)


def of_meetings(tx: Connection, keys: Collection[MeetingKey]) -> dict[MeetingKey, list[ChannelPost]]:
    """The posted invitations to each of these meetings: one statement."""
    found: dict[MeetingKey, list[ChannelPost]] = {}
    for row in tx.execute(_OF_MEETINGS, {"ids": ids_json(keys)}):
        found.setdefault(MeetingKey(row.meeting_id), []).append(_post(row))
    return found


def mark_stale(tx: Connection, keys: Collection[MeetingKey], now: datetime) -> None:
    """Mark the invitations to these meetings as stale; one that is being posted is updated as soon as it is there."""
    tx.execute(_MARK_STALE, {"ids": ids_json(keys), "at": now})


def mark_stale_on_pmi(tx: Connection, hosts: Collection[PersonId], now: datetime) -> None:
    """Mark the invitations to all upcoming PMI meetings of these hosts as stale, as the PMI's state has changed (INV-4)."""
    tx.execute(_MARK_STALE_ON_PMI, {"ids": ids_json(hosts), "at": now})


def stale(tx: Connection, limit: int) -> list[StalePost]:
    """At most so many stale posts, the oldest first."""
    rows = tx.execute(_STALE, {"limit_": limit})
    return [
        StalePost(TeamId(row.team), MeetingKey(row.meeting_id), _post(row), row.wanted_at, row.language) for row in rows
    ]


def mark_shown(tx: Connection, post: ChannelPostId, snapshot: MeetingSnapshot, stale_since: datetime) -> None:
    """Store what the post shows; it is stale no more, unless it was marked again after `stale_since`."""
    tx.execute(_UPDATE.values(told=snapshot.to_json()), {"id_": post})
    tx.execute(_UPDATE.where(invitation_posts.c.wanted_at == stale_since).values(wanted_at=None), {"id_": post})


def _post(row: Row[Any]) -> ChannelPost:
    return ChannelPost(ChannelPostId(row.id), row.channel, row.ts, row.with_passcode, snapshot_from_json(row.told))
