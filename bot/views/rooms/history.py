"""The numbers that somebody had before (PMI-14)."""

from collections.abc import Mapping, Sequence

from bot.i18n.messages import Message, say
from bot.i18n.messages import gettext as _
from bot.i18n.messages import gettext_noop as N_
from bot.policy.rooms.numbers import EndReason, format_number
from bot.policy.rooms.rooms import Room
from bot.protocol import Block
from bot.views.components.blocks import context, header, paragraphs
from bot.views.components.text import slack_date

END_REASONS: Mapping[EndReason | None, Message] = {
    EndReason.EDITED: N_("{number} from {since} until {until}: you chose another number"),
    EndReason.EXPIRED: N_("{number} from {since} until {until}: not used for 365 days"),
    EndReason.REPLACED: N_("{number} from {since} until {until}: replaced after a leak"),
    EndReason.MEETING_ENDED: N_("{number} from {since} until {until}: the meeting ended"),
    EndReason.ERASED: N_("{number} from {since} until {until}: erased"),
    None: N_("{number} from {since} until {until}"),
}
"""The line of a number that ended, by why it did."""
DATE_FORMAT = "{date_short}"


def history(now: Room, earlier: Sequence[Room]) -> list[Block]:
    """The present number, then the earlier ones, the latest first."""
    since = slack_date(now.assigned_at, DATE_FORMAT)
    current = _("*{number}* since {date}: yours now", number=format_number(now.number), date=since)
    return [
        header(_("Your numbers")),
        *paragraphs([current, *(earlier_number(room, END_REASONS) for room in earlier)]),
        context(_("A number that ended stays reserved for 365 days, so that nobody else gets your old invitations.")),
    ]


def earlier_number(room: Room, end_reasons: Mapping[EndReason | None, Message]) -> str:
    """A number that ended: from when until when, and why."""
    since, until = (slack_date(at, DATE_FORMAT) if at else "…" for at in (room.assigned_at, room.ended_at))
    return say(end_reasons[room.ended_by], number=format_number(room.number), since=since, until=until)
