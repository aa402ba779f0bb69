"""Stores people at their first contact and whenever Slack reports a change; says who may host, and who left (MEET-9)."""

from datetime import datetime

from bot.policy.clock import Instant
from bot.policy.ids import TeamId
from bot.policy.options import Options
from bot.policy.people.people import ADMIN_ROLES, Account, Identity, Person
from bot.policy.people.permissions import may_have_room
from bot.policy.rooms.rooms import Profile
from bot.policy.values.results import Allowed
from bot.use_cases.deliveries.outbox import MessageKind, new_message
from bot.use_cases.invitations import pmi_state
from storage import Connection, Database
from storage.deliveries import outbox as outbox_store
from storage.meetings import meetings as meeting_store
from storage.people import people as people_store
from storage.rooms import expiry_reminders as expiry_reminder_store
from storage.rooms import rooms as room_store
from storage.rooms import sessions as session_store


def sync_identity(db: Database, identity: Identity, now: datetime, *, clock_believed: bool = True) -> None:
    """Store a change of a known person: name, time zone, locale, role, active or not.

    If they may not have a room any more, their sessions end and the admins are notified of their upcoming meetings
    (MEET-9), which calendars show as cancelled from now on until they are handed over (INV-2); their number is kept for their
    return. By a clock that is not believed, that is from the date on that is recorded as running or next (CLOCK-1).
    """
    with db.write(identity.team) as tx:
        person = people_store.find(tx, identity.team, identity.user)
        if person is not None:
            sync_person(tx, person, identity, Instant(now, clock_believed))


def sync_person(tx: Connection, person: Person, identity: Identity, instant: Instant) -> None:
    """Store a change of this person with all that follows, as `sync_identity`, inside the caller's transaction."""
    now = instant.at
    people_store.update_identity(tx, person.id, identity)
    people_store.clear_unreachable(tx, person.id)
    profile = room_store.known_profile(tx, identity.team, identity.user)
    was_eligible = is_eligible(person)
    if not is_eligible(identity):
        if profile.session is not None:
            session_store.end(tx, profile.session, now)
        session_store.end_in_meetings_of(tx, person.id, now)
        if was_eligible:
            meeting_store.mark_host_left(tx, person.id, now if instant.believed else None)
            _notify_host_left(tx, profile, now)
    elif not was_eligible:
        meeting_store.mark_host_back(tx, person.id)
        if profile.room is not None:
            if profile.room.expiry_recorded:
                pmi_state.on_expiry_recorded_or_reset(tx, [person.id], now)
            expiry_reminder_store.reset(tx, profile.room.id)


def is_eligible(person: Person | Identity) -> bool:
    """Whether this person may have a room, and so host meetings (PMI-11, MEET-9)."""
    return isinstance(may_have_room(person), Allowed)


def _notify_host_left(tx: Connection, profile: Profile, now: datetime) -> None:
    """Notify each admin once that the meetings of this host need another one; not where none is upcoming (MEET-9)."""
    account, host = profile.account, profile.person.id
    if not meeting_store.count_upcoming(tx, host):
        return
    admins = [each.id for each in people_store.list_with_roles(tx, account.team, ADMIN_ROLES) if each.id != host]
    key = f"host {host} left {now.isoformat()}: to person"
    messages = (
        new_message(MessageKind.HOST_LEFT, account.id, admin, f"{key} {admin}", {"host": host}, now) for admin in admins
    )
    outbox_store.enqueue_all(tx, messages, now)


def add_or_sync(tx: Connection, options: Options, identity: Identity, instant: Instant) -> None:
    """Store a person who is new, or a change of one who is known."""
    person = people_store.find(tx, identity.team, identity.user)
    if person is not None:
        sync_person(tx, person, identity, instant)
        return
    account = ensure_account(tx, options, identity.team, instant.at)
    people_store.add(tx, account, identity, account.default_license, instant.at)


def ensure_account(tx: Connection, options: Options, team: TeamId, now: datetime) -> Account:
    """The account of a workspace; a new one starts with the deployment's plan, license and approvals channel (APP-7)."""
    return people_store.ensure_account(
        tx, team, options.default_plan, now, options.default_license, options.approvals_channel
    )
