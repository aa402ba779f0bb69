"""Closes requests: state, audit and the message to the requester in one transaction (APP-3, APP-5, APP-6)."""

from datetime import datetime

from bot.policy.approvals import changes
from bot.policy.approvals.changes import Change, ChangeMembers, ChangeSetting
from bot.policy.approvals.requests import ApprovalRequest, RequestState
from bot.policy.approvals.validation import refusal
from bot.policy.audit.events import SYSTEM_ACTOR, AuditAction, AuditEvent, Cause
from bot.policy.people.people import Account
from bot.policy.settings.lock_resolution import SettingsTree
from bot.policy.values.reasons import Reason, reason, to_stored
from bot.policy.values.results import Denied
from bot.use_cases.deliveries.outbox import MessageKind, new_message
from storage import Connection
from storage.approvals import requests as request_store
from storage.audit import audit as audit_store
from storage.deliveries import outbox as outbox_store
from storage.settings import groups as group_store
from storage.settings import settings as setting_store

OUTDATED = reason("approvals.outdated")


def close_request(
    tx: Connection, request: ApprovalRequest, state: RequestState, cause: Cause, answer: str = ""
) -> ApprovalRequest:
    """Close a pending request. The requester gets a message, unless they withdrew it."""
    request_store.close(tx, request.id, state, cause.actor, answer, cause.at)
    event = request_event(
        AuditAction.DECIDED, request.proposal.change, before=RequestState.PENDING, after=state, typed=answer
    )
    audit_store.add(tx, request.account.id, event, Cause(cause.actor, cause.at, request.id, cause.note))
    if state is not RequestState.WITHDRAWN:
        key, subject = f"request {request.id} decided", {"request": request.id}
        account, person = request.account.id, request.proposal.person
        message = new_message(MessageKind.REQUEST_DECIDED, account, person, key, subject, cause.at)
        outbox_store.enqueue(tx, message, cause.at)
    return request_store.get(tx, request.id)


def request_event(what: AuditAction, change: Change, *, before: str, after: str, typed: str) -> AuditEvent:
    """The audit event of a request, with the group and setting of its change, if any."""
    group = getattr(change, "group", None)
    setting = change.setting if isinstance(change, ChangeSetting) else None
    return AuditEvent(what, group=group, setting=setting, before=before, after=after, personal_after=typed)


def supersede_stale(tx: Connection, account: Account, now: datetime) -> None:
    """After any change: close pending requests that cannot be approved any more, since their base has changed (APP-5)."""
    tree = setting_store.settings_tree(tx, account.id)
    for request in request_store.pending(tx, account.id):
        if obstacle := staleness_reason(tx, request, tree):
            supersede(tx, request, obstacle, now)


def supersede(tx: Connection, request: ApprovalRequest, obstacle: Reason, now: datetime) -> ApprovalRequest:
    """Close a request that cannot be approved any more; the reason is stored without a language."""
    return close_request(tx, request, RequestState.SUPERSEDED, Cause(SYSTEM_ACTOR, now), to_stored(obstacle))


def staleness_reason(tx: Connection, request: ApprovalRequest, tree: SettingsTree) -> Reason | None:
    """Why the request cannot be approved any more; none where it can."""
    change = request.proposal.change
    if isinstance(denied := refusal(change, tree), Denied):
        return denied.reason
    if changes.precondition(change, tree) != request.proposal.precondition:
        return OUTDATED
    if isinstance(change, ChangeMembers):
        members = group_store.members_among(tx, change.group, change.add | change.remove)
        return OUTDATED if changes.normalised(change, members) != change else None
    return None
