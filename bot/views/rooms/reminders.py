"""The reminders before and at the expiry of a number (REM-1)."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from math import ceil

from bot.policy.invitations.invitations import MeetingView
from bot.policy.rooms.numbers import format_number
from bot.policy.rooms.rooms import Room
from bot.protocol import Block
from bot.views.components.blocks import actions, button, section
from bot.views.components.text import slack_date
from bot.views.meetings.list import switch_all_button
from bot.views.meetings.text import bullet_list
from bot.views.rooms.profile import START_ROOM

DATE_FORMAT = "{date_long} at {time}"  # not “tomorrow”: the message is still read when that has passed
MEETINGS_AT_RISK = "After that nobody can join these meetings, which are on it:"
MEETINGS_THAT_MOVE = (
    "These meetings are on it. They get your new number when you look; until then nobody can join them:"
)
SNOOZE = "reminder_snooze"
OPEN_PROFILE = "reminder_open_profile"


def reminder_text(room: Room, valid_until: datetime, now: datetime) -> str:
    """The reminder as a notification says it."""
    state = "has expired" if now >= valid_until else f"expires {_in_days(valid_until, now)}"
    return f"Your personal meeting ID {format_number(room.number)} {state}."


def expiry_reminder(
    room: Room, valid_until: datetime, now: datetime, *, may_snooze: bool, meetings: Sequence[MeetingView] = ()
) -> list[Block]:
    """The number, its expiry in the reader's own zone, the meetings on it, and a button to keep it or see the new one."""
    if now >= valid_until:
        see_number = button("See my new number", OPEN_PROFILE, style="primary")
        moving = _meeting_list(MEETINGS_THAT_MOVE, meetings)
        row = actions(see_number, *([switch_all_button()] if moving else []))
        return [section(_expired(room, valid_until)), *moving, row]
    snooze = [button("Remind me in a week", SNOOZE, value=str(room.id))] if may_snooze else []
    start = button("Start my meeting room", START_ROOM, style="primary")
    at_risk = _meeting_list(MEETINGS_AT_RISK, meetings)
    return [section(_expires(room, valid_until, now)), *at_risk, actions(start, *snooze)]


def _meeting_list(heading: str, meetings: Sequence[MeetingView]) -> list[Block]:
    return [section(f"*{heading}*\n{bullet_list(meetings)}")] if meetings else []


def snoozed(due: datetime) -> str:
    """When the reminder comes again."""
    return f":hourglass: I remind you again {slack_date(due)}, unless you start your room before."


def _expires(room: Room, valid_until: datetime, now: datetime) -> str:
    return (
        f":hourglass_flowing_sand: Your personal meeting ID *{format_number(room.number)}* expires {_in_days(valid_until, now)}, on"
        f" {slack_date(valid_until, DATE_FORMAT)}, because the room was not started for a long time. After that its links and invitations"
        " lead nowhere, and you get another number. Start your room once to keep it for another year."
    )


def _expired(room: Room, valid_until: datetime) -> str:
    return (
        f":warning: Your personal meeting ID *{format_number(room.number)}* expired on {slack_date(valid_until, DATE_FORMAT)}, because the room was"
        " not started for 365 days. Nobody can join with it any more. You get a new number as soon as you look; your"
        " personal link moves along, and the people who have the old number need a new invitation."
    )


def _in_days(valid_until: datetime, now: datetime) -> str:
    days = ceil((valid_until - now) / timedelta(days=1))
    return "within a day" if days <= 1 else f"in {days} days"
