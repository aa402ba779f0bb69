"""Posts that somebody asks for, as rows of the delivery queue; what is asked when they are sent (UX-8, UX-9)."""

import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TypeVar

from bot.policy.clock import Instant
from bot.policy.deliveries.deliveries import ChannelTarget, Delivery, MessageSubject
from bot.policy.ids import AccountId, DeliveryId, PersonId
from bot.policy.people.people import Person
from bot.policy.values.reasons import reason
from bot.policy.values.results import Allowed, Denied
from bot.use_cases.context import Context
from bot.use_cases.deliveries.outbox import MessageKind, new_message
from storage import Connection, Database
from storage.deliveries import outbox as outbox_store
from storage.invitations.reservations import ABANDONED_AFTER, Reservation
from storage.people import people as people_store

NO_CHANNEL = Denied(reason("invitations.no_channel"))
NOT_IN_CHANNEL = Denied(reason("invitations.not_in_channel"))
GIVEN_UP = Denied(reason("invitations.post_given_up"))
KEY_BYTES = 4
CHANNEL_ID = re.compile(r"[A-Z0-9]{1,32}")
Reserved = TypeVar("Reserved", bound=int)
"""The id of a reservation."""


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


@dataclass(frozen=True, slots=True)
class PostRequest:
    """Who asks for which kind of message, where and when. `subject` is what it is about."""

    kind: MessageKind
    account: AccountId
    by: PersonId
    target: PostTarget
    subject: MessageSubject
    instant: Instant


def enqueue(tx: Connection, request: PostRequest, key: str) -> RequestedPost:
    """Enqueue a post, once under this key."""
    how: MessageSubject = {
        "by": request.by,
        "with_passcode": int(request.target.with_passcode),
        "view": request.target.view,
    }
    to, subject = ChannelTarget(request.target.channel), {**request.subject, **how}
    message = new_message(request.kind, request.account, to, key, subject, request.instant.at)
    fresh = outbox_store.enqueue(tx, message, request.instant.at)
    queued = outbox_store.find(tx, request.account, key)
    return RequestedPost(fresh=fresh, delivery=None if queued is None else queued.id)


def enqueue_reserved(
    tx: Connection,
    request: PostRequest,
    existing: Reservation[Reserved] | None,
    *,
    release: Callable[[Connection, Reserved], None],
    reserve: Callable[[], Reserved],
) -> RequestedPost:
    """Reserve a post and enqueue it, unless it is reserved or posted: `existing` is what the store knows of it."""
    if existing is not None:
        if not _is_abandoned(tx, request, existing):
            return RequestedPost(fresh=False, is_posted=existing.is_posted)
        release(tx, existing.id)
    reservation = reserve()
    # never the same key again, since a database may give an id of a deleted row anew: the reservation is what is there once
    key = f"{request.kind} {reservation}, {secrets.token_hex(KEY_BYTES)}"
    return enqueue(tx, replace(request, subject={**request.subject, "reservation": reservation}), key)


def _is_abandoned(tx: Connection, request: PostRequest, existing: Reservation[Reserved]) -> bool:
    """Whether nobody posts what is reserved: it is not in the queue, and too old to be posted by a version without one.

    By a clock that is not believed nothing is too old (CLOCK-1).
    """
    instant = request.instant
    if existing.is_posted or not instant.believed or instant.at - existing.reserved_at < ABANDONED_AFTER:
        return False
    queued = outbox_store.unfinished_in_channel(tx, request.account, request.kind, request.target.channel)
    return all(each.subject["reservation"] != existing.id for each in queued)


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
