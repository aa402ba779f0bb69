"""Shows a person their own room: the first visit assigns a number, a later one replaces an expired number."""

from collections.abc import Mapping
from dataclasses import replace

from bot.policy.audit.events import SYSTEM_ACTOR, Cause
from bot.policy.ids import Pmi, UserId
from bot.policy.people.caller import Caller
from bot.policy.people.people import UNKNOWN_PERSON
from bot.policy.people.permissions import may_administer, may_have_room
from bot.policy.rooms.numbers import EndReason
from bot.policy.rooms.room_rules import room_rules
from bot.policy.rooms.rooms import Profile, ProfileSnapshot, Room, is_open, needs_new_number
from bot.policy.settings.catalogue import Setting
from bot.policy.settings.lock_resolution import Resolved, resolve_all
from bot.policy.values.results import Denied
from bot.use_cases import room_numbers
from bot.use_cases.context import Context
from bot.use_cases.people import identities, onboarding
from bot.use_cases.rooms import edits
from bot.use_cases.rooms.sessions import JUST_SWITCHED_ON
from storage.rooms import rooms as room_store
from storage.settings.settings import resolved_for

MOST_EARLIER = 40
"""Limit of earlier numbers shown: more than anybody has, fewer than a message holds."""


def open_profile(context: Context, caller: Caller) -> ProfileSnapshot | Denied:
    """The profile; an expired number is replaced, and shown as old → new (PMI-13). Raises SlackUnavailableError.

    A number that is gone cannot be had back: while the clock is not believed, it stays (CLOCK-1).
    """
    snapshot = read_profile(context, caller)
    if not isinstance(snapshot, ProfileSnapshot) or not needs_new_number(snapshot.room, snapshot.rules, caller.now):
        return snapshot
    return _replace_expired(context, caller) if caller.clock_believed else replace(snapshot, new_number_waits=True)


def read_profile(context: Context, caller: Caller) -> ProfileSnapshot | Denied:
    """The profile; a first contact assigns a number (PMI-11), an expired number is not replaced.

    One read and no write where nothing changes. Raises SlackUnavailableError at a first contact.
    """
    with context.db.read() as tx:
        found = room_store.profile_with_settings(tx, caller.team, caller.user)
    if found is not None and not _needs_onboarding(found[0]):
        profile, levels = found
        return _snapshot(profile, resolve_all(*levels), caller)
    profile = onboarding.profile_of_actor(context, caller)
    if isinstance(eligible := may_have_room(profile.person), Denied):
        return eligible
    with context.db.read() as tx:
        return _snapshot(profile, resolved_for(tx, profile.person.id), caller)


def _needs_onboarding(profile: Profile) -> bool:
    person = profile.person
    lacks_something = person.greeted_at is None or profile.room is None
    return lacks_something or person.unreachable_at is not None or not identities.is_eligible(person)


def _replace_expired(context: Context, caller: Caller) -> ProfileSnapshot | Denied:
    """Replace the number, checked again under the lock: of two concurrent visits the second finds it (PMI-13)."""
    with context.db.write(caller.team) as tx:
        profile = room_store.known_profile(tx, caller.team, caller.user)
        settings = resolved_for(tx, profile.person.id)
        snapshot = _snapshot(profile, settings, caller)
        if isinstance(snapshot, Denied) or not needs_new_number(snapshot.room, snapshot.rules, caller.now):
            return snapshot
        old = snapshot.room
        number = room_numbers.claim_new_number(tx, old.person, caller.instant)
        room_numbers.move_to_number(tx, old, number, EndReason.EXPIRED, old.passcode, caller.now)
        edited = edits.record_change(tx, profile, Cause(SYSTEM_ACTOR, caller.now, note="expired"))
        return _snapshot(edited.profile, settings, caller, replaced=old.number)


def _snapshot(
    profile: Profile, settings: Mapping[Setting, Resolved], caller: Caller, replaced: Pmi | None = None
) -> ProfileSnapshot | Denied:
    rules = room_rules(settings, profile.person.role)
    if profile.room is None:  # eligible: none is assigned while PMIs are switched off
        return rules.enabled if isinstance(rules.enabled, Denied) else JUST_SWITCHED_ON
    session = profile.session if is_open(profile.session, caller.instant) else None
    return ProfileSnapshot(profile, profile.room, session, settings, rules, replaced)


def earlier_rooms(context: Context, caller: Caller) -> list[Room]:
    """A person's earlier rooms, the latest first (PMI-14)."""
    with context.db.read() as tx:
        profile = room_store.profile(tx, caller.team, caller.user)
        return [] if profile is None else room_store.earlier(tx, profile.person.id, MOST_EARLIER)


def numbers_of_person(context: Context, caller: Caller, user: UserId) -> tuple[Profile, list[Room]] | Denied:
    """A person's profile and earlier rooms, the latest first, for admins (PMI-14)."""
    if isinstance(allowed := may_administer(caller.actor, caller.now), Denied):
        return allowed
    with context.db.read() as tx:
        profile = room_store.profile(tx, caller.team, user)
        return UNKNOWN_PERSON if profile is None else (profile, room_store.earlier(tx, profile.person.id, MOST_EARLIER))
