"""The texts of the join gateway's pages (GATE-3): for each state a title and what to do, and whether the page reloads itself."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.i18n.messages import Message, ngettext, say
from bot.i18n.messages import gettext as _
from bot.i18n.messages import gettext_noop as N_
from bot.policy.meetings.meeting_ids import MeetingState
from bot.policy.rooms.rooms import RoomState
from bot.policy.values.text import strip_bidi_controls

_RELOADING = (RoomState.NOT_STARTED, RoomState.OVER, MeetingState.NOT_STARTED, MeetingState.OVER)
"""States that may yet become an open room or meeting."""


@dataclass(frozen=True, slots=True)
class _State:
    """A page's title, its text where the host has a name, and its text where they have none."""

    title: Message
    of_host: Message
    of_nobody: Message


@dataclass(frozen=True, slots=True)
class PasscodePage:
    """The texts of the page that asks for the passcode; with `closed` in place of the form, `wrong` beside it."""

    title: str
    hint: str
    label: str
    button: str
    wrong: str = ""
    closed: str = ""


_OVER = _State(
    N_("The meeting is over"),
    N_("{host} has ended the meeting. If it goes on, this page lets you in by itself."),
    N_("The host has ended the meeting. If it goes on, this page lets you in by itself."),
)
_ROOM_PAGES: Mapping[RoomState, _State] = {
    RoomState.NOT_STARTED: _State(
        N_("Not started yet"),
        N_("{host} has not opened the room yet. Keep this page open: it looks again by itself and lets you in."),
        N_("The host has not opened the room yet. Keep this page open: it looks again by itself and lets you in."),
    ),
    RoomState.OVER: _OVER,
    RoomState.EXPIRED: _State(
        N_("This meeting ID has expired"),
        N_("It was not used for a year. Ask {host} for a new invitation."),
        N_("It was not used for a year. Ask the host for a new invitation."),
    ),
    RoomState.REPLACED: _State(
        N_("This meeting ID is no longer in use"),
        N_("The host has a new one. Ask {host} for a new invitation."),
        N_("The host has a new one. Ask the host for a new invitation."),
    ),
    RoomState.SUSPENDED: _State(
        N_("This room is suspended"),
        N_("An admin has closed it for now. Ask {host} for a new invitation."),
        N_("An admin has closed it for now. Ask the host for a new invitation."),
    ),
    RoomState.DISABLED: _State(
        N_("This room is switched off"),
        N_("The personal meeting room of {host} is switched off. Ask {host} for another invitation."),
        N_("The personal meeting room of the host is switched off. Ask the host for another invitation."),
    ),
    RoomState.CLOSED: _State(
        N_("This room is closed"),
        N_("Its host no longer has a meeting room here. Ask the people you wanted to meet for another invitation."),
        N_("Its host no longer has a meeting room here. Ask the people you wanted to meet for another invitation."),
    ),
}

_MEETING_PAGES: Mapping[MeetingState, _State] = {
    MeetingState.NOT_STARTED: _State(
        N_("Not started yet"),
        N_(
            "{host} has not started the meeting yet. It is planned for {when}. Keep this page open: it looks again by itself and"
            " lets you in."
        ),
        N_(
            "The host has not started the meeting yet. It is planned for {when}. Keep this page open: it looks again by itself and"
            " lets you in."
        ),
    ),
    MeetingState.OVER: _OVER,
    MeetingState.EXPIRED: _State(
        N_("This meeting ID has expired"),
        N_("The meeting was too long ago. Ask {host} for a new invitation."),
        N_("The meeting was too long ago. Ask the host for a new invitation."),
    ),
    MeetingState.REPLACED: _State(
        N_("This meeting has a new ID"),
        N_("The one in your invitation is no longer in use. Ask {host} for a new invitation."),
        N_("The one in your invitation is no longer in use. Ask the host for a new invitation."),
    ),
    MeetingState.CANCELLED: _State(
        N_("This meeting was cancelled"),
        N_("It does not take place. Ask {host} if you think that this is a mistake."),
        N_("It does not take place. Ask the host if you think that this is a mistake."),
    ),
    MeetingState.CLOSED: _State(
        N_("This meeting is closed"),
        N_("Its host has left the organisation. Ask the people you wanted to meet for another invitation."),
        N_("Its host has left the organisation. Ask the people you wanted to meet for another invitation."),
    ),
}

_TIME_IS_OVER = _State(
    N_("The meeting is over"),
    N_("Its time is over. If it still takes place, this page lets you in by itself."),
    N_("Its time is over. If it still takes place, this page lets you in by itself."),
)
_SESSION_OVER = _State(
    N_("This meeting is over"),
    N_("The link was good for this one meeting. Ask {host} if it goes on, or for a new link."),
    N_("The link was good for this one meeting. Ask the host if it goes on, or for a new link."),
)


def page(state: RoomState | MeetingState, host: str, when: str = "") -> tuple[str, str, bool]:
    """The page's title, its text, and whether it reloads itself; `host` may be empty.

    `when`: the planned time of a meeting that was not started yet; empty without a coming occurrence.
    """
    if state is MeetingState.NOT_STARTED and not when:
        found = _TIME_IS_OVER
    else:
        found = _MEETING_PAGES[state] if isinstance(state, MeetingState) else _ROOM_PAGES[state]
    return *_said(found, host, when), state in _RELOADING


def session_over(host: str) -> tuple[str, str]:
    """The page's title and text for the token of a session that has ended; `host` may be empty."""
    return _said(_SESSION_OVER, host)


def unavailable() -> tuple[str, str]:
    """The page's title and text while the database does not answer."""
    return _("Just a moment"), _("The room cannot be looked up right now. This page tries again by itself.")


def reload_note(seconds: int) -> str:
    """That a page reloads itself, and how often."""
    return ngettext(
        "This page looks again every {count} second.", "This page looks again every {count} seconds.", seconds
    )


def passcode_page(*, wrong: bool, minutes: int) -> PasscodePage:
    """The page that asks for the passcode; `minutes` until somebody may try again, 0 if they may now."""
    return PasscodePage(
        title=_("Enter the passcode"),
        hint=_("It’s in your invitation."),
        label=_("Meeting passcode"),
        button=_("Join"),
        wrong=_("That passcode is not right. Please look again; capitals count.") if wrong else "",
        closed=_try_again(minutes) if minutes else "",
    )


def _try_again(minutes: int) -> str:
    return ngettext(
        "There were too many wrong passcodes. Please try again in {count} minute, or ask your host for a link that needs none.",
        "There were too many wrong passcodes. Please try again in {count} minutes, or ask your host for a link that needs none.",
        minutes,
    )


def _said(state: _State, host: str, when: str = "") -> tuple[str, str]:
    name = strip_bidi_controls(host)
    return say(state.title), say(state.of_host, host=name, when=when) if name else say(state.of_nobody, when=when)
