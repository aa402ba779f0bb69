"""Requests expire after seven days, with one nudge after a day, and reminders on demand (APP-5)."""

from datetime import datetime

from bot.policy.approvals import permissions, requests
from bot.policy.approvals.requests import NUDGE_AFTER, ApprovalRequest, RequestState
from bot.policy.audit.events import SYSTEM_ACTOR, Cause
from bot.policy.clock import CLOCK_DOUBTED
from bot.policy.deliveries.deliveries import ChannelTarget
from bot.policy.ids import RequestId
from bot.policy.people.caller import Caller
from bot.policy.values.reasons import reason
from bot.policy.values.results import Denied
from bot.use_cases.approvals import channel_posts, closing, decisions
from bot.use_cases.context import Context
from bot.use_cases.deliveries.outbox import MessageKind
from storage import Connection, Database
from storage.approvals import requests as request_store

BATCH = 50


def expire_requests(db: Database, now: datetime, most: int = BATCH) -> int:
    """Close expired requests; return how many."""
    with db.read() as tx:
        due = request_store.expired(tx, now, most)
    return sum(_expire(db, request, now) for request in due)


def _expire(db: Database, seen: ApprovalRequest, now: datetime) -> bool:
    with db.write(seen.account.team) as tx:
        request = request_store.get(tx, seen.id)
        if request.state is not RequestState.PENDING or not requests.has_expired(request, now):
            return False
        closing.close_request(tx, request, RequestState.EXPIRED, Cause(SYSTEM_ACTOR, now))
        return True


def nudge_approvers(db: Database, now: datetime, most: int = BATCH) -> int:
    """Enqueue the one nudge of each request that is a day old, in the thread of its post; return how many."""
    with db.read() as tx:
        waiting = request_store.unnudged(tx, now - NUDGE_AFTER, now, most)
    return sum(_nudge_request(db, request, now) for request in waiting)


def _nudge_request(db: Database, seen: ApprovalRequest, now: datetime) -> bool:
    with db.write(seen.account.team) as tx:
        request = request_store.get(tx, seen.id)
        if request.state is not RequestState.PENDING or request.nudged_at is not None:
            return False
        request_store.mark_nudged(tx, request.id, now)
        return _enqueue(tx, request, MessageKind.REQUEST_NUDGE, f"request {request.id} nudge", now)


def remind_approvers(context: Context, caller: Caller, request_id: RequestId) -> ApprovalRequest | Denied:
    """**“Remind approvers”**: enqueue a message that mentions them, in the thread of the request's post."""
    with context.db.write(caller.team) as tx:
        request = decisions.find_request(tx, caller.team, request_id)
        if isinstance(request, Denied):
            return request
        if isinstance(denied := permissions.may_remind(caller.actor, request, caller.now), Denied):
            return denied
        if not caller.clock_believed:  # nothing is sent meanwhile, and the next reminder counts from this one
            return CLOCK_DOUBTED
        if request.state is not RequestState.PENDING or requests.has_expired(request, caller.now):
            return Denied(reason("approvals.request_closed"))
        if not request.post.ts:
            return Denied(reason("approvals.not_in_channel_yet"))
        request_store.mark_reminded(tx, request.id, caller.now)
        key = f"request {request.id} reminder {caller.now.isoformat()}"
        _enqueue(tx, request, MessageKind.REQUEST_REMINDER, key, caller.now)
        return request_store.get(tx, request_id)


def _enqueue(tx: Connection, request: ApprovalRequest, kind: MessageKind, key: str, now: datetime) -> bool:
    thread = ChannelTarget(request.post.channel, request.post.ts)
    return channel_posts.enqueue_about(tx, request, kind, thread, key, now)
