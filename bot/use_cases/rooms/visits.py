"""A person and their own room, looked at: the first look assigns a number, a later one replaces an expired one."""

from collections.abc import Mapping
from datetime import datetime

from bot.policy.audit.events import SYSTEM_ACTOR, Cause
from bot.policy.ids import Pmi, TeamId, UserId
from bot.policy.options import Options
from bot.policy.people.people import UNKNOWN_PERSON, Actor, may_have_room
from bot.policy.people.permissions import may_administer
from bot.policy.rooms.numbers import EndReason
from bot.policy.rooms.room_rules import room_rules
from bot.policy.rooms.rooms import Profile, ProfileSnapshot, Room, existing_room, is_open, needs_new_number
from bot.policy.settings.catalogue import Setting
from bot.policy.settings.lock_resolution import Resolved, resolve_all
from bot.policy.values.results import Allowed, Denied
from bot.use_cases import room_numbers
from bot.use_cases.invitations import updates
from bot.use_cases.people import onboarding
from bot.use_cases.ports import Directory
from bot.use_cases.rooms import edits
from storage import Database
from storage.rooms import rooms as room_store
from storage.settings.settings import resolved_for

JUST_SWITCHED_ON = Denied("Your room was switched on just now. Please try again.")
MOST_EARLIER = 40
"""Earlier numbers shown: more than anybody has, fewer than a message holds."""


def open_profile(
    db: Database, directory: Directory, terms: Options, team: TeamId, user: UserId, now: datetime
) -> ProfileSnapshot | Denied:
    """Open the profile, which shows old → new: an expired number is replaced (PMI-13). Raises as `read_profile` does."""
    snapshot = read_profile(db, directory, terms, team, user, now)
    if isinstance(snapshot, ProfileSnapshot) and needs_new_number(snapshot.room, snapshot.rules, now):
        return _replace_expired(db, team, user, now)
    return snapshot


def read_profile(
    db: Database, directory: Directory, terms: Options, team: TeamId, user: UserId, now: datetime
) -> ProfileSnapshot | Denied:
    """Somebody and their room as it is: a first contact assigns a number (PMI-11), an expired one stays what it is.

    Reads once and writes nothing where nothing changes. Raises SlackUnavailableError at a first contact.
    """
    with db.read() as tx:
        found = room_store.profile_with_settings(tx, team, user)
    if found is None or _needs_onboarding(found[0]):
        return _first_contact(db, directory, terms, team, user, now)
    profile, levels = found
    return _snapshot(profile, resolve_all(*levels), now)


def _needs_onboarding(profile: Profile) -> bool:
    eligible = isinstance(may_have_room(profile.person.role, active=profile.person.active), Allowed)
    person = profile.person
    return person.greeted_at is None or person.unreachable_at is not None or profile.room is None or not eligible


def _first_contact(
    db: Database, directory: Directory, terms: Options, team: TeamId, user: UserId, now: datetime
) -> ProfileSnapshot | Denied:
    with db.read() as tx:
        profile = room_store.profile(tx, team, user)
    if profile is None:
        profile = onboarding.ensure_profile(db, directory, terms, team, user, now)
    onboarding.record_activity(db, team, profile.person, now)
    eligible = may_have_room(profile.person.role, active=profile.person.active)
    if isinstance(eligible, Denied):
        return eligible
    if profile.room is None:
        profile = onboarding.ensure_profile(db, directory, terms, team, user, now)
    with db.read() as tx:
        return _snapshot(profile, resolved_for(tx, profile.person.id), now)


def _replace_expired(db: Database, team: TeamId, user: UserId, now: datetime) -> ProfileSnapshot | Denied:
    """PMI-13, asked again under the lock: of two visits at once the second finds the new number."""
    with db.write(team) as tx:
        profile = room_store.known_profile(tx, team, user)
        settings = resolved_for(tx, profile.person.id)
        snapshot = _snapshot(profile, settings, now)
        if isinstance(snapshot, Denied) or not needs_new_number(snapshot.room, snapshot.rules, now):
            return snapshot
        old = snapshot.room
        number = room_numbers.claim_new_number(tx, old.person, now)
        room_numbers.move_to_number(tx, old, number, EndReason.EXPIRED, old.passcode, now)
        profile = room_store.known_profile(tx, team, user)
        new = existing_room(profile)
        edits.audit_room_changes(tx, profile, old, new, Cause(SYSTEM_ACTOR, now, note="expired"))
        updates.on_room_changed(tx, profile.account.id, old, new, now)
        return _snapshot(profile, settings, now, replaced=old.number)


def _snapshot(
    profile: Profile, settings: Mapping[Setting, Resolved], now: datetime, replaced: Pmi | None = None
) -> ProfileSnapshot | Denied:
    rules = room_rules(settings, profile.person.role)
    if profile.room is None:  # eligible, and without a room: it waits until it is switched on
        return rules.enabled if isinstance(rules.enabled, Denied) else JUST_SWITCHED_ON
    session = profile.session if is_open(profile.session, now) else None
    return ProfileSnapshot(profile, profile.room, session, settings, rules, replaced)


def earlier_rooms(db: Database, team: TeamId, user: UserId) -> list[Room]:
    """The numbers that somebody had before, the latest first (PMI-14)."""
    with db.read() as tx:
        profile = room_store.profile(tx, team, user)
        return [] if profile is None else room_store.earlier(tx, profile.person.id, MOST_EARLIER)


def numbers_of_person(
    db: Database, team: TeamId, actor: Actor, user: UserId, now: datetime
) -> tuple[Profile, list[Room]] | Denied:
    """Somebody's room and the numbers before it, the latest first (PMI-14)."""
    if isinstance(allowed := may_administer(actor, now), Denied):
        return allowed
    with db.read() as tx:
        profile = room_store.profile(tx, team, user)
        return UNKNOWN_PERSON if profile is None else (profile, room_store.earlier(tx, profile.person.id, MOST_EARLIER))
