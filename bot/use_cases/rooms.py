"""A person and their own room, looked at: the first look assigns a number, a later one replaces an expired one."""

from datetime import datetime

from bot.policy.answers import Denied
from bot.policy.numbers import Ending, Number
from bot.policy.people import TeamId, UserId, may_have_room
from bot.policy.rooms import Profile, Room, Visit, is_open, needs_new_number
from bot.policy.terms import Terms
from bot.use_cases import numbers, people
from bot.use_cases.ports import Directory
from storage import Connection, Database
from storage import choices as choice_store
from storage import rooms as room_store

MOST_EARLIER = 40
"""Earlier numbers shown: more than anybody has, fewer than a message holds."""


def visit(
    db: Database, directory: Directory, terms: Terms, team: TeamId, user: UserId, now: datetime
) -> Visit | Denied:
    """Open the profile: assigns a number at the first contact and replaces an expired one (PMI-11, PMI-13).

    Reads twice and writes nothing where nothing changes. Raises SlackUnavailableError at a first contact.
    """
    with db.read() as tx:
        profile = room_store.profile(tx, team, user)
    if profile is None:
        profile = people.meet(db, directory, terms, team, user, now)
    if profile.person.greeted_at is None:
        people.greet(db, team, user, now)
    eligible = may_have_room(profile.person.role, active=profile.person.active)
    if isinstance(eligible, Denied):
        return eligible
    if profile.room is None:
        profile = people.meet(db, directory, terms, team, user, now)
    if needs_new_number(people.room_of(profile), now):
        return _replace_expired(db, team, user, now)
    with db.read() as tx:
        return _seen(tx, profile, now, replaced=None)


def _replace_expired(db: Database, team: TeamId, user: UserId, now: datetime) -> Visit:
    """PMI-13, asked again under the lock: of two visits at once the second finds the new number."""
    with db.write(team) as tx:
        profile = people.known(tx, team, user)
        old = people.room_of(profile)
        if not needs_new_number(old, now):
            return _seen(tx, profile, now, replaced=None)
        number = numbers.fresh_number(tx, old.person, now)
        numbers.move_room(tx, old, number, Ending.EXPIRED, old.passcode, now)
        return _seen(tx, people.known(tx, team, user), now, replaced=old.number)


def _seen(tx: Connection, profile: Profile, now: datetime, *, replaced: Number | None) -> Visit:
    session = profile.session if is_open(profile.session, now) else None
    return Visit(profile, people.room_of(profile), session, choice_store.of_person(tx, profile.person.id), replaced)


def earlier_rooms(db: Database, team: TeamId, user: UserId) -> list[Room]:
    """The numbers that somebody had before, the latest first (PMI-14)."""
    with db.read() as tx:
        profile = room_store.profile(tx, team, user)
        return [] if profile is None else room_store.earlier(tx, profile.person.id, MOST_EARLIER)
