"""Who is admitted to a room or meeting: the proof, and the throttles on wrong passcodes (GATE-2, GATE-3)."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.policy.clock import Instant
from bot.policy.ids import AccountId, PersonId, Pmi, RoomId, UserId
from bot.policy.invitations.invitations import JoinCredentials
from bot.policy.meetings.meeting_ids import MeetingIdRecord, MeetingState, meeting_state_for_guest
from bot.policy.people.people import License, Person, Role
from bot.policy.rooms import passcodes
from bot.policy.rooms.room_rules import RoomRules
from bot.policy.rooms.rooms import (
    TOKEN_REMEMBERED_FOR,
    Room,
    RoomState,
    Session,
    is_open,
    room_state_for_guest,
    session_ends_at,
)
from bot.policy.values.throttle import Throttle

ALERT_INTERVAL = timedelta(hours=1)
"""A host is alerted of brute-force attempts this often at most."""

PER_ADDRESS = Throttle(5, timedelta(minutes=10))
"""Wrong passcodes from one address that close passcode entry (GATE-2)."""
PER_TARGET = Throttle(50, timedelta(hours=1))
"""Wrong passcodes for one number, from everywhere, that close passcode entry (GATE-2)."""


@dataclass(frozen=True, slots=True)
class JoinTarget:
    """A room, or a meeting with an ID of its own, as its number or personal link leads to it.

    `session` is its latest. `passcode_hash` is what is kept of the last passcode where the number has ended; empty where there
    was none. `link_released`: the link leads there no more.
    """

    account: AccountId
    host: Person
    credentials: JoinCredentials
    session: Session | None
    passcode_hash: str = ""
    link_released: bool = False

    @property
    def has_passcode(self) -> bool:
        """Whether a passcode is set, or was when the number ended."""
        return bool(self.credentials.passcode or self.passcode_hash)


_LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
DECOY = JoinTarget(
    account=AccountId(0),
    host=Person(PersonId(0), UserId(""), "", "", Role.MEMBER, active=True, license=License.BASIC, greeted_at=None),
    credentials=Room(
        id=RoomId(0),
        person=PersonId(0),
        number=Pmi(""),
        link="",
        passcode=passcodes.new_token(),
        token=passcodes.new_token(),
        assigned_at=_LONG_AGO,
        last_used_at=None,
        suspended_at=None,
        ended_at=None,
        ended_by=None,
    ),
    session=None,
)
"""Stands in for a room where there is none, so that a number without a room costs the same work (GATE-2). Nothing opens it."""


def admits_with_token(target: JoinTarget, rules: RoomRules, token: str, now: datetime) -> bool:
    """Whether a token admits: the link's own, or that of the session open now; none where links carry none (PASS-2, PASS-3)."""
    session = target.session if is_open(target.session, Instant(now)) else None
    of_room = passcodes.constant_time_equal(token, target.credentials.token)
    of_session = passcodes.constant_time_equal(token, session.token if session else passcodes.new_token())
    return (of_room or of_session) and rules.token_in_links


def is_of_ended_session(target: JoinTarget, session: Session | None, now: datetime) -> bool:
    """Whether a token is that of a session of this target which ended less than 30 days ago: it says so and never admits (GATE-3).

    `session` is the one that has the token, if any.
    """
    if session is None or is_open(session, Instant(now)) or now >= session_ends_at(session) + TOKEN_REMEMBERED_FOR:
        return False
    of_room = isinstance(target.credentials, Room)
    return target.credentials.id == (session.room if of_room else session.generated_id)


def admits_with_passcode(target: JoinTarget, rules: RoomRules, passcode: str, key: bytes) -> bool:
    """Whether a passcode admits: the right one, or any text where none is needed. `key` is that of the stored hashes.

    Hashes are compared also where the number has not ended, so that all take the same work (GATE-2).
    """
    token = target.credentials.token
    current_hash = passcodes.passcode_hash(key, token, target.credentials.passcode)
    expected = current_hash if target.credentials.ended_at is None else target.passcode_hash
    right = passcodes.constant_time_equal(passcodes.passcode_hash(key, token, passcode), expected)
    return (right and target.has_passcode) or admits_everyone(target, rules)


def admits_everyone(target: JoinTarget, rules: RoomRules) -> bool:
    """Whether no passcode is needed. A room that must have one and has none yet admits only its host (LOCK-8).

    Whether a meeting needs one was decided when it was scheduled.
    """
    required = rules.passcode_required and isinstance(target.credentials, Room)
    return not target.has_passcode and not required


def state_for_guest(target: JoinTarget, rules: RoomRules, now: datetime) -> RoomState | MeetingState:
    """The state of a room or meeting for somebody with the right passcode (GATE-3)."""
    if isinstance(target.credentials, MeetingIdRecord):
        return meeting_state_for_guest(target.credentials, target.session, target.host, now)
    if target.link_released:
        return RoomState.REPLACED
    return room_state_for_guest(target.credentials, target.session, target.host, rules, now)
