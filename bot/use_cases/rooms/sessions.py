"""Opens rooms, and the sessions of rooms and of generated IDs; ends those of rooms."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from bot.policy.ids import MeetingIdKey, RoomId, SessionId
from bot.policy.people.caller import Caller
from bot.policy.people.permissions import may_have_room
from bot.policy.rooms import passcodes
from bot.policy.rooms.room_rules import room_rules
from bot.policy.rooms.rooms import Profile, Room, Session, existing_room, is_open, may_start
from bot.policy.values.reasons import reason
from bot.policy.values.results import Denied
from bot.use_cases.context import Context
from bot.use_cases.invitations import pmi_state
from bot.use_cases.people import onboarding
from storage import Connection, Database
from storage.rooms import rooms as room_store
from storage.rooms import sessions as session_store
from storage.settings.settings import resolved_for

JUST_SWITCHED_ON = Denied(reason("rooms.just_switched_on"))
NOT_THE_HOST = Denied(reason("meetings.not_the_host"))
MEETING_NAME_BYTES = 18
"""144 random bits in the name of a meeting place, so that it cannot be guessed (GATE-1)."""


@dataclass(frozen=True, slots=True)
class PmiUnavailable(Denied):
    """The PMI cannot be used now; its host may still start a meeting with a generated ID (MEET-1)."""


@dataclass(frozen=True, slots=True)
class StartedRoom:
    """An open room. `fresh` is false where it was open already."""

    profile: Profile
    room: Room
    session: Session
    fresh: bool


@dataclass(frozen=True, slots=True)
class EndedSession:
    """A session that is over. `fresh` is false where it was over already."""

    session: Session
    fresh: bool


def start_room(context: Context, caller: Caller, topic: str) -> StartedRoom | Denied:
    """Open the room for guests, or find it open. Either counts as use and extends validity (PMI-12, MEET-1)."""
    onboarding.profile_of_actor(context, caller)
    with context.db.write(caller.team) as tx:
        profile = room_store.known_profile(tx, caller.team, caller.user)
        person, room = profile.person, profile.room
        if isinstance(eligible := may_have_room(person), Denied):
            return eligible
        rules = room_rules(resolved_for(tx, person.id), person.role)
        if room is None:  # none is assigned while PMIs are switched off
            return PmiUnavailable((rules.enabled if isinstance(rules.enabled, Denied) else JUST_SWITCHED_ON).reason)
        if isinstance(answer := may_start(person, room, rules, caller.now), Denied):
            return PmiUnavailable(answer.reason)
        room_store.mark_used(tx, room, caller.now)
        if room.expiry_recorded:  # another process with a faster clock has recorded it
            pmi_state.on_expiry_recorded_or_reset(tx, [person.id], caller.now)
        session, fresh = find_or_open(tx, profile.session, topic, caller, room=room.id)
        profile = room_store.known_profile(tx, caller.team, caller.user)
        return StartedRoom(profile, existing_room(profile), session, fresh)


def find_or_open(
    tx: Connection,
    running: Session | None,
    topic: str,
    caller: Caller,
    *,
    room: RoomId | None = None,
    generated_id: MeetingIdKey | None = None,
) -> tuple[Session, bool]:
    """The `running` session of this room or generated ID, or a new one where it is over; true where it is new.

    By a clock that is not believed it is not over: whoever is in it would be left alone there (CLOCK-1).
    """
    now = caller.now
    if running is not None and is_open(running, caller.instant):
        return running, False
    if running is not None:
        session_store.end(tx, running, now)
    name, token = secrets.token_urlsafe(MEETING_NAME_BYTES), passcodes.new_token()
    return session_store.start(tx, topic, name, token, now, room=room, generated_id=generated_id), True


def end_session(context: Context, caller: Caller, session_id: SessionId) -> EndedSession | Denied:
    """**“End”** the session, by its host only. One that is over keeps its end."""
    with context.db.write(caller.team) as tx:
        session = session_store.find(tx, session_id)
        host = room_store.profile(tx, caller.team, caller.user)
        if session is None or session.room is None or host is None:
            return NOT_THE_HOST
        if room_store.get(tx, session.room).person != host.person.id:
            return NOT_THE_HOST
        fresh = is_open(session, caller.instant)
        session_store.end(tx, session, caller.now)
        return EndedSession(session_store.find(tx, session_id) or session, fresh)


def end_overdue(db: Database, now: datetime, most: int = 100) -> int:
    """End sessions of rooms that have lasted 24 hours (of meetings: `meetings.starts`); return how many."""
    with db.read() as tx:
        overdue = session_store.overdue_in_rooms(tx, now, most)
    for session in overdue:
        with db.write(f"session {session.id}") as tx:
            session_store.end(tx, session, now)
    return len(overdue)
