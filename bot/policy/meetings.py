"""A scheduled meeting: when it takes place, what was changed of single occurrences, by which ID it is reached (section 7)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from heapq import merge
from typing import NewType

from bot.policy.answers import Allowed, Denied
from bot.policy.local_times import instant
from bot.policy.own_ids import OwnId, one_time_valid_until, recurring_valid_until
from bot.policy.people import AccountId, Person, PersonId, may_have_room
from bot.policy.recurrence import Pattern, last_start, latest_start, starts
from bot.policy.room_rules import RoomRules
from bot.policy.rooms import Room, is_expired

MeetingKey = NewType("MeetingKey", int)

NOT_YOURS = Denied("This is not a meeting of yours. Only its host can do that.")
CANCELLED = Denied("This meeting was cancelled.")


@dataclass(frozen=True, slots=True)
class Change:
    """What is different about one occurrence: another local `start`, or none where it was dropped."""

    start: datetime | None
    minutes: int
    topic: str


@dataclass(frozen=True, slots=True)
class Meeting:
    """One that was scheduled. `pattern` is local time in a zone; `changed` has the local start as planned for its key.

    `own` is none while it uses its host's PMI. `part_of` is the first part of a series that was cut in two. `version` goes
    up with every change: forms know by it that they are stale, and it is the SEQUENCE of INV-2. `file` and `open_file` are
    random names of its .ics, with the one-click link and without.
    """

    key: MeetingKey
    account: AccountId
    host: PersonId
    part_of: MeetingKey
    topic: str
    description: str
    pattern: Pattern
    minutes: int
    changed: Mapping[datetime, Change]
    own: OwnId | None
    made_at: datetime
    version: int
    uid: str
    file: str
    open_file: str
    cancelled_at: datetime | None


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time that a meeting takes place. `planned` is the local start by its pattern, `start` the one that holds."""

    planned: datetime
    start: datetime
    at: datetime
    minutes: int
    topic: str

    @property
    def ends(self) -> datetime:
        """When it is over, as an instant."""
        return self.at + timedelta(minutes=self.minutes)


@dataclass(frozen=True, slots=True)
class Agenda:
    """What is looked for in tables: the occurrence that runs or comes next, when it ends, and the next start after now."""

    current_at: datetime | None = None
    current_ends_at: datetime | None = None
    next_at: datetime | None = None


OVER = Agenda()


def occurrences(meeting: Meeting, since: datetime) -> Iterator[Occurrence]:
    """Those that are not over at this instant, in order; one that ends exactly then is."""
    planned = starts(meeting.pattern, since - timedelta(minutes=meeting.minutes))
    regular = (
        Occurrence(start.local, start.local, start.at, meeting.minutes, meeting.topic)
        for start in planned
        if start.local not in meeting.changed
    )
    moved = (_moved(meeting, planned, change) for planned, change in meeting.changed.items())
    in_order = sorted((each for each in moved if each is not None), key=_by_time)
    return (each for each in merge(regular, in_order, key=_by_time) if each.ends > since)


def _moved(meeting: Meeting, planned: datetime, change: Change) -> Occurrence | None:
    if change.start is None:
        return None
    at = instant(change.start, meeting.pattern.zone)
    return Occurrence(planned, change.start, at, change.minutes, change.topic or meeting.topic)


def _by_time(occurrence: Occurrence) -> tuple[datetime, datetime]:
    return occurrence.at, occurrence.planned


def current(meeting: Meeting, now: datetime) -> Occurrence | None:
    """The occurrence that runs, or else the next one; none where it is over or cancelled."""
    return None if meeting.cancelled_at is not None else next(occurrences(meeting, now), None)


def find(meeting: Meeting, planned: datetime) -> Occurrence | None:
    """The occurrence that was planned for this local time, if there is one and it was not dropped."""
    if planned in meeting.changed:
        return _moved(meeting, planned, meeting.changed[planned])
    since = instant(planned, meeting.pattern.zone)
    start = next(starts(meeting.pattern, since), None)
    if start is None or start.local != planned:
        return None
    return Occurrence(planned, planned, start.at, meeting.minutes, meeting.topic)


def agenda(meeting: Meeting, now: datetime) -> Agenda:
    """What the tables say of a meeting from now on."""
    running = current(meeting, now)
    if running is None:
        return OVER
    following = next((each.at for each in occurrences(meeting, now) if each.at > now), None)
    return Agenda(running.at, running.ends, following)


def next_after(meeting: Meeting, at: datetime) -> datetime | None:
    """The first start later than this instant."""
    if meeting.cancelled_at is not None:
        return None
    return next((each.at for each in occurrences(meeting, at) if each.at > at), None)


def is_recurring(meeting: Meeting) -> bool:
    """Whether it was planned to take place more than once."""
    return meeting.pattern.rule is not None


def valid_until(meeting: Meeting, last_started_at: datetime | None, now: datetime) -> datetime:
    """Until when an ID of the meeting's own is valid (MEET-6), given when its host opened it last."""
    pattern, rule = meeting.pattern, meeting.pattern.rule
    if rule is None:
        return one_time_valid_until(instant(pattern.start, pattern.zone), last_started_at)
    moved = [instant(change.start, pattern.zone) for change in meeting.changed.values() if change.start is not None]
    planned = latest_start(pattern, now) if rule.is_endless else last_start(pattern)
    counted = [at for at in moved if at <= now or not rule.is_endless]
    last = max([*counted, *([planned] if planned else [])], default=None)
    return recurring_valid_until(meeting.made_at, last_started_at, last)


def may_change(meeting: Meeting, person: Person) -> Allowed | Denied:
    """Editing, starting, cancelling: the host alone, while they may host at all."""
    if meeting.host != person.id:
        return NOT_YOURS
    if meeting.cancelled_at is not None:
        return CANCELLED
    return may_have_room(person.role, active=person.active)


def may_use_pmi(room: Room | None, rules: RoomRules, now: datetime) -> Allowed | Denied:
    """Whether a meeting can be put on the PMI now, or can stay there (MEET-2, INV-4); a refusal is its reason."""
    if isinstance(rules.enabled, Denied):
        return rules.enabled
    if room is None:
        return Denied("You have no Personal Meeting ID yet. Use /pmi to get one.")
    if room.suspended_at is not None:
        return Denied("An admin has suspended your Personal Meeting ID. Use /pmi replace to get a new one.")
    if is_expired(room, now):
        return Denied("Your Personal Meeting ID has expired. Use /pmi to get a new one.")
    return Allowed()


def needs_new_id(meeting: Meeting, room: Room | None, rules: RoomRules, now: datetime) -> bool:
    """INV-4: a meeting on a PMI that is switched off or expired, until it is switched."""
    if meeting.own is not None:
        return False
    return room is None or isinstance(rules.enabled, Denied) or is_expired(room, now)
