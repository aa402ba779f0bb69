"""Private calendar feeds of people, and the .ics file of one meeting (INV-2): their content, without its format."""

import hashlib
import re
import secrets
from dataclasses import dataclass, replace
from datetime import datetime

from bot.policy.invitations.invitations import MeetingView
from bot.policy.meetings.meetings import Meeting
from bot.policy.people.caller import Caller
from bot.policy.people.people import Person, Role
from bot.policy.values.reasons import reason
from bot.policy.values.results import Denied
from bot.use_cases.context import Context
from bot.use_cases.invitations.messages import meeting_host
from storage import Connection, Database
from storage.invitations import calendars as calendar_store
from storage.invitations import invitees as invitee_store
from storage.meetings import meetings as meeting_store
from storage.people import people as people_store

NAME_BYTES = 16
"""128 random bits; only their hash is stored."""
NOT_A_MEMBER = Denied(reason("invitations.feed_not_member"))
LINK_CHANGED = Denied(reason("invitations.feed_changed"))
_NAME = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class CalendarFeed:
    """The content of a person's feed: the upcoming meetings that they host or are invited to, in an order that stays."""

    owner: Person
    meetings: list[MeetingView]


@dataclass(frozen=True, slots=True)
class CalendarFile:
    """The content of an .ics file: a meeting and the other parts of its series. `with_token`: with one-click links."""

    parts: list[MeetingView]
    with_token: bool


def renew_feed(context: Context, caller: Caller, seen: datetime | None) -> str | Denied:
    """Give a person's feed a new secret name, which is stored as a hash only; an earlier name ends.

    `seen` is when the feed on the screen was made: a second press must not end the name that the first one has shown.
    """
    with context.db.write(caller.team) as tx:
        person = people_store.find(tx, caller.team, caller.user)
        if person is None or not _may_have_feed(person):
            return NOT_A_MEMBER
        if calendar_store.made_at(tx, person.id) != seen:
            return LINK_CHANGED
        name = secrets.token_hex(NAME_BYTES)
        calendar_store.save(tx, person.id, _hash(name), caller.now)
        return name


def stop_feed(context: Context, caller: Caller) -> None:
    """Delete a person's feed."""
    with context.db.write(caller.team) as tx:
        if (person := people_store.find(tx, caller.team, caller.user)) is not None:
            calendar_store.drop(tx, person.id)


def feed_since(context: Context, caller: Caller) -> datetime | Denied | None:
    """When a person's feed got its name; None where they have no feed."""
    with context.db.read() as tx:
        person = people_store.find(tx, caller.team, caller.user)
        return NOT_A_MEMBER if person is None or not _may_have_feed(person) else calendar_store.made_at(tx, person.id)


def read_feed(db: Database, name: str) -> CalendarFeed | None:
    """The feed of this name, as it is at one instant; None where nobody has it, or its owner left."""
    with db.snapshot() as tx:
        owner = calendar_store.owner(tx, _hash(name))
        if owner is None or not _may_have_feed(owner):
            return None
        invited = [each for each in invitee_store.invited_to(tx, owner.id) if each.host != owner.id]
        listed = sorted([*meeting_store.all_upcoming(tx, owner.id), *invited], key=lambda each: each.key)
        return CalendarFeed(owner, _views(tx, listed))


def _views(tx: Connection, meetings: list[Meeting]) -> list[MeetingView]:
    """Views of these meetings; each host is looked up once."""
    hosts = {key: meeting_host(tx, people_store.get(tx, key)) for key in {each.host for each in meetings}}
    return [hosts[each.host].recorded_view(each) for each in meetings]


def read_file(db: Database, name: str, *, withdrawn: bool = False) -> CalendarFile | None:
    """The current version of the meeting whose .ics file has this random name, and everything shown with it, read at one instant (INV-2).

    None where no meeting has it.

    `withdrawn`: this part of the series alone, as it is for somebody who is not invited to it any more.
    """
    if not _NAME.fullmatch(name):
        return None
    with db.snapshot() as tx:
        meeting = meeting_store.by_ics_file(tx, name)
        if meeting is None:
            return None
        if withdrawn:
            view = meeting_host(tx, people_store.get(tx, meeting.host)).recorded_view(meeting)
            return CalendarFile([replace(view, withdrawn=True)], with_token=False)
        return CalendarFile(_parts(tx, meeting), with_token=name == meeting.ics_file)


def _parts(tx: Connection, requested: Meeting) -> list[MeetingView]:
    """All parts of a series, so that a calendar with one part learns from another part's file where it ends."""
    parts = meeting_store.parts(tx, requested.part_of)
    host = meeting_host(tx, people_store.get(tx, requested.host))
    return [host.recorded_view(part) for part in parts if part.host == requested.host]


def _may_have_feed(person: Person) -> bool:
    return person.active and person.role not in (Role.BOT, Role.EXTERNAL)


def _hash(name: str) -> str:
    return hashlib.sha256(name.encode(errors="replace")).hexdigest()
