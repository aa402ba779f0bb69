"""Posts that somebody asks for: rows of the delivery queue, and what becomes of them for whoever waits (UX-8, UX-9)."""

import re
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.policy.deliveries.deliveries import ChannelTarget, Delivery, DeliveryState, MessageSubject
from bot.policy.ids import AccountId, DeliveryId, PersonId
from bot.policy.people.caller import Caller
from bot.policy.people.people import Person
from bot.policy.values.results import Allowed, Denied
from bot.use_cases.context import Context
from bot.use_cases.deliveries.outbox import MessageKind, new_message
from storage import Connection, Database
from storage.deliveries import outbox as outbox_store
from storage.deliveries import queue as queue_store
from storage.invitations.reservations import ABANDONED_AFTER, Reservation
from storage.people import people as people_store

POST_KINDS = frozenset({MessageKind.ROOM_POST, MessageKind.MEETING_POST, MessageKind.SESSION_CARD})
NO_CHANNEL = Denied("Choose a channel.")
NOT_IN_CHANNEL = Denied("You are not a member of that channel, so I do not post there for you.")
GIVEN_UP = Denied("It is posted already, or was given up.")
NO_SUCH_POST = Denied("That is not a post of yours.")
KEY_BYTES = 4
MODAL_GRACE = timedelta(seconds=10)
"""How long the modal in which a post was asked for has to show that it failed, before a message says so."""
SHOWN_IN_MODAL = "its modal says so"
CHANNEL_ID = re.compile(r"[A-Z0-9]{1,32}")


@dataclass(frozen=True, slots=True)
class PostTarget:
    """A channel, as somebody chose it.

    `with_passcode`: the host chose to include passcode and one-click link in this post (PASS-3). `view` is the modal in
    which they did, which shows what becomes of the post; empty where there is none.
    """

    channel: str
    with_passcode: bool = False
    view: str = ""


@dataclass(frozen=True, slots=True)
class RequestedPost:
    """A post that is under way, or `is_posted`. `fresh` is false where it was asked for before.

    `delivery` is its message in the queue, None where another modal shows what becomes of it.
    """

    fresh: bool = True
    is_posted: bool = False
    delivery: DeliveryId | None = field(default=None, compare=False)


def require_channel(target: PostTarget) -> Allowed | Denied:
    """Whether a channel was chosen at all; what Slack knows of it is asked at the moment of sending."""
    return Allowed() if CHANNEL_ID.fullmatch(target.channel) else NO_CHANNEL


def enqueue(
    tx: Connection,
    kind: MessageKind,
    account: AccountId,
    by: PersonId,
    target: PostTarget,
    subject: MessageSubject,
    key: str,
    now: datetime,
) -> RequestedPost:
    """Enqueue a post for one person, once under this key. `subject` is what it is about."""
    how: MessageSubject = {"by": by, "with_passcode": int(target.with_passcode), "view": target.view}
    to = ChannelTarget(target.channel)
    fresh = outbox_store.enqueue(tx, new_message(kind, account, to, key, {**subject, **how}, now), now)
    queued = outbox_store.find(tx, account, key)
    return RequestedPost(fresh=fresh, delivery=None if queued is None else queued.id)


def reservation_key(kind: MessageKind, reservation: int) -> str:
    """The dedup key of a post that is reserved: never the same again, since a database may give an id of a deleted row anew.

    The reservation, not the key, is what is there once.
    """
    return f"{kind} {reservation}, {secrets.token_hex(KEY_BYTES)}"


def is_abandoned(
    tx: Connection, account: AccountId, kind: MessageKind, channel: str, reservation: Reservation[int], now: datetime
) -> bool:
    """Whether nobody posts what is reserved: it is not in the queue, and too old to be posted by a version without one."""
    if reservation.is_posted or now - reservation.reserved_at < ABANDONED_AFTER:
        return False
    queued = outbox_store.unfinished_in_channel(tx, account, kind, channel)
    return all(each.subject["reservation"] != reservation.id for each in queued)


def requested_by(tx: Connection, delivery: Delivery) -> Person:
    """Who asked for the post."""
    return people_store.get(tx, PersonId(int(delivery.subject["by"])))


def read_requester(db: Database, delivery: Delivery) -> Person:
    """Who asked for the post, in a read of its own."""
    with db.read() as tx:
        return requested_by(tx, delivery)


def require_member(context: Context, delivery: Delivery) -> Allowed | Denied:
    """Ask Slack whether the person is a member of the channel, at the moment of sending (UX-8).

    Raises NotPostedError and SlackUnavailableError.
    """
    user = read_requester(context.db, delivery).user
    is_member = context.messenger.is_member(delivery.team, delivery.recipient.channel, user)
    return Allowed() if is_member else NOT_IN_CHANNEL


def on_finished(tx: Connection, delivery: Delivery, now: datetime) -> None:
    """Hook: enqueue the message that the post failed, due once its modal would show it (see `on_failure_shown`)."""
    if delivery.state is DeliveryState.SENT:
        return
    due = now + MODAL_GRACE if delivery.subject["view"] else now
    to, key = PersonId(int(delivery.subject["by"])), _failure_key(delivery)
    message = new_message(MessageKind.POST_FAILED, delivery.account, to, key, {"delivery": delivery.id}, due)
    outbox_store.enqueue(tx, message, now)


def on_failure_shown(db: Database, delivery: Delivery) -> None:
    """Drop the message that the post failed: its person has read so in the modal."""
    with db.write(delivery.team) as tx:
        outbox_store.drop_pending(tx, delivery.account, _failure_key(delivery), SHOWN_IN_MODAL)


def _failure_key(delivery: Delivery) -> str:
    return f"{delivery.dedup_key}: not posted"


def finished_post(db: Database, requested: RequestedPost) -> Delivery | None:
    """The post, once it has reached its end; None until then, and where another modal shows it."""
    if requested.delivery is None:
        return None
    with db.read() as tx:
        delivery = queue_store.get(tx, requested.delivery)
    return delivery if delivery is not None and delivery.finished_at is not None else None


def failed_post(db: Database, subject: MessageSubject) -> Delivery | Denied:
    """The post of which a message says that it failed; a refusal where it did not, in the end."""
    with db.read() as tx:
        delivery = queue_store.get(tx, DeliveryId(int(subject["delivery"])))
    if delivery is None or delivery.finished_at is None or delivery.state is DeliveryState.SENT:
        return GIVEN_UP
    return delivery


def find_own_post(context: Context, caller: Caller, delivery_id: DeliveryId) -> Delivery | Denied:
    """A post that this user asked for, whatever became of it."""
    with context.db.read() as tx:
        person, delivery = people_store.find(tx, caller.team, caller.user), queue_store.get(tx, delivery_id)
    if person is None or delivery is None or delivery.kind not in POST_KINDS or delivery.subject["by"] != person.id:
        return NO_SUCH_POST
    return delivery
