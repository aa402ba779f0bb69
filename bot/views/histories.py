"""The numbers somebody had before (PMI-14)."""

from collections.abc import Sequence

from bot.exchange import Block
from bot.policy.numbers import Ending, show
from bot.policy.rooms import Room
from bot.views.blocks import context, header, moment, section

WHY = {
    Ending.EDITED: "you chose another number",
    Ending.EXPIRED: "not used for 365 days",
    Ending.REPLACED: "replaced after a leak",
    Ending.MEETING_ENDED: "the meeting ended",
}
DAY = "{date_short}"
LINES = 10
"""Lines a paragraph: well under Slack's 3,000 characters."""


def history(now: Room, earlier: Sequence[Room]) -> list[Block]:
    """The present number, then the earlier ones, the latest first."""
    lines = [f"*{show(now.number)}* since {moment(now.assigned_at, DAY)}: yours now", *map(_line, earlier)]
    return [
        header("Your numbers"),
        *(section("\n".join(lines[first : first + LINES])) for first in range(0, len(lines), LINES)),
        context("A number that ended stays reserved for 365 days, so that nobody else gets your old invitations."),
    ]


def _line(room: Room) -> str:
    why = WHY[room.ended_by] if room.ended_by else ""
    until = moment(room.ended_at, DAY) if room.ended_at else ""
    return f"{show(room.number)} from {moment(room.assigned_at, DAY)} until {until}: {why}"
