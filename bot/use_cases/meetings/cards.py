"""Showing an open room or meeting in a channel, and marking it as over there; Slack is called between transactions, never inside."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.policy.ids import SessionId, TeamId
from bot.policy.invitations.cards import Card, OpenMeeting
from bot.policy.people.caller import Caller
from bot.policy.rooms.rooms import OpenSession, session_ends_at
from bot.policy.values.results import Denied
from bot.use_cases.context import Context
from bot.use_cases.meetings.starts import open_meeting
from bot.use_cases.ports import Message, Messenger, NotPostedError, SlackUnavailableError
from storage.invitations import cards as card_store

BATCH = 50
MOST_FAILURES = 3
GIVE_UP_AFTER = timedelta(days=1)
"""A card that still cannot be marked then stays as it is: its link has been dead for long."""
RenderOpenCard = Callable[[OpenMeeting, str, str], Message]
"""Makes a card of an open session, with the address of its door and the id of Slack's call or an empty text."""
RenderOverCard = Callable[[Card], Message]
"""Makes a card of a session that is over."""


@dataclass(frozen=True, slots=True)
class CardRenderers:
    """How cards look: handed in, because looks are no business of a use case."""

    open: RenderOpenCard
    over: RenderOverCard
    title: Callable[[OpenMeeting], str]
    address: Callable[[OpenMeeting], str]


@dataclass(frozen=True, slots=True)
class SharedCard:
    """The session has its card in the channel. `fresh` is false where it had one before."""

    session: OpenSession
    fresh: bool


def share_session(
    context: Context, caller: Caller, renderers: CardRenderers, session: SessionId, channel: str
) -> SharedCard | Denied:
    """Post the card of one's open session in a channel, once (MEET-1, UX-8).

    Raises NotPostedError where the bot may not post there, SlackUnavailableError where Slack does not answer; the card
    may then be tried again.
    """
    if not context.messenger.is_member(caller.team, channel, caller.user):
        return Denied("You are not a member of that channel, so I do not post there for you.")
    with context.db.write(caller.team) as tx:
        meeting = open_meeting(tx, caller, session)
        if isinstance(meeting, Denied):
            return meeting
        card_store.drop_abandoned(tx, caller.now)
        card = card_store.reserve(tx, session, channel, caller.now)
    if card is None:
        return SharedCard(meeting.session, fresh=False)
    try:
        call, ts = _post(context.messenger, renderers, meeting, caller.team, channel)
    except (NotPostedError, SlackUnavailableError):
        with context.db.write(caller.team) as tx:
            card_store.drop(tx, card)
        raise
    with context.db.write(caller.team) as tx:
        card_store.mark_posted(tx, card, ts, call)
    return SharedCard(meeting.session, fresh=True)


def _post(
    messenger: Messenger, renderers: CardRenderers, meeting: OpenMeeting, team: TeamId, channel: str
) -> tuple[str, str]:
    address = renderers.address(meeting)
    call = messenger.open_call(
        team,
        key=f"session-{meeting.session.id}-{channel}",
        url=address,
        title=renderers.title(meeting),
        host=meeting.host.user,
    )
    return call, messenger.post(team, channel, renderers.open(meeting, address, call))


def close_cards(context: Context, renderers: CardRenderers, now: datetime) -> int:
    """Mark cards whose session is over; gives how many.

    What Slack cannot take now is tried at the next call, for a day. Raises SlackUnavailableError where it takes nothing.
    """
    with context.db.read() as tx:
        over = card_store.with_ended_session(tx, now, BATCH)
    closed = failed = 0
    for card in over:
        try:
            _mark_over(context.messenger, renderers, card)
        except SlackUnavailableError:
            if now < session_ends_at(card.session) + GIVE_UP_AFTER:
                failed += 1
                if failed == MOST_FAILURES:
                    raise
                continue
        with context.db.write(card.team) as tx:
            card_store.mark_closed(tx, card.id, now)
        closed += 1
    return closed


def _mark_over(messenger: Messenger, renderers: CardRenderers, card: Card) -> None:
    try:
        messenger.change(card.team, card.channel, card.ts, renderers.over(card))
        if card.call:
            messenger.close_call(card.team, card.call)
    except NotPostedError:
        pass  # the message or its channel is gone: there is nothing left to mark
