"""A personal room for its host: the profile, the answers to start and end, the passcode, the brute-force alert."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.policy.ids import MeetingId, Pmi
from bot.policy.options import Options
from bot.policy.rooms.numbers import format_number
from bot.policy.rooms.passcodes import masked
from bot.policy.rooms.rooms import ProfileSnapshot, Room, Session, room_valid_until, session_ends_at
from bot.policy.settings.catalogue import CATALOGUE, Setting
from bot.policy.settings.lock_resolution import Resolved, has_effect
from bot.policy.values.results import Denied
from bot.protocol import Block
from bot.views.components.blocks import actions, button, confirm, context, fields, header, section
from bot.views.components.links import meeting_place, personal_link
from bot.views.components.refusals import refusal_text
from bot.views.components.setting_text import lock_note, on_off
from bot.views.components.text import escaped, link, short_date, slack_date
from bot.views.meetings.cards import end_button, session_blocks, topic_text
from bot.views.meetings.list import SCHEDULE

START_ROOM = "room_start"
END_SESSION = "room_end"
COPY_INVITATION = "room_copy_invitation"
SHOW_PASSCODE = "room_show_passcode"
HIDE_PASSCODE = "room_hide_passcode"
ENTER_ROOM = "room_enter"
EDIT_ROOM = "room_edit"
SHOW_HISTORY = "room_history"
REPLACE_NUMBER = "room_replace_number"
OPEN_SETTINGS = "settings_open"

DATE_FORMAT = "{date_pretty} at {time}"  # one line of a column
TITLE = "Your personal meeting room"
TOPIC_LIMIT = 200
PMI_DIGITS = 10
LISTED_SETTINGS = (
    Setting.PMI_FOR_INSTANT,
    Setting.PMI_FOR_SCHEDULED,
    Setting.PMI_PASSCODE_REQUIRED,
    Setting.PASSCODE_IN_LINK,
)
NEW_NUMBER_WAITS = (
    ":hourglass: This number seems to have expired, but the clock of the bot is being checked. If it has, you get a new one here in"
    " a few minutes."
)
NO_PASSCODE = "none: anybody with the link comes in"
SUSPENDED = (
    ":no_entry: An admin has suspended this room, because its number may be in the wrong hands. Nobody can join it"
    " until you replace the number: `/pmi replace`."
)


def profile(
    options: Options, snapshot: ProfileSnapshot, *, passcode_shown: bool, extra_blocks: Sequence[Block] = ()
) -> list[Block]:
    """The profile of `/pmi` and of the App Home: warnings, the facts with `extra_blocks` under them, settings, buttons."""
    room = snapshot.room
    return [
        header(TITLE),
        *([section(replaced_text(snapshot))] if snapshot.replaced else []),
        *([section(NEW_NUMBER_WAITS)] if snapshot.new_number_waits else []),
        *([section(SUSPENDED)] if room.suspended_at else []),
        *([_disabled(snapshot.rules.enabled)] if isinstance(snapshot.rules.enabled, Denied) else []),
        *([_open_session(snapshot.session)] if snapshot.session else []),
        fields(
            f"*Personal Meeting ID*\n{format_number(room.number)}",
            f"*Personal link*\n{link(personal_link(options, room), room.link)}",
            f"*Valid until*\n{slack_date(room_valid_until(room), DATE_FORMAT)}",
            f"*Last used*\n{slack_date(room.last_used_at, DATE_FORMAT) if room.last_used_at else 'not yet'}",
        ),
        _passcode(room, shown=passcode_shown),
        *extra_blocks,
        context("\n".join(_setting(setting, snapshot.settings) for setting in LISTED_SETTINGS)),
        _main_buttons(snapshot.session),
        actions(button("Settings", OPEN_SETTINGS), button("History", SHOW_HISTORY), replace_button(room)),
        context("The number stays yours as long as you start your room at least once in 365 days."),
    ]


def _setting(setting: Setting, settings: Mapping[Setting, Resolved]) -> str:
    """A setting of the room, whether it has an effect now (LOCK-4), and who locked it (LOCK-2)."""
    resolved = settings[setting]
    no_effect = "" if has_effect(setting, settings) else " (without effect now)"
    return f"{CATALOGUE[setting].label}: *{on_off(resolved.value)}*{no_effect}{lock_note(resolved.locked_by)}"


def _disabled(denied: Denied) -> Block:
    return section(f":no_entry: {refusal_text(denied.reason)} Nobody can join your room; your number waits for you.")


def replaced_text(snapshot: ProfileSnapshot) -> str:
    """Old → new, where this request replaced an expired number (PMI-13); else empty."""
    if not snapshot.replaced:
        return ""
    old, new = format_number(snapshot.replaced), format_number(snapshot.room.number)
    return (
        f":warning: Your number *{old}* expired, because the room was not started for 365 days."
        f" Your new one: {old} → *{new}*. Your personal link leads to the new room already;"
        " please invite the people again who have the old number."
    )


def _passcode(room: Room, *, shown: bool) -> Block:
    if not room.passcode:
        return section(f"*Passcode*\n{NO_PASSCODE}")
    if shown:
        return section(f"*Passcode*\n`{escaped(room.passcode)}`", button("Hide", HIDE_PASSCODE))
    return section(f"*Passcode*\n{masked(room.passcode)}", button("Show", SHOW_PASSCODE))


def _open_session(session: Session) -> Block:
    since = slack_date(session.started_at, "{time}")
    return section(f":large_green_circle: Your room is open{topic_text(session)} since {since}.")


def _main_buttons(session: Session | None) -> Block:
    start = button("Enter again" if session else "Start", START_ROOM, style="primary")
    end = [end_button(END_SESSION, session.id)] if session else []
    copy, schedule = button("Copy invitation", COPY_INVITATION), button("Schedule", SCHEDULE)
    return actions(start, *end, copy, schedule, button("Edit", EDIT_ROOM))


def replace_button(room: Room) -> Block:
    """**“Replace my number”**, which asks first (PMI-15, UX-5)."""
    question = (
        f"You get a fresh number and passcode at once. A running meeting ends, and {format_number(room.number)} with all its"
        " links leads nowhere any more: you invite everybody again. Nobody, you included, can have it back."
    )
    confirmation = confirm("Replace your number?", question, "Replace it", "Keep it", danger=True)
    return button("Replace my number", REPLACE_NUMBER, value=str(room.id), style="danger", confirm=confirmation)


def started(options: Options, room: Room, session: Session, *, fresh: bool, in_channel: bool) -> list[Block]:
    """The answer to a start, with the host's link; `fresh`: the room was not open before."""
    topic, since = topic_text(session), slack_date(session.started_at, "{time}")
    opened = f"Your room is open{topic}." if fresh else f"Your room is open already{topic}, since {since}."
    guests = f"Guests with your link or number {format_number(room.number)} are let in now."
    enter = button("Enter the room", ENTER_ROOM, url=meeting_place(options, session), style="primary")
    copy = button("Copy invitation", COPY_INVITATION)
    return session_blocks(f"{opened} {guests}", enter, copy, END_SESSION, session, in_channel=in_channel)


def ended(session: Session, *, fresh: bool) -> str:
    """The answer to **“End”**; `fresh`: the room was still open."""
    if fresh:
        return "Your room is closed. Nobody is let in any more until you start it again."
    return f"That meeting is over already: it ended {short_date(session_ends_at(session))}."


def passcode_blocks(room: Room) -> list[Block]:
    """The passcode alone, for messages, where it cannot be unfolded (UX-7)."""
    return [section(f"*Passcode*\n`{escaped(room.passcode)}`" if room.passcode else f"*Passcode*\n{NO_PASSCODE}")]


def brute_force_alert(number: Pmi | MeetingId, now: datetime) -> str:
    """The alert to a host that too many wrong passcodes closed passcode entry for their room or meeting (GATE-2)."""
    is_room = len(number) == PMI_DIGITS
    target = "meeting room" if is_room else "meeting"
    remedy = "get a new one with `/pmi replace`" if is_room else "edit the meeting and give it another passcode"
    return (
        f":warning: Somebody gave too many wrong passcodes for your {target} {format_number(number)}"
        f" {short_date(now)}, so passcode entry is closed for a while. Your one-click links"
        f" still work. If you think that your number is in the wrong hands, {remedy}."
    )
