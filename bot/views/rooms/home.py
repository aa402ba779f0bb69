"""The App Home: profile, meetings and admin panel of a person, put together."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from math import ceil

from bot.i18n.messages import gettext as _
from bot.i18n.messages import ngettext
from bot.policy.options import Options
from bot.policy.rooms.rooms import VALID_FOR, ProfileSnapshot, Room, is_expired, room_valid_until
from bot.protocol import Block, View
from bot.views.components.blocks import context, divider, section
from bot.views.components.help import support_text
from bot.views.components.text import BAR_LENGTH, bar, fact, slack_date
from bot.views.rooms import profile as room_views


def home(
    options: Options,
    snapshot: ProfileSnapshot,
    now: datetime,
    admin_panel: Sequence[Block] = (),
    meetings: Sequence[Block] = (),
) -> View:
    """A person's App Home: profile with its validity, next meetings, panel for admins, help."""
    validity = _validity(snapshot.room, now)
    profile = room_views.profile(options, snapshot, passcode_shown=False, extra_blocks=[validity])
    return {"type": "home", "blocks": [*profile, divider(), *meetings, *admin_panel, _help(options)]}


def home_without_room(options: Options, reason: str, admin_panel: Sequence[Block] = ()) -> View:
    """The App Home of somebody who has no room, with the reason."""
    return {"type": "home", "blocks": [section(f":wave: {reason}"), *admin_panel, _help(options)]}


def _validity(room: Room, now: datetime) -> Block:
    """How much of the 365 days is left, as a bar and in days."""
    until = slack_date(room_valid_until(room), "{date_pretty}")
    if is_expired(room, now):
        expired = _("expired {date}", date=until)
        return section(fact(_("Validity"), f"{bar(0)} {expired}"))
    left = room_valid_until(room) - now
    filled = round(BAR_LENGTH * (left / VALID_FOR))
    days_left = ngettext(
        "{count} day left, until {date}", "{count} days left, until {date}", ceil(left / timedelta(days=1)), date=until
    )
    return section(fact(_("Validity"), f"{bar(filled)} {days_left}"))


def _help(options: Options) -> Block:
    return context(_("Type `/pmi help` anywhere to see what I can do.") + support_text(options))
