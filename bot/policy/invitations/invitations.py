"""Snapshots of a meeting as recipients were sent them, their differences from now (INV-3), invitees, posts and views."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.policy.ids import ChannelPostId
from bot.policy.meetings.departures import begins_after_host_left
from bot.policy.meetings.meeting_ids import MeetingIdRecord
from bot.policy.meetings.meetings import Meeting, Occurrence
from bot.policy.meetings.rrule_text import to_rrule
from bot.policy.people.people import Person
from bot.policy.rooms.rooms import Room

JoinCredentials = Room | MeetingIdRecord
"""What a meeting is reached by: its host's room, or an ID of its own. Both have a number, a passcode and a token."""


class Rsvp(StrEnum):
    """An invitee's answer: **“Yes”**, **“No”**, **“Maybe”**."""

    YES = "yes"
    NO = "no"
    MAYBE = "maybe"


RsvpCounts = Mapping[Rsvp | None, int]
"""How many invitees gave which answer; none: no answer yet."""


@dataclass(frozen=True, slots=True)
class MeetingSnapshot:
    """What one recipient was sent, or a post shows: the facts that an update compares.

    `link_hash` changes with passcode and link, and reveals neither. `rule` is an RFC 5545 rule or empty. `overrides` maps the
    planned local start of each changed occurrence to its new start and minutes, or to an empty text where it was dropped.
    `zones_moved_by` and `link_flipped` are as in the meeting. `asks_nothing`: no passcode is needed; it is no fact of its own, since
    `link_hash` changes with it, and older snapshots do not have it.
    """

    number: str
    link_hash: str
    start: str
    zone: str
    minutes: int
    rule: str
    overrides: Mapping[str, str]
    host: int
    cancelled: bool
    zones_moved_by: str = ""
    link_flipped: bool = False
    asks_nothing: bool = field(default=False, compare=False)

    def to_json(self) -> str:
        """The JSON that is stored, its keys whatever the fields are called; equal snapshots are equal texts."""
        stored = {
            "number": self.number,
            "key": self.link_hash,
            "start": self.start,
            "zone": self.zone,
            "minutes": self.minutes,
            "rule": self.rule,
            "moved": self.overrides,
            "host": self.host,
            "cancelled": self.cancelled,
        }
        later = {
            "zones": self.zones_moved_by,
            "flipped": self.link_flipped,
            "open": self.asks_nothing,
        }  # left out while empty: older texts stay equal
        return json.dumps({**stored, **{key: value for key, value in later.items() if value}}, sort_keys=True)


def snapshot_from_json(text: str) -> MeetingSnapshot:
    """The snapshot that `to_json` wrote."""
    stored = json.loads(text)
    return MeetingSnapshot(
        number=stored["number"],
        link_hash=stored["key"],
        start=stored["start"],
        zone=stored["zone"],
        minutes=stored["minutes"],
        rule=stored["rule"],
        overrides=stored["moved"],
        host=stored["host"],
        cancelled=stored["cancelled"],
        zones_moved_by=stored.get("zones", ""),
        link_flipped=stored.get("flipped", False),
        asks_nothing=stored.get("open", False),
    )


def current_snapshot(meeting: Meeting, credentials: JoinCredentials | None) -> MeetingSnapshot:
    """The snapshot of a meeting as it is now."""
    return MeetingSnapshot(
        number=credentials.number if credentials else "",
        link_hash=hashlib.sha256(credentials.token.encode()).hexdigest()[:16] if credentials else "",
        start=iso_minute(meeting.pattern.start),
        zone=meeting.pattern.zone,
        minutes=meeting.minutes,
        rule=to_rrule(meeting.pattern.rule) if meeting.pattern.rule else "",
        overrides={
            iso_minute(planned): f"{iso_minute(each.local_start)}/{each.minutes}" if each.local_start else ""
            for planned, each in meeting.overrides.items()
        },
        host=meeting.host,
        cancelled=meeting.cancelled_at is not None,
        zones_moved_by=meeting.zones_moved_by,
        link_flipped=meeting.link_flipped,
        asks_nothing=credentials is not None and not credentials.passcode,
    )


def iso_minute(local: datetime) -> str:
    """A local time as it is stored: `2027-03-17T09:00`."""
    return local.isoformat(timespec="minutes")


@dataclass(frozen=True, slots=True)
class Differences:
    """What changed between two snapshots. `occurrences`: the planned local starts of those that changed.

    `one_click`: whether the link opens without the passcode. `clocks`: the local time is the same, but new rules for the zone's
    clocks move it.
    """

    number: bool
    link: bool
    one_click: bool
    time: bool
    clocks: bool
    occurrences: tuple[str, ...]
    host: bool
    cancelled: bool


def differences(seen: MeetingSnapshot, current: MeetingSnapshot) -> Differences:
    """Compare a snapshot that somebody was sent with the current one. `link` is about a link to the same number."""
    planned = sorted(seen.overrides.keys() | current.overrides.keys())
    time = (seen.start, seen.zone, seen.minutes, seen.rule) != (
        current.start,
        current.zone,
        current.minutes,
        current.rule,
    )
    return Differences(
        number=seen.number != current.number,
        link=seen.link_hash != current.link_hash and seen.number == current.number,
        one_click=seen.link_flipped != current.link_flipped and seen.number == current.number,
        time=time,
        clocks=seen.zones_moved_by != current.zones_moved_by and not time,
        occurrences=tuple(each for each in planned if seen.overrides.get(each) != current.overrides.get(each)),
        host=seen.host != current.host,
        cancelled=seen.cancelled != current.cancelled,
    )


@dataclass(frozen=True, slots=True)
class Invitee:
    """Somebody who is or was invited. `delivered` is none until the invitation reached them; `removed`: not invited any more.

    `in_flight` is the snapshot of a message that may be on its way to them.
    """

    person: Person
    rsvp: Rsvp | None
    delivered: MeetingSnapshot | None
    in_flight: MeetingSnapshot | None
    removed: bool

    @property
    def may_know(self) -> bool:
        """Whether a message about the meeting reached them, or may be on its way."""
        return self.delivered is not None or self.in_flight is not None


@dataclass(frozen=True, slots=True)
class ChannelPost:
    """An invitation in a channel; `snapshot` is what it shows. `with_passcode`: the host chose to include the passcode in this post (PASS-3)."""

    id: ChannelPostId
    channel: str
    ts: str
    with_passcode: bool
    snapshot: MeetingSnapshot


@dataclass(frozen=True, slots=True)
class MeetingView:
    """A meeting with all that showing it takes. `credentials` is none where its host has no room, `occurrence` runs or comes next.

    `needs_new_id`: by INV-4. `token_in_links`: its links may open by one click (PASS-2). `withdrawn`: it is shown to somebody who is
    not invited any more.
    """

    meeting: Meeting
    host: Person
    credentials: JoinCredentials | None
    token_in_links: bool
    occurrence: Occurrence | None
    needs_new_id: bool
    withdrawn: bool = False

    @property
    def snapshot(self) -> MeetingSnapshot:
        """The snapshot of the meeting as it is now."""
        return current_snapshot(self.meeting, self.credentials)

    @property
    def is_off(self) -> bool:
        """Whether it does not take place for its reader: it or their invitation was cancelled, or its host left before it (MEET-9)."""
        return self.withdrawn or self.meeting.cancelled_at is not None or begins_after_host_left(self.meeting)

    @property
    def nothing_to_come(self) -> bool:
        """Whether it is off, over, or its host left in the middle of it. It does not change any more then, unless it is edited or handed over.

        Neither number nor settings nor rights of its host reach it, so its file holds no link (INV-2).
        """
        return self.is_off or self.meeting.is_over or self.meeting.host_left_at is not None

    @property
    def valid_credentials(self) -> JoinCredentials | None:
        """What it can be joined by; none while nothing is to come, it needs a new ID (INV-4) or has one that ended."""
        if (
            self.nothing_to_come
            or self.needs_new_id
            or self.credentials is None
            or self.credentials.ended_at is not None
        ):
            return None
        return self.credentials
