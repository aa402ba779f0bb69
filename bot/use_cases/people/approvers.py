"""Who acts, in the role that Slack confirms this moment (ROLE-1), and whether anybody else could approve (APP-4)."""

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
"""How long what we read of the directory, and heard since, is taken for all of it."""


def ask_role(directory: Directory, team: TeamId, user: UserId, now: datetime) -> Actor:
    """Somebody in their role of this moment. Raises SlackUnavailableError; whoever acts is then asked to try again."""
    return _actor(directory.look_up(team, user), now)


def owners(db: Database, team: TeamId) -> list[UserId]:
    """Whom to ask for what only owners decide: some of those that we know of (ROLE-2)."""
    with db.read() as tx:
        return [person.user for person in people_store.some_with_roles(tx, team, OWNER_ROLES)]


def known_approvers(db: Database, team: TeamId) -> list[UserId]:
    """Owners and admins as far as we know them, to be mentioned; each is confirmed when they act (APP-4)."""
    with db.read() as tx:
        return [person.user for person in people_store.list_with_roles(tx, team, ADMIN_ROLES)]


def is_sole_approver(context: Context, caller: Caller) -> bool:
    """Whether nobody else could approve what this owner or admin asks for. Raises SlackUnavailableError."""
    others = (each for each in _candidates(context, caller.team, caller.now) if each != caller.actor.user)
    return caller.actor.is_admin and not any(
        ask_role(context.directory, caller.team, user, caller.now).is_admin for user in others
    )


def _candidates(context: Context, team: TeamId, now: datetime) -> Iterator[UserId]:
    """Those whom we know first; the directory itself where we may not know all."""
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


def _actor(identity: Identity, now: datetime) -> Actor:
    """Whoever was deactivated has no more rights than a stranger."""
    return Actor(identity.user, identity.role if identity.active else Role.EXTERNAL, now)


def admins_to_ask(db: Database, team: TeamId) -> list[UserId]:
    """Whom to ask for a right: some owners and admins that we know of (ROLE-2)."""
    with db.read() as tx:
        return [person.user for person in people_store.some_with_roles(tx, team, ADMIN_ROLES)]
