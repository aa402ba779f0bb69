"""Roles as Slack confirms them now (ROLE-1), people to ask, and whether anybody else could approve (APP-4)."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from bot.policy.ids import TeamId, UserId
from bot.policy.people.caller import Caller
from bot.policy.people.people import ADMIN_ROLES, Actor, Identity, Role
from bot.policy.people.permissions import OWNER_ROLES
from bot.use_cases.context import Context
from bot.use_cases.ports import Directory
from storage import Database
from storage.people import people as people_store

DIRECTORY_TTL = timedelta(days=2)
"""How long after a sync the stored people count as the complete directory."""


def ask_role(directory: Directory, team: TeamId, user: UserId, now: datetime) -> Actor:
    """The person in the role that Slack reports now; one who was deactivated has no rights (ROLE-1).

    Raises SlackUnavailableError; whoever acts is then asked to try again.
    """
    identity = directory.look_up(team, user)
    return Actor(identity.user, identity.role if identity.active else Role.EXTERNAL, now)


def owners(db: Database, team: TeamId) -> list[UserId]:
    """Some known owners, to be asked for what only owners decide (ROLE-2)."""
    with db.read() as tx:
        return [person.user for person in people_store.some_with_roles(tx, team, OWNER_ROLES)]


def known_approvers(db: Database, team: TeamId) -> list[UserId]:
    """All known owners and admins, to be mentioned; each is confirmed when they act (APP-4)."""
    with db.read() as tx:
        return [person.user for person in people_store.list_with_roles(tx, team, ADMIN_ROLES)]


def is_sole_approver(context: Context, caller: Caller) -> bool:
    """Whether no other owner or admin could approve what this one asks for. Raises SlackUnavailableError."""
    others = (each for each in _candidates(context, caller.team, caller.now) if each != caller.user)
    return caller.actor.is_admin and not any(
        ask_role(context.directory, caller.team, user, caller.now).is_admin for user in others
    )


def _candidates(context: Context, team: TeamId, now: datetime) -> Iterator[UserId]:
    """Known owners and admins first; then those of the directory, if the last sync is too old."""
    with context.db.read() as tx:
        known = people_store.list_with_roles(tx, team, ADMIN_ROLES)
        synced_at = people_store.directory_synced_at(tx, team)
    yield from (person.user for person in known)
    if synced_at is None or now >= synced_at + DIRECTORY_TTL:
        yield from (
            each.user for each in _all_in_directory(context.directory, team) if each.active and each.role in ADMIN_ROLES
        )


def _all_in_directory(directory: Directory, team: TeamId) -> Iterator[Identity]:
    cursor = ""
    while True:
        page = directory.page(team, cursor)
        yield from page.people
        cursor = page.next_cursor
        if not cursor:
            return


def admins_to_ask(db: Database, team: TeamId) -> list[UserId]:
    """Some known owners and admins, to be asked for a right (ROLE-2)."""
    with db.read() as tx:
        return [person.user for person in people_store.some_with_roles(tx, team, ADMIN_ROLES)]
