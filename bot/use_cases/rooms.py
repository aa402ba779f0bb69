"""A person and their own room, looked at: the first look assigns a number, a later one replaces an expired one."""

from dataclasses import dataclass
from datetime import datetime

from bot.policy.answers import Denied
from bot.policy.numbers import Ending, Number
from bot.policy.people import TeamId, UserId, may_have_room
from bot.policy.rooms import Profile, Room, needs_new_number
from bot.policy.terms import Terms
from bot.use_cases import numbers, people
from bot.use_cases.ports import Directory
from storage import Database
from storage import rooms as room_store


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody's profile as they see it. `replaced` is the expired number that this very visit replaced."""

    profile: Profile
    room: Room
    replaced: Number | None


def visit(
    db: Database, directory: Directory, terms: Terms, team: TeamId, user: UserId, now: datetime
) -> Visit | Denied:
    """Open the profile: assigns a number at the first contact and replaces an expired one (PMI-11, PMI-13).

    Reads once and writes nothing where nothing changes. Raises SlackUnavailableError at a first contact.
    """
    with db.read() as tx:
        profile = room_store.profile(tx, team, user)
    if profile is None:
        profile = people.meet(db, directory, terms, team, user, now)
    eligible = may_have_room(profile.person.role, active=profile.person.active)
    if isinstance(eligible, Denied):
        return eligible
    if profile.room is None:
        profile = people.meet(db, directory, terms, team, user, now)
    room = people.room_of(profile)
    if not needs_new_number(room, now):
        return Visit(profile, room, None)
    return _replace_expired(db, team, user, now)


def _replace_expired(db: Database, team: TeamId, user: UserId, now: datetime) -> Visit:
    """PMI-13, asked again under the lock: of two visits at once the second finds the new number."""
    with db.write(team) as tx:
        profile = people.known(tx, team, user)
        old = people.room_of(profile)
        if not needs_new_number(old, now):
            return Visit(profile, old, None)
        number = numbers.fresh_number(tx, old.person, now)
        numbers.move_room(tx, old, number, Ending.EXPIRED, old.passcode, now)
        profile = people.known(tx, team, user)
        return Visit(profile, people.room_of(profile), old.number)
