"""The delivery queue as a whole: its counts, its failed messages, messages past their deadline, and old ones to delete."""

from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, func, select, update

from bot.policy.deliveries.deliveries import Delivery, DeliveryState
from bot.policy.ids import AccountId, DeliveryId, TeamId
from storage.dated_ahead import dated_ahead, latest_at
from storage.deliveries.clock_jumps import has_passed, too_far_ahead
from storage.deliveries.rows import DELIVERY, delivery_of
from storage.engine.sql import read_one
from storage.tables.delivery_queue import FAILED_DELIVERY, FINISHED_DELIVERY, PENDING_DELIVERY, deliveries
from storage.tables.people_and_rooms import accounts

_COUNTS = select(deliveries.c.state, func.count()).group_by(deliveries.c.state)
_OLDEST = select(*DELIVERY).where(PENDING_DELIVERY).order_by(deliveries.c.due_at, deliveries.c.id).limit(1)
_FAILED = (
    select(*DELIVERY)
    .where(FAILED_DELIVERY)
    .order_by(deliveries.c.settled_at.desc(), deliveries.c.id.desc())
    .limit(bindparam("limit_"))
)
_BY_ID = select(*DELIVERY).where(deliveries.c.id == bindparam("id_"))
_RETRY = (
    update(deliveries)
    .where(
        deliveries.c.id == bindparam("id_"),
        deliveries.c.state.in_([DeliveryState.FAILED, DeliveryState.UNKNOWN, DeliveryState.DROPPED]),
    )
    .values(
        state=DeliveryState.PENDING,
        attempts=0,
        reason="",
        not_before=None,
        settled_at=None,
        deadline_at=bindparam("deadline"),
    )
)
_DATED_AHEAD = (
    select(deliveries.c.id, deliveries.c.due_at, deliveries.c.deadline_at, deliveries.c.created_at)
    .where(PENDING_DELIVERY, dated_ahead(deliveries.c.created_at))
    .limit(bindparam("limit_"))
)
_REDATE = (
    update(deliveries)
    .where(deliveries.c.id == bindparam("id_"), deliveries.c.created_at == bindparam("created"), PENDING_DELIVERY)
    .values(due_at=bindparam("due"), deadline_at=bindparam("deadline"), created_at=bindparam("now"))
)
_IS_PAST_DEADLINE = PENDING_DELIVERY & (deliveries.c.deadline_at <= bindparam("now"))
_ACCOUNTS_PAST_DEADLINE = (
    select(accounts.c.id, accounts.c.team)
    .where(accounts.c.id.in_(select(deliveries.c.account_id).where(_IS_PAST_DEADLINE)))
    .order_by(accounts.c.id)
)
_PAST_DEADLINE = (
    select(deliveries.c.id)
    .where(
        deliveries.c.account_id == bindparam("account"),
        _IS_PAST_DEADLINE,
        deliveries.c.claimed_until.is_(None) | has_passed(deliveries.c.claimed_until),
    )
    .order_by(deliveries.c.deadline_at)
    .limit(bindparam("limit_"))
    .with_for_update(skip_locked=True)
    .cte("past_deadline")
)
_DROP_PAST_DEADLINE = (
    update(deliveries)
    .where(deliveries.c.id.in_(select(_PAST_DEADLINE.c.id)))
    .values(
        state=DeliveryState.DROPPED,
        reason=bindparam("reason_"),
        settled_at=bindparam("now"),
        claim=None,
        claimed_until=None,
    )
    .returning(*DELIVERY)
)
_OLD = (
    select(deliveries.c.id)
    .where(FINISHED_DELIVERY, deliveries.c.settled_at < bindparam("before"))
    .order_by(deliveries.c.settled_at)
    .limit(bindparam("limit_"))
)
_PURGE = delete(deliveries).where(deliveries.c.id.in_(_OLD))


def counts_by_state(tx: Connection) -> dict[DeliveryState, int]:
    """How many messages are in each state that occurs."""
    return {DeliveryState(state): count for state, count in tx.execute(_COUNTS)}


def oldest_pending(tx: Connection) -> Delivery | None:
    """The pending message that is due first."""
    return read_one(tx, _OLDEST, {}, delivery_of)


def failed(tx: Connection, limit: int) -> list[Delivery]:
    """Messages that failed or whose outcome is unknown, the latest first."""
    return [delivery_of(row) for row in tx.execute(_FAILED, {"limit_": limit})]


def get(tx: Connection, delivery: DeliveryId) -> Delivery | None:
    """The message with this id."""
    return read_one(tx, _BY_ID, {"id_": delivery}, delivery_of)


def retry(tx: Connection, delivery: DeliveryId, deadline: datetime) -> bool:
    """Make a message pending again that failed, was dropped or is unknown; false where it is in another state."""
    return tx.execute(_RETRY, {"id_": delivery, "deadline": deadline}).rowcount == 1


def redate(tx: Connection, now: datetime, limit: int) -> int:
    """Re-date at most `limit` pending messages from the future: created `now`, with the same delay and lifetime; gives how many."""
    rows = tx.execute(_DATED_AHEAD, {**latest_at(now), "limit_": limit}).all()
    for row in rows:
        due, deadline = now + (row.due_at - row.created_at), now + (row.deadline_at - row.created_at)
        tx.execute(_REDATE, {"id_": row.id, "created": row.created_at, "due": due, "deadline": deadline, "now": now})
    return len(rows)


def past_deadline(tx: Connection, now: datetime) -> list[tuple[AccountId, TeamId]]:
    """The workspaces with pending messages past their deadline."""
    return [(AccountId(row.id), TeamId(row.team)) for row in tx.execute(_ACCOUNTS_PAST_DEADLINE, {"now": now})]


def drop_past_deadline(
    tx: Connection, account: AccountId, *, now: datetime, at: datetime, reason: str, limit: int
) -> list[Delivery]:
    """Drop pending messages past their deadline that no worker has claimed; gives them.

    `now` is of the product's clock, `at` of the database's.
    """
    values = {
        "account": account,
        "now": now,
        "at": at,
        "too_far_ahead": too_far_ahead(at),
        "reason_": reason,
        "limit_": limit,
    }
    return [delivery_of(row) for row in tx.execute(_DROP_PAST_DEADLINE, values)]


def purge(tx: Connection, before: datetime, limit: int) -> int:
    """Delete at most so many messages that were finished `before`; gives how many."""
    return tx.execute(_PURGE, {"before": before, "limit_": limit}).rowcount
