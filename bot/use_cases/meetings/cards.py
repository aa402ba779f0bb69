"""Posts cards of open sessions, and marks those whose session is over. No transaction is open during a call to Slack."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.policy.ids import SessionId, TeamId
from bot.policy.invitations.cards import Card, OpenMeeting
from bot.policy.people.caller import Caller
from bot.policy.rooms.rooms import Session, session_ends_at
from bot.policy.values.results import Denied
from bot.use_cases.context import Context
from bot.use_cases.invitations.channel_posts import NOT_IN_CHANNEL
from bot.use_cases.meetings.starts import open_meeting
from bot.use_cases.ports import Message, Messenger, NotPostedError, SlackUnavailableError
from storage.invitations import cards as card_store

BATCH = 50
MOST_FAILURES = 3
GIVE_UP_AFTER = timedelta(days=1)
"""After this time a card that cannot be marked stays as it is; its link has long been dead."""
RenderOpenCard = Callable[[OpenMeeting, str, str], Message]
"""Renders the card of an open session, given its join address and the id of Slack's call, which may be empty."""
RenderOverCard = Callable[[Card], Message]
"""Renders the card of a session that is over."""


@dataclass(frozen=True, slots=True)
class CardRenderers:
    """Renderers of cards, provided by the caller, since use cases do not know views."""

    open: RenderOpenCard
    over: RenderOverCard
    title: Callable[[OpenMeeting], str]
    address: Callable[[OpenMeeting], str]


@dataclass(frozen=True, slots=True)
class SharedCard:
    """The session has a card in the channel. `fresh` is false where it had one before."""

    session: Session
    fresh: bool


def share_session(
    context: Context, caller: Caller, renderers: CardRenderers, session: SessionId, channel: str
) -> SharedCard | Denied:
    """Post the card of one's own open session in a channel, once (MEET-1, UX-8).

    Raises NotPostedError and SlackUnavailableError; the card may then be tried again.
    """
    if not context.messenger.is_member(caller.team, channel, caller.user):
        return NOT_IN_CHANNEL
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
    """Mark cards whose session is over; return how many.

    A card that Slack does not take is tried again at the next call, for a day. Raises SlackUnavailableError after
    `MOST_FAILURES` failures.
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
        pass  # the message or its channel does not exist any more
