"""Messages in channels that show a session, so that they can say when it is over."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, and_, bindparam, delete, func, or_, select, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from bot.policy.ids import CardId, SessionId, TeamId
from bot.policy.invitations.cards import Card
from bot.policy.rooms.rooms import SESSION_MAX_DURATION
from storage.rows import PERSON, SESSION, meeting_session_of, person_of, session_of
from storage.tables import OPEN_CARD, accounts, cards, own_ids, people, rooms, sessions

NOT_POSTED = ""
ABANDONED_AFTER = timedelta(minutes=5)


_WITH_ENDED_SESSION = (
    select(cards.c.id, cards.c.channel, cards.c.ts, cards.c.call, accounts.c.team, *PERSON, *SESSION)
    .select_from(
        cards.join(sessions)
        .outerjoin(rooms)
        .outerjoin(own_ids)
        .join(people, people.c.id == func.coalesce(rooms.c.person_id, own_ids.c.person_id))
        .join(accounts, accounts.c.id == people.c.account_id)
    )
    .where(
        OPEN_CARD,
        cards.c.ts != NOT_POSTED,
        or_(sessions.c.ended_at.is_not(None), sessions.c.started_at <= bindparam("started_by")),
    )
    .order_by(cards.c.id)
    .limit(bindparam("most"))
)
_MARK_POSTED = update(cards).where(cards.c.id == bindparam("id_")).values(ts=bindparam("ts_"), call=bindparam("call_"))
_MARK_CLOSED = update(cards).where(cards.c.id == bindparam("id_")).values(closed_at=bindparam("at"))
_DROP = delete(cards).where(cards.c.id == bindparam("id_"))
_ABANDONED = delete(cards).where(and_(cards.c.ts == NOT_POSTED, cards.c.posted_at < bindparam("before")))


def reserve(tx: Connection, session: SessionId, channel: str, now: datetime) -> CardId | None:
    """The right to post the one card of this session in this channel; none where it is posted already."""
    insert = sqlite_insert if tx.dialect.name == "sqlite" else postgresql_insert
    row = {"session_id": session, "channel": channel, "ts": NOT_POSTED, "call": "", "posted_at": now}
    statement = insert(cards).values(**row).on_conflict_do_nothing().returning(cards.c.id)
    new_id = tx.execute(statement).scalar_one_or_none()
    return None if new_id is None else CardId(new_id)


def mark_posted(tx: Connection, card: CardId, ts: str, call: str) -> None:
    """The card is in its channel."""
    tx.execute(_MARK_POSTED, {"id_": card, "ts_": ts, "call_": call})


def drop(tx: Connection, card: CardId) -> None:
    """The card could not be posted; it may be tried again."""
    tx.execute(_DROP, {"id_": card})


def drop_abandoned(tx: Connection, now: datetime) -> None:
    """Reservations whose posting was cut off, so that they do not stand in the way for ever."""
    tx.execute(_ABANDONED, {"before": now - ABANDONED_AFTER})


def with_ended_session(tx: Connection, now: datetime, limit: int) -> list[Card]:
    """Cards whose session is over and which do not say so yet."""
    rows = tx.execute(_WITH_ENDED_SESSION, {"started_by": now - SESSION_MAX_DURATION, "most": limit})
    return [
        Card(CardId(row.id), TeamId(row.team), row.channel, row.ts, row.call, person_of(row), session)
        for row in rows
        if (session := session_of(row) or meeting_session_of(row)) is not None
    ]


def mark_closed(tx: Connection, card: CardId, at: datetime) -> None:
    """The card says that its session is over."""
    tx.execute(_MARK_CLOSED, {"id_": card, "at": at})
