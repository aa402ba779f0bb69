"""Erases a person's messages: finished ones in batches, since there may be millions of other people's; the rest with the person."""

import json
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import BindParameter, Connection, bindparam, delete, func, select, union_all, update

from bot.policy.deliveries.deliveries import DeliveryState
from bot.policy.ids import AccountId
from bot.policy.people.people import Person
from storage.engine.sql import IDS, ids_json, overwrite_deleted
from storage.tables.delivery_queue import FINISHED_DELIVERY, PENDING_DELIVERY, SENDING_DELIVERY, deliveries

BATCH = 10_000
"""Messages that one transaction looks through."""

_ACCOUNT: BindParameter[int] = bindparam("account")
_PERSON: BindParameter[int] = bindparam("person")
_LAST = select(func.coalesce(func.max(deliveries.c.id), 0))
# By the key alone: SQLite would take an index of all messages of the account for each batch.
_IN_BATCH = (
    deliveries.c.id > bindparam("after_"),
    deliveries.c.id <= bindparam("up_to"),
    deliveries.c.account_id + 0 == _ACCOUNT,
)
_FINISHED = (*_IN_BATCH, deliveries.c.person_id == _PERSON, FINISHED_DELIVERY)
_COUNT_FINISHED = select(func.count()).where(*_FINISHED)
_DELETE_FINISHED = delete(deliveries).where(*_FINISHED)
_UNNAME = (
    update(deliveries)
    .where(*_IN_BATCH, deliveries.c.subject.like(bindparam("pattern")))
    .values(subject=func.replace(deliveries.c.subject, bindparam("name"), bindparam("nobody")))
)
_UNFINISHED = union_all(
    *(
        select(deliveries.c.id, deliveries.c.person_id, deliveries.c.subject, deliveries.c.state).where(
            deliveries.c.account_id == _ACCOUNT, unfinished
        )
        for unfinished in (PENDING_DELIVERY, SENDING_DELIVERY)
    )
)
_FINISHED_SINCE = select(deliveries.c.id).where(
    FINISHED_DELIVERY, deliveries.c.settled_at >= bindparam("since"), deliveries.c.person_id == _PERSON
)
_DELETE = delete(deliveries).where(deliveries.c.id.in_(IDS))


def last_id(tx: Connection) -> int:
    """The highest id of a message; 0 where there is none. Batches begin at multiples of `BATCH` below it."""
    last: int = tx.execute(_LAST).scalar_one()
    return last


def count_finished(tx: Connection, account: AccountId, person: Person, after: int) -> int:
    """How many finished messages to the person stand in the batch after this id."""
    return tx.execute(_COUNT_FINISHED, _batch(account, person, after)).scalar_one()


def erase_finished(tx: Connection, account: AccountId, person: Person, after: int) -> int:
    """Delete these; gives how many. Where a message to somebody else names the person as who caused it, the name goes."""
    overwrite_deleted(tx)
    values = _batch(account, person, after)
    name = f'"by": "{person.user}"'
    tx.execute(_UNNAME, {**values, "pattern": f"%{name}%", "name": name, "nobody": '"by": ""'})
    return tx.execute(_DELETE_FINISHED, values).rowcount


def _batch(account: AccountId, person: Person, after: int) -> dict[str, int]:
    return {"account": account, "person": person.id, "after_": after, "up_to": after + BATCH}


def erase_rest(
    tx: Connection, account: AccountId, person: Person, dropped_meetings: Collection[int], since: datetime
) -> int:
    """Delete unfinished messages to the person, about them, or that they asked for; and what was finished meanwhile.

    `since`: when erasing began, by the database's clock. What Slack may have taken already and is not to them stays: when that
    is known, a card or post can be marked as over. Gives how many were to them.
    """
    unfinished = tx.execute(_UNFINISHED, {"account": account}).all()
    theirs = {row.id for row in unfinished if row.person_id == person.id}
    theirs |= set(tx.execute(_FINISHED_SINCE, {"person": person.id, "since": since}).scalars())
    waiting = [row for row in unfinished if row.state == DeliveryState.PENDING]
    about = {row.id for row in waiting if _is_about(json.loads(row.subject), person, dropped_meetings)}
    tx.execute(_DELETE, {"ids": ids_json(theirs | about)})
    return len(theirs)


def _is_about(subject: dict[str, object], person: Person, dropped_meetings: Collection[int]) -> bool:
    """What names meetings is about these, which are its reader's: they must hear of them, and read that their host was erased."""
    if subject.get("host") == person.id and "meetings" in subject:
        return False
    return person.id in (subject.get("host"), subject.get("by")) or subject.get("meeting") in dropped_meetings
