"""What somebody asks for in the form of a meeting, and what is wrong with it, field by field (MEET-2 to MEET-4)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.policy import passcodes
from bot.policy.answers import Allowed, Denied
from bot.policy.local_times import exists, instant, is_zone
from bot.policy.meetings import Meeting
from bot.policy.people import Person, Role, UserId
from bot.policy.recurrence import Pattern, Rule, first_fitting
from bot.policy.recurrence_texts import what_is_skipped

TOPIC_LIMIT = 200
DESCRIPTION_LIMIT = 2000
SHORTEST, LONGEST = 15, 24 * 60
DURATIONS = (15, 30, 45, 60, 75, 90, 105, 120, 150, 180, 240, 300, 360, 420, 480, 600, 720, 1440)
"""The minutes to choose from (MEET-2)."""
MOST_INVITED = 200
FARTHEST = 2200
"""No meeting is scheduled for this year or a later one."""
_MINUTE = timedelta(minutes=1)


class Field(StrEnum):
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
    """A meeting as somebody wants it. `start` is a local time in `zone`.

    `passcode` is for a generated ID: none has one generated, an empty text wants none.
    """

    topic: str
    start: datetime
    zone: str
    minutes: int = 30
    rule: Rule | None = None
    on_pmi: bool = False
    passcode: str | None = None
    invite: tuple[UserId, ...] = ()
    description: str = ""


@dataclass(frozen=True, slots=True)
class Conditions:
    """What a draft is judged by: whether the PMI may be used, what a passcode must be, and whom the bot knows."""

    pmi: Allowed | Denied
    passcode_required: bool
    passcode_min_length: int
    known: Sequence[Person]


Faults = dict[Field, list[str]]


def fitting(draft: Draft) -> Pattern | None:
    """When it takes place, its start moved to the first that fits the repeat; none where the repeat ends before."""
    start = first_fitting(draft.start, draft.rule)
    return None if start is None else Pattern(start, draft.zone, draft.rule)


def hint(draft: Draft) -> str:
    """What the form says of the repeat before saving (MEET-3): a moved start, skipped months; else empty."""
    start = first_fitting(draft.start, draft.rule)
    if start is None:
        return ""
    moved = f"The first meeting is on {start:%A}, {start.day} {start:%B %Y}." if start != draft.start else ""
    return " ".join(filter(None, (moved, what_is_skipped(draft.rule, start))))


def faults(draft: Draft, conditions: Conditions, now: datetime, present: Meeting | None = None) -> Faults:
    """Everything wrong at once, beside its field. `present` is the meeting that would be changed, if there is one."""
    found = {
        Field.TOPIC: _topic(draft.topic),
        Field.DURATION: _duration(draft.minutes),
        Field.DESCRIPTION: _description(draft.description),
        Field.ID: _id(draft, conditions, present),
        Field.PASSCODE: _passcode(draft, conditions, present),
        Field.INVITE: _invited(draft.invite, conditions.known),
    }
    if not is_zone(draft.zone):
        found[Field.ZONE] = ["Choose a time zone from the list."]
    elif (pattern := fitting(draft)) is None:
        found[Field.REPEATS] = ["This repeat ends before its first date. Choose a later end."]
    else:
        found |= time_faults(pattern.start, draft.zone, now, present.pattern.start if present else None)
    return {field: reasons for field, reasons in found.items() if reasons}


def time_faults(start: datetime, zone: str, now: datetime, began: datetime | None = None) -> Faults:
    """MEET-4. A series that `began` in the past may keep its first date."""
    if start.year >= FARTHEST:
        return {Field.DATE: [f"Choose a date before the year {FARTHEST}."]}
    if not exists(start, zone):
        return {
            Field.TIME: [f"The clocks are put forward that day: {start:%H:%M} does not exist. Choose another time."]
        }
    under_way = began is not None and began.date() == start.date() and instant(began, zone) <= now
    if instant(start, zone) + _MINUTE <= now and not under_way:
        return {Field.TIME: ["That is in the past. Choose a later date or time."]}
    return {}


def occurrence_faults(start: datetime, zone: str, minutes: int, topic: str, now: datetime) -> Faults:
    """The same for one occurrence; without a topic it has that of its series."""
    found = {Field.DURATION: _duration(minutes), Field.TOPIC: _topic(topic) if topic.strip() else []}
    return {field: reasons for field, reasons in found.items() if reasons} | time_faults(start, zone, now)


def _topic(topic: str) -> list[str]:
    if not topic.strip():
        return ["Give the meeting a topic."]
    return [f"A topic has {TOPIC_LIMIT} characters at most."] if len(topic.strip()) > TOPIC_LIMIT else []


def _duration(minutes: int) -> list[str]:
    return [] if SHORTEST <= minutes <= LONGEST else ["A meeting lasts from 15 minutes to 24 hours."]


def _description(description: str) -> list[str]:
    too_long = len(description) > DESCRIPTION_LIMIT
    return [f"A description has {DESCRIPTION_LIMIT:,} characters at most."] if too_long else []


def _id(draft: Draft, conditions: Conditions, present: Meeting | None) -> list[str]:
    """A meeting that is on the PMI already may stay there: it is marked until it is switched (INV-4)."""
    stays = present is not None and present.own is None
    return [conditions.pmi.reason] if draft.on_pmi and not stays and isinstance(conditions.pmi, Denied) else []


def _passcode(draft: Draft, conditions: Conditions, present: Meeting | None) -> list[str]:
    """What a meeting has already it may keep: the setting is about new ones."""
    kept = present is not None and present.own is not None and present.own.passcode == draft.passcode
    if draft.on_pmi or draft.passcode is None or kept:
        return []
    if not draft.passcode:
        return ["Your organisation requires a passcode."] if conditions.passcode_required else []
    return [fault.reason for fault in passcodes.faults(draft.passcode, conditions.passcode_min_length)]


def _invited(invite: Sequence[UserId], known: Sequence[Person]) -> list[str]:
    if len(invite) > MOST_INVITED:
        return [f"Invite {MOST_INVITED} people at most, and post the invitation to a channel for more."]
    able = {person.user for person in known if person.active and person.role is not Role.BOT}
    strangers = [user for user in dict.fromkeys(invite) if user not in able]
    if not strangers:
        return []
    names = {person.user: person.name for person in known}
    listed = ", ".join(names.get(user) or user for user in strangers)
    return [f"These cannot be invited, because they are apps or not in this workspace any more: {listed}."]
