"""Admits guests to rooms and meetings. Unknown numbers and links take the same work as known ones (GATE-1, GATE-2)."""

from dataclasses import dataclass, replace
from datetime import datetime
from operator import itemgetter

from bot.policy.deliveries.deliveries import MessageSubject
from bot.policy.gateway import admission, tokens
from bot.policy.gateway.admission import ALERT_INTERVAL, DECOY, PER_ADDRESS, PER_TARGET, JoinTarget
from bot.policy.ids import MeetingId, MeetingIdKey, Pmi, RoomId
from bot.policy.meetings.meeting_ids import MeetingIdRecord, MeetingState
from bot.policy.meetings.meetings import current_or_next
from bot.policy.rooms import passcodes
from bot.policy.rooms.room_rules import RoomRules, room_rules
from bot.policy.rooms.rooms import Room, RoomState
from bot.policy.values.text import strip_control_characters
from bot.policy.values.throttle import retry_at
from bot.use_cases.batches import run_in_batches
from bot.use_cases.deliveries.outbox import MessageKind, new_message
from bot.use_cases.deliveries.worker import Discard
from storage import Connection, Database
from storage import secrets as secret_store
from storage.deliveries import outbox as outbox_store
from storage.gateway import admission as admission_store
from storage.meetings import meeting_ids as meeting_id_store
from storage.meetings import meetings as meeting_store
from storage.rooms import rooms as room_store
from storage.rooms import sessions as session_store
from storage.settings.settings import resolved_for

LOCK = "gateway"
SESSIONS_LOCK = "sessions to forget"
ADDRESSES_LOCK = "addresses to forget"
_NO_KEY = b""
"""Where no hash is stored yet, there is neither a link nor a session."""


@dataclass(frozen=True, slots=True)
class JoinAddress:
    """The path of a join link: a number (`/j/…`) or a personal link (`/my/…`)."""

    text: str
    is_link: bool

    @property
    def lookup_key(self) -> str:
        """The number or link to look up, without control characters (section 12 of the rules)."""
        return strip_control_characters(self.text)

    @property
    def throttle_key(self) -> str:
        """The key under which wrong passcodes are counted; no longer than the longest link."""
        return f"{'my' if self.is_link else 'j'}:{self.lookup_key.lower()[:40]}"


@dataclass(frozen=True, slots=True)
class AskPasscode:
    """Show the passcode page. `wrong`: the passcode just given was wrong."""

    wrong: bool


@dataclass(frozen=True, slots=True)
class Throttled:
    """Passcode entry is closed until this instant."""

    until: datetime


@dataclass(frozen=True, slots=True)
class Schedule:
    """When a meeting with a generated ID takes place: local time in its host's zone, length in minutes."""

    start: datetime
    minutes: int
    zone: str


@dataclass(frozen=True, slots=True)
class Admitted:
    """A guest with a valid proof. `admission_token` proves it again; `meeting_name` is the name of an open meeting place.

    `schedule` is the next occurrence of a meeting that is not started; none for rooms and past meetings (MEET-6).
    """

    state: RoomState | MeetingState
    host: str
    meeting_name: str | None
    admission_token: str
    schedule: Schedule | None = None


@dataclass(frozen=True, slots=True)
class BruteForceAlert:
    """Passcode entry for this number was closed at this instant."""

    number: Pmi | MeetingId
    at: datetime


@dataclass(frozen=True, slots=True)
class SessionOver:
    """The link's token was good for one session, which has ended; `host` may be empty (GATE-3)."""

    host: str


JoinResult = AskPasscode | Throttled | SessionOver | Admitted


def open_page(db: Database, join_address: JoinAddress, token: str, admission_token: str, now: datetime) -> JoinResult:
    """GET: decide what to show, given the link's token or an earlier admission token. Read-only (GATE-1)."""
    with db.read() as tx:
        key = secret_store.hash_key_to_read(tx) or _NO_KEY
        target = _find_target(tx, key, join_address) or DECOY
        rules = _rules(tx, target)
        by_token = admission.admits_with_token(target, rules, token, now)
        by_admission_token = bool(key) and tokens.is_valid_admission_token(
            key, target.credentials, admission_token, now
        )
        session = admission_store.session_with_token(tx, passcodes.session_token_hash(key, token))
        is_over = admission.is_of_ended_session(target, session, now)
        proven = by_token or by_admission_token
        if target is not DECOY and (proven or (admission.admits_everyone(target, rules) and not is_over)):
            return _admit(tx, target, rules, admission_token if by_admission_token else "", now)
        return SessionOver(target.host.name) if is_over else AskPasscode(wrong=False)


def submit_passcode(
    db: Database, join_address: JoinAddress, passcode: str, client_address: str, now: datetime
) -> JoinResult:
    """POST: check a passcode. Wrong ones are counted by address and by target; too many close passcode entry (GATE-2).

    Each is counted before it is checked, and a right one taken back: where nothing can be written, as on a full disk, nobody
    could be kept from guessing, and the right one must not be told from the wrong ones. Raises StorageError then.
    """
    with db.write(LOCK) as tx:
        key = secret_store.hash_key(tx)
        hashed_address = tokens.hash_address(key, client_address)
        until = _throttled_until(tx, join_address, hashed_address, now)
        if until is not None:
            return Throttled(until)
        counted = admission_store.add_wrong_passcode(tx, join_address.throttle_key, hashed_address, now)
        target = _find_target(tx, key, join_address) or DECOY
        rules = _rules(tx, target)
        right = admission.admits_with_passcode(target, rules, passcode, key)
        if target is not DECOY and right:
            admission_store.take_back(tx, counted)
            return _admit(tx, target, rules, tokens.issue_admission_token(key, target.credentials, now), now)
        until = _throttled_until(tx, join_address, hashed_address, now)
        if until is None:
            return AskPasscode(wrong=True)
        _alert_host_once(tx, target, now)
        return Throttled(until)


def forget_sessions(db: Database, now: datetime) -> int:
    """Forget tokens and topics of sessions that ended 30 days ago (GATE-3), in batches; return of how many."""
    return run_in_batches(db, SESSIONS_LOCK, lambda tx, most: session_store.forget(tx, now, most))


def purge_addresses(db: Database, now: datetime) -> int:
    """Delete wrong passcodes older than a day (GATE-2), in batches; return how many."""
    return run_in_batches(db, ADDRESSES_LOCK, lambda tx, most: admission_store.purge_wrong_passcodes(tx, now, most))


def _find_target(tx: Connection, key: bytes, join_address: JoinAddress) -> JoinTarget | None:
    """Both are queried for every number, so that response time does not reveal which exist (GATE-2)."""
    if join_address.is_link:
        return admission_store.by_link(tx, key, join_address.lookup_key)
    room = admission_store.by_number(tx, join_address.lookup_key)
    meeting = meeting_id_store.join_target(tx, join_address.lookup_key)
    return room or meeting


def _rules(tx: Connection, target: JoinTarget) -> RoomRules:
    """Also queried for the decoy, so that response time does not reveal which numbers exist (GATE-2)."""
    return room_rules(resolved_for(tx, target.host.id), target.host.role)


def _throttled_until(tx: Connection, join_address: JoinAddress, hashed_address: str, now: datetime) -> datetime | None:
    from_address = admission_store.nth_wrong_passcode_from(tx, hashed_address, PER_ADDRESS, now)
    at_target = admission_store.nth_wrong_passcode_at(tx, join_address.throttle_key, PER_TARGET, now)
    untils = (retry_at(PER_ADDRESS, from_address, now), retry_at(PER_TARGET, at_target, now))
    return max((until for until in untils if until is not None), default=None)


def _alert_host_once(tx: Connection, target: JoinTarget, now: datetime) -> None:
    """Enqueue an alert to the host, at most one an hour."""
    since = now - ALERT_INTERVAL
    if target is DECOY:
        return
    if isinstance(target.credentials, Room):
        kind, due = "room", room_store.mark_alerted(tx, target.credentials.id, now, since)
    else:
        kind, due = "meeting", meeting_id_store.mark_alerted(tx, target.credentials.id, now, since)
    if not due:
        return
    key = f"guessing at {kind} {target.credentials.id} {now.isoformat()}"
    subject = {kind: target.credentials.id, "at": now.isoformat()}
    message = new_message(MessageKind.BRUTE_FORCE, target.account, target.host.id, key, subject, now)
    outbox_store.enqueue(tx, message, now)


def _admit(tx: Connection, target: JoinTarget, rules: RoomRules, admission_token: str, now: datetime) -> Admitted:
    state = admission.state_for_guest(target, rules, now)
    is_open = state in (RoomState.OPEN, MeetingState.OPEN)
    meeting_name = target.session.meeting_name if is_open and target.session is not None else None
    admitted = Admitted(state, target.host.name, meeting_name, admission_token)
    if isinstance(target.credentials, MeetingIdRecord) and state is MeetingState.NOT_STARTED:
        return replace(admitted, schedule=_schedule(tx, target.credentials, now))
    return admitted


def _schedule(tx: Connection, id_record: MeetingIdRecord, now: datetime) -> Schedule | None:
    """Queried only for admitted guests, so that the pages are alike for everybody else (GATE-2)."""
    coming = [
        (occurrence.starts_at, Schedule(occurrence.local_start, occurrence.minutes, meeting.pattern.zone))
        for meeting in meeting_store.with_meeting_id(tx, id_record.id)
        if (occurrence := current_or_next(meeting, now)) is not None
    ]
    return min(coming, key=itemgetter(0))[1] if coming else None


def brute_force_content(db: Database, subject: MessageSubject) -> BruteForceAlert | Discard:
    """What the alert says at the moment of sending, or why it is dropped (REM-3)."""
    with db.read() as tx:
        at = datetime.fromisoformat(str(subject["at"]))
        if "meeting" in subject:
            target = meeting_id_store.get(tx, MeetingIdKey(int(subject["meeting"])))
            ended = target.ended_at is not None
            return Discard("the meeting ID has ended") if ended else BruteForceAlert(target.number, at)
        room = room_store.get(tx, RoomId(int(subject["room"])))
    return Discard("the number was replaced") if room.ended_at is not None else BruteForceAlert(room.number, at)
