"""Cards: messages in channels that show a session, and are updated when it has ended."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, func, or_, select, update

from bot.policy.ids import AccountId, CardId, SessionId, TeamId
from bot.policy.invitations.cards import Card
from bot.policy.rooms.rooms import SESSION_MAX_DURATION
from storage.invitations.reservations import Reservation, Reservations
from storage.rows import PERSON, SESSION, person_of, session_of
from storage.tables.meetings_and_invitations import own_ids
from storage.tables.people_and_rooms import OPEN_CARD, accounts, cards, people, rooms, sessions

_RESERVATIONS = Reservations(cards, CardId, key=("session_id", "channel"))
_WITH_ENDED_SESSION = (
    select(cards.c.id, cards.c.channel, cards.c.ts, cards.c.call, cards.c.posted_at, *PERSON, *SESSION)
    .add_columns(accounts.c.team, accounts.c.language)
    .select_from(
        cards.join(accounts)
        .outerjoin(sessions)
        .outerjoin(rooms)
        .outerjoin(own_ids)
        .outerjoin(people, people.c.id == func.coalesce(rooms.c.person_id, own_ids.c.person_id))
    )
    .where(
        OPEN_CARD,
        _RESERVATIONS.is_posted,
        or_(
            cards.c.session_id.is_(None),
            sessions.c.ended_at.is_not(None),
            sessions.c.started_at <= bindparam("started_by"),
        ),
    )
    .order_by(cards.c.id)
    .limit(bindparam("limit_"))
)
_RESERVED = select(cards.c.id).where(cards.c.id == bindparam("id_"), cards.c.ts == "", cards.c.session_id.is_not(None))
_CALL = select(cards.c.call).where(cards.c.id == bindparam("id_"))
_UPDATE = update(cards).where(cards.c.id == bindparam("id_"))
_SET_CALL = _UPDATE.values(call=bindparam("call_"))
_MARK_POSTED = _UPDATE.values(ts=bindparam("ts_"))
_MARK_CLOSED = _UPDATE.values(closed_at=bindparam("at"))
drop = _RESERVATIONS.drop
release = _RESERVATIONS.release


def reserve(tx: Connection, account: AccountId, session: SessionId, channel: str, now: datetime) -> CardId:
    """Reserve the one card of this session in this channel; `find` has found none."""
    return _RESERVATIONS.reserve(tx, now, account_id=account, session_id=session, channel=channel, call="")


def is_reserved(tx: Connection, card: CardId) -> bool:
    """Whether the card is to be posted: not posted yet, and its session was not erased."""
    return tx.execute(_RESERVED, {"id_": card}).first() is not None


def find(tx: Connection, session: SessionId, channel: str) -> Reservation[CardId] | None:
    """The card of this session that is reserved or posted in this channel."""
    return _RESERVATIONS.find(tx, session_id=session, channel=channel)


def call_of(tx: Connection, card: CardId) -> str:
    """The id of Slack's call that was opened for the card; empty where none was."""
    return tx.execute(_CALL, {"id_": card}).scalar_one_or_none() or ""


def set_call(tx: Connection, card: CardId, call: str) -> None:
    """Store the call that the card is about to show."""
    tx.execute(_SET_CALL, {"id_": card, "call_": call})


def mark_posted(tx: Connection, card: CardId, ts: str) -> None:
    """Store where Slack posted the card."""
    tx.execute(_MARK_POSTED, {"id_": card, "ts_": ts})


def with_ended_session(tx: Connection, now: datetime | None, limit: int) -> list[Card]:
    """Posted cards that are open although their session has ended, has lasted its 24 hours, or was erased.

    Where `now` is none, nobody knows which sessions have lasted that long, and those are left out.
    """
    started_by = None if now is None else now - SESSION_MAX_DURATION
    rows = tx.execute(_WITH_ENDED_SESSION, {"started_by": started_by, "limit_": limit})
    return [_card(row) for row in rows]


def _card(row: Row[Any]) -> Card:
    host, session = (None, None) if row.session_id is None else (person_of(row), session_of(row))
    posted = (row.channel, row.ts, row.call, row.posted_at)
    return Card(CardId(row.id), TeamId(row.team), *posted, host, session, row.language)


def mark_closed(tx: Connection, card: CardId, at: datetime) -> None:
    """Record that the card shows the end of its session."""
    tx.execute(_MARK_CLOSED, {"id_": card, "at": at})
