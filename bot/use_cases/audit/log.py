"""The audit: written by every act in its own transaction, read and exported by owners and admins (AUDIT-1)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.policy.audit.events import AuditEntry, AuditEvent, AuditFilter, Cause
from bot.policy.ids import AccountId, AuditEntryId, GroupId, PersonId, TeamId, UserId
from bot.policy.people.caller import Caller
from bot.policy.people.people import NO_ACCOUNT, Person
from bot.policy.people.permissions import may_administer
from bot.policy.settings.catalogue import Setting
from bot.policy.values.results import Denied
from bot.use_cases.context import Context
from storage import Connection, Database
from storage.audit import audit as audit_store
from storage.people import people as people_store
from storage.settings import settings as setting_store


@dataclass(frozen=True, slots=True)
class NamesById:
    """Names for ids: of whoever acted, of whom something happened to, of groups that still are."""

    actors: Mapping[UserId, str]
    people: Mapping[PersonId, Person]
    groups: Mapping[GroupId, str]


def record(tx: Connection, account: AccountId, event: AuditEvent, cause: Cause) -> AuditEntryId:
    """Write down what happened, inside the transaction in which it happens."""
    return audit_store.add(tx, account, event, cause)


def erase_personal(db: Database, team: TeamId, user: UserId) -> int | None:
    """Erase what is personal in all entries about somebody; the entries stay. Gives how many had any; None: nobody is known so.

    For operators, who answer for it outside Slack; only ids are left of the person.
    """
    with db.write(team) as tx:
        account, person = people_store.find_account(tx, team), people_store.find(tx, team, user)
        return None if account is None or person is None else audit_store.erase(tx, account.id, person.id)


def read_page(
    context: Context, caller: Caller, only: AuditFilter, before: AuditEntryId | None, most: int
) -> list[AuditEntry] | Denied:
    """A page, the newest first; `before` is the last entry of the page before."""
    with context.db.read() as tx:
        account = _account(tx, caller)
        return account if isinstance(account, Denied) else audit_store.page(tx, account, only, before, most)


def export(context: Context, caller: Caller, only: AuditFilter) -> Iterator[AuditEntry] | Denied:
    """All entries, the oldest first, read while they are written out."""
    with context.db.read() as tx:
        account = _account(tx, caller)
    return account if isinstance(account, Denied) else _stream(context.db, account, only)


def _stream(db: Database, account: AccountId, only: AuditFilter) -> Iterator[AuditEntry]:
    with db.read() as tx:
        yield from audit_store.stream(tx, account, only)


def filter_for(db: Database, team: TeamId, user: UserId | None, setting: Setting | None) -> AuditFilter:
    """Entries by or about this person, about this setting; all of them where neither is given."""
    with db.read() as tx:
        person = people_store.find(tx, team, user) if user else None
    return AuditFilter(person.id if person else None, user, setting)


def names_in(db: Database, team: TeamId, entries: Sequence[AuditEntry]) -> NamesById:
    """Who and what the ids in these entries are, as far as we know: two statements and the groups."""
    users = {entry.cause.actor for entry in entries}
    ids = {entry.event.person for entry in entries if entry.event.person is not None}
    with db.read() as tx:
        account = people_store.find_account(tx, team)
        if account is None:
            return NamesById({}, {}, {})
        actors = people_store.find_many(tx, team, users) if users else {}
        people = people_store.list_in_account(tx, account.id, ids) if ids else []
        groups = {group.id: group.name for group in setting_store.settings_tree(tx, account.id).groups}
        return NamesById({user: each.name for user, each in actors.items()}, {each.id: each for each in people}, groups)


def _account(tx: Connection, caller: Caller) -> AccountId | Denied:
    allowed = may_administer(caller.actor, caller.now)
    if isinstance(allowed, Denied):
        return allowed
    account = people_store.find_account(tx, caller.team)
    return NO_ACCOUNT if account is None else account.id
