"""A meeting ID that was generated for one meeting: how long it is valid, and what stands behind it (MEET-6, GATE-3)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.policy.clock import Instant
from bot.policy.ids import MeetingId, MeetingIdKey, PersonId
from bot.policy.people.people import Person
from bot.policy.people.permissions import may_have_room
from bot.policy.rooms.rooms import RECENTLY_ENDED, SESSION_MAX_DURATION, Session, is_open, session_ends_at
from bot.policy.values.reasons import reason
from bot.policy.values.results import Allowed, Denied

ONE_TIME_VALID_FOR = timedelta(days=30)
RECURRING_VALID_FOR = timedelta(days=365)
MEETING_CANCELLED = Denied(reason("meetings.cancelled"))


class MeetingIdEndReason(StrEnum):
    """Why a meeting ID leads nowhere any more."""

    CANCELLED = "cancelled"
    SWITCHED = "switched"  # the meeting has another ID now
    OVER = "over"  # an instant meeting ended, or MEET-6 says that it has been long enough


@dataclass(frozen=True, slots=True)
class MeetingIdRecord:
    """A meeting's own ID, with its passcode and link token. `is_instant`: it was started at once and has no time.

    `passcode` is empty where none is set, and once the ID has ended; `token` is the random part of one-click links (PASS-2).
    """

    id: MeetingIdKey
    host: PersonId
    number: MeetingId
    passcode: str
    token: str
    is_instant: bool
    made_at: datetime
    last_started_at: datetime | None
    valid_until: datetime
    ended_at: datetime | None
    ended_by: MeetingIdEndReason | None


class MeetingState(StrEnum):
    """The state of a meeting for a guest with the right passcode (GATE-3)."""

    OPEN = "open"
    NOT_STARTED = "not_started"
    OVER = "over"
    EXPIRED = "expired"
    REPLACED = "replaced"
    CANCELLED = "cancelled"
    CLOSED = "closed"  # the host left the organisation


def instant_valid_until(started_at: datetime) -> datetime:
    """MEET-6: an instant meeting's ID is good for the one session."""
    return started_at + SESSION_MAX_DURATION


def one_time_valid_until(at: datetime, last_started_at: datetime | None) -> datetime:
    """MEET-6: 30 days after the later of its time and its last start."""
    return max(at, last_started_at or at) + ONE_TIME_VALID_FOR


def recurring_valid_until(made_at: datetime, last_started_at: datetime | None, last: datetime | None) -> datetime:
    """MEET-6: 365 days after the latest of creation, last start, and last planned occurrence (endless: last past one)."""
    return max(made_at, last_started_at or made_at, last or made_at) + RECURRING_VALID_FOR


def may_start_meeting(generated_id: MeetingIdRecord, now: datetime, *, still_to_come: bool) -> Allowed | Denied:
    """Whether the host may open it. An occurrence that is still to come can be started whatever MEET-6 says of guests."""
    if generated_id.ended_by is MeetingIdEndReason.CANCELLED:
        return MEETING_CANCELLED
    if generated_id.ended_at is not None or (now >= generated_id.valid_until and not still_to_come):
        return Denied(reason("meetings.id_not_valid"))
    return Allowed()


def meeting_state_for_guest(
    generated_id: MeetingIdRecord, session: Session | None, host: Person, now: datetime
) -> MeetingState:
    """What a guest with the right passcode or token finds. `session` is the latest of this ID."""
    states = (
        (generated_id.ended_by is MeetingIdEndReason.CANCELLED, MeetingState.CANCELLED),
        (generated_id.ended_by is MeetingIdEndReason.SWITCHED, MeetingState.REPLACED),
        (isinstance(may_have_room(host), Denied), MeetingState.CLOSED),
        (is_open(session, Instant(now)), MeetingState.OPEN),
        (generated_id.is_instant, MeetingState.OVER),
        (generated_id.ended_at is not None or now >= generated_id.valid_until, MeetingState.EXPIRED),
        (session is not None and now - session_ends_at(session) < RECENTLY_ENDED, MeetingState.OVER),
    )
    return next((state for applies, state in states if applies), MeetingState.NOT_STARTED)
