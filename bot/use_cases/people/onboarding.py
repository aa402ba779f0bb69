"""First contact: a person is stored, gets a room and is greeted once; any act makes them reachable (PMI-11, REM-5)."""

from datetime import datetime

from bot.policy.clock import Instant
from bot.policy.ids import TeamId, UserId
from bot.policy.options import Options
from bot.policy.people.caller import Caller
from bot.policy.people.people import Identity, Person, Role
from bot.policy.people.permissions import may_have_room
from bot.policy.rooms.room_rules import room_rules
from bot.policy.rooms.rooms import Profile, Room, existing_room
from bot.policy.values.results import Denied
from bot.use_cases import room_numbers
from bot.use_cases.context import Context
from bot.use_cases.deliveries.outbox import MessageKind, new_message
from bot.use_cases.people.identities import add_or_sync, is_eligible
from storage import Connection, Database
from storage.deliveries import outbox as outbox_store
from storage.people import people as people_store
from storage.rooms import rooms as room_store
from storage.settings.settings import resolved_for


def greeting_content(db: Database, team: TeamId, user: UserId) -> Room | Denied:
    """The room that the greeting shows at the moment of sending, or why they have none (PMI-11, LOCK-6, REM-3)."""
    with db.read() as tx:
        profile = room_store.known_profile(tx, team, user)
        rules = room_rules(resolved_for(tx, profile.person.id), profile.person.role)
    person = profile.person
    obstacles = (may_have_room(person), rules.enabled)
    denied = next((each for each in obstacles if isinstance(each, Denied)), None)
    return denied or existing_room(profile)


def ensure_profile(context: Context, caller: Caller) -> Profile:
    """Store a person at their first contact and, if they are eligible, assign a room (PMI-11).

    Raises SlackUnavailableError: an unknown person is looked up before the transaction.
    """
    with context.db.read() as tx:
        profile = room_store.profile(tx, caller.team, caller.user)
    identity = None if profile else context.directory.look_up(caller.team, caller.user)
    with context.db.write(caller.team) as tx:
        if identity is not None:
            add_or_sync(tx, context.options, identity, caller.instant)
        return ensure_room(tx, caller, context.options)


def profile_of_actor(context: Context, caller: Caller) -> Profile:
    """The profile of a person who acts, created at their first contact; records their activity.

    Raises SlackUnavailableError at a first contact.
    """
    with context.db.read() as tx:
        profile = room_store.profile(tx, caller.team, caller.user)
    if profile is None or (profile.room is None and is_eligible(profile.person)):
        profile = ensure_profile(context, caller)
    _record_activity(context, caller, profile.person)
    return profile


def _record_activity(context: Context, caller: Caller, person: Person) -> None:
    """Record that this person used the bot: first use enqueues the greeting, any use clears `unreachable` (REM-5).

    People of other companies are not greeted, since Slack lets no app write to them.
    """
    if person.greeted_at is None and person.role is not Role.EXTERNAL:
        enqueue_greeting(context, caller)
    if person.unreachable_at is not None:
        with context.db.write(caller.team) as tx:
            people_store.clear_unreachable(tx, person.id)


def enqueue_greeting(context: Context, caller: Caller) -> None:
    """Enqueue the greeting once, in the transaction that marks the person as greeted."""
    with context.db.write(caller.team) as tx:
        profile = room_store.known_profile(tx, caller.team, caller.user)
        if not people_store.mark_greeted(tx, profile.person.id, caller.now):
            return
        key = f"greeting of person {profile.person.id}"
        message = new_message(MessageKind.GREETING, profile.account.id, profile.person.id, key, {}, caller.now)
        outbox_store.enqueue(tx, message, caller.now)


def on_joined(context: Context, identity: Identity, now: datetime, *, clock_believed: bool = True) -> None:
    """Store a person who joined the workspace, and assign their room without a message (PMI-11)."""
    instant = Instant(now, clock_believed)
    with context.db.write(identity.team) as tx:
        add_or_sync(tx, context.options, identity, instant)
        ensure_room(tx, Caller.on_own(identity.team, identity.user, instant), context.options)


def ensure_room(tx: Connection, caller: Caller, options: Options) -> Profile:
    """Assign a room to an eligible person without one, unless PMIs are switched off for them (PMI-11, LOCK-6)."""
    profile = room_store.known_profile(tx, caller.team, caller.user)
    person = profile.person
    if profile.room is not None or not is_eligible(person):
        return profile
    if isinstance(room_rules(resolved_for(tx, person.id), person.role).enabled, Denied):
        return profile
    room_numbers.assign_room(tx, options, person.id, caller.instant)
    return room_store.known_profile(tx, caller.team, caller.user)
