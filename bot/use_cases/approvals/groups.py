"""Groups: their members, names and admins. Changes that may need approval are in `requests`."""

from collections.abc import Collection
from dataclasses import dataclass

from bot.policy.approvals.validation import GROUP_GONE, name_taken
from bot.policy.audit.events import AuditAction, AuditEvent, Cause
from bot.policy.clock import Instant
from bot.policy.ids import GroupId, PersonId, TeamId, UserId
from bot.policy.people.caller import Caller
from bot.policy.people.people import NO_ACCOUNT, Account, Person
from bot.policy.people.permissions import may_administer
from bot.policy.settings import groups
from bot.policy.settings.lock_resolution import Group, SettingsTree
from bot.policy.values.reasons import reason
from bot.policy.values.results import Denied
from bot.use_cases.approvals import closing
from bot.use_cases.context import Context
from bot.use_cases.people import directory_sync, identities
from storage import Connection, Database
from storage.approvals import requests as request_store
from storage.audit import audit as audit_store
from storage.people import people as people_store
from storage.settings import groups as group_store
from storage.settings import settings as setting_store

MOST_LOOK_UPS = 40
"""Limit of unknown people looked up in one go; the directory sync adds the rest."""


@dataclass(frozen=True, slots=True)
class FoundPeople:
    """The people of a list who can be in a group, and the rest: guests, apps, deactivated and unknown people."""

    people: dict[UserId, PersonId]
    left_out: list[UserId]


@dataclass(frozen=True, slots=True)
class Membership:
    """A page of a group's members, and its group admins."""

    group: Group
    members: list[Person]
    admins: list[Person]


def find_people(context: Context, team: TeamId, users: Collection[UserId], instant: Instant) -> FoundPeople:
    """Find people by Slack id, and store new ones. Raises SlackUnavailableError."""
    directory_sync.ensure_known(context, team, users, instant, most=MOST_LOOK_UPS)
    with context.db.read() as tx:
        known = people_store.find_many(tx, team, users)
    eligible = {user: person.id for user, person in known.items() if identities.is_eligible(person)}
    return FoundPeople(eligible, [user for user in dict.fromkeys(users) if user not in eligible])


def known_people(db: Database, team: TeamId, users: Collection[UserId]) -> FoundPeople:
    """Find known people, eligible or not: a person who has become a guest can still leave a group."""
    with db.read() as tx:
        known = people_store.find_many(tx, team, users)
    return FoundPeople(
        {user: person.id for user, person in known.items()}, [user for user in users if user not in known]
    )


def membership(db: Database, team: TeamId, group_id: GroupId, skip: int, most: int) -> Membership | Denied:
    """A page of a group's members, and its admins."""
    with db.read() as tx:
        found = _find(tx, team, group_id)
        if isinstance(found, Denied):
            return found
        _, _, group = found
        return Membership(group, group_store.members(tx, group_id, skip, most), group_store.admins(tx, group_id))


def administered_groups(context: Context, caller: Caller) -> frozenset[GroupId]:
    """The groups that this user administers."""
    with context.db.read() as tx:
        account = people_store.find_account(tx, caller.team)
        return frozenset() if account is None else group_store.administered_by(tx, account.id, caller.user)


def rename_group(context: Context, caller: Caller, group_id: GroupId, name: str) -> Group | Denied:
    """Rename a group, by an owner or admin."""
    name = groups.normalise_name(name)
    with context.db.write(caller.team) as tx:
        found = _find_for_admin(tx, caller, group_id)
        if isinstance(found, Denied):
            return found
        account, tree, group = found
        if denied := groups.name_refusal(name) or name_taken(name, tree, except_group=group_id):
            return denied
        if name != group.name:
            group_store.rename(tx, group_id, name)
            request_store.rename_group(tx, account.id, group_id, name)
            event = AuditEvent(
                AuditAction.GROUP_RENAMED, group=group_id, personal_before=group.name, personal_after=name
            )
            audit_store.add(tx, account.id, event, Cause(caller.user, caller.now))
            closing.supersede_stale(tx, account, caller.now)  # a pending request may create a group of this name
        return Group(group_id, name, group.states)


def name_group_admin(context: Context, caller: Caller, group_id: GroupId, user: UserId) -> Person | Denied:
    """Make a person admin of this group, by an owner or admin."""
    with context.db.write(caller.team) as tx:
        found = _find_for_admin(tx, caller, group_id)
        if isinstance(found, Denied):
            return found
        person = people_store.find(tx, caller.team, user)
        if person is None or not identities.is_eligible(person):
            return Denied(reason("groups.admin_not_member"))
        if group_id not in group_store.administered_by(tx, found[0].id, user):
            group_store.add_admin(tx, group_id, person.id)
            event = AuditEvent(AuditAction.GROUP_ADMIN_NAMED, person=person.id, group=group_id)
            audit_store.add(tx, found[0].id, event, Cause(caller.user, caller.now))
        return person


def dismiss_group_admin(context: Context, caller: Caller, group_id: GroupId, user: UserId) -> Person | Denied:
    """Remove an admin of this group, by an owner or admin."""
    with context.db.write(caller.team) as tx:
        found = _find_for_admin(tx, caller, group_id)
        if isinstance(found, Denied):
            return found
        person = people_store.find(tx, caller.team, user)
        if person is None:
            return Denied(reason("groups.not_its_admin"))
        if group_store.remove_admin(tx, group_id, person.id):
            event = AuditEvent(AuditAction.GROUP_ADMIN_DISMISSED, person=person.id, group=group_id)
            audit_store.add(tx, found[0].id, event, Cause(caller.user, caller.now))
        return person


def _find_for_admin(tx: Connection, caller: Caller, group: GroupId) -> tuple[Account, SettingsTree, Group] | Denied:
    allowed = may_administer(caller.actor, caller.now)
    return allowed if isinstance(allowed, Denied) else _find(tx, caller.team, group)


def _find(tx: Connection, team: TeamId, group_id: GroupId) -> tuple[Account, SettingsTree, Group] | Denied:
    account = people_store.find_account(tx, team)
    if account is None:
        return NO_ACCOUNT
    tree = setting_store.settings_tree(tx, account.id)
    group = tree.group(group_id)
    return GROUP_GONE if group is None else (account, tree, group)
