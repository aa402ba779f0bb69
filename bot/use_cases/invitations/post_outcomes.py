"""What becomes of a post for whoever asked for it: their modal shows it, or a message says why there is none (UX-8)."""

from datetime import datetime, timedelta

from bot.policy.deliveries.deliveries import Delivery, DeliveryState, MessageSubject
from bot.policy.ids import DeliveryId, PersonId
from bot.policy.people.caller import Caller
from bot.policy.values.reasons import reason
from bot.policy.values.results import Denied
from bot.use_cases.context import Context
from bot.use_cases.deliveries.outbox import MessageKind, new_message
from bot.use_cases.deliveries.worker import Discard
from bot.use_cases.invitations.requested_posts import RequestedPost
from storage import Connection, Database
from storage.deliveries import outbox as outbox_store
from storage.deliveries import queue as queue_store
from storage.people import people as people_store

POST_KINDS = frozenset({MessageKind.ROOM_POST, MessageKind.MEETING_POST, MessageKind.SESSION_CARD})
NO_SUCH_POST = Denied(reason("invitations.not_your_post"))
MODAL_GRACE = timedelta(seconds=10)
"""How long the modal in which a post was asked for has to show that it failed, before a message says so."""
SHOWN_IN_MODAL = "its modal says so"


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


def failed_post(db: Database, subject: MessageSubject) -> Delivery | Discard:
    """The post of which a message says that it failed; `Discard` where it did not, in the end."""
    with db.read() as tx:
        delivery = queue_store.get(tx, DeliveryId(int(subject["delivery"])))
    if delivery is None or delivery.finished_at is None or delivery.state is DeliveryState.SENT:
        return Discard("it was posted in the end")
    return delivery


def find_own_post(context: Context, caller: Caller, delivery_id: DeliveryId) -> Delivery | Denied:
    """A post that this user asked for, whatever became of it."""
    with context.db.read() as tx:
        person, delivery = people_store.find(tx, caller.team, caller.user), queue_store.get(tx, delivery_id)
    if person is None or delivery is None or delivery.kind not in POST_KINDS or delivery.subject["by"] != person.id:
        return NO_SUCH_POST
    return delivery
