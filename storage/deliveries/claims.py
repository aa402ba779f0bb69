"""Who may send which message now: claims that end by themselves, and what became of them (REM-4).

`now` is of the product's clock and decides what is due or too late; `at` is of the database's clock and decides who
holds what. A claim is a random token: whoever does not know it any more has lost the message.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    Connection,
    Select,
    Update,
    and_,
    bindparam,
    exists,
    func,
    literal,
    or_,
    select,
    true,
    union_all,
    update,
)

from bot.policy.deliveries.deliveries import Delivery, DeliveryState, Urgency
from bot.policy.deliveries.retry import MAX_WAIT
from bot.policy.ids import AccountId, DeliveryId, TeamId
from storage.deliveries.rows import DELIVERY_OF_ACCOUNT, delivery_of
from storage.tables import accounts, deliveries
from storage.tables.delivery_queue import PENDING_DELIVERY, SENDING_DELIVERY


@dataclass(frozen=True, slots=True)
class Lease:
    """A claim: its random token, and from when until when it holds."""

    token: str
    at: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class Counters:
    """How many attempts and tries are added to what is on record; a message that was marked in flight has its try already."""

    attempts: int = 0
    tries: int = 0


_CLAIMABLE = and_(
    *(
        or_(column.is_(None), column <= bindparam("at"), column > bindparam("absurd"))
        for column in (deliveries.c.claimed_until, deliveries.c.not_before)
    )
)
"""Nobody holds it and nothing keeps it back; an instant further ahead than any wait was written by a wrong clock."""
_URGENCIES = union_all(*(select(literal(urgency.value).label("urgency")) for urgency in Urgency)).subquery("classes")
_DUE = (
    select(accounts.c.id, accounts.c.team, _URGENCIES.c.urgency)
    .join(_URGENCIES, true())
    .where(
        exists().where(
            deliveries.c.account_id == accounts.c.id,
            deliveries.c.urgency == _URGENCIES.c.urgency,
            PENDING_DELIVERY,
            deliveries.c.due_at <= bindparam("now"),
        )
    )
)
_LEASE_EXPIRED = and_(
    SENDING_DELIVERY,
    or_(deliveries.c.claimed_until <= bindparam("ended_by"), deliveries.c.claimed_until > bindparam("absurd")),
)
_WITH_EXPIRED_LEASES = (
    select(accounts.c.id, accounts.c.team)
    .where(accounts.c.id.in_(select(deliveries.c.account_id).where(_LEASE_EXPIRED)))
    .order_by(accounts.c.id)
)


def _claim_statement(candidates: Select[tuple[int]]) -> Update:
    """Claims what is chosen, and nothing that somebody else is just claiming."""
    picked = candidates.limit(bindparam("most")).with_for_update(skip_locked=True).cte("picked")
    return (
        update(deliveries)
        .where(deliveries.c.id.in_(select(picked.c.id)))
        .values(claim=bindparam("word"), claimed_until=bindparam("until"))
    )


_CLAIM = _claim_statement(
    select(deliveries.c.id)
    .where(
        deliveries.c.account_id == bindparam("account"),
        deliveries.c.urgency == bindparam("class_"),
        PENDING_DELIVERY,
        deliveries.c.due_at <= bindparam("now"),
        deliveries.c.deadline_at > bindparam("now"),
        deliveries.c.kind.in_(bindparam("kinds", expanding=True)),
        _CLAIMABLE,
    )
    .order_by(deliveries.c.due_at, deliveries.c.id)
).returning(*DELIVERY_OF_ACCOUNT)
_RECLAIM = _claim_statement(
    select(deliveries.c.id)
    .where(deliveries.c.account_id == bindparam("account"), _LEASE_EXPIRED)
    .order_by(deliveries.c.claimed_until, deliveries.c.id)
).returning(*DELIVERY_OF_ACCOUNT)
_LEASED = and_(deliveries.c.id == bindparam("id_"), deliveries.c.claim == bindparam("word"))
_MARK_IN_FLIGHT = (
    update(deliveries)
    .where(_LEASED, PENDING_DELIVERY, deliveries.c.claimed_until > bindparam("at"))
    .values(
        state=DeliveryState.SENDING,
        claimed_until=bindparam("until"),
        tries=deliveries.c.tries + 1,
        first_tried_at=func.coalesce(
            deliveries.c.first_tried_at, bindparam("tried_at", type_=deliveries.c.due_at.type)
        ),
    )
    .returning(deliveries.c.id)
)
_COMPLETE = (
    update(deliveries)
    .where(_LEASED)
    .values(
        state=bindparam("state_"),
        reason=bindparam("reason_"),
        posted_channel=bindparam("posted"),
        ts=bindparam("ts_"),
        settled_at=bindparam("now"),
        claim=None,
        claimed_until=None,
        not_before=None,
    )
    .returning(deliveries.c.id)
)
_RESCHEDULE = (
    update(deliveries)
    .where(_LEASED)
    .values(
        state=DeliveryState.PENDING,
        reason=bindparam("reason_"),
        attempts=deliveries.c.attempts + bindparam("counted"),
        tries=deliveries.c.tries + bindparam("tried"),
        not_before=bindparam("until"),
        claim=None,
        claimed_until=None,
    )
    .returning(deliveries.c.id)
)
_UNCLAIM = (
    update(deliveries)
    .where(deliveries.c.id.in_(bindparam("ids", expanding=True)), deliveries.c.claim == bindparam("word"))
    .values(state=DeliveryState.PENDING, claim=None, claimed_until=None)
)
_DEFER = (
    update(deliveries)
    .where(_LEASED, PENDING_DELIVERY)
    .values(due_at=bindparam("due"), claim=None, claimed_until=None)
    .returning(deliveries.c.id)
)
_SET_REASON = update(deliveries).where(_LEASED).values(reason=bindparam("reason_"))


def due_workspaces(tx: Connection, now: datetime) -> dict[tuple[AccountId, TeamId], set[Urgency]]:
    """The workspaces for which something is due, and in which classes. It may be claimed or kept back."""
    found: dict[tuple[AccountId, TeamId], set[Urgency]] = {}
    for row in tx.execute(_DUE, {"now": now}):
        found.setdefault((AccountId(row.id), TeamId(row.team)), set()).add(Urgency(row.urgency))
    return found


def claim(
    tx: Connection,
    account: AccountId,
    urgency: Urgency,
    lease: Lease,
    *,
    kinds: Collection[str],
    now: datetime,
    limit: int,
) -> list[Delivery]:
    """Take messages of one class that are due, of kinds that this worker knows, the longest due first."""
    values = {"account": account, "class_": urgency, "kinds": list(kinds), "now": now, "most": limit}
    rows = tx.execute(_CLAIM, {**values, **_lease_values(lease)})
    return sorted(map(delivery_of, rows), key=lambda each: (each.due, each.id))


def mark_in_flight(tx: Connection, delivery: DeliveryId, lease: Lease, tried_at: datetime) -> bool:
    """Just before a message leaves: it is `sending` from now on, and the claim begins anew; false where it was lost."""
    values = {"id_": delivery, "word": lease.token, "at": lease.at, "until": lease.until, "tried_at": tried_at}
    return tx.execute(_MARK_IN_FLIGHT, values).first() is not None


def with_expired_leases(tx: Connection, at: datetime, expired_by: datetime) -> list[tuple[AccountId, TeamId]]:
    """The workspaces with messages whose outcome is unclear and whose claim ended by then."""
    rows = tx.execute(_WITH_EXPIRED_LEASES, {"ended_by": expired_by, "absurd": at + MAX_WAIT})
    return [(AccountId(row.id), TeamId(row.team)) for row in rows]


def reclaim(tx: Connection, account: AccountId, lease: Lease, *, expired_by: datetime, limit: int) -> list[Delivery]:
    """Take messages whose outcome is unclear and whose claim ended by then, the longest ended first."""
    values = {"account": account, "ended_by": expired_by, "most": limit}
    rows = tx.execute(_RECLAIM, {**values, **_lease_values(lease)})
    return sorted(map(delivery_of, rows), key=lambda each: each.id)


def _lease_values(lease: Lease) -> dict[str, object]:
    return {"at": lease.at, "until": lease.until, "word": lease.token, "absurd": lease.at + MAX_WAIT}


def complete(
    tx: Connection,
    delivery: DeliveryId,
    lease_token: str,
    state: DeliveryState,
    now: datetime,
    reason: str,
    channel: str,
    ts: str,
) -> bool:
    """It is over with this message; false where the claim was lost, and nothing changed."""
    values = {"id_": delivery, "word": lease_token, "state_": state, "now": now}
    texts = {"reason_": reason, "posted": channel, "ts_": ts}
    return tx.execute(_COMPLETE, {**values, **texts}).first() is not None


def reschedule(
    tx: Connection, delivery: DeliveryId, lease_token: str, reason: str, until: datetime | None, counters: Counters
) -> bool:
    """It waits again, at least until then; false where the claim was lost, and nothing changed."""
    values = {"id_": delivery, "word": lease_token, "reason_": reason, "until": until}
    return (
        tx.execute(_RESCHEDULE, {**values, "counted": counters.attempts, "tried": counters.tries}).first() is not None
    )


def unclaim(tx: Connection, delivery_ids: Collection[DeliveryId], lease_token: str) -> None:
    """Those that are still held wait on as if they had never been claimed: Slack cannot have taken them."""
    tx.execute(_UNCLAIM, {"ids": list(delivery_ids), "word": lease_token})


def defer(tx: Connection, delivery: DeliveryId, lease_token: str, due: datetime) -> bool:
    """It is due then instead; false where the claim was lost, and nothing changed."""
    return tx.execute(_DEFER, {"id_": delivery, "word": lease_token, "due": due}).first() is not None


def set_reason(tx: Connection, delivery: DeliveryId, lease_token: str, reason: str) -> None:
    """Why the outcome is unclear, for people to read; the message stays as it is until its claim has ended."""
    tx.execute(_SET_REASON, {"id_": delivery, "word": lease_token, "reason_": reason})
