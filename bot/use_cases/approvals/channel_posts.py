"""The message in the approvals channel: posted through the queue, and always made to show what is (APP-2, APP-5, APP-7)."""

from collections.abc import Callable
from datetime import datetime

from bot.policy.approvals.requests import ApprovalRequest, RequestPost, RequestState
from bot.policy.deliveries.deliveries import ChannelTarget, Delivery, DeliveryState, OutboxMessage, Urgency
from bot.policy.ids import AccountId, RequestId, TeamId
from bot.policy.values.results import Denied
from bot.use_cases.context import Context
from bot.use_cases.deliveries import queue
from bot.use_cases.ports import Message, NotPostedError, SlackUnavailableError
from storage import Connection, Database
from storage.approvals import requests as request_store

REQUEST_POST = "request_post"
REQUEST_UNPOSTED = "request_unposted"
BATCH = 50
RenderRequest = Callable[[ApprovalRequest], Message]
"""Makes the message of a request as it stands; handed in, because looks are no business of a use case."""


def enqueue_post(tx: Connection, request: ApprovalRequest, channel: str, now: datetime) -> None:
    """The request is to be shown in this channel from now on. Its text is made when it is sent."""
    attempt = request_store.next_post_attempt(tx, request.id)
    message = OutboxMessage(
        account=request.account.id,
        dedup_key=f"request {request.id} post {attempt}",
        kind=REQUEST_POST,
        urgency=Urgency.APPROVAL,
        to=ChannelTarget(channel),
        due=now,
        deadline=request.expires_at,
        subject={"request": request.id},
    )
    queue.enqueue(tx, message, now)


def on_post_finished(tx: Connection, delivery: Delivery, now: datetime) -> None:
    """What came of posting it, in the transaction that completes the delivery: for the queue's message type `REQUEST_POST`.

    Whoever asked hears if it could not be posted, with the fix; the request waits in the console meanwhile (APP-7).
    """
    request = request_store.get(tx, RequestId(int(delivery.subject["request"])))
    if delivery.state is DeliveryState.SENT:
        request_store.set_post(tx, request.id, RequestPost(delivery.channel, delivery.ts))
        return
    request_store.set_post(tx, request.id, RequestPost(error=delivery.reason or delivery.state))
    if request.state is RequestState.PENDING:
        queue.enqueue(tx, _not_posted_message(request, delivery, now), now)


def _not_posted_message(request: ApprovalRequest, delivery: Delivery, now: datetime) -> OutboxMessage:
    return OutboxMessage(
        account=request.account.id,
        dedup_key=f"{delivery.dedup_key}: not posted",
        kind=REQUEST_UNPOSTED,
        urgency=Urgency.APPROVAL,
        to=request.proposal.person,
        due=now,
        deadline=request.expires_at,
        subject={"request": request.id},
    )


def post_again(
    db: Database, account: AccountId, team: TeamId, request_id: RequestId, now: datetime
) -> ApprovalRequest | Denied:
    """After the fix of a channel that could not be posted to: show a pending request that is shown nowhere."""
    with db.write(team) as tx:
        request = request_store.find(tx, account, request_id)
        if request is None or request.state is not RequestState.PENDING:
            return Denied("This request is not open any more.")
        if not request.account.approvals_channel:
            return Denied("There is no approvals channel yet.")
        if request.post.error:
            enqueue_post(tx, request, request.account.approvals_channel, now)
        return request_store.get(tx, request_id)


def show_in_new_channel(tx: Connection, requests: list[ApprovalRequest], channel: str, now: datetime) -> None:
    """After another channel was chosen: pending requests that could not be shown in the old one."""
    for request in requests:
        if request.post.error:
            enqueue_post(tx, request, channel, now)


def refresh_posts(context: Context, render: RenderRequest, most: int = BATCH) -> int:
    """Make posts show what is, without live buttons once it is decided; gives how many. After a decision, and by the clock."""
    with context.db.read() as tx:
        outdated = request_store.with_outdated_post(tx, most)
    return sum(_refresh(context, render, request) for request in outdated)


def _refresh(context: Context, render: RenderRequest, request: ApprovalRequest) -> bool:
    try:
        context.messenger.change(request.account.team, request.post.channel, request.post.ts, render(request))
    except NotPostedError:
        pass  # the message or its channel is gone: there is nothing left to keep true
    except SlackUnavailableError:
        return False  # the next tick tries again
    with context.db.write(request.account.team) as tx:
        request_store.mark_shown(tx, request.id, request.version)
    return True
