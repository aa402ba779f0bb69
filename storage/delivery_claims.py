"""Who may send which message now: claims that end by themselves, and what became of them (REM-4).

`now` is of the product's clock and decides what is due or too late; `at` is of the database's clock and decides who
holds what. A claim is a random word: whoever does not know it any more has lost the message.
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

from bot.policy.deliveries import Delivery, DeliveryId, DeliveryState, Urgency
from bot.policy.patience import MAX_WAIT
from bot.policy.people import AccountId, TeamId
from storage.delivery_rows import DELIVERY_OF_ACCOUNT, delivery_of
from storage.delivery_tables import PENDING_DELIVERY, SENDING_DELIVERY
from storage.tables import accounts, deliveries


@dataclass(frozen=True, slots=True)
class Hold:
    """A claim: its random word, and from when until when it holds."""

    word: str
    at: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class Counted:
    """How many attempts and tries are added to what is on record; a message that was released has its try already."""

    attempts: int = 0
    tries: int = 0


_FREE = and_(
    *(
        or_(column.is_(None), column <= bindparam("at"), column > bindparam("absurd"))
        for column in (deliveries.c.claimed_until, deliveries.c.not_before)
    )
)
"""Nobody holds it and nothing keeps it back; an instant further ahead than any wait was written by a wrong clock."""
_CLASSES = union_all(*(select(literal(urgency.value).label("urgency")) for urgency in Urgency)).subquery("classes")
_DUE = (
    select(accounts.c.id, accounts.c.team, _CLASSES.c.urgency)
    .join(_CLASSES, true())
    .where(
        exists().where(
            deliveries.c.account_id == accounts.c.id,
            deliveries.c.urgency == _CLASSES.c.urgency,
            PENDING_DELIVERY,
            deliveries.c.due_at <= bindparam("now"),
        )
    )
)
_ENDED = and_(
    SENDING_DELIVERY,
    or_(deliveries.c.claimed_until <= bindparam("ended_by"), deliveries.c.claimed_until > bindparam("absurd")),
)
_UNCLEAR = (
    select(accounts.c.id, accounts.c.team)
    .where(accounts.c.id.in_(select(deliveries.c.account_id).where(_ENDED)))
    .order_by(accounts.c.id)
)


def _taking(chosen: Select[tuple[int]]) -> Update:
    """Claims what is chosen, and nothing that somebody else is just claiming."""
    picked = chosen.limit(bindparam("most")).with_for_update(skip_locked=True).cte("picked")
    return (
        update(deliveries)
        .where(deliveries.c.id.in_(select(picked.c.id)))
        .values(claim=bindparam("word"), claimed_until=bindparam("until"))
    )


_CLAIM = _taking(
    select(deliveries.c.id)
    .where(
        deliveries.c.account_id == bindparam("account"),
        deliveries.c.urgency == bindparam("class_"),
        PENDING_DELIVERY,
        deliveries.c.due_at <= bindparam("now"),
        deliveries.c.deadline_at > bindparam("now"),
        deliveries.c.kind.in_(bindparam("kinds", expanding=True)),
        _FREE,
    )
    .order_by(deliveries.c.due_at, deliveries.c.id)
).returning(*DELIVERY_OF_ACCOUNT)
_TAKE_BACK = _taking(
    select(deliveries.c.id)
    .where(deliveries.c.account_id == bindparam("account"), _ENDED)
    .order_by(deliveries.c.claimed_until, deliveries.c.id)
).returning(*DELIVERY_OF_ACCOUNT)
_HELD = and_(deliveries.c.id == bindparam("id_"), deliveries.c.claim == bindparam("word"))
_RELEASE = (
    update(deliveries)
    .where(_HELD, PENDING_DELIVERY, deliveries.c.claimed_until > bindparam("at"))
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
_SETTLE = (
    update(deliveries)
    .where(_HELD)
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
_PUT_BACK = (
    update(deliveries)
    .where(_HELD)
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
_GIVE_BACK = (
    update(deliveries)
    .where(deliveries.c.id.in_(bindparam("ids", expanding=True)), deliveries.c.claim == bindparam("word"))
    .values(state=DeliveryState.PENDING, claim=None, claimed_until=None)
)
_PUT_OFF = (
    update(deliveries)
    .where(_HELD, PENDING_DELIVERY)
    .values(due_at=bindparam("due"), claim=None, claimed_until=None)
    .returning(deliveries.c.id)
)
_NOTE = update(deliveries).where(_HELD).values(reason=bindparam("reason_"))


def waiting(tx: Connection, now: datetime) -> dict[tuple[AccountId, TeamId], set[Urgency]]:
    """The workspaces for which something is due, and in which classes. It may be claimed or kept back."""
    found: dict[tuple[AccountId, TeamId], set[Urgency]] = {}
    for row in tx.execute(_DUE, {"now": now}):
        found.setdefault((AccountId(row.id), TeamId(row.team)), set()).add(Urgency(row.urgency))
    return found


def claim(
    tx: Connection,
    account: AccountId,
    urgency: Urgency,
    hold: Hold,
    *,
    kinds: Collection[str],
    now: datetime,
    most: int,
) -> list[Delivery]:
    """Take messages of one class that are due, of kinds that this worker knows, the longest due first."""
    values = {"account": account, "class_": urgency, "kinds": list(kinds), "now": now, "most": most}
    rows = tx.execute(_CLAIM, {**values, **_holding(hold)})
    return sorted(map(delivery_of, rows), key=lambda each: (each.due, each.id))


def release(tx: Connection, delivery: DeliveryId, hold: Hold, tried: datetime) -> bool:
    """Just before a message leaves: it is `sending` from now on, and the claim begins anew; false where it was lost."""
    values = {"id_": delivery, "word": hold.word, "at": hold.at, "until": hold.until, "tried_at": tried}
    return tx.execute(_RELEASE, values).first() is not None


def unclear(tx: Connection, at: datetime, ended_by: datetime) -> list[tuple[AccountId, TeamId]]:
    """The workspaces with messages whose outcome is unclear and whose claim ended by then."""
    rows = tx.execute(_UNCLEAR, {"ended_by": ended_by, "absurd": at + MAX_WAIT})
    return [(AccountId(row.id), TeamId(row.team)) for row in rows]


def take_back(tx: Connection, account: AccountId, hold: Hold, *, ended_by: datetime, most: int) -> list[Delivery]:
    """Take messages whose outcome is unclear and whose claim ended by then, the longest ended first."""
    values = {"account": account, "ended_by": ended_by, "most": most}
    rows = tx.execute(_TAKE_BACK, {**values, **_holding(hold)})
    return sorted(map(delivery_of, rows), key=lambda each: each.id)


def _holding(hold: Hold) -> dict[str, object]:
    return {"at": hold.at, "until": hold.until, "word": hold.word, "absurd": hold.at + MAX_WAIT}


def settle(
    tx: Connection,
    delivery: DeliveryId,
    word: str,
    state: DeliveryState,
    now: datetime,
    reason: str,
    channel: str,
    ts: str,
) -> bool:
    """It is over with this message; false where the claim was lost, and nothing changed."""
    values = {"id_": delivery, "word": word, "state_": state, "now": now}
    texts = {"reason_": reason, "posted": channel, "ts_": ts}
    return tx.execute(_SETTLE, {**values, **texts}).first() is not None


def put_back(
    tx: Connection, delivery: DeliveryId, word: str, reason: str, until: datetime | None, counted: Counted
) -> bool:
    """It waits again, at least until then; false where the claim was lost, and nothing changed."""
    values = {"id_": delivery, "word": word, "reason_": reason, "until": until}
    return tx.execute(_PUT_BACK, {**values, "counted": counted.attempts, "tried": counted.tries}).first() is not None


def give_back(tx: Connection, found: Collection[DeliveryId], word: str) -> None:
    """Those that are still held wait on as if they had never been claimed: Slack cannot have taken them."""
    tx.execute(_GIVE_BACK, {"ids": list(found), "word": word})


def put_off(tx: Connection, delivery: DeliveryId, word: str, due: datetime) -> bool:
    """It is due then instead; false where the claim was lost, and nothing changed."""
    return tx.execute(_PUT_OFF, {"id_": delivery, "word": word, "due": due}).first() is not None


def note(tx: Connection, delivery: DeliveryId, word: str, reason: str) -> None:
    """Why the outcome is unclear, for people to read; the message stays as it is until its claim has ended."""
    tx.execute(_NOTE, {"id_": delivery, "word": word, "reason_": reason})
