"""A personal room's life: how long its number is valid, whether it can be started, what a session is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.policy.clock import Instant
from bot.policy.ids import MeetingIdKey, PersonId, Pmi, RoomId, SessionId
from bot.policy.people.people import Account, Person
from bot.policy.people.permissions import may_have_room
from bot.policy.rooms.numbers import EndReason, format_number
from bot.policy.rooms.room_rules import RoomRules
from bot.policy.settings.catalogue import Setting
from bot.policy.settings.lock_resolution import Resolved
from bot.policy.values.reasons import reason
from bot.policy.values.results import Allowed, Denied

VALID_FOR = timedelta(days=365)
SESSION_MAX_DURATION = timedelta(hours=24)
RECENTLY_ENDED = timedelta(hours=1)
"""How long a late guest is told that the meeting is over rather than that it has not started."""
TOKEN_REMEMBERED_FOR = timedelta(days=30)
"""How long whoever has the token of an ended session is told that it is over (GATE-3)."""


@dataclass(frozen=True, slots=True)
class Room:
    """The personal room behind one number. A person's earlier numbers are rooms of theirs that ended (PMI-14).

    `link` is the personal link as typed, the same over all of a person's numbers. `passcode` is empty where none is set, and
    once the room has ended; `token` is the random part of one-click links (PASS-2). `expiry_recorded`: the job that looks for
    expired numbers has found this one.
    """

    id: RoomId
    person: PersonId
    number: Pmi
    link: str
    passcode: str
    token: str
    assigned_at: datetime
    last_used_at: datetime | None
    suspended_at: datetime | None
    ended_at: datetime | None
    ended_by: EndReason | None
    expiry_recorded: bool = False


@dataclass(frozen=True, slots=True)
class Session:
    """The time a room is open, or a meeting with an ID of its own: one of `room` and `generated_id` is set.

    `topic` is empty where none was given. `meeting_name` is the secret name of the meeting place, `token` admits to this
    session only: both are empty once it has ended.
    """

    id: SessionId
    room: RoomId | None
    generated_id: MeetingIdKey | None
    topic: str
    meeting_name: str
    token: str
    started_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class Profile:
    """Somebody and their room, as one read shows them. `room` is none before their first contact; `session` is open."""

    account: Account
    person: Person
    room: Room | None
    session: Session | None


@dataclass(frozen=True, slots=True)
class ProfileSnapshot:
    """Somebody's profile as they see it. `session` is the one that is open now; `settings` are all that hold for them.

    `replaced` is the expired number that this very visit replaced; `new_number_waits`: it would have, but the clock is not
    believed (CLOCK-1).
    """

    profile: Profile
    room: Room
    session: Session | None
    settings: Mapping[Setting, Resolved]
    rules: RoomRules
    replaced: Pmi | None
    new_number_waits: bool = False


ROOM_SUSPENDED = Denied(reason("rooms.suspended"))
"""What a suspended room's host is told: only a new number helps (PMI-15)."""


class RoomState(StrEnum):
    """The state of a room for a guest with the right passcode (GATE-3)."""

    OPEN = "open"
    NOT_STARTED = "not_started"
    OVER = "over"
    EXPIRED = "expired"
    REPLACED = "replaced"
    SUSPENDED = "suspended"
    DISABLED = "disabled"  # switched off by the organisation, a group or the host (LOCK-6)
    CLOSED = "closed"  # the host left the organisation or has no right to a room any more


def room_valid_until(room: Room) -> datetime:
    """The first instant at which this room's number is expired (PMI-12)."""
    return max(room.assigned_at, room.last_used_at or room.assigned_at) + VALID_FOR


def is_expired(room: Room, now: datetime) -> bool:
    """PMI-12: valid to the instant, in UTC."""
    return now >= room_valid_until(room)


def session_ends_at(session: Session) -> datetime:
    """When a session is over at the latest (section 1 of the rules), or was over."""
    return session.ended_at or session.started_at + SESSION_MAX_DURATION


def is_open(session: Session | None, instant: Instant) -> bool:
    """Whether guests are let in at this instant (GATE-5). By a clock that is not believed its 24 hours are not over (CLOCK-1)."""
    if session is None or session.ended_at is not None:
        return False
    return not instant.believed or instant.at < session.started_at + SESSION_MAX_DURATION


def needs_new_number(room: Room, rules: RoomRules, now: datetime) -> bool:
    """Whether the host's next visit gives them a new number (PMI-13).

    A suspended room waits for its host to replace it, one that is switched off to be switched on again.
    """
    return is_expired(room, now) and room.suspended_at is None and isinstance(rules.enabled, Allowed)


def may_start(person: Person, room: Room, rules: RoomRules, now: datetime) -> Allowed | Denied:
    """Whether the host may start their room now, or give out invitations to it; a refusal says what to do (PMI-13, PMI-15, LOCK-6, MEET-1)."""
    for answer in (may_have_room(person), rules.enabled):
        if isinstance(answer, Denied):
            return answer
    if room.suspended_at is not None:
        return ROOM_SUSPENDED
    if is_expired(room, now):
        return Denied(reason("rooms.expired", number=format_number(room.number)))
    return Allowed()


def room_state_for_guest(
    room: Room, session: Session | None, host: Person, rules: RoomRules, now: datetime
) -> RoomState:
    """What a guest with the right passcode finds (GATE-3). `session` is the room's latest."""
    states = (
        (room.ended_at is not None, RoomState.REPLACED),
        (isinstance(may_have_room(host), Denied), RoomState.CLOSED),
        (isinstance(rules.enabled, Denied), RoomState.DISABLED),
        (room.suspended_at is not None, RoomState.SUSPENDED),
        (is_expired(room, now), RoomState.EXPIRED),
        (is_open(session, Instant(now)), RoomState.OPEN),
        (session is not None and now - session_ends_at(session) < RECENTLY_ENDED, RoomState.OVER),
    )
    return next((state for applies, state in states if applies), RoomState.NOT_STARTED)


def existing_room(profile: Profile) -> Room:
    """The current room of somebody who may have one. Raises LookupError if there is none: after a first contact there is."""
    if profile.room is None:
        raise LookupError("an eligible person who was met has no room")
    return profile.room
