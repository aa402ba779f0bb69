"""What the join gateway's pages say in each state of a room or meeting (GATE-3): a title, what to do, whether to look again by itself."""

from collections.abc import Mapping

from bot.policy.meetings.meeting_ids import MeetingState
from bot.policy.rooms.rooms import RoomState
from bot.policy.values.text import strip_bidi_controls

_ROOM_PAGES: Mapping[RoomState, tuple[str, str, bool]] = {
    RoomState.NOT_STARTED: (
        "Not started yet",
        "{host} has not opened the room yet. Keep this page open: it looks again by itself and lets you in.",
        True,
    ),
    RoomState.OVER: (
        "The meeting is over",
        "{host} has ended the meeting. If it goes on, this page lets you in by itself.",
        True,
    ),
    RoomState.EXPIRED: (
        "This meeting ID has expired",
        "It was not used for a year. Ask {host} for a new invitation.",
        False,
    ),
    RoomState.REPLACED: (
        "This meeting ID is no longer in use",
        "The host has a new one. Ask {host} for a new invitation.",
        False,
    ),
    RoomState.SUSPENDED: (
        "This room is suspended",
        "An admin has closed it for now. Ask {host} for a new invitation.",
        False,
    ),
    RoomState.DISABLED: (
        "This room is switched off",
        "The personal meeting room of {host} is switched off. Ask {host} for another invitation.",
        False,
    ),
    RoomState.CLOSED: (
        "This room is closed",
        "Its host no longer has a meeting room here. Ask the people you wanted to meet for another invitation.",
        False,
    ),
}

_MEETING_PAGES: Mapping[MeetingState, tuple[str, str, bool]] = {
    MeetingState.NOT_STARTED: (
        "Not started yet",
        "{host} has not started the meeting yet. It is planned for {when}. Keep this page open: it looks again by itself and lets you in.",
        True,
    ),
    MeetingState.OVER: (
        "The meeting is over",
        "{host} has ended the meeting. If it goes on, this page lets you in by itself.",
        True,
    ),
    MeetingState.EXPIRED: (
        "This meeting ID has expired",
        "The meeting was too long ago. Ask {host} for a new invitation.",
        False,
    ),
    MeetingState.REPLACED: (
        "This meeting has a new ID",
        "The one in your invitation is no longer in use. Ask {host} for a new invitation.",
        False,
    ),
    MeetingState.CANCELLED: (
        "This meeting was cancelled",
        "It does not take place. Ask {host} if you think that this is a mistake.",
        False,
    ),
    MeetingState.CLOSED: (
        "This meeting is closed",
        "Its host has left the organisation. Ask the people you wanted to meet for another invitation.",
        False,
    ),
}

_TIME_IS_OVER = (
    "The meeting is over",
    "Its time is over. If it still takes place, this page lets you in by itself.",
    True,
)

UNAVAILABLE = ("Just a moment", "The room cannot be looked up right now. This page tries again by itself.")


def page(state: RoomState | MeetingState, host: str, when: str = "") -> tuple[str, str, bool]:
    """The page's title, its text, and whether it looks again by itself; `host` may have no name.

    `when`: for which time a meeting is planned that was not started yet; empty where none is to come.
    """
    title, text, refreshes = _page(state, is_to_come=bool(when))
    sentence = text.format(host=strip_bidi_controls(host) or "the host", when=when)
    return title, sentence[0].upper() + sentence[1:] if not host else sentence, refreshes


def _page(state: RoomState | MeetingState, *, is_to_come: bool) -> tuple[str, str, bool]:
    if state is MeetingState.NOT_STARTED and not is_to_come:
        return _TIME_IS_OVER
    return _MEETING_PAGES[state] if isinstance(state, MeetingState) else _ROOM_PAGES[state]
