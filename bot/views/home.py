"""The App Home: the views of others, put together."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from math import ceil

from bot.exchange import Block, View
from bot.policy.rooms import VALID_FOR, Room, Visit, is_expired, room_valid_until
from bot.policy.terms import Terms
from bot.views import rooms
from bot.views.blocks import context, divider, moment, section

BAR = 20  # signs


def home(
    terms: Terms, visit: Visit, now: datetime, for_admins: Sequence[Block] = (), meetings: Sequence[Block] = ()
) -> View:
    """A person's App Home: profile with its validity, next meetings, what admins have to look at, help."""
    return _home(
        [
            *rooms.profile(terms, visit, passcode_shown=False, below=[_validity(visit.room, now)]),
            divider(),
            *meetings,
            *for_admins,
            *_help(terms),
        ]
    )


def closed_home(terms: Terms, reason: str, for_admins: Sequence[Block] = ()) -> View:
    """The App Home of somebody who has no room, with the reason."""
    return _home([section(f":wave: {reason}"), *for_admins, *_help(terms)])


def _home(blocks: Sequence[Block]) -> View:
    return {"type": "home", "blocks": list(blocks)}


def _validity(room: Room, now: datetime) -> Block:
    """How much of the 365 days is left, as a bar and in days."""
    until = moment(room_valid_until(room), "{date_pretty}")
    if is_expired(room, now):
        return section(f"*Validity*\n{'▱' * BAR} expired {until}")
    left = room_valid_until(room) - now
    full = max(0, min(BAR, round(BAR * (left / VALID_FOR))))
    whole = ceil(left / timedelta(days=1))
    days = "1 day" if whole == 1 else f"{whole} days"
    return section(f"*Validity*\n{'▰' * full}{'▱' * (BAR - full)} {days} left, until {until}")


def _help(terms: Terms) -> list[Block]:
    support = f" Questions? {terms.support_contact}" if terms.support_contact else ""
    return [context(f"Type `/pmi help` anywhere to see what I can do.{support}")]
