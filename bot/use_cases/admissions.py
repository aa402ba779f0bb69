"""Letting guests in: the same questions at every number and link, of rooms and meetings, existing or not (GATE-1, GATE-2)."""

from dataclasses import dataclass, replace
from datetime import datetime
from operator import itemgetter

from bot.policy import admissions as policy
from bot.policy import tickets
from bot.policy.admissions import DECOY, PER_ADDRESS, PER_DOOR, WARN_AGAIN_AFTER, AnyDoor, Door
from bot.policy.answers import Denied
from bot.policy.characters import without_controls
from bot.policy.deliveries import Owed, Subject, Urgency
from bot.policy.limits import again_at
from bot.policy.meetings import current
from bot.policy.numbers import MeetingId, Number
from bot.policy.own_ids import MeetingDoor, MeetingState, OwnId, OwnIdKey
from bot.policy.room_rules import RoomRules, room_rules
from bot.policy.rooms import RoomId, RoomState
from bot.use_cases import deliveries
from bot.use_cases.settings import resolved_for
from storage import Connection, Database, shared_keys
from storage import admissions as admission_store
from storage import meetings as meeting_store
from storage import own_ids as own_id_store
from storage import rooms as room_store

KEY = "gateway"
LOCK = "gateway"
GUESSING = "guessing"


@dataclass(frozen=True, slots=True)
class Name:
    """What stands in a link: a number (`/j/…`) or a personal link (`/my/…`)."""

    text: str
    is_link: bool

    @property
    def searched(self) -> str:
        """The door that it names: without control characters, which no database is asked for (section 12)."""
        return without_controls(self.text)

    @property
    def counted_as(self) -> str:
        """The name under which wrong passcodes are counted; at most as long as the longest link."""
        return f"{'my' if self.is_link else 'j'}:{self.searched.lower()[:40]}"


@dataclass(frozen=True, slots=True)
class AskPasscode:
    """The passcode page. `wrong`: the one just given was not right."""

    wrong: bool


@dataclass(frozen=True, slots=True)
class Shut:
    """Passcode entry is closed until then."""

    until: datetime


@dataclass(frozen=True, slots=True)
class Plan:
    """When a meeting with an ID of its own takes place, as its host planned it: a local time in a zone."""

    start: datetime
    minutes: int
    zone: str


@dataclass(frozen=True, slots=True)
class Inside:
    """Somebody with the right proof. `ticket` proves it again; `place` is the meeting place's name where the room is open.

    `plan` is the occurrence that nobody has started yet; none where its time is over, and for rooms (MEET-6).
    """

    state: RoomState | MeetingState
    host: str
    place: str | None
    ticket: str
    plan: Plan | None = None


@dataclass(frozen=True, slots=True)
class Guessed:
    """Passcode entry for this number was closed at that instant."""

    number: Number | MeetingId
    at: datetime


Entry = AskPasscode | Shut | Inside


def look(db: Database, name: Name, token: str, ticket: str, now: datetime) -> Entry:
    """Stand at the door with a link's token or an earlier ticket. Changes nothing that is stored (GATE-1)."""
    with db.read() as tx:
        door = _door(tx, name) or DECOY
        rules = _rules(tx, door)
        key = shared_keys.find(tx, KEY)
        by_token = policy.opens_with_token(door, rules, token, now)
        by_ticket = key is not None and tickets.is_good(key, door.entrance, ticket, now)
        if door is DECOY or not (by_token or by_ticket or policy.opens_to_all(door, rules)):
            return AskPasscode(wrong=False)
        return _inside(tx, door, rules, ticket if by_ticket else "", now)


def knock(db: Database, name: Name, passcode: str, address: str, now: datetime) -> Entry:
    """Give a passcode. Wrong ones are counted by address and by door; too many close passcode entry (GATE-2)."""
    with db.write(LOCK) as tx:
        key = shared_keys.ensure(tx, KEY)
        who = tickets.hashed_address(key, address)
        until = _shut_until(tx, name, who, now)
        if until is not None:
            return Shut(until)
        door = _door(tx, name) or DECOY
        rules = _rules(tx, door)
        right = policy.opens_with_passcode(door, rules, passcode)
        if door is not DECOY and right:
            return _inside(tx, door, rules, tickets.ticket(key, door.entrance, now), now)
        admission_store.add_wrong(tx, name.counted_as, who, now)
        until = _shut_until(tx, name, who, now)
        if until is None:
            return AskPasscode(wrong=True)
        _warn_once(tx, door, now)
        return Shut(until)


def forget_addresses(db: Database, now: datetime) -> int:
    """Drop what is older than a day (GATE-2); gives how many."""
    with db.write(LOCK) as tx:
        return admission_store.forget_wrong(tx, now)


def _door(tx: Connection, name: Name) -> AnyDoor | None:
    """Of a number both are asked for, a room and a meeting: the same work whichever it is, or neither (GATE-2)."""
    if name.is_link:
        return admission_store.by_link(tx, name.searched)
    room, meeting = admission_store.by_number(tx, name.searched), own_id_store.door(tx, name.searched)
    return room or meeting


def _rules(tx: Connection, door: AnyDoor) -> RoomRules:
    """Asked for the decoy as well, which has no settings: the same work at every number."""
    return room_rules(resolved_for(tx, door.host.id), door.host.role)


def _shut_until(tx: Connection, name: Name, who: str, now: datetime) -> datetime | None:
    from_address = admission_store.nth_wrong_from(tx, who, PER_ADDRESS, now)
    at_door = admission_store.nth_wrong_at(tx, name.counted_as, PER_DOOR, now)
    untils = (again_at(PER_ADDRESS, from_address, now), again_at(PER_DOOR, at_door, now))
    return max((until for until in untils if until is not None), default=None)


def _warn_once(tx: Connection, door: AnyDoor, now: datetime) -> None:
    """The host hears of it, once an hour at most."""
    since = now - WARN_AGAIN_AFTER
    if door is DECOY:
        return
    if isinstance(door, Door):
        kind, fresh = "room", room_store.mark_warned(tx, door.room.id, now, since)
    else:
        kind, fresh = "meeting", own_id_store.mark_warned(tx, door.own.id, now, since)
    if not fresh:
        return
    owed = Owed(
        account=door.account,
        key=f"guessing at {kind} {door.entrance.id} {now.isoformat()}",
        kind=GUESSING,
        urgency=Urgency.APPROVAL,
        to=door.host.id,
        due=now,
        deadline=now + WARN_AGAIN_AFTER,
        subject={kind: door.entrance.id, "at": now.isoformat()},
    )
    deliveries.owe(tx, owed, now)


def _inside(tx: Connection, door: AnyDoor, rules: RoomRules, ticket: str, now: datetime) -> Inside:
    state = policy.state(door, rules, now)
    place = door.session.place if state in (RoomState.OPEN, MeetingState.OPEN) and door.session is not None else None
    inside = Inside(state, door.host.name, place, ticket)
    if isinstance(door, MeetingDoor) and state is MeetingState.NOT_STARTED:
        return replace(inside, plan=_plan(tx, door.own, now))
    return inside


def _plan(tx: Connection, own: OwnId, now: datetime) -> Plan | None:
    """Asked for once somebody may know it, so that doors stay alike for everybody else (GATE-2)."""
    coming = [
        (occurrence.at, Plan(occurrence.start, occurrence.minutes, meeting.pattern.zone))
        for meeting in meeting_store.of_own_id(tx, own.id)
        if (occurrence := current(meeting, now)) is not None
    ]
    return min(coming, key=itemgetter(0))[1] if coming else None


def guessed_at(db: Database, subject: Subject) -> Guessed | Denied:
    """What the host is told of guessing at their door, or why that is of no use any more (REM-3)."""
    with db.read() as tx:
        at = datetime.fromisoformat(str(subject["at"]))
        if "meeting" in subject:
            door = own_id_store.get(tx, OwnIdKey(int(subject["meeting"])))
            return Denied("the meeting ID has ended") if door.ended_at is not None else Guessed(door.number, at)
        room = room_store.get(tx, RoomId(int(subject["room"])))
    return Denied("the number was replaced") if room.ended_at is not None else Guessed(room.number, at)
