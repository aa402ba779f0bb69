"""Posts of requests in the approvals channel: sent through the queue, updated after changes (APP-2, APP-5, APP-7)."""

from collections.abc import Callable
from datetime import datetime

from bot.policy.approvals.requests import ApprovalRequest, RequestPost, RequestState
from bot.policy.deliveries.deliveries import ChannelTarget, Delivery, DeliveryState
from bot.policy.ids import AccountId, PersonId, RequestId, TeamId
from bot.policy.values.reasons import reason
from bot.policy.values.results import Denied
from bot.use_cases.context import Context
from bot.use_cases.deliveries.outbox import MessageKind, new_message
from bot.use_cases.ports import Message, NotPostedError, SlackUnavailableError
from storage import Connection, Database
from storage.approvals import requests as request_store
from storage.deliveries import outbox as outbox_store

BATCH = 50
RenderRequest = Callable[[ApprovalRequest], Message]
"""Renders a request; provided by the caller, since use cases do not know views."""


def enqueue_post(tx: Connection, request: ApprovalRequest, channel: str, now: datetime) -> None:
    """Enqueue a post of the request in this channel."""
    attempt = request_store.next_post_attempt(tx, request.id)
    key = f"request {request.id} post {attempt}"
    enqueue_about(tx, request, MessageKind.REQUEST_POST, ChannelTarget(channel), key, now)


def enqueue_about(
    tx: Connection, request: ApprovalRequest, kind: MessageKind, to: PersonId | ChannelTarget, key: str, now: datetime
) -> bool:
    """Enqueue a message about a pending request; its deadline is the expiry of the request."""
    message = new_message(kind, request.account.id, to, key, {"request": request.id}, now, request.expires_at)
    return outbox_store.enqueue(tx, message, now)


def on_post_finished(tx: Connection, delivery: Delivery, now: datetime) -> None:
    """Hook of `REQUEST_POST`: store where the request was posted, or why it could not be.

    If it could not, the requester gets a message with the fix; the request waits in the console meanwhile (APP-7).
    """
    request = request_store.get(tx, RequestId(int(delivery.subject["request"])))
    if delivery.state is DeliveryState.SENT:
        request_store.set_post(tx, request.id, RequestPost(delivery.channel, delivery.ts))
        return
    request_store.set_post(tx, request.id, RequestPost(error=delivery.reason or delivery.state))
    if request.state is RequestState.PENDING:
        key = f"{delivery.dedup_key}: not posted"
        enqueue_about(tx, request, MessageKind.REQUEST_UNPOSTED, request.proposal.person, key, now)


def post_again(
    db: Database, account: AccountId, team: TeamId, request_id: RequestId, now: datetime
) -> ApprovalRequest | Denied:
    """Post a pending request again, after its channel was fixed."""
    with db.write(team) as tx:
        request = request_store.find(tx, account, request_id)
        if request is None or request.state is not RequestState.PENDING:
            return Denied(reason("approvals.request_closed"))
        if not request.account.approvals_channel:
            return Denied(reason("approvals.no_channel"))
        if request.post.error:
            enqueue_post(tx, request, request.account.approvals_channel, now)
        return request_store.get(tx, request_id)


def show_in_new_channel(tx: Connection, requests: list[ApprovalRequest], channel: str, now: datetime) -> None:
    """Post those pending requests in a newly chosen channel that could not be posted in the old one."""
    for request in requests:
        if request.post.error:
            enqueue_post(tx, request, channel, now)


def refresh_posts(context: Context, render: RenderRequest, most: int = BATCH) -> int:
    """Update outdated posts, without buttons once the request is closed; return how many."""
    with context.db.read() as tx:
        outdated = request_store.with_outdated_post(tx, most)
    return sum(_refresh(context, render, request) for request in outdated)


def _refresh(context: Context, render: RenderRequest, request: ApprovalRequest) -> bool:
    try:
        context.messenger.change(request.account.team, request.post.channel, request.post.ts, render(request))
    except NotPostedError:
        pass  # the message or its channel does not exist any more
    except SlackUnavailableError:
        return False  # the next tick tries again
    with context.db.write(request.account.team) as tx:
        request_store.mark_shown(tx, request.id, request.version)
    return True
