"""Posts cards of open sessions, and marks those whose session is over. No transaction is open during a call to Slack."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.policy.clock import Instant
from bot.policy.deliveries.deliveries import Delivery, DeliveryState
from bot.policy.ids import CardId, SessionId
from bot.policy.invitations.cards import Card, OpenMeeting
from bot.policy.people.caller import Caller
from bot.policy.rooms.rooms import session_ends_at
from bot.policy.values.results import Denied
from bot.use_cases.context import Context
from bot.use_cases.deliveries.outbox import MessageKind
from bot.use_cases.invitations import post_outcomes, requested_posts
from bot.use_cases.invitations.requested_posts import GIVEN_UP, PostRequest, PostTarget, RequestedPost
from bot.use_cases.meetings.starts import open_meeting
from bot.use_cases.ports import Message, Messenger, NotPostedError, SlackUnavailableError
from storage import Connection
from storage.invitations import cards as card_store
from storage.rooms import rooms as room_store

BATCH = 50
MAX_FAILURES = 3
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


def share_session(context: Context, caller: Caller, session: SessionId, target: PostTarget) -> RequestedPost | Denied:
    """Enqueue the card of one's own open session for a channel, once (MEET-1, UX-8)."""
    if isinstance(chosen := requested_posts.require_channel(target), Denied):
        return chosen
    with context.db.write(caller.team) as tx:
        meeting = open_meeting(tx, caller, session)
        if isinstance(meeting, Denied):
            return meeting
        account = room_store.known_profile(tx, caller.team, caller.user).account.id
        kind, subject = MessageKind.SESSION_CARD, {"session": session}
        return requested_posts.enqueue_reserved(
            tx,
            PostRequest(kind, account, meeting.host.id, target, subject, caller.instant),
            card_store.find(tx, session, target.channel),
            release=card_store.release,
            reserve=lambda: card_store.reserve(tx, account, session, target.channel, caller.now),
        )


def card_content(context: Context, renderers: CardRenderers, delivery: Delivery, now: datetime) -> Message | Denied:
    """The card of a session that is still open at the moment of sending, or why it is not posted.

    Slack's call is opened before, and kept for another try. Raises NotPostedError, SlackUnavailableError.
    """
    if isinstance(allowed := requested_posts.require_member(context, delivery), Denied):
        return allowed
    card = _reservation_of(delivery)
    with context.db.read() as tx:
        if not card_store.is_reserved(tx, card):
            return GIVEN_UP
        host = requested_posts.requested_by(tx, delivery)
        session = SessionId(int(delivery.subject["session"]))
        meeting = open_meeting(tx, Caller.on_own(delivery.team, host.user, Instant(now)), session)
        call = card_store.call_of(tx, card)
    if isinstance(meeting, Denied):
        return meeting
    address = renderers.address(meeting)
    if not call:
        call = context.messenger.open_call(
            delivery.team,
            key=f"session-{session}-{delivery.recipient.channel}",
            url=address,
            title=renderers.title(meeting),
            host=host.user,
        )
        with context.db.write(delivery.team) as tx:
            card_store.set_call(tx, card, call)
    return renderers.open(meeting, address, call)


def on_card_finished(tx: Connection, delivery: Delivery, now: datetime) -> None:
    """Hook of `SESSION_CARD`: store where it was posted, or let it be posted again."""
    if delivery.state is DeliveryState.SENT:
        card_store.mark_posted(tx, _reservation_of(delivery), delivery.ts)
        return
    card_store.release(tx, _reservation_of(delivery))
    post_outcomes.on_finished(tx, delivery, now)


def _reservation_of(delivery: Delivery) -> CardId:
    return CardId(int(delivery.subject["reservation"]))


def close_cards(context: Context, renderers: CardRenderers, instant: Instant) -> int:
    """Mark cards whose session is over; return how many.

    Where the instant is not believed, only those whose session somebody has ended (CLOCK-1). A card that Slack does not take is
    tried again at the next call, for a day. Raises SlackUnavailableError after `MAX_FAILURES` failures.
    """
    with context.db.read() as tx:
        over = card_store.with_ended_session(tx, instant.at if instant.believed else None, BATCH)
    closed = failed = 0
    for card in over:
        try:
            _mark_over(context.messenger, renderers, card)
        except SlackUnavailableError:
            ended_at = session_ends_at(card.session) if card.session else card.posted_at
            if not instant.believed or instant.at < ended_at + GIVE_UP_AFTER:
                failed += 1
                if failed == MAX_FAILURES:
                    raise
                continue
        with context.db.write(card.team) as tx:
            card_store.mark_closed(tx, card.id, instant.at)
        closed += 1
    return closed


def _mark_over(messenger: Messenger, renderers: CardRenderers, card: Card) -> None:
    try:
        messenger.change(card.team, card.channel, card.ts, renderers.over(card))
        if card.call:
            messenger.close_call(card.team, card.call)
    except NotPostedError:
        pass  # the message or its channel does not exist any more
