"""All that an admin sees of one person: role, license, groups, what holds for them and why, and their room."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.policy.answers import Denied
from bot.policy.groups import GroupId
from bot.policy.people import Actor, Role, TeamId, UserId
from bot.policy.resolution import Resolved
from bot.policy.rights import may_administer
from bot.policy.rooms import Profile, Room
from bot.policy.settings import Setting
from bot.use_cases import people
from bot.use_cases.administration import Administration
from bot.use_cases.rooms import MOST_EARLIER
from bot.use_cases.settings import UNKNOWN_PERSON, resolved_for
from storage import Database
from storage import groups as group_store
from storage import rooms as room_store

EXTERNAL_PERSON = Denied("People of other companies have no room here, and nothing to set.")


@dataclass(frozen=True, slots=True)
class PersonDetails:
    """One person. `groups` stand in order of priority."""

    profile: Profile
    settings: Mapping[Setting, Resolved]
    groups: Mapping[GroupId, str]


def look_up_person(
    admin: Administration, team: TeamId, actor: Actor, user: UserId, now: datetime
) -> PersonDetails | Denied:
    """By Slack id; somebody whom the bot has not met is remembered. Raises SlackUnavailableError."""
    if isinstance(allowed := may_administer(actor, now), Denied):
        return allowed
    identity = admin.directory.look_up(team, user)
    if identity.role is Role.EXTERNAL:
        return EXTERNAL_PERSON
    people.sync_identities(admin.db, admin.terms, team, [identity], now)
    return person_details(admin.db, team, user)


def person_details(db: Database, team: TeamId, user: UserId) -> PersonDetails | Denied:
    """Somebody whom we know, as they are now."""
    with db.read() as tx:
        profile = room_store.profile(tx, team, user)
        if profile is None:
            return UNKNOWN_PERSON
        person = profile.person.id
        return PersonDetails(profile, resolved_for(tx, person), group_store.of_person(tx, person))


def numbers_of_person(
    db: Database, team: TeamId, actor: Actor, user: UserId, now: datetime
) -> tuple[Profile, list[Room]] | Denied:
    """Somebody's room and the numbers before it, the latest first (PMI-14)."""
    if isinstance(allowed := may_administer(actor, now), Denied):
        return allowed
    with db.read() as tx:
        profile = room_store.profile(tx, team, user)
        return UNKNOWN_PERSON if profile is None else (profile, room_store.earlier(tx, profile.person.id, MOST_EARLIER))
