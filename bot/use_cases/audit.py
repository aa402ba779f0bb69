"""The audit: written by every act in its own transaction, read and exported by owners and admins (AUDIT-1)."""

from collections.abc import Iterator
from datetime import datetime

from bot.policy.answers import Denied
from bot.policy.audit import Cause, Entry, EntryId, Event, Filter
from bot.policy.people import AccountId, Actor, TeamId
from bot.policy.rights import may_administer
from bot.use_cases.changes import NO_ACCOUNT
from storage import Connection, Database
from storage import audit as audit_store
from storage import people as people_store


def record(tx: Connection, account: AccountId, event: Event, cause: Cause) -> EntryId:
    """Write down what happened, inside the transaction in which it happens."""
    return audit_store.add(tx, account, event, cause)


def read(
    db: Database, team: TeamId, actor: Actor, only: Filter, before: EntryId | None, most: int, now: datetime
) -> list[Entry] | Denied:
    """A page, the newest first; `before` is the last entry of the page before."""
    with db.read() as tx:
        account = _account(tx, team, actor, now)
        return account if isinstance(account, Denied) else audit_store.page(tx, account, only, before, most)


def export(db: Database, team: TeamId, actor: Actor, only: Filter, now: datetime) -> Iterator[Entry] | Denied:
    """All entries, the oldest first, read while they are written out."""
    with db.read() as tx:
        account = _account(tx, team, actor, now)
    return account if isinstance(account, Denied) else _stream(db, account, only)


def _stream(db: Database, account: AccountId, only: Filter) -> Iterator[Entry]:
    with db.read() as tx:
        yield from audit_store.stream(tx, account, only)


def _account(tx: Connection, team: TeamId, actor: Actor, now: datetime) -> AccountId | Denied:
    allowed = may_administer(actor, now)
    if isinstance(allowed, Denied):
        return allowed
    account = people_store.account(tx, team)
    return NO_ACCOUNT if account is None else account.id
