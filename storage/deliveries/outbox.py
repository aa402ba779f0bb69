"""The delivery queue: messages are owed in the transaction of their cause, looked at, and forgotten long after (REM-7)."""

import json
import secrets
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice
from typing import Any

from sqlalchemy import Connection, bindparam, select
from sqlalchemy.dialects.postgresql import Insert as PostgresqlInsert
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import Insert as SqliteInsert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.sql.dml import Insert

from bot.policy.deliveries.deliveries import ChannelTarget, Delivery, DeliveryState, OutboxMessage
from bot.policy.ids import AccountId
from storage.deliveries.rows import DELIVERY, delivery_of
from storage.tables import deliveries

BATCH = 500
"""Rows written by one statement: 100,000 at once would take their memory at once."""
IDEMPOTENCY_KEY_BYTES = 16

_BY_KEY = select(*DELIVERY).where(
    deliveries.c.account_id == bindparam("account"), deliveries.c.key == bindparam("key_")
)


def _upsert(row: SqliteInsert | PostgresqlInsert) -> Insert:
    """No lists among its parameters: they could not be given for many rows at once."""
    excluded = {
        name: row.excluded[name] for name in ("urgency", "due_at", "deadline_at", "state", "reason", "created_at")
    }
    ended = (deliveries.c.state == DeliveryState.DROPPED) | (deliveries.c.state == DeliveryState.FAILED)
    written_ahead = deliveries.c.created_at > row.excluded.created_at
    movable = (deliveries.c.state == DeliveryState.PENDING) & (
        written_ahead | (row.excluded.due_at > deliveries.c.due_at)
    )
    return row.on_conflict_do_update(
        index_elements=[deliveries.c.account_id, deliveries.c.key],
        set_={**excluded, "attempts": 0, "not_before": None, "settled_at": None},
        where=ended | movable,
    )


_UPSERT = {"sqlite": _upsert(sqlite_insert(deliveries)), "postgresql": _upsert(postgresql_insert(deliveries))}


def enqueue(tx: Connection, message: OutboxMessage, now: datetime) -> bool:
    """Write down one message; false where one with the same key is on record already."""
    return enqueue_all(tx, [message], now) == 1


def enqueue_all(tx: Connection, messages: Iterable[OutboxMessage], now: datetime) -> int:
    """Write down many, taken from the iterable in batches; gives how many were new."""
    insert = sqlite_insert if tx.dialect.name == "sqlite" else postgresql_insert
    statement = insert(deliveries).on_conflict_do_nothing().returning(deliveries.c.id)
    return sum(len(tx.execute(statement, batch).all()) for batch in _batches(messages, now))


def _batches(messages: Iterable[OutboxMessage], now: datetime) -> Iterator[list[dict[str, Any]]]:
    rows = (_row(each, now) for each in messages)
    while batch := list(islice(rows, BATCH)):
        yield batch


def _row(message: OutboxMessage, now: datetime) -> dict[str, Any]:
    channel_target = message.to if isinstance(message.to, ChannelTarget) else ChannelTarget("")
    return {
        "account_id": message.account,
        "mark": secrets.token_hex(IDEMPOTENCY_KEY_BYTES),
        "key": message.dedup_key,
        "kind": message.kind,
        "urgency": message.urgency,
        "person_id": None if isinstance(message.to, ChannelTarget) else message.to,
        "channel": channel_target.channel,
        "thread": channel_target.thread,
        "subject": json.dumps(dict(message.subject)),
        "due_at": message.due,
        "deadline_at": message.deadline,
        "created_at": now,
        "state": DeliveryState.PENDING,
        "attempts": 0,
        "tries": 0,
        "reason": "",
        "posted_channel": "",
        "ts": "",
    }


def enqueue_or_reschedule(tx: Connection, messages: Iterable[OutboxMessage], now: datetime) -> None:
    """Write down many; of one that is on record already, unless it is or may be in Slack, the new times count.

    One that was dropped or failed waits again. One that is pending is postponed, but not hastened, as its person may
    have postponed it; unless a clock that was ahead wrote it.
    """
    statement = _UPSERT[tx.dialect.name]
    for batch in _batches(messages, now):
        tx.execute(statement, batch)


def find(tx: Connection, account: AccountId, key: str) -> Delivery | None:
    """The message owed under this key."""
    row = tx.execute(_BY_KEY, {"account": account, "key_": key}).one_or_none()
    return None if row is None else delivery_of(row)
