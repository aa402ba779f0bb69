"""Who is let into a room: proof, what counts as too many wrong passcodes, and how long the door then stays shut."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.policy import passcodes
from bot.policy.accounts import License
from bot.policy.limits import Limit
from bot.policy.numbers import Number
from bot.policy.own_ids import MeetingDoor, MeetingState
from bot.policy.own_ids import state_at_door as state_of_meeting
from bot.policy.people import AccountId, Person, PersonId, Role, UserId
from bot.policy.room_rules import RoomRules
from bot.policy.rooms import Room, RoomId, RoomState, Session, is_open, state_at_door

WARN_AGAIN_AFTER = timedelta(hours=1)
"""A host hears of guessing at their door this often at most."""


# So many wrong passcodes close passcode entry (GATE-2).
PER_ADDRESS = Limit(5, timedelta(minutes=10))
PER_DOOR = Limit(50, timedelta(hours=1))


@dataclass(frozen=True, slots=True)
class Door:
    """A room as its number or personal link leads to it. `session` is its latest; `released`: the link leads there no more."""

    account: AccountId
    host: Person
    room: Room
    session: Session | None
    released: bool

    @property
    def entrance(self) -> Room:
        """What opens it."""
        return self.room


AnyDoor = Door | MeetingDoor

_NEVER = datetime(2000, 1, 1, tzinfo=UTC)
DECOY = Door(
    account=AccountId(0),
    host=Person(PersonId(0), UserId(""), "", "", Role.MEMBER, active=True, license=License.BASIC, greeted_at=None),
    room=Room(
        id=RoomId(0),
        person=PersonId(0),
        number=Number(""),
        link="",
        passcode=passcodes.new_token(),
        token=passcodes.new_token(),
        assigned_at=_NEVER,
        last_used_at=None,
        suspended_at=None,
        ended_at=None,
        ended_by=None,
    ),
    session=None,
    released=False,
)
"""Stands in for a room where there is none, so that a number without a room costs the same work (GATE-2). Nothing opens it."""


def opens_with_token(door: AnyDoor, rules: RoomRules, token: str, now: datetime) -> bool:
    """The link's own token, or that of the session that is open now; neither where links carry none (PASS-2, PASS-3)."""
    session = door.session if is_open(door.session, now) else None
    of_room = passcodes.same(token, door.entrance.token)
    of_session = passcodes.same(token, session.token if session else passcodes.new_token())
    return (of_room or of_session) and rules.token_in_links


def opens_with_passcode(door: AnyDoor, rules: RoomRules, passcode: str) -> bool:
    """The room's passcode, or anything at all where it has none and needs none."""
    right = passcodes.same(passcode, door.entrance.passcode)
    return (right and bool(door.entrance.passcode)) or opens_to_all(door, rules)


def opens_to_all(door: AnyDoor, rules: RoomRules) -> bool:
    """Without a passcode; a room that must have one and has none yet admits only its host (LOCK-8).

    Whether a meeting needs one was asked when it was scheduled.
    """
    required = rules.passcode_required and isinstance(door, Door)
    return not door.entrance.passcode and not required


def state(door: AnyDoor, rules: RoomRules, now: datetime) -> RoomState | MeetingState:
    """What stands behind the door, for somebody with the right passcode (GATE-3)."""
    if isinstance(door, MeetingDoor):
        return state_of_meeting(door, now)
    if door.released:
        return RoomState.REPLACED
    return state_at_door(door.room, door.session, door.host, rules, now)
