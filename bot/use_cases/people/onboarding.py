"""What the greeting says, looked at when it is sent (REM-3)."""

from datetime import datetime, timedelta

from bot.policy.deliveries.deliveries import OutboxMessage, Urgency
from bot.policy.ids import TeamId, UserId
from bot.policy.options import Options
from bot.policy.people.caller import Caller
from bot.policy.people.people import Identity, Person, Role, may_have_room
from bot.policy.rooms.room_rules import room_rules
from bot.policy.rooms.rooms import Profile, Room, existing_room
from bot.policy.settings.lock_resolution import resolve_all
from bot.policy.values.results import Denied
from bot.use_cases import room_numbers
from bot.use_cases.context import Context
from bot.use_cases.deliveries import queue
from bot.use_cases.people.identities import add_or_sync
from storage import Connection, Database
from storage.people import people as people_store
from storage.rooms import rooms as room_store
from storage.rooms.rooms import known_profile
from storage.settings import settings as setting_store
from storage.settings.settings import resolved_for


def greeting_content(db: Database, team: TeamId, user: UserId) -> Room | Denied:
    """The room of whoever is greeted, or why they have none (PMI-11, LOCK-6)."""
    with db.read() as tx:
        profile = room_store.known_profile(tx, team, user)
        rules = room_rules(resolved_for(tx, profile.person.id), profile.person.role)
    person = profile.person
    obstacles = (may_have_room(person.role, active=person.active), rules.enabled)
    denied = next((each for each in obstacles if isinstance(each, Denied)), None)
    return denied or existing_room(profile)


GREETING = "greeting"
GREETING_TTL = timedelta(days=7)


def ensure_profile(context: Context, caller: Caller) -> Profile:
    """Somebody's first contact: they are known from now on and, if eligible, have a room (PMI-11).

    Raises SlackUnavailableError: who they are is asked before the transaction.
    """
    with context.db.read() as tx:
        profile = room_store.profile(tx, caller.team, caller.user)
    identity = None if profile else context.directory.look_up(caller.team, caller.user)
    with context.db.write(caller.team) as tx:
        if identity is not None:
            add_or_sync(tx, context.options, identity, caller.now)
        return ensure_room(tx, caller, context.options)


def record_activity(context: Context, caller: Caller, person: Person) -> None:
    """Somebody acts themselves: they are greeted the first time, and can be reached again (REM-5).

    People of other companies are not: Slack lets no app write to them.
    """
    if person.greeted_at is None and person.role is not Role.EXTERNAL:
        enqueue_greeting(context, caller)
    if person.unreachable_at is not None:
        with context.db.write(caller.team) as tx:
            people_store.clear_unreachable(tx, person.id)


def enqueue_greeting(context: Context, caller: Caller) -> None:
    """At somebody's own first act the bot introduces itself, once: the message is owed in the same transaction."""
    with context.db.write(caller.team) as tx:
        profile = known_profile(tx, caller.team, caller.user)
        if not people_store.mark_greeted(tx, profile.person.id, caller.now):
            return
        message = OutboxMessage(
            account=profile.account.id,
            dedup_key=f"greeting of person {profile.person.id}",
            kind=GREETING,
            urgency=Urgency.BULK,
            to=profile.person.id,
            due=caller.now,
            deadline=caller.now + GREETING_TTL,
        )
        queue.enqueue(tx, message, caller.now)


def on_joined(context: Context, identity: Identity, now: datetime) -> None:
    """Somebody joined the workspace: they silently get their room (PMI-11)."""
    with context.db.write(identity.team) as tx:
        add_or_sync(tx, context.options, identity, now)
        ensure_room(tx, Caller.on_own(identity.team, identity.user, now), context.options)


def ensure_room(tx: Connection, caller: Caller, terms: Options) -> Profile:
    """A room for whoever may have one and has none; while PMIs are switched off for them, it waits (PMI-11, LOCK-6)."""
    profile = known_profile(tx, caller.team, caller.user)
    person = profile.person
    if profile.room is not None or isinstance(may_have_room(person.role, active=person.active), Denied):
        return profile
    if isinstance(room_rules(resolve_all(*setting_store.for_person(tx, person.id)), person.role).enabled, Denied):
        return profile
    room_numbers.assign_room(tx, terms, profile.person.id, caller.now)
    return known_profile(tx, caller.team, caller.user)
