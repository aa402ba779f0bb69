"""Decides on a request: checked again at the click, under the account's lock, and only once (APP-3 to APP-5)."""

from dataclasses import dataclass, replace

from bot.policy.approvals import permissions, requests
from bot.policy.approvals.impact import Impact
from bot.policy.approvals.requests import MAX_REASON_LENGTH, ApprovalRequest, RequestState
from bot.policy.audit.events import SYSTEM_ACTOR, Cause
from bot.policy.clock import CLOCK_DOUBTED
from bot.policy.ids import RequestId, TeamId
from bot.policy.people.caller import Caller
from bot.policy.people.people import NO_ACCOUNT
from bot.policy.values.reasons import Reason, reason
from bot.policy.values.results import Denied
from bot.use_cases.approvals import application, closing
from bot.use_cases.approvals.assessment import AssessedChange, assess_change
from bot.use_cases.context import Context
from bot.use_cases.people import approvers
from storage import Connection
from storage.approvals import requests as request_store
from storage.people import people as people_store

NO_SUCH_REQUEST = Denied(reason("approvals.no_such_request"))


@dataclass(frozen=True, slots=True)
class Approve:
    """Approve, having seen this impact."""

    seen_impact: Impact


@dataclass(frozen=True, slots=True)
class Reject:
    """Reject, with a reason."""

    reason: str


Decision = Approve | Reject


@dataclass(frozen=True, slots=True)
class Decided:
    """This call decided the request."""

    request: ApprovalRequest


@dataclass(frozen=True, slots=True)
class AlreadyClosed:
    """Nothing was done: the request was closed, or cannot be approved any more. It says how, by whom and when."""

    request: ApprovalRequest


@dataclass(frozen=True, slots=True)
class ImpactChanged:
    """Nothing was done: the impact has changed. The request has the new counts, to be confirmed."""

    request: ApprovalRequest


def decide_request(
    context: Context, caller: Caller, request_id: RequestId, decision: Decision
) -> Decided | AlreadyClosed | ImpactChanged | Denied:
    """Approve or reject. Raises SlackUnavailableError: Slack confirms the requester's role before the transaction."""
    with context.db.read() as tx:
        found = find_request(tx, caller.team, request_id)
    if isinstance(found, Denied):
        return found
    requester = caller.actor
    if isinstance(decision, Approve) and found.state is RequestState.PENDING:
        requester = approvers.ask_role(context.directory, caller.team, found.proposal.asked_by, caller.now)
    with context.db.write(caller.team) as tx:
        request = request_store.get(tx, request_id)
        if isinstance(denied := permissions.may_decide(caller.actor, request, caller.now), Denied):
            return denied
        if obstacle := _why_not_open(tx, request, caller):
            return obstacle
        if isinstance(decision, Approve):
            return _approve(tx, caller, replace(caller, actor=requester), request, decision.seen_impact)
        answer, cause = decision.reason.strip()[:MAX_REASON_LENGTH], Cause(caller.user, caller.now)
        return Decided(closing.close_request(tx, request, RequestState.REJECTED, cause, answer))


def withdraw_request(context: Context, caller: Caller, request_id: RequestId) -> Decided | AlreadyClosed | Denied:
    """**“Withdraw”** a request, by its requester only."""
    with context.db.write(caller.team) as tx:
        request = find_request(tx, caller.team, request_id)
        if isinstance(request, Denied):
            return request
        if isinstance(denied := permissions.may_withdraw(caller.actor, request), Denied):
            return denied
        return _why_not_open(tx, request, caller) or Decided(
            closing.close_request(tx, request, RequestState.WITHDRAWN, Cause(caller.user, caller.now))
        )


def find_request(tx: Connection, team: TeamId, request_id: RequestId) -> ApprovalRequest | Denied:
    """The request with this id, if it belongs to this workspace."""
    account = people_store.find_account(tx, team)
    if account is None:
        return NO_ACCOUNT
    return request_store.find(tx, account.id, request_id) or NO_SUCH_REQUEST


def _why_not_open(tx: Connection, request: ApprovalRequest, caller: Caller) -> AlreadyClosed | Denied | None:
    """How the request was closed, or is by this; nothing while it is open. What is over only by a doubted clock is refused (CLOCK-1)."""
    if request.state is not RequestState.PENDING:
        return AlreadyClosed(request)
    if not requests.has_expired(request, caller.now):
        return None
    if not caller.clock_believed:
        return CLOCK_DOUBTED
    return AlreadyClosed(closing.close_request(tx, request, RequestState.EXPIRED, Cause(SYSTEM_ACTOR, caller.now)))


def _approve(
    tx: Connection, caller: Caller, requester: Caller, request: ApprovalRequest, seen_impact: Impact
) -> Decided | AlreadyClosed | ImpactChanged:
    assessed = _reassess(tx, requester, request)
    if isinstance(assessed, Reason):
        return AlreadyClosed(closing.supersede(tx, request, assessed, caller.now))
    if assessed.impact != request.impact:
        request_store.set_impact(tx, request.id, assessed.impact)
    if assessed.impact != seen_impact:
        return ImpactChanged(request_store.get(tx, request.id))
    cause = Cause(caller.user, caller.now, request.id)
    closed = closing.close_request(tx, request, RequestState.APPROVED, cause)
    application.apply_change(tx, assessed, cause)
    return Decided(closed)


def _reassess(tx: Connection, requester: Caller, request: ApprovalRequest) -> AssessedChange | Reason:
    """The change as of now, or why it cannot be approved any more: its base, its requester's rights, a lock above."""
    assessed = assess_change(tx, requester, request.proposal.change)
    if isinstance(assessed, Denied):
        return assessed.reason
    return closing.staleness_reason(tx, request, assessed.tree) or assessed
