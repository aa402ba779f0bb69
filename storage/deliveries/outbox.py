"""The outbox: messages are written in the transaction of their cause and sent later by the delivery worker (REM-7).

What is due when it is enqueued wakes the worker of this process after the commit.
"""

import json
import secrets
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice
from typing import Any

from sqlalchemy import Connection, bindparam, select, update

from bot.policy.deliveries.deliveries import ChannelTarget, Delivery, DeliveryState, OutboxMessage
from bot.policy.ids import AccountId
from storage.deliveries.rows import DELIVERY, delivery_of
from storage.engine.clock import database_now
from storage.engine.notifications import WorkQueue, notify
from storage.engine.sql import BATCH, excluded, insert_or_ignore, read_one, upsert
from storage.tables.delivery_queue import PENDING_DELIVERY, SENDING_DELIVERY, deliveries

IDEMPOTENCY_KEY_BYTES = 16

_BY_KEY = select(*DELIVERY).where(
    deliveries.c.account_id == bindparam("account"), deliveries.c.key == bindparam("key_")
)


_UNFINISHED_IN_CHANNEL = select(*DELIVERY).where(
    deliveries.c.account_id == bindparam("account"),
    deliveries.c.kind == bindparam("kind_"),
    deliveries.c.channel == bindparam("channel_"),
    PENDING_DELIVERY | SENDING_DELIVERY,
)
_INSERT = insert_or_ignore(deliveries).returning(deliveries.c.id)
_ENDED = (deliveries.c.state == DeliveryState.DROPPED) | (deliveries.c.state == DeliveryState.FAILED)
_WRITTEN_AHEAD = deliveries.c.created_at > excluded(deliveries, "created_at")
_LATER = excluded(deliveries, "due_at") > deliveries.c.due_at
# No lists among the parameters: they could not be given for many rows at once.
_INSERT_OR_RESCHEDULE = upsert(
    deliveries,
    ["urgency", "due_at", "deadline_at", "state", "reason", "created_at"],
    key=["account_id", "key"],
    reset={"attempts": 0, "not_before": None, "settled_at": None},
    where=_ENDED | (deliveries.c.state == DeliveryState.PENDING) & (_WRITTEN_AHEAD | _LATER),
)

_DROP_PENDING = (
    update(deliveries)
    .where(
        deliveries.c.account_id == bindparam("account"),
        deliveries.c.key == bindparam("key_"),
        PENDING_DELIVERY,
        deliveries.c.claim.is_(None),
    )
    .values(state=DeliveryState.DROPPED, reason=bindparam("reason_"), settled_at=bindparam("at"))
)


def enqueue(tx: Connection, message: OutboxMessage, now: datetime) -> bool:
    """Insert one message; false where one with the same key is on record already."""
    return enqueue_all(tx, [message], now) == 1


def enqueue_all(tx: Connection, messages: Iterable[OutboxMessage], now: datetime) -> int:
    """Insert messages, taken from the iterable in batches; gives how many were new."""
    new = 0
    for batch in _batches(messages, now):
        inserted = len(tx.execute(_INSERT, batch).all())
        if inserted:
            _notify_if_due(tx, batch, now)
        new += inserted
    return new


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
    """Insert messages; one that is on record, and neither is nor may be in Slack, takes the new times.

    A dropped or failed one becomes pending again. A pending one is postponed but never brought forward, as its person
    may have postponed it; unless a clock that was ahead wrote it.
    """
    for batch in _batches(messages, now):
        tx.execute(_INSERT_OR_RESCHEDULE, batch)
        _notify_if_due(tx, batch, now)


def drop_pending(tx: Connection, account: AccountId, key: str, reason: str) -> bool:
    """Drop the message with this key, where nobody has begun to send it; false where it is not so."""
    values = {"account": account, "key_": key, "reason_": reason, "at": database_now(tx)}
    return tx.execute(_DROP_PENDING, values).rowcount == 1


def _notify_if_due(tx: Connection, batch: Iterable[dict[str, Any]], now: datetime) -> None:
    if any(row["due_at"] <= now for row in batch):
        notify(tx, WorkQueue.DELIVERIES)


def find(tx: Connection, account: AccountId, key: str) -> Delivery | None:
    """The message with this key."""
    return read_one(tx, _BY_KEY, {"account": account, "key_": key}, delivery_of)


def unfinished_in_channel(tx: Connection, account: AccountId, kind: str, channel: str) -> list[Delivery]:
    """The messages of this kind for this channel that have not reached their end."""
    values = {"account": account, "kind_": kind, "channel_": channel}
    return [delivery_of(row) for row in tx.execute(_UNFINISHED_IN_CHANNEL, values)]
