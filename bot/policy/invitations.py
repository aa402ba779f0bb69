"""What somebody who was invited knows of a meeting, and what of it is not true any more (INV-3); no texts, no secrets."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType

from bot.policy.meetings import Meeting
from bot.policy.own_ids import OwnId
from bot.policy.people import Person
from bot.policy.recurrence_texts import written
from bot.policy.rooms import Room

PostId = NewType("PostId", int)
RenewalId = NewType("RenewalId", int)

Entrance = Room | OwnId
"""What a meeting is reached by: its host's room, or an ID of its own. Both have a number, a passcode and a token."""


class Answer(StrEnum):
    """What an invitee says: **“Yes”**, **“No”**, **“Maybe”**."""

    YES = "yes"
    NO = "no"
    MAYBE = "maybe"


Tally = Mapping[Answer | None, int]
"""How many gave which answer; none: no answer yet."""


@dataclass(frozen=True, slots=True)
class Told:
    """What one recipient was told last. `key` changes with passcode and link, and tells neither.

    `rule` is an RFC 5545 rule or empty. `moved` has the planned local start of each changed occurrence, and its new start
    and minutes, or an empty text where it was dropped.
    """

    number: str
    key: str
    start: str
    zone: str
    minutes: int
    rule: str
    moved: Mapping[str, str]
    host: int
    cancelled: bool

    def as_text(self) -> str:
        """As it is stored."""
        return json.dumps(asdict(self), sort_keys=True)


def told_of(text: str) -> Told:
    """What was stored."""
    return Told(**json.loads(text))


def present(meeting: Meeting, entrance: Entrance | None) -> Told:
    """What anybody should know of a meeting now."""
    return Told(
        number=entrance.number if entrance else "",
        key=hashlib.sha256(entrance.token.encode()).hexdigest()[:16] if entrance else "",
        start=minute(meeting.pattern.start),
        zone=meeting.pattern.zone,
        minutes=meeting.minutes,
        rule=written(meeting.pattern.rule) if meeting.pattern.rule else "",
        moved={
            minute(planned): f"{minute(change.start)}/{change.minutes}" if change.start else ""
            for planned, change in meeting.changed.items()
        },
        host=meeting.host,
        cancelled=meeting.cancelled_at is not None,
    )


def minute(local: datetime) -> str:
    """A local time as it is stored: `2027-03-17T09:00`."""
    return local.isoformat(timespec="minutes")


@dataclass(frozen=True, slots=True)
class Differences:
    """In what the present differs from what somebody was told."""

    number: bool
    link: bool
    time: bool
    occurrences: tuple[str, ...]
    host: bool
    cancelled: bool


def differences(told: Told, now: Told) -> Differences:
    """Old → new, by what it is about; `occurrences` are the planned local starts of those that changed."""
    planned = sorted(told.moved.keys() | now.moved.keys())
    return Differences(
        number=told.number != now.number,
        link=told.key != now.key and told.number == now.number,
        time=(told.start, told.zone, told.minutes, told.rule) != (now.start, now.zone, now.minutes, now.rule),
        occurrences=tuple(each for each in planned if told.moved.get(each) != now.moved.get(each)),
        host=told.host != now.host,
        cancelled=told.cancelled != now.cancelled,
    )


@dataclass(frozen=True, slots=True)
class Invitee:
    """Somebody who is or was invited. `told` is none until the invitation reached them; `removed`: not invited any more.

    `telling` is what a message says that may be on its way to them.
    """

    person: Person
    answer: Answer | None
    told: Told | None
    telling: Told | None
    removed: bool

    @property
    def may_know(self) -> bool:
        """Whether they were told anything, or may be told just now."""
        return self.told is not None or self.telling is not None


@dataclass(frozen=True, slots=True)
class Post:
    """An invitation in a channel; `told` is what it shows. `with_passcode`: by the host's word (PASS-3)."""

    id: PostId
    channel: str
    ts: str
    with_passcode: bool
    told: Told
