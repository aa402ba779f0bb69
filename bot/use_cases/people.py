"""Getting to know people: at their first contact, and whenever Slack says that something about them changed."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from bot.policy.answers import Allowed, Denied
from bot.policy.deliveries import OutboxMessage, Urgency
from bot.policy.people import ADMIN_ROLES, Account, Identity, Person, Role, TeamId, UserId, may_have_room
from bot.policy.resolution import resolve_all
from bot.policy.room_rules import room_rules
from bot.policy.rooms import Profile, Room
from bot.policy.terms import Options
from bot.use_cases import deliveries, departures, numbers
from bot.use_cases.ports import Directory
from storage import Connection, Database, unreachable
from storage import meeting_sessions as meeting_session_store
from storage import people as people_store
from storage import reminders as reminder_store
from storage import rooms as room_store
from storage import sessions as session_store
from storage import settings as setting_store

GREETING = "greeting"
GREETING_TTL = timedelta(days=7)


def ensure_profile(
    db: Database, directory: Directory, terms: Options, team: TeamId, user: UserId, now: datetime
) -> Profile:
    """Somebody's first contact: they are known from now on and, if eligible, have a room (PMI-11).

    Raises SlackUnavailableError: who they are is asked before the transaction.
    """
    with db.read() as tx:
        profile = room_store.profile(tx, team, user)
    identity = None if profile else directory.look_up(team, user)
    with db.write(team) as tx:
        if identity is not None:
            add_or_sync(tx, terms, identity, now)
        return ensure_room(tx, terms, team, user, now)


def record_activity(db: Database, team: TeamId, person: Person, now: datetime) -> None:
    """Somebody acts themselves: they are greeted the first time, and can be reached again (REM-5).

    People of other companies are not: Slack lets no app write to them.
    """
    if person.greeted_at is None and person.role is not Role.EXTERNAL:
        enqueue_greeting(db, team, person.user, now)
    if person.unreachable_at is not None:
        with db.write(team) as tx:
            unreachable.clear_unreachable(tx, person.id)


def enqueue_greeting(db: Database, team: TeamId, user: UserId, now: datetime) -> None:
    """At somebody's own first act the bot introduces itself, once: the message is owed in the same transaction."""
    with db.write(team) as tx:
        profile = known_profile(tx, team, user)
        if not people_store.mark_greeted(tx, profile.person.id, now):
            return
        message = OutboxMessage(
            account=profile.account.id,
            dedup_key=f"greeting of person {profile.person.id}",
            kind=GREETING,
            urgency=Urgency.BULK,
            to=profile.person.id,
            due=now,
            deadline=now + GREETING_TTL,
        )
        deliveries.enqueue(tx, message, now)


def sync_identity(db: Database, identity: Identity, now: datetime) -> None:
    """Slack says that somebody changed: keep name, zone, role and eligibility true.

    Whoever may not have a room any more is in no session from now on, and the admins are told of the meetings that they
    leave behind (MEET-9); their number waits for their return.
    """
    with db.write(identity.team) as tx:
        person = people_store.find(tx, identity.team, identity.user)
        if person is None:
            return
        sync_person(tx, person, identity, now)


def sync_person(tx: Connection, person: Person, identity: Identity, now: datetime) -> None:
    people_store.update_identity(tx, person.id, identity)
    unreachable.clear_unreachable(tx, person.id)
    profile = known_profile(tx, identity.team, identity.user)
    before = may_have_room(person.role, active=person.active)
    after = may_have_room(identity.role, active=identity.active)
    if isinstance(after, Denied) and profile.session is not None:
        session_store.end(tx, profile.session.id, now)
    if isinstance(after, Denied):
        meeting_session_store.end_hosted_by(tx, [person.id], now)
    if isinstance(before, Allowed) and isinstance(after, Denied):
        departures.notify_host_left(tx, identity.team, profile.account.id, person.id, now)
    if isinstance(before, Denied) and isinstance(after, Allowed) and profile.room is not None:
        reminder_store.reset(tx, profile.room.id)


def on_joined(db: Database, terms: Options, identity: Identity, now: datetime) -> None:
    """Somebody joined the workspace: they silently get their room (PMI-11)."""
    with db.write(identity.team) as tx:
        add_or_sync(tx, terms, identity, now)
        ensure_room(tx, terms, identity.team, identity.user, now)


def add_or_sync(tx: Connection, terms: Options, identity: Identity, now: datetime) -> None:
    person = people_store.find(tx, identity.team, identity.user)
    if person is not None:
        sync_person(tx, person, identity, now)
        return
    account = ensure_account(tx, terms, identity.team, now)
    people_store.add(tx, account, identity, account.default_license, now)


def ensure_account(tx: Connection, terms: Options, team: TeamId, now: datetime) -> Account:
    """The deployment's values only seed it: plan, default license and channel are the account's own later (APP-7)."""
    return people_store.ensure_account(
        tx, team, terms.default_plan, now, terms.default_license, terms.approvals_channel
    )


def ensure_room(tx: Connection, terms: Options, team: TeamId, user: UserId, now: datetime) -> Profile:
    """A room for whoever may have one and has none; while PMIs are switched off for them, it waits (PMI-11, LOCK-6)."""
    profile = known_profile(tx, team, user)
    person = profile.person
    if profile.room is not None or isinstance(may_have_room(person.role, active=person.active), Denied):
        return profile
    if isinstance(room_rules(resolve_all(*setting_store.for_person(tx, person.id)), person.role).enabled, Denied):
        return profile
    numbers.assign_room(tx, terms, profile.person.id, now)
    return known_profile(tx, team, user)


def sync_identities(db: Database, terms: Options, team: TeamId, identities: Sequence[Identity], now: datetime) -> None:
    """A page of the directory, by the same rules as the events. Writes only what changed.

    Before the directory was read to its end once, whoever is new to us was there before us: they are remembered, and
    their room waits for their first contact. Later on they joined while we were away (PMI-11).
    """
    by_user = {identity.user: identity for identity in identities}
    with db.write(team) as tx:
        account = ensure_account(tx, terms, team, now)
        synced_before = people_store.directory_synced_at(tx, team) is not None
        found = people_store.find_many(tx, team, by_user)
        for person in found.values():
            if _differs(person, by_user[person.user]):
                sync_person(tx, person, by_user[person.user], now)
        newcomers = [
            each for each in by_user.values() if each.user not in found and each.active and each.role != Role.BOT
        ]
        people_store.add_all(tx, account, newcomers, account.default_license, now)
        for identity in newcomers if synced_before else ():
            ensure_room(tx, terms, team, identity.user, now)


def _differs(person: Person, identity: Identity) -> bool:
    described = (identity.name, identity.zone, identity.role, identity.active)
    return (person.name, person.zone, person.role, person.active) != described


def known_profile(tx: Connection, team: TeamId, user: UserId) -> Profile:
    """The profile of somebody who was met before, inside a transaction of the caller's."""
    profile = room_store.profile(tx, team, user)
    if profile is None:
        message = "a person who was just remembered is unknown"
        raise LookupError(message)
    return profile


def existing_room(profile: Profile) -> Room:
    """The current room of somebody who may have one: everybody who was met has."""
    if profile.room is None:
        message = "an eligible person who was met has no room"
        raise LookupError(message)
    return profile.room


def names_of(db: Database, team: TeamId, users: Collection[UserId]) -> dict[str, str]:
    """What these are called, of those whom the bot has met."""
    with db.read() as tx:
        return {user: person.name for user, person in people_store.find_many(tx, team, users).items()}


def admins_to_ask(db: Database, team: TeamId) -> list[UserId]:
    """Whom to ask for a right: some owners and admins that we know of (ROLE-2)."""
    with db.read() as tx:
        return [person.user for person in people_store.some_with_roles(tx, team, ADMIN_ROLES)]
