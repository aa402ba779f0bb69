"""A personal room for its host: the profile, the answers to start and end, the passcode, the brute-force alert."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.i18n.messages import Message, say
from bot.i18n.messages import gettext as _
from bot.i18n.messages import gettext_noop as N_
from bot.i18n.setting_labels import setting_label
from bot.policy.ids import MeetingId, Pmi
from bot.policy.options import Options
from bot.policy.rooms.numbers import format_number
from bot.policy.rooms.passcodes import masked
from bot.policy.rooms.rooms import ProfileSnapshot, Room, Session, room_valid_until, session_ends_at
from bot.policy.settings.catalogue import Setting
from bot.policy.settings.lock_resolution import Resolved, has_effect
from bot.policy.values.results import Denied
from bot.protocol import Block
from bot.views.components.blocks import actions, button, confirm, context, fields, header, section
from bot.views.components.links import meeting_place, personal_link
from bot.views.components.refusals import refusal_text
from bot.views.components.setting_text import lock_note
from bot.views.components.text import bold, escaped, fact, link, short_date, slack_date
from bot.views.meetings.cards import end_button, session_blocks
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

TITLE = N_("Your personal meeting room")
TOPIC_LIMIT = 200
PMI_DIGITS = 10
LISTED_SETTINGS = (
    Setting.PMI_FOR_INSTANT,
    Setting.PMI_FOR_SCHEDULED,
    Setting.PMI_PASSCODE_REQUIRED,
    Setting.PASSCODE_IN_LINK,
)
_SETTING_LINES: Mapping[tuple[bool, bool], Message] = {
    (True, True): N_("{setting}: *on*"),
    (False, True): N_("{setting}: *off*"),
    (True, False): N_("{setting}: *on* (without effect now)"),
    (False, False): N_("{setting}: *off* (without effect now)"),
}
"""By its value, and whether it has an effect."""
NEW_NUMBER_WAITS = N_(
    ":hourglass: This number seems to have expired, but the clock of the bot is being checked. If it has, you get a new one here in"
    " a few minutes."
)
NO_PASSCODE = N_("none: anybody with the link comes in")
SUSPENDED = N_(
    ":no_entry: An admin has suspended this room, because its number may be in the wrong hands. Nobody can join it"
    " until you replace the number: `/pmi replace`."
)
_ROOM_ALERT = N_(
    ":warning: Somebody entered too many wrong passcodes for your meeting room {number} ({date}), so passcode entry is closed for a"
    " while. Your one-click links still work. If you think that your number is in the wrong hands, get a new one with `/pmi replace`."
)
_MEETING_ALERT = N_(
    ":warning: Somebody entered too many wrong passcodes for your meeting {number} ({date}), so passcode entry is closed for a while."
    " Your one-click links still work. If you think that your number is in the wrong hands, edit the meeting and give it another"
    " passcode."
)


def profile(
    options: Options, snapshot: ProfileSnapshot, *, passcode_shown: bool, extra_blocks: Sequence[Block] = ()
) -> list[Block]:
    """The profile of `/pmi` and of the App Home: warnings, the facts with `extra_blocks` under them, settings, buttons."""
    room = snapshot.room
    return [
        header(say(TITLE)),
        *([section(replaced_text(snapshot))] if snapshot.replaced else []),
        *([section(say(NEW_NUMBER_WAITS))] if snapshot.new_number_waits else []),
        *([section(say(SUSPENDED))] if room.suspended_at else []),
        *([_disabled(snapshot.rules.enabled)] if isinstance(snapshot.rules.enabled, Denied) else []),
        *([_open_session(snapshot.session)] if snapshot.session else []),
        fields(
            fact(_("Personal Meeting ID"), format_number(room.number)),
            fact(_("Personal link"), link(personal_link(options, room), room.link)),
            fact(_("Valid until"), _date_in_column(room_valid_until(room))),
            fact(_("Last used"), _date_in_column(room.last_used_at) if room.last_used_at else _("not yet")),
        ),
        _passcode(room, shown=passcode_shown),
        *extra_blocks,
        context("\n".join(_setting(setting, snapshot.settings) for setting in LISTED_SETTINGS)),
        _main_buttons(snapshot.session),
        actions(button(_("Settings"), OPEN_SETTINGS), button(_("History"), SHOW_HISTORY), replace_button(room)),
        context(_("The number stays yours as long as you start your room at least once in 365 days.")),
    ]


def _date_in_column(instant: datetime) -> str:
    return slack_date(instant, _("{date_pretty} at {time}"))  # one line of a column


def _setting(setting: Setting, settings: Mapping[Setting, Resolved]) -> str:
    """A setting of the room, whether it has an effect now (LOCK-4), and who locked it (LOCK-2)."""
    resolved = settings[setting]
    line = _SETTING_LINES[resolved.value, has_effect(setting, settings)]
    return say(line, setting=setting_label(setting)) + lock_note(resolved.locked_by)


def _disabled(denied: Denied) -> Block:
    kept = _("Nobody can join your room; your number is kept for you.")
    return section(f":no_entry: {refusal_text(denied.reason)} {kept}")


def replaced_text(snapshot: ProfileSnapshot) -> str:
    """Old → new, where this request replaced an expired number (PMI-13); else empty."""
    if not snapshot.replaced:
        return ""
    old, new = format_number(snapshot.replaced), format_number(snapshot.room.number)
    return _(
        ":warning: Your number *{old}* expired, because the room was not started for 365 days."
        " Your new one: {old} → *{new}*. Your personal link leads to the new room already;"
        " please invite the people again who have the old number.",
        old=old,
        new=new,
    )


def _passcode(room: Room, *, shown: bool) -> Block:
    if not room.passcode:
        return section(fact(_("Passcode"), say(NO_PASSCODE)))
    if shown:
        return section(fact(_("Passcode"), f"`{escaped(room.passcode)}`"), button(_("Hide"), HIDE_PASSCODE))
    return section(fact(_("Passcode"), masked(room.passcode)), button(_("Show"), SHOW_PASSCODE))


def _open_session(session: Session) -> Block:
    since = slack_date(session.started_at, "{time}")
    if session.topic:
        topic = bold(session.topic)
        return section(
            _(":large_green_circle: Your room has been open for {topic} since {time}.", topic=topic, time=since)
        )
    return section(_(":large_green_circle: Your room has been open since {time}.", time=since))


def _main_buttons(session: Session | None) -> Block:
    start = button(_("Enter") if session else _("Start"), START_ROOM, style="primary")
    end = [end_button(END_SESSION, session.id)] if session else []
    copy, schedule = button(_("Copy invitation"), COPY_INVITATION), button(_("Schedule"), SCHEDULE)
    return actions(start, *end, copy, schedule, button(_("Edit"), EDIT_ROOM))


def replace_button(room: Room) -> Block:
    """**“Replace my number”**, which asks first (PMI-15, UX-5)."""
    # Translators: at most 300 characters.
    question = _(
        "You get a new number and passcode at once. A running meeting ends, and {number} with all its links stops working:"
        " you invite everybody again. Nobody, you included, can have it back.",
        number=format_number(room.number),
    )
    # Translators: at most 30 characters.
    yes = _("Replace it")
    # Translators: at most 30 characters.
    no = _("Keep it")
    confirmation = confirm(_("Replace your number?"), question, yes, no, danger=True)
    return button(_("Replace my number"), REPLACE_NUMBER, value=str(room.id), style="danger", confirm=confirmation)


def started(options: Options, room: Room, session: Session, *, fresh: bool, in_channel: bool) -> list[Block]:
    """The answer to a start, with the host's link; `fresh`: the room was not open before."""
    opened = _opened(session) if fresh else _open_already(session)
    guests = _("Guests with your link or number {number} are let in now.", number=format_number(room.number))
    enter = button(_("Enter"), ENTER_ROOM, url=meeting_place(options, session), style="primary")
    copy = button(_("Copy invitation"), COPY_INVITATION)
    return session_blocks(f"{opened} {guests}", enter, copy, END_SESSION, session, in_channel=in_channel)


def _opened(session: Session) -> str:
    if session.topic:
        return _("Your room is open for {topic}.", topic=bold(session.topic))
    return _("Your room is open.")


def _open_already(session: Session) -> str:
    since = slack_date(session.started_at, "{time}")
    if session.topic:
        return _("Your room is already open for {topic}, since {time}.", topic=bold(session.topic), time=since)
    return _("Your room is already open, since {time}.", time=since)


def ended(session: Session, *, fresh: bool) -> str:
    """The answer to **“End”**; `fresh`: the room was still open."""
    if fresh:
        return _("Your room is closed. Nobody is let in any more until you start it again.")
    return _("That meeting is over already: it ended {date}.", date=short_date(session_ends_at(session)))


def passcode_blocks(room: Room) -> list[Block]:
    """The passcode alone, for messages, where it cannot be unfolded (UX-7)."""
    return [section(fact(_("Passcode"), f"`{escaped(room.passcode)}`" if room.passcode else say(NO_PASSCODE)))]


def brute_force_alert(number: Pmi | MeetingId, now: datetime) -> str:
    """The alert to a host that too many wrong passcodes closed passcode entry for their room or meeting (GATE-2)."""
    alert = _ROOM_ALERT if len(number) == PMI_DIGITS else _MEETING_ALERT
    return say(alert, number=format_number(number), date=short_date(now))
