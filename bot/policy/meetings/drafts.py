"""The draft of a meeting that a form holds, and its errors, field by field (MEET-2 to MEET-4)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import islice

from bot.policy.ids import UserId
from bot.policy.meetings.meetings import Meeting
from bot.policy.meetings.recurrence import Pattern, RecurrenceRule, first_matching_start, starts
from bot.policy.people.people import Person, Role
from bot.policy.rooms import passcodes
from bot.policy.values.reasons import Reason, reason
from bot.policy.values.results import Allowed, Denied
from bot.policy.values.timezones import is_timezone, local_time_exists, to_instant

TOPIC_LIMIT = 200
DESCRIPTION_LIMIT = 2000
MIN_MINUTES, MAX_MINUTES = 15, 24 * 60
DURATIONS = (15, 30, 45, 60, 75, 90, 105, 120, 150, 180, 240, 300, 360, 420, 480, 600, 720, 1440)
"""The minutes to choose from (MEET-2)."""
MAX_INVITED = 200
FIRST_YEAR_TOO_FAR = 2200
"""No meeting is scheduled for this year or a later one."""
DATES_SHOWN = 3
_MINUTE = timedelta(minutes=1)


class MeetingField(StrEnum):
    """The fields of the form."""

    TOPIC = "topic"
    DATE = "date"
    TIME = "time"
    DURATION = "duration"
    ZONE = "zone"
    REPEATS = "repeats"
    ID = "id"
    PASSCODE = "passcode"
    INVITE = "invite"
    DESCRIPTION = "description"


@dataclass(frozen=True, slots=True)
class Draft:
    """A meeting as a form describes it. `start` is a local time in `zone`.

    `passcode` is for a generated ID: with None one is generated, an empty text means no passcode.
    """

    topic: str
    start: datetime
    zone: str
    minutes: int = 30
    rule: RecurrenceRule | None = None
    on_pmi: bool = False
    passcode: str | None = None
    invite: tuple[UserId, ...] = ()
    description: str = ""


@dataclass(frozen=True, slots=True)
class DraftContext:
    """What a draft is validated against: whether the PMI may be used, what a passcode must be, and whom the bot knows."""

    pmi: Allowed | Denied
    passcode_required: bool
    passcode_min_length: int
    known_people: Sequence[Person]


MeetingFieldErrors = dict[MeetingField, list[Reason]]


def effective_pattern(draft: Draft) -> Pattern | None:
    """The draft's pattern, its start moved to the first that fits the repeat; none where the repeat ends before."""
    start = first_matching_start(draft.start, draft.rule)
    return None if start is None else Pattern(start, draft.zone, draft.rule)


def dates_to_come(draft: Draft, now: datetime) -> list[datetime]:
    """The first local starts that are still to come, as the form shows them (MEET-3); none of what does not repeat."""
    pattern = effective_pattern(draft) if draft.rule is not None and is_timezone(draft.zone) else None
    return [] if pattern is None else [start.local for start in islice(starts(pattern, now), DATES_SHOWN)]


def field_errors(
    draft: Draft, context: DraftContext, now: datetime, existing: Meeting | None = None
) -> MeetingFieldErrors:
    """All errors of a draft, by field. `existing` is the meeting that would be changed, if there is one."""
    errors = {
        MeetingField.TOPIC: _topic_errors(draft.topic),
        MeetingField.DURATION: _duration_errors(draft.minutes),
        MeetingField.DESCRIPTION: _description_errors(draft.description),
        MeetingField.ID: _id_errors(draft, context, existing),
        MeetingField.PASSCODE: _passcode_errors(draft, context, existing),
        MeetingField.INVITE: _invite_errors(draft.invite, context.known_people),
    }
    if not is_timezone(draft.zone):
        errors[MeetingField.ZONE] = [reason("meetings.no_such_zone")]
    elif (pattern := effective_pattern(draft)) is None:
        errors[MeetingField.REPEATS] = [reason("meetings.repeat_ends_before")]
    else:
        errors |= time_errors(pattern.start, draft.zone, now, existing.pattern.start if existing else None)
    return {field: reasons for field, reasons in errors.items() if reasons}


def time_errors(start: datetime, zone: str, now: datetime, series_start: datetime | None = None) -> MeetingFieldErrors:
    """Errors of date and time (MEET-4). A series whose `series_start` is past may keep its first date."""
    if start.year >= FIRST_YEAR_TOO_FAR:
        return {MeetingField.DATE: [reason("meetings.too_far", year=str(FIRST_YEAR_TOO_FAR))]}
    if not local_time_exists(start, zone):
        return {MeetingField.TIME: [reason("meetings.in_clock_gap", time=start.time())]}
    begun = series_start if series_start is not None and to_instant(series_start, zone) <= now else None
    keeps_first_date = begun is not None and begun.date() == start.date()
    if to_instant(start, zone) + _MINUTE <= now and not keeps_first_date:
        return {MeetingField.TIME: [reason("meetings.in_past")]}
    return {}


def occurrence_errors(start: datetime, zone: str, minutes: int, topic: str, now: datetime) -> MeetingFieldErrors:
    """Errors of one occurrence of a series, by field; without a topic of its own it has that of the series."""
    errors = {
        MeetingField.DURATION: _duration_errors(minutes),
        MeetingField.TOPIC: _topic_errors(topic) if topic.strip() else [],
    }
    return {field: reasons for field, reasons in errors.items() if reasons} | time_errors(start, zone, now)


def _topic_errors(topic: str) -> list[Reason]:
    if not topic.strip():
        return [reason("meetings.no_topic")]
    return [reason("meetings.topic_too_long", most=TOPIC_LIMIT)] if len(topic.strip()) > TOPIC_LIMIT else []


def _duration_errors(minutes: int) -> list[Reason]:
    return [] if MIN_MINUTES <= minutes <= MAX_MINUTES else [reason("meetings.duration")]


def _description_errors(description: str) -> list[Reason]:
    too_long = len(description) > DESCRIPTION_LIMIT
    return [reason("meetings.description_too_long", most=DESCRIPTION_LIMIT)] if too_long else []


def _id_errors(draft: Draft, context: DraftContext, existing: Meeting | None) -> list[Reason]:
    """A meeting that is on the PMI already may stay there: it is marked until it is switched (INV-4)."""
    already_on_pmi = existing is not None and existing.generated_id is None
    return [context.pmi.reason] if draft.on_pmi and not already_on_pmi and isinstance(context.pmi, Denied) else []


def _passcode_errors(draft: Draft, context: DraftContext, existing: Meeting | None) -> list[Reason]:
    """What a meeting has already it may keep: the setting is about new ones."""
    current = existing.generated_id if existing else None
    unchanged = current is not None and current.ended_at is None and current.passcode == draft.passcode
    if draft.on_pmi or draft.passcode is None or unchanged:
        return []
    if not draft.passcode:
        return [reason("meetings.passcode_required")] if context.passcode_required else []
    return [violation.reason for violation in passcodes.violations(draft.passcode, context.passcode_min_length)]


def _invite_errors(invite: Sequence[UserId], known_people: Sequence[Person]) -> list[Reason]:
    if len(invite) > MAX_INVITED:
        return [reason("meetings.too_many_invited", most=MAX_INVITED)]
    invitable = {person.user for person in known_people if person.active and person.role is not Role.BOT}
    not_invitable = [user for user in dict.fromkeys(invite) if user not in invitable]
    if not not_invitable:
        return []
    names = {person.user: person.name for person in known_people}
    listed = tuple(names.get(user) or user for user in not_invitable)
    return [reason("meetings.not_invitable", names=listed)]
