"""A scheduled meeting: when it takes place, what was changed of single occurrences, by which ID it is reached (section 7 of the rules)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from heapq import merge

from bot.policy.ids import AccountId, MeetingKey, PersonId
from bot.policy.meetings.meeting_ids import (
    MEETING_CANCELLED,
    MeetingIdRecord,
    one_time_valid_until,
    recurring_valid_until,
)
from bot.policy.meetings.recurrence import Pattern, final_start, latest_start_until, starts
from bot.policy.people.people import Person
from bot.policy.people.permissions import may_have_room
from bot.policy.rooms.room_rules import RoomRules
from bot.policy.rooms.rooms import Room, is_expired
from bot.policy.values.reasons import reason
from bot.policy.values.results import Allowed, Denied
from bot.policy.values.timezones import to_instant

NO_SUCH_MEETING = Denied(reason("meetings.none"))
NOT_YOURS = Denied(reason("meetings.not_yours"))
_MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class OccurrenceOverride:
    """How one occurrence differs from its series; `local_start` is none where it was dropped."""

    local_start: datetime | None
    minutes: int
    topic: str


@dataclass(frozen=True, slots=True)
class Meeting:
    """A scheduled meeting. `pattern` is local time in a zone; `overrides` is keyed by the local start as planned.

    `generated_id` is none while it uses its host's PMI. `part_of` is the first part of a series that was cut in two. `version` goes
    up with every change: forms are stale if theirs is lower, and it is the SEQUENCE of INV-2. `ics_file` and `public_ics_file` are
    random names of its .ics, with the one-click link and without. `zones_moved_by` is the edition of the time zone data that last
    moved an occurrence, empty for none. `link_flipped`: links in invitations have changed between opening by one click and asking
    for the passcode (PASS-2), an odd number of times since it was made. `is_over`: it is recorded that no occurrence is to come;
    its version went up with that. `host_left_at`: when its host left while some of it was to come (MEET-9); none once it has a host.
    """

    key: MeetingKey
    account: AccountId
    host: PersonId
    part_of: MeetingKey
    topic: str
    description: str
    pattern: Pattern
    minutes: int
    overrides: Mapping[datetime, OccurrenceOverride]
    generated_id: MeetingIdRecord | None
    made_at: datetime
    version: int
    uid: str
    ics_file: str
    public_ics_file: str
    cancelled_at: datetime | None
    zones_moved_by: str = ""
    link_flipped: bool = False
    is_over: bool = False
    host_left_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time that a meeting takes place. `planned` is the local start by its pattern, `local_start` the one that holds."""

    planned: datetime
    local_start: datetime
    starts_at: datetime
    minutes: int
    topic: str

    @property
    def ends_at(self) -> datetime:
        """When it is over, as an instant."""
        return self.starts_at + timedelta(minutes=self.minutes)


@dataclass(frozen=True, slots=True)
class OccurrenceTimes:
    """The indexed columns of a meeting: start and end of the occurrence that runs or comes next, and the next start after now."""

    current_at: datetime | None = None
    current_ends_at: datetime | None = None
    next_at: datetime | None = None


NO_OCCURRENCES = OccurrenceTimes()


def occurrences(meeting: Meeting, since: datetime) -> Iterator[Occurrence]:
    """Occurrences that are not over at `since`, in order; one that ends exactly then is over."""
    planned = starts(meeting.pattern, since - timedelta(minutes=meeting.minutes))
    regular = (
        Occurrence(start.local, start.local, start.at, meeting.minutes, meeting.topic)
        for start in planned
        if start.local not in meeting.overrides
    )
    overridden = (_overridden(meeting, planned, override) for planned, override in meeting.overrides.items())
    in_order = sorted((each for each in overridden if each is not None), key=_by_time)
    return (each for each in merge(regular, in_order, key=_by_time) if each.ends_at > since)


def before_first_occurrence(meeting: Meeting) -> datetime:
    """An instant before the first occurrence, wherever that was moved: since then there are all of them."""
    zone = meeting.pattern.zone
    moved = [each.local_start for each in meeting.overrides.values() if each.local_start is not None]
    return min(to_instant(start, zone) for start in (meeting.pattern.start, *moved)) - _MICROSECOND


def _overridden(meeting: Meeting, planned: datetime, override: OccurrenceOverride) -> Occurrence | None:
    if override.local_start is None:
        return None
    at = to_instant(override.local_start, meeting.pattern.zone)
    return Occurrence(planned, override.local_start, at, override.minutes, override.topic or meeting.topic)


def _by_time(occurrence: Occurrence) -> tuple[datetime, datetime]:
    return occurrence.starts_at, occurrence.planned


def current_or_next(meeting: Meeting, now: datetime) -> Occurrence | None:
    """The occurrence that runs, or else the next one; none where it is over or cancelled."""
    return None if meeting.cancelled_at is not None else next(occurrences(meeting, now), None)


def find_occurrence(meeting: Meeting, planned: datetime) -> Occurrence | None:
    """The occurrence that was planned for this local time, if there is one and it was not dropped."""
    if planned in meeting.overrides:
        return _overridden(meeting, planned, meeting.overrides[planned])
    since = to_instant(planned, meeting.pattern.zone)
    start = next(starts(meeting.pattern, since), None)
    if start is None or start.local != planned:
        return None
    return Occurrence(planned, planned, start.at, meeting.minutes, meeting.topic)


def occurrence_times(meeting: Meeting, now: datetime) -> OccurrenceTimes:
    """Compute the indexed columns of a meeting as of now."""
    occurrence = current_or_next(meeting, now)
    if occurrence is None:
        return NO_OCCURRENCES
    return OccurrenceTimes(occurrence.starts_at, occurrence.ends_at, next_start_after(meeting, now))


def next_start_after(meeting: Meeting, at: datetime) -> datetime | None:
    """The first start later than this instant."""
    if meeting.cancelled_at is not None:
        return None
    return next((each.starts_at for each in occurrences(meeting, at) if each.starts_at > at), None)


def is_recurring(meeting: Meeting) -> bool:
    """Whether it was planned to take place more than once."""
    return meeting.pattern.rule is not None


def valid_until(meeting: Meeting, last_started_at: datetime | None, now: datetime) -> datetime:
    """Until when an ID of the meeting's own is valid (MEET-6), given when its host opened it last."""
    pattern, rule = meeting.pattern, meeting.pattern.rule
    if rule is None:
        return one_time_valid_until(to_instant(pattern.start, pattern.zone), last_started_at)
    overridden = [
        to_instant(override.local_start, pattern.zone)
        for override in meeting.overrides.values()
        if override.local_start is not None
    ]
    planned = latest_start_until(pattern, now) if rule.is_endless else final_start(pattern)
    candidates = [at for at in overridden if at <= now or not rule.is_endless]
    last = max([*candidates, *([planned] if planned else [])], default=None)
    return recurring_valid_until(meeting.made_at, last_started_at, last)


def may_manage(meeting: Meeting, person: Person) -> Allowed | Denied:
    """Whether somebody may edit, start and cancel the meeting: the host alone, while they may host at all."""
    if meeting.host != person.id:
        return NOT_YOURS
    if meeting.cancelled_at is not None:
        return MEETING_CANCELLED
    return may_have_room(person)


def may_use_pmi(room: Room | None, rules: RoomRules, now: datetime) -> Allowed | Denied:
    """Whether a meeting can be put on the PMI now, or can stay there (MEET-2, INV-4); a refusal is its reason."""
    if isinstance(rules.enabled, Denied):
        return rules.enabled
    if room is None:
        return Denied(reason("rooms.none"))
    if room.suspended_at is not None:
        return Denied(reason("rooms.number_suspended"))
    if is_expired(room, now):
        return Denied(reason("rooms.number_expired"))
    return Allowed()


def needs_new_id(meeting: Meeting, room: Room | None, rules: RoomRules, now: datetime) -> bool:
    """INV-4: a meeting on a PMI that is switched off or expired, until it is switched."""
    if meeting.generated_id is not None:
        return False
    return room is None or isinstance(rules.enabled, Denied) or is_expired(room, now)


def is_known_to_need_new_id(meeting: Meeting, room: Room | None, rules: RoomRules) -> bool:
    """The same as its calendar file says it: a number expires there when that is recorded, and the version goes up (INV-2)."""
    if meeting.generated_id is not None:
        return False
    return room is None or isinstance(rules.enabled, Denied) or room.expiry_recorded
