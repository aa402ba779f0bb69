"""The texts of the join gateway's pages (GATE-3): for each state a title and what to do, and whether the page reloads itself."""

from collections.abc import Mapping

from bot.policy.meetings.meeting_ids import MeetingState
from bot.policy.rooms.rooms import RoomState
from bot.policy.values.text import strip_bidi_controls

_RELOADING = (RoomState.NOT_STARTED, RoomState.OVER, MeetingState.NOT_STARTED, MeetingState.OVER)
"""States that may yet become an open room or meeting."""
_OVER = ("The meeting is over", "{host} has ended the meeting. If it goes on, this page lets you in by itself.")
_ROOM_PAGES: Mapping[RoomState, tuple[str, str]] = {
    RoomState.NOT_STARTED: (
        "Not started yet",
        "{host} has not opened the room yet. Keep this page open: it looks again by itself and lets you in.",
    ),
    RoomState.OVER: _OVER,
    RoomState.EXPIRED: ("This meeting ID has expired", "It was not used for a year. Ask {host} for a new invitation."),
    RoomState.REPLACED: (
        "This meeting ID is no longer in use",
        "The host has a new one. Ask {host} for a new invitation.",
    ),
    RoomState.SUSPENDED: ("This room is suspended", "An admin has closed it for now. Ask {host} for a new invitation."),
    RoomState.DISABLED: (
        "This room is switched off",
        "The personal meeting room of {host} is switched off. Ask {host} for another invitation.",
    ),
    RoomState.CLOSED: (
        "This room is closed",
        "Its host no longer has a meeting room here. Ask the people you wanted to meet for another invitation.",
    ),
}

_MEETING_PAGES: Mapping[MeetingState, tuple[str, str]] = {
    MeetingState.NOT_STARTED: (
        "Not started yet",
        "{host} has not started the meeting yet. It is planned for {when}. Keep this page open: it looks again by itself and lets you in.",
    ),
    MeetingState.OVER: _OVER,
    MeetingState.EXPIRED: (
        "This meeting ID has expired",
        "The meeting was too long ago. Ask {host} for a new invitation.",
    ),
    MeetingState.REPLACED: (
        "This meeting has a new ID",
        "The one in your invitation is no longer in use. Ask {host} for a new invitation.",
    ),
    MeetingState.CANCELLED: (
        "This meeting was cancelled",
        "It does not take place. Ask {host} if you think that this is a mistake.",
    ),
    MeetingState.CLOSED: (
        "This meeting is closed",
        "Its host has left the organisation. Ask the people you wanted to meet for another invitation.",
    ),
}

_TIME_IS_OVER = ("The meeting is over", "Its time is over. If it still takes place, this page lets you in by itself.")
_SESSION_OVER = (
    "This meeting is over",
    "The link was good for this one meeting. Ask {host} if it goes on, or for a new link.",
)
UNAVAILABLE = ("Just a moment", "The room cannot be looked up right now. This page tries again by itself.")


def page(state: RoomState | MeetingState, host: str, when: str = "") -> tuple[str, str, bool]:
    """The page's title, its text, and whether it reloads itself; `host` may be empty.

    `when`: the planned time of a meeting that was not started yet; empty without a coming occurrence.
    """
    if state is MeetingState.NOT_STARTED and not when:
        title, text = _TIME_IS_OVER
    else:
        title, text = _MEETING_PAGES[state] if isinstance(state, MeetingState) else _ROOM_PAGES[state]
    return title, _sentence(text, host, when), state in _RELOADING


def session_over(host: str) -> tuple[str, str]:
    """The page's title and text for the token of a session that has ended; `host` may be empty."""
    title, text = _SESSION_OVER
    return title, _sentence(text, host)


def _sentence(text: str, host: str, when: str = "") -> str:
    sentence = text.format(host=strip_bidi_controls(host) or "the host", when=when)
    return sentence[0].upper() + sentence[1:] if not host else sentence
