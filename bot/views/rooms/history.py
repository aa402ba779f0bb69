"""The numbers that somebody had before (PMI-14)."""

from collections.abc import Mapping, Sequence

from bot.policy.rooms.numbers import EndReason, format_number
from bot.policy.rooms.rooms import Room
from bot.protocol import Block
from bot.views.components.blocks import context, header, paragraphs
from bot.views.components.text import slack_date

END_REASONS = {
    EndReason.EDITED: "you chose another number",
    EndReason.EXPIRED: "not used for 365 days",
    EndReason.REPLACED: "replaced after a leak",
    EndReason.MEETING_ENDED: "the meeting ended",
    EndReason.ERASED: "erased",
}
DATE_FORMAT = "{date_short}"


def history(now: Room, earlier: Sequence[Room]) -> list[Block]:
    """The present number, then the earlier ones, the latest first."""
    current = f"*{format_number(now.number)}* since {slack_date(now.assigned_at, DATE_FORMAT)}: yours now"
    return [
        header("Your numbers"),
        *paragraphs([current, *(earlier_number(room, END_REASONS) for room in earlier)]),
        context("A number that ended stays reserved for 365 days, so that nobody else gets your old invitations."),
    ]


def earlier_number(room: Room, end_reasons: Mapping[EndReason, str]) -> str:
    """A number that ended: from when until when, and why."""
    why = end_reasons[room.ended_by] if room.ended_by else ""
    until = slack_date(room.ended_at, DATE_FORMAT) if room.ended_at else ""
    return f"{format_number(room.number)} from {slack_date(room.assigned_at, DATE_FORMAT)} until {until}: {why}"
