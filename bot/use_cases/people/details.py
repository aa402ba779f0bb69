"""What an admin sees of one person: role, license, groups, settings with their sources, and room."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from bot.policy.ids import GroupId, TeamId, UserId
from bot.policy.people.caller import Caller
from bot.policy.people.people import UNKNOWN_PERSON, Role
from bot.policy.people.permissions import may_administer
from bot.policy.rooms.rooms import Profile
from bot.policy.settings.catalogue import Setting
from bot.policy.settings.lock_resolution import Resolved
from bot.policy.values.reasons import reason
from bot.policy.values.results import Denied
from bot.use_cases.context import Context
from bot.use_cases.people import directory_sync
from storage import Database
from storage.people import people as people_store
from storage.rooms import rooms as room_store
from storage.settings import groups as group_store
from storage.settings.settings import resolved_for

EXTERNAL_PERSON = Denied(reason("people.external"))


@dataclass(frozen=True, slots=True)
class PersonDetails:
    """One person. `groups` are in order of priority."""

    profile: Profile
    settings: Mapping[Setting, Resolved]
    groups: Mapping[GroupId, str]


def look_up_person(context: Context, caller: Caller, user: UserId) -> PersonDetails | Denied:
    """Look up a person in Slack, store them if they are new, and give their details. Raises SlackUnavailableError."""
    if isinstance(allowed := may_administer(caller.actor, caller.now), Denied):
        return allowed
    identity = context.directory.look_up(caller.team, user)
    if identity.role is Role.EXTERNAL:
        return EXTERNAL_PERSON
    directory_sync.sync_identities(context, caller.team, [identity], caller.instant)
    return person_details(context.db, caller.team, user)


def person_details(db: Database, team: TeamId, user: UserId) -> PersonDetails | Denied:
    """The details of a stored person."""
    with db.read() as tx:
        profile = room_store.profile(tx, team, user)
        if profile is None:
            return UNKNOWN_PERSON
        person = profile.person.id
        return PersonDetails(profile, resolved_for(tx, person), group_store.of_person(tx, person))


def names_of(db: Database, team: TeamId, users: Collection[UserId]) -> dict[str, str]:
    """The names of those of these users whom the bot has met."""
    with db.read() as tx:
        return {user: person.name for user, person in people_store.find_many(tx, team, users).items()}
