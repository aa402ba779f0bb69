"""Letting guests in: the same questions at every number and link, of rooms and meetings, existing or not (GATE-1, GATE-2)."""

from dataclasses import dataclass, replace
from datetime import datetime
from operator import itemgetter

from bot.policy.deliveries.deliveries import MessageSubject, OutboxMessage, Urgency
from bot.policy.gateway import admission, tokens
from bot.policy.gateway.admission import ALERT_INTERVAL, DECOY, PER_ADDRESS, PER_TARGET, JoinTarget, RoomJoinTarget
from bot.policy.ids import MeetingId, MeetingIdKey, Pmi, RoomId
from bot.policy.meetings.meeting_ids import MeetingIdRecord, MeetingJoinTarget, MeetingState
from bot.policy.meetings.meetings import current_or_next
from bot.policy.rooms.room_rules import RoomRules, room_rules
from bot.policy.rooms.rooms import RoomState
from bot.policy.values.results import Denied
from bot.policy.values.text import strip_control_characters
from bot.policy.values.throttle import retry_at
from bot.use_cases.deliveries import queue
from storage import Connection, Database
from storage.gateway import admission as admission_store
from storage.gateway import secrets as secret_store
from storage.meetings import meeting_ids as meeting_id_store
from storage.meetings import meetings as meeting_store
from storage.rooms import rooms as room_store
from storage.settings.settings import resolved_for

SIGNING_KEY = "gateway"
LOCK = "gateway"
BRUTE_FORCE = "guessing"


@dataclass(frozen=True, slots=True)
class JoinAddress:
    """What stands in a link: a number (`/j/…`) or a personal link (`/my/…`)."""

    text: str
    is_link: bool

    @property
    def lookup_key(self) -> str:
        """What it names: without control characters, which no database is asked for (section 12)."""
        return strip_control_characters(self.text)

    @property
    def throttle_key(self) -> str:
        """The name under which wrong passcodes are counted; at most as long as the longest link."""
        return f"{'my' if self.is_link else 'j'}:{self.lookup_key.lower()[:40]}"


@dataclass(frozen=True, slots=True)
class AskPasscode:
    """The passcode page. `wrong`: the one just given was not right."""

    wrong: bool


@dataclass(frozen=True, slots=True)
class Throttled:
    """Passcode entry is closed until then."""

    until: datetime


@dataclass(frozen=True, slots=True)
class Schedule:
    """When a meeting with an ID of its own takes place, as its host planned it: a local time in a zone."""

    start: datetime
    minutes: int
    zone: str


@dataclass(frozen=True, slots=True)
class Admitted:
    """Somebody with the right proof. `admission_token` proves it again; `meeting_name` is the meeting place's name where the room is open.

    `schedule` is the occurrence that nobody has started yet; none where its time is over, and for rooms (MEET-6).
    """

    state: RoomState | MeetingState
    host: str
    meeting_name: str | None
    admission_token: str
    schedule: Schedule | None = None


@dataclass(frozen=True, slots=True)
class BruteForceAlert:
    """Passcode entry for this number was closed at that instant."""

    number: Pmi | MeetingId
    at: datetime


JoinResult = AskPasscode | Throttled | Admitted


def open_page(db: Database, join_address: JoinAddress, token: str, admission_token: str, now: datetime) -> JoinResult:
    """Stand at the door with a link's token or an earlier admission token. Changes nothing that is stored (GATE-1)."""
    with db.read() as tx:
        target = _find_target(tx, join_address) or DECOY
        rules = _rules(tx, target)
        key = secret_store.find(tx, SIGNING_KEY)
        by_token = admission.admits_with_token(target, rules, token, now)
        by_admission_token = key is not None and tokens.is_valid_admission_token(
            key, target.credentials, admission_token, now
        )
        if target is DECOY or not (by_token or by_admission_token or admission.admits_everyone(target, rules)):
            return AskPasscode(wrong=False)
        return _admit(tx, target, rules, admission_token if by_admission_token else "", now)


def submit_passcode(
    db: Database, join_address: JoinAddress, passcode: str, client_address: str, now: datetime
) -> JoinResult:
    """Give a passcode. Wrong ones are counted by address and by number or link; too many close passcode entry (GATE-2)."""
    with db.write(LOCK) as tx:
        key = secret_store.get_or_create(tx, SIGNING_KEY)
        hashed_address = tokens.hash_address(key, client_address)
        until = _throttled_until(tx, join_address, hashed_address, now)
        if until is not None:
            return Throttled(until)
        target = _find_target(tx, join_address) or DECOY
        rules = _rules(tx, target)
        right = admission.admits_with_passcode(target, rules, passcode)
        if target is not DECOY and right:
            return _admit(tx, target, rules, tokens.issue_admission_token(key, target.credentials, now), now)
        admission_store.add_wrong_passcode(tx, join_address.throttle_key, hashed_address, now)
        until = _throttled_until(tx, join_address, hashed_address, now)
        if until is None:
            return AskPasscode(wrong=True)
        _alert_host_once(tx, target, now)
        return Throttled(until)


def purge_addresses(db: Database, now: datetime) -> int:
    """Drop what is older than a day (GATE-2); gives how many."""
    with db.write(LOCK) as tx:
        return admission_store.purge_wrong_passcodes(tx, now)


def _find_target(tx: Connection, join_address: JoinAddress) -> JoinTarget | None:
    """Of a number both are asked for, a room and a meeting: the same work whichever it is, or neither (GATE-2)."""
    if join_address.is_link:
        return admission_store.by_link(tx, join_address.lookup_key)
    room, meeting = (
        admission_store.by_number(tx, join_address.lookup_key),
        meeting_id_store.join_target(tx, join_address.lookup_key),
    )
    return room or meeting


def _rules(tx: Connection, target: JoinTarget) -> RoomRules:
    """Asked for the decoy as well, which has no settings: the same work at every number."""
    return room_rules(resolved_for(tx, target.host.id), target.host.role)


def _throttled_until(tx: Connection, join_address: JoinAddress, hashed_address: str, now: datetime) -> datetime | None:
    from_address = admission_store.nth_wrong_passcode_from(tx, hashed_address, PER_ADDRESS, now)
    at_target = admission_store.nth_wrong_passcode_at(tx, join_address.throttle_key, PER_TARGET, now)
    untils = (retry_at(PER_ADDRESS, from_address, now), retry_at(PER_TARGET, at_target, now))
    return max((until for until in untils if until is not None), default=None)


def _alert_host_once(tx: Connection, target: JoinTarget, now: datetime) -> None:
    """The host hears of it, once an hour at most."""
    since = now - ALERT_INTERVAL
    if target is DECOY:
        return
    if isinstance(target, RoomJoinTarget):
        kind, due = "room", room_store.mark_warned(tx, target.room.id, now, since)
    else:
        kind, due = "meeting", meeting_id_store.mark_warned(tx, target.generated_id.id, now, since)
    if not due:
        return
    message = OutboxMessage(
        account=target.account,
        dedup_key=f"guessing at {kind} {target.credentials.id} {now.isoformat()}",
        kind=BRUTE_FORCE,
        urgency=Urgency.APPROVAL,
        to=target.host.id,
        due=now,
        deadline=now + ALERT_INTERVAL,
        subject={kind: target.credentials.id, "at": now.isoformat()},
    )
    queue.enqueue(tx, message, now)


def _admit(tx: Connection, target: JoinTarget, rules: RoomRules, admission_token: str, now: datetime) -> Admitted:
    state = admission.state_for_guest(target, rules, now)
    meeting_name = (
        target.session.meeting_name
        if state in (RoomState.OPEN, MeetingState.OPEN) and target.session is not None
        else None
    )
    admitted = Admitted(state, target.host.name, meeting_name, admission_token)
    if isinstance(target, MeetingJoinTarget) and state is MeetingState.NOT_STARTED:
        return replace(admitted, schedule=_schedule(tx, target.generated_id, now))
    return admitted


def _schedule(tx: Connection, id_record: MeetingIdRecord, now: datetime) -> Schedule | None:
    """Asked for once somebody may know it, so that doors stay alike for everybody else (GATE-2)."""
    coming = [
        (occurrence.starts_at, Schedule(occurrence.local_start, occurrence.minutes, meeting.pattern.zone))
        for meeting in meeting_store.with_meeting_id(tx, id_record.id)
        if (occurrence := current_or_next(meeting, now)) is not None
    ]
    return min(coming, key=itemgetter(0))[1] if coming else None


def brute_force_content(db: Database, subject: MessageSubject) -> BruteForceAlert | Denied:
    """What the host is told of guessing at their door, or why that is of no use any more (REM-3)."""
    with db.read() as tx:
        at = datetime.fromisoformat(str(subject["at"]))
        if "meeting" in subject:
            target = meeting_id_store.get(tx, MeetingIdKey(int(subject["meeting"])))
            return (
                Denied("the meeting ID has ended")
                if target.ended_at is not None
                else BruteForceAlert(target.number, at)
            )
        room = room_store.get(tx, RoomId(int(subject["room"])))
    return Denied("the number was replaced") if room.ended_at is not None else BruteForceAlert(room.number, at)
