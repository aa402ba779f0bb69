"""Leases on deliveries: who may send which message now, and the outcome of the attempt (REM-4).

`now` is of the product's clock and decides what is due or past its deadline; `at` is of the database's clock and decides
which leases hold. A lease is proved by its random token: a worker whose token is not on record has lost the delivery.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Select, Update, bindparam, exists, func, literal, select, true, union_all, update

from bot.policy.deliveries.deliveries import Delivery, DeliveryState, Urgency
from bot.policy.ids import AccountId, DeliveryId, TeamId
from storage.deliveries.clock_jumps import has_passed, too_far_ahead
from storage.deliveries.rows import DELIVERY_OF_ACCOUNT, delivery_of
from storage.tables.delivery_queue import PENDING_DELIVERY, REASON_LIMIT, SENDING_DELIVERY, deliveries
from storage.tables.people_and_rooms import accounts


@dataclass(frozen=True, slots=True)
class Lease:
    """A lease: its random token, taken `at`, expires at `until`; both of the database's clock."""

    token: str
    at: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class Counters:
    """What `reschedule` adds to the stored counters. `mark_in_flight` has counted the try already."""

    attempts: int = 0
    tries: int = 0


_CLAIMABLE = tuple(
    column.is_(None) | has_passed(column) for column in (deliveries.c.claimed_until, deliveries.c.not_before)
)
"""No lease holds, and no wait of an earlier attempt."""
_URGENCIES = union_all(*(select(literal(urgency.value).label("urgency")) for urgency in Urgency)).subquery("urgencies")
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
_LEASE_EXPIRED = SENDING_DELIVERY & has_passed(deliveries.c.claimed_until, "expired_by")
_WITH_EXPIRED_LEASES = (
    select(accounts.c.id, accounts.c.team)
    .where(accounts.c.id.in_(select(deliveries.c.account_id).where(_LEASE_EXPIRED)))
    .order_by(accounts.c.id)
)


def _claim_statement(candidates: Select[tuple[int]]) -> Update:
    """Claims the candidates except those that another worker is claiming at the same time."""
    chosen = candidates.limit(bindparam("limit_")).with_for_update(skip_locked=True).cte("chosen")
    return (
        update(deliveries)
        .where(deliveries.c.id.in_(select(chosen.c.id)))
        .values(claim=bindparam("lease_token"), claimed_until=bindparam("until"))
    )


_CLAIM = _claim_statement(
    select(deliveries.c.id)
    .where(
        deliveries.c.account_id == bindparam("account"),
        deliveries.c.urgency == bindparam("urgency_"),
        PENDING_DELIVERY,
        deliveries.c.due_at <= bindparam("now"),
        deliveries.c.deadline_at > bindparam("now"),
        deliveries.c.kind.in_(bindparam("kinds", expanding=True)),
        *_CLAIMABLE,
    )
    .order_by(deliveries.c.due_at, deliveries.c.id)
).returning(*DELIVERY_OF_ACCOUNT)
_RECLAIM = _claim_statement(
    select(deliveries.c.id)
    .where(deliveries.c.account_id == bindparam("account"), _LEASE_EXPIRED)
    .order_by(deliveries.c.claimed_until, deliveries.c.id)
).returning(*DELIVERY_OF_ACCOUNT)
_UPDATE_LEASED = update(deliveries).where(
    deliveries.c.id == bindparam("id_"), deliveries.c.claim == bindparam("lease_token")
)
_MARK_IN_FLIGHT = _UPDATE_LEASED.where(PENDING_DELIVERY, deliveries.c.claimed_until > bindparam("at")).values(
    state=DeliveryState.SENDING,
    claimed_until=bindparam("until"),
    tries=deliveries.c.tries + 1,
    first_tried_at=func.coalesce(deliveries.c.first_tried_at, bindparam("tried_at", type_=deliveries.c.due_at.type)),
    last_tried_at=bindparam("tried_until"),
)
_SET_REASON = _UPDATE_LEASED.values(reason=bindparam("reason_"))
_END_LEASE = _UPDATE_LEASED.values(claim=None, claimed_until=None)
_COMPLETE = _END_LEASE.values(
    state=bindparam("state_"),
    reason=bindparam("reason_"),
    posted_channel=bindparam("channel_"),
    ts=bindparam("ts_"),
    settled_at=bindparam("now"),
    not_before=None,
    lookup_position=None,
)
_RESCHEDULE = _END_LEASE.values(
    state=DeliveryState.PENDING,
    reason=bindparam("reason_"),
    attempts=deliveries.c.attempts + bindparam("attempts_"),
    tries=deliveries.c.tries + bindparam("tries_"),
    not_before=bindparam("until"),
    lookup_position=None,
)
_GO_ON_LATER = _UPDATE_LEASED.values(
    claim=None, claimed_until=bindparam("until"), lookup_position=bindparam("position")
)
_DEFER = _END_LEASE.where(PENDING_DELIVERY).values(due_at=bindparam("due"))
_UNCLAIM = (
    update(deliveries)
    .where(deliveries.c.id.in_(bindparam("ids", expanding=True)), deliveries.c.claim == bindparam("lease_token"))
    .values(state=DeliveryState.PENDING, claim=None, claimed_until=None)
)


def due_workspaces(tx: Connection, now: datetime) -> dict[tuple[AccountId, TeamId], set[Urgency]]:
    """The workspaces with pending messages that are due, and their urgencies. Some may be claimed or have to wait."""
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
    """Claim due messages of one urgency and of these kinds, the longest due first."""
    values = {"account": account, "urgency_": urgency, "kinds": list(kinds), "now": now, "limit_": limit}
    rows = tx.execute(_CLAIM, {**values, **_lease_values(lease)})
    return sorted(map(delivery_of, rows), key=lambda each: (each.due, each.id))


def mark_in_flight(tx: Connection, delivery: DeliveryId, lease: Lease, now: datetime) -> bool:
    """Set the state to `sending`, count the try and renew the lease, just before the request; false where the lease was lost.

    The first try is noted by whichever clock is behind, the last by whichever is ahead.
    """
    tried = {"tried_at": min(lease.at, now), "tried_until": max(lease.at, now)}
    values = {"id_": delivery, "lease_token": lease.token, "at": lease.at, "until": lease.until, **tried}
    return tx.execute(_MARK_IN_FLIGHT, values).rowcount == 1


def with_expired_leases(tx: Connection, at: datetime, expired_by: datetime) -> list[tuple[AccountId, TeamId]]:
    """The workspaces with messages in state `sending` whose lease expired by `expired_by`."""
    rows = tx.execute(_WITH_EXPIRED_LEASES, {"expired_by": expired_by, "too_far_ahead": too_far_ahead(at)})
    return [(AccountId(row.id), TeamId(row.team)) for row in rows]


def reclaim(tx: Connection, account: AccountId, lease: Lease, *, expired_by: datetime, limit: int) -> list[Delivery]:
    """Claim messages in state `sending` whose lease expired by `expired_by`, the longest expired first; gives them by id."""
    values = {"account": account, "expired_by": expired_by, "limit_": limit}
    rows = tx.execute(_RECLAIM, {**values, **_lease_values(lease)})
    return sorted(map(delivery_of, rows), key=lambda each: each.id)


def _lease_values(lease: Lease) -> dict[str, object]:
    return {"at": lease.at, "until": lease.until, "lease_token": lease.token, "too_far_ahead": too_far_ahead(lease.at)}


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
    """Store the final state and end the lease; false, and nothing changes, where the lease was lost.

    Of a reason for people, which may be long, as much is kept as the column holds.
    """
    values = {"id_": delivery, "lease_token": lease_token, "state_": state, "now": now}
    texts = {"reason_": reason[:REASON_LIMIT], "channel_": channel, "ts_": ts}
    return tx.execute(_COMPLETE, {**values, **texts}).rowcount == 1


def reschedule(
    tx: Connection, delivery: DeliveryId, lease_token: str, reason: str, until: datetime | None, counters: Counters
) -> bool:
    """Make the message pending again, not before `until`; false, and nothing changes, where the lease was lost."""
    values = {"id_": delivery, "lease_token": lease_token, "reason_": reason, "until": until}
    added = {"attempts_": counters.attempts, "tries_": counters.tries}
    return tx.execute(_RESCHEDULE, {**values, **added}).rowcount == 1


def unclaim(tx: Connection, delivery_ids: Collection[DeliveryId], lease_token: str) -> None:
    """Make these messages pending as if never claimed, where the lease still holds. Only for those that never left for Slack."""
    tx.execute(_UNCLAIM, {"ids": list(delivery_ids), "lease_token": lease_token})


def defer(tx: Connection, delivery: DeliveryId, lease_token: str, due: datetime) -> bool:
    """Move the due time of a pending message; false, and nothing changes, where the lease was lost."""
    return tx.execute(_DEFER, {"id_": delivery, "lease_token": lease_token, "due": due}).rowcount == 1


def go_on_later(tx: Connection, delivery: DeliveryId, lease_token: str, position: str, expired_at: datetime) -> bool:
    """Store how far a message was looked for, and have the lease count as expired then; false where the lease was lost."""
    values = {"id_": delivery, "lease_token": lease_token, "position": position, "until": expired_at}
    return tx.execute(_GO_ON_LATER, values).rowcount == 1


def set_reason(tx: Connection, delivery: DeliveryId, lease_token: str, reason: str) -> None:
    """Store why the outcome is unclear, for people to read; state and lease stay."""
    tx.execute(_SET_REASON, {"id_": delivery, "lease_token": lease_token, "reason_": reason})
