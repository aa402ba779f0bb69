"""A meeting ID that was generated for one meeting: how long it is valid, and what stands behind it (MEET-6, GATE-3)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NewType

from bot.policy.answers import Allowed, Denied
from bot.policy.numbers import MeetingId
from bot.policy.people import AccountId, Person, PersonId, may_have_room
from bot.policy.rooms import SESSION_LASTS, STILL_OVER, SessionId, is_open, session_ends

OwnIdKey = NewType("OwnIdKey", int)

AFTER_ONE_TIME = timedelta(days=30)
AFTER_RECURRING = timedelta(days=365)


class OwnIdEnd(StrEnum):
    """Why a meeting ID leads nowhere any more."""

    CANCELLED = "cancelled"
    SWITCHED = "switched"  # the meeting has another ID now
    OVER = "over"  # an instant meeting ended, or MEET-6 says that it has been long enough


@dataclass(frozen=True, slots=True)
class OwnId:
    """The ID of its own that a meeting has, with what opens it. `instant`: it was started at once and has no time.

    `passcode` is empty where none is set; `token` is the random part of one-click links (PASS-2).
    """

    id: OwnIdKey
    host: PersonId
    number: MeetingId
    passcode: str
    token: str
    instant: bool
    made_at: datetime
    last_started_at: datetime | None
    valid_until: datetime
    ended_at: datetime | None
    ended_by: OwnIdEnd | None


@dataclass(frozen=True, slots=True)
class MeetingSession:
    """The time such a meeting is open; the same as a room's session otherwise."""

    id: SessionId
    own_id: OwnIdKey
    topic: str
    place: str
    token: str
    started_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class MeetingDoor:
    """A meeting as its own ID leads to it; `session` is the latest one."""

    account: AccountId
    host: Person
    own: OwnId
    session: MeetingSession | None

    @property
    def entrance(self) -> OwnId:
        """What opens it."""
        return self.own


class MeetingState(StrEnum):
    """What a meeting is to somebody who stands at its door with the right passcode (GATE-3)."""

    OPEN = "open"
    NOT_STARTED = "not_started"
    OVER = "over"
    EXPIRED = "expired"
    REPLACED = "replaced"
    CANCELLED = "cancelled"
    CLOSED = "closed"  # the host left the organisation


def instant_valid_until(started_at: datetime) -> datetime:
    """MEET-6: an instant meeting's ID is good for the one session."""
    return started_at + SESSION_LASTS


def one_time_valid_until(at: datetime, last_started_at: datetime | None) -> datetime:
    """MEET-6: 30 days after the later of its time and its last start."""
    return max(at, last_started_at or at) + AFTER_ONE_TIME


def recurring_valid_until(made_at: datetime, last_started_at: datetime | None, last: datetime | None) -> datetime:
    """MEET-6: 365 days after the latest of creation, last start, and last planned occurrence (endless: last past one)."""
    return max(made_at, last_started_at or made_at, last or made_at) + AFTER_RECURRING


def may_start(own: OwnId, now: datetime, *, still_to_come: bool) -> Allowed | Denied:
    """Whether the host may open it. An occurrence that is still to come can be started whatever MEET-6 says of guests."""
    if own.ended_by is OwnIdEnd.CANCELLED:
        return Denied("This meeting was cancelled.")
    if own.ended_at is not None or (now >= own.valid_until and not still_to_come):
        return Denied("This meeting's ID is not valid any more. Schedule a new meeting.")
    return Allowed()


def state_at_door(door: MeetingDoor, now: datetime) -> MeetingState:
    """What a guest with the right passcode or token finds."""
    own, session = door.own, door.session
    obstacles = (
        (own.ended_by is OwnIdEnd.CANCELLED, MeetingState.CANCELLED),
        (own.ended_by is OwnIdEnd.SWITCHED, MeetingState.REPLACED),
        (isinstance(may_have_room(door.host.role, active=door.host.active), Denied), MeetingState.CLOSED),
        (is_open(session, now), MeetingState.OPEN),
        (own.instant, MeetingState.OVER),
        (own.ended_at is not None or now >= own.valid_until, MeetingState.EXPIRED),
        (session is not None and now - session_ends(session) < STILL_OVER, MeetingState.OVER),
    )
    return next((state for holds, state in obstacles if holds), MeetingState.NOT_STARTED)
