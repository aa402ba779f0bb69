"""What the join gateway's pages say in each state of a room (GATE-3): a title, what to do, whether to look again by itself."""

from bot.policy.rooms import RoomState

_PAGES: dict[RoomState, tuple[str, str, bool]] = {
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
        "The organisation has switched off personal meeting rooms for {host}. Ask {host} for another invitation.",
        False,
    ),
    RoomState.CLOSED: (
        "This room is closed",
        "Its host no longer has a meeting room here. Ask the people you wanted to meet for another invitation.",
        False,
    ),
}

TROUBLE = ("Just a moment", "The room cannot be looked up right now. This page tries again by itself.")


def page(state: RoomState, host: str) -> tuple[str, str, bool]:
    """The page's title, its text, and whether it looks again by itself; `host` may have no name."""
    title, text, waits = _PAGES[state]
    if host:
        return title, text.format(host=host), waits
    nameless = text.format(host="the host")
    return title, nameless[0].upper() + nameless[1:], waits
