"""Counts how often a person checked whether a number or link is taken (PMI-9)."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, insert, or_

from bot.policy.ids import PersonId
from bot.policy.values.throttle import Throttle
from storage import throttles as throttle_store
from storage.dated_ahead import dated_ahead, latest_at
from storage.engine.first_write import no_act
from storage.engine.sql import delete_batch
from storage.tables.throttles import availability_checks
from storage.throttles import select_nth_latest

_NTH_LATEST = select_nth_latest(availability_checks.c.person_id, availability_checks.c.at)
_PURGE = delete_batch(
    availability_checks,
    or_(availability_checks.c.at <= bindparam("until"), dated_ahead(availability_checks.c.at)),
    availability_checks.c.at,
)


def nth_latest(tx: Connection, person: PersonId, limit: Throttle, now: datetime) -> datetime | None:
    """When the person's `limit.attempts`-th latest check within the limit's window was; none where there were fewer."""
    return throttle_store.nth_latest(tx, _NTH_LATEST, person, limit, now)


def add(tx: Connection, person: PersonId, now: datetime) -> None:
    """Count one check. It is no act: a form that is refused for what it found is refused again where it comes again."""
    with no_act(tx):
        tx.execute(insert(availability_checks).values(person_id=person, at=now))


def purge(tx: Connection, older_than: timedelta, now: datetime, limit: int) -> int:
    """Delete at most so many checks that are `older_than` this, or dated by a wrong clock; gives how many."""
    return tx.execute(_PURGE, {"until": now - older_than, **latest_at(now), "limit_": limit}).rowcount
