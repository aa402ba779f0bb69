"""The numbers somebody had before (PMI-14)."""

from collections.abc import Sequence

from bot.policy.rooms.numbers import EndReason, format_number
from bot.policy.rooms.rooms import Room
from bot.protocol import Block
from bot.views.components.blocks import context, header, section, slack_date

END_REASONS = {
    EndReason.EDITED: "you chose another number",
    EndReason.EXPIRED: "not used for 365 days",
    EndReason.REPLACED: "replaced after a leak",
    EndReason.MEETING_ENDED: "the meeting ended",
}
DATE_FORMAT = "{date_short}"
LINES_PER_SECTION = 10
"""Lines a paragraph: well under Slack's 3,000 characters."""


def history(now: Room, earlier: Sequence[Room]) -> list[Block]:
    """The present number, then the earlier ones, the latest first."""
    lines = [
        f"*{format_number(now.number)}* since {slack_date(now.assigned_at, DATE_FORMAT)}: yours now",
        *map(_line, earlier),
    ]
    return [
        header("Your numbers"),
        *(
            section("\n".join(lines[first : first + LINES_PER_SECTION]))
            for first in range(0, len(lines), LINES_PER_SECTION)
        ),
        context("A number that ended stays reserved for 365 days, so that nobody else gets your old invitations."),
    ]


def _line(room: Room) -> str:
    why = END_REASONS[room.ended_by] if room.ended_by else ""
    until = slack_date(room.ended_at, DATE_FORMAT) if room.ended_at else ""
    return f"{format_number(room.number)} from {slack_date(room.assigned_at, DATE_FORMAT)} until {until}: {why}"
