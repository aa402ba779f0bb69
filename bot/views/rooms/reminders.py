"""The reminders before and at the expiry of a number (REM-1)."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from math import ceil

from bot.i18n.messages import Message, ngettext, say
from bot.i18n.messages import gettext as _
from bot.i18n.messages import gettext_noop as N_
from bot.policy.invitations.invitations import MeetingView
from bot.policy.rooms.numbers import format_number
from bot.policy.rooms.rooms import Room
from bot.protocol import Block
from bot.views.components.blocks import actions, button, section
from bot.views.components.text import slack_date
from bot.views.meetings.list import switch_all_button
from bot.views.meetings.text import bullet_list
from bot.views.rooms.profile import START_ROOM

MEETINGS_AT_RISK = N_("*After that nobody can join these meetings, which are on it:*")
MEETINGS_THAT_MOVE = N_(
    "*These meetings are on it. They get your new number when you look; until then nobody can join them:*"
)
SNOOZE = "reminder_snooze"
OPEN_PROFILE = "reminder_open_profile"


def reminder_text(room: Room, valid_until: datetime, now: datetime) -> str:
    """The reminder as a notification says it."""
    number = format_number(room.number)
    if now >= valid_until:
        return _("Your personal meeting ID {number} has expired.", number=number)
    return ngettext(
        "Your personal meeting ID {number} expires within a day.",
        "Your personal meeting ID {number} expires in {count} days.",
        _begun_days(valid_until, now),
        number=number,
    )


def expiry_reminder(
    room: Room, valid_until: datetime, now: datetime, *, may_snooze: bool, meetings: Sequence[MeetingView] = ()
) -> list[Block]:
    """The number, its expiry in the reader's own zone, the meetings on it, and a button to keep it or see the new one."""
    if now >= valid_until:
        see_number = button(_("See my new number"), OPEN_PROFILE, style="primary")
        moving = _meeting_list(MEETINGS_THAT_MOVE, meetings)
        row = actions(see_number, *([switch_all_button()] if moving else []))
        return [section(_expired(room, valid_until)), *moving, row]
    snooze = [button(_("Remind me in a week"), SNOOZE, value=str(room.id))] if may_snooze else []
    start = button(_("Start"), START_ROOM, style="primary")
    at_risk = _meeting_list(MEETINGS_AT_RISK, meetings)
    return [section(_expires(room, valid_until, now)), *at_risk, actions(start, *snooze)]


def _meeting_list(heading: Message, meetings: Sequence[MeetingView]) -> list[Block]:
    return [section(f"{say(heading)}\n{bullet_list(meetings)}")] if meetings else []


def snoozed(due: datetime) -> str:
    """When the reminder comes again."""
    return _(":hourglass: I remind you again {date}, unless you start your room before.", date=slack_date(due))


def _expires(room: Room, valid_until: datetime, now: datetime) -> str:
    when = ngettext(
        ":hourglass_flowing_sand: Your personal meeting ID *{number}* expires within a day, on {date}, because the room was not started"
        " for a long time.",
        ":hourglass_flowing_sand: Your personal meeting ID *{number}* expires in {count} days, on {date}, because the room was not"
        " started for a long time.",
        _begun_days(valid_until, now),
        number=format_number(room.number),
        date=_date_for_good(valid_until),
    )
    consequence = _(
        "After that its links and invitations stop working, and you get another number. Start your room once to keep it for another"
        " year."
    )
    return f"{when} {consequence}"


def _expired(room: Room, valid_until: datetime) -> str:
    return _(
        ":warning: Your personal meeting ID *{number}* expired on {date}, because the room was not started for 365 days. Nobody can join"
        " with it any more. You get a new number as soon as you look; your personal link moves along, and the people who have the old"
        " number need a new invitation.",
        number=format_number(room.number),
        date=_date_for_good(valid_until),
    )


def _date_for_good(instant: datetime) -> str:
    """Not “tomorrow”: the message is still read when that has passed."""
    return slack_date(instant, _("{date_long} at {time}"))


def _begun_days(valid_until: datetime, now: datetime) -> int:
    return ceil((valid_until - now) / timedelta(days=1))
