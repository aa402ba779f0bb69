"""How requests end: state, audit and the message to whoever asked, in one transaction (APP-3, APP-5, APP-6)."""

from datetime import datetime, timedelta

from bot.policy.approvals import changes
from bot.policy.approvals.changes import Change, ChangeMembers, ChangeSetting
from bot.policy.approvals.requests import ApprovalRequest, RequestState
from bot.policy.approvals.validation import refusal
from bot.policy.audit.events import SYSTEM_ACTOR, AuditAction, AuditEvent, Cause
from bot.policy.deliveries.deliveries import OutboxMessage, Urgency
from bot.policy.ids import PersonId
from bot.policy.people.people import Account
from bot.policy.settings.lock_resolution import SettingsTree
from bot.policy.values.results import Denied
from bot.use_cases.deliveries import queue
from storage import Connection
from storage.approvals import requests as request_store
from storage.audit import audit as audit_store
from storage.settings import groups as group_store
from storage.settings import settings as setting_store

DECIDED = "request_decided"
MESSAGE_TTL = timedelta(days=7)
STALE = "What it was about has changed meanwhile."


def close_request(
    tx: Connection, request: ApprovalRequest, state: RequestState, cause: Cause, answer: str = ""
) -> ApprovalRequest:
    """End the life of a pending request. Whoever asked is told, unless they ended it themselves."""
    request_store.close(tx, request.id, state, cause.actor, answer, cause.at)
    event = request_event(
        AuditAction.DECIDED, request.proposal.change, before=RequestState.PENDING, after=state, typed=answer
    )
    audit_store.add(tx, request.account.id, event, Cause(cause.actor, cause.at, request.id, cause.note))
    if state is not RequestState.WITHDRAWN:
        message = OutboxMessage(
            account=request.account.id,
            dedup_key=f"request {request.id} decided",
            kind=DECIDED,
            urgency=Urgency.APPROVAL,
            to=request.proposal.person,
            due=cause.at,
            deadline=cause.at + MESSAGE_TTL,
            subject={"request": request.id},
        )
        queue.enqueue(tx, message, cause.at)
    return request_store.get(tx, request.id)


def request_event(what: AuditAction, change: Change, *, before: str, after: str, typed: str) -> AuditEvent:
    """An event of a request: which group and setting it is about, as far as it is about any."""
    group = getattr(change, "group", None)
    setting = change.setting if isinstance(change, ChangeSetting) else None
    return AuditEvent(what, group=group, setting=setting, before=before, after=after, personal_after=typed)


def supersede_stale(tx: Connection, account: Account, now: datetime) -> None:
    """After any change: requests that nobody could approve any more, because what they are about has moved (APP-5)."""
    tree = setting_store.settings_tree(tx, account.id)
    for request in request_store.pending(tx, account.id):
        if reason := staleness_reason(tx, request, tree):
            close_request(tx, request, RequestState.SUPERSEDED, Cause(SYSTEM_ACTOR, now), reason)


def staleness_reason(tx: Connection, request: ApprovalRequest, tree: SettingsTree) -> str:
    """Why it cannot be approved as things are now; empty where it can."""
    change = request.proposal.change
    if isinstance(denied := refusal(change, tree), Denied):
        return denied.reason
    if changes.precondition(change, tree) != request.proposal.precondition:
        return STALE
    if isinstance(change, ChangeMembers) and changes.normalised(change, _current_members(tx, change)) != change:
        return STALE
    return ""


def _current_members(tx: Connection, change: ChangeMembers) -> frozenset[PersonId]:
    return group_store.members_among(tx, change.group, change.add | change.remove)
