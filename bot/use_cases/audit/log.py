"""Reads, exports and erases the audit log. Entries are added by `storage.audit.audit`, in the transaction of each act (AUDIT-1)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.policy.audit.events import AuditEntry, AuditFilter
from bot.policy.ids import AccountId, AuditEntryId, GroupId, PersonId, TeamId, UserId
from bot.policy.people.caller import Caller
from bot.policy.people.people import Person
from bot.policy.people.permissions import may_administer
from bot.policy.settings.catalogue import Setting
from bot.policy.values.results import Denied
from bot.use_cases.context import Context, permitted_account
from storage import Database
from storage.audit import audit as audit_store
from storage.people import people as people_store
from storage.settings import settings as setting_store


@dataclass(frozen=True, slots=True)
class NamesById:
    """Names for the ids in entries: actors, affected people, and groups that still exist."""

    actors: Mapping[UserId, str]
    people: Mapping[PersonId, Person]
    groups: Mapping[GroupId, str]


def erase_personal(db: Database, team: TeamId, user: UserId) -> int | None:
    """Erase the personal values of all entries about a person; return how many had any, None for an unknown person.

    The entries stay, with ids only. For operators, who check outside Slack whether it may be done.
    """
    with db.write(team) as tx:
        account, person = people_store.find_account(tx, team), people_store.find(tx, team, user)
        return None if account is None or person is None else audit_store.erase(tx, account.id, person.id)


def read_page(
    context: Context, caller: Caller, only: AuditFilter, before: AuditEntryId | None, most: int
) -> list[AuditEntry] | Denied:
    """One page, the newest first; `before` is the last entry of the previous page."""
    with context.db.read() as tx:
        account = permitted_account(tx, caller.team, may_administer(caller.actor, caller.now))
        return account if isinstance(account, Denied) else audit_store.page(tx, account.id, only, before, most)


def export(context: Context, caller: Caller, only: AuditFilter) -> Iterator[AuditEntry] | Denied:
    """All entries, the oldest first, streamed."""
    with context.db.read() as tx:
        account = permitted_account(tx, caller.team, may_administer(caller.actor, caller.now))
    return account if isinstance(account, Denied) else _stream(context.db, account.id, only)


def _stream(db: Database, account: AccountId, only: AuditFilter) -> Iterator[AuditEntry]:
    with db.read() as tx:
        yield from audit_store.stream(tx, account, only)


def filter_for(db: Database, team: TeamId, user: UserId | None, setting: Setting | None) -> AuditFilter:
    """A filter for entries by or about this person and about this setting; for all where neither is given."""
    with db.read() as tx:
        person = people_store.find(tx, team, user) if user else None
    return AuditFilter(person.id if person else None, user, setting)


def names_in(db: Database, team: TeamId, entries: Sequence[AuditEntry]) -> NamesById:
    """The known names for the ids in these entries: two statements and one for the groups."""
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
