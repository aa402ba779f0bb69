"""Makes changes, or requests for those that need approval (APP-1 to APP-4, APP-7)."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.policy.approvals import changes
from bot.policy.approvals.changes import Change, CreateGroup
from bot.policy.approvals.impact import Impact
from bot.policy.approvals.requests import MAX_REASON_LENGTH, ApprovalRequest, NewRequest, subject_of
from bot.policy.audit.events import SOLE_APPROVER, AuditAction, Cause
from bot.policy.people.caller import Caller
from bot.policy.people.people import Person
from bot.policy.values.results import Allowed, Denied
from bot.use_cases.approvals import application, channel_posts, closing
from bot.use_cases.approvals.assessment import AssessedChange, assess_change
from bot.use_cases.context import Context
from bot.use_cases.people import approvers, directory_sync
from storage import Connection
from storage.approvals import requests as request_store
from storage.audit import audit as audit_store
from storage.people import people as people_store


@dataclass(frozen=True, slots=True)
class Applied:
    """The change was made. `by_sole_approver`: it needed approval, and nobody else could give it (APP-4)."""

    impact: Impact
    by_sole_approver: bool = False


@dataclass(frozen=True, slots=True)
class Unchanged:
    """Everything is so already."""


@dataclass(frozen=True, slots=True)
class MustRequest:
    """Nothing was done: the change needs approval and has this impact. `pending`: an open request for it."""

    change: Change
    impact: Impact
    pending: ApprovalRequest | None


@dataclass(frozen=True, slots=True)
class Requested:
    """The request is stored. `fresh` is false where one for the same subject was pending: that one is given (APP-3)."""

    request: ApprovalRequest
    fresh: bool


@dataclass(frozen=True, slots=True)
class NoApprovalsChannel:
    """Nothing was done: there is no approvals channel (APP-7)."""


ChangeOutcome = Applied | Unchanged | MustRequest


class _RefusedError(Exception):
    """One of several changes is refused; the transaction is rolled back."""

    def __init__(self, denied: Denied) -> None:
        self.denied = denied


def make_changes(context: Context, caller: Caller, wanted: Sequence[Change]) -> list[ChangeOutcome] | Denied:
    """Make those changes of one form that need no approval. If one is refused, none is made."""
    try:
        with context.db.write(caller.team) as tx:
            return [_make_change(tx, caller, change) for change in wanted]
    except _RefusedError as refused:
        return refused.denied


def _make_change(tx: Connection, caller: Caller, change: Change) -> ChangeOutcome:
    assessed = assess_change(tx, caller, change)
    if isinstance(assessed, Denied):
        raise _RefusedError(assessed)
    return _make_without_approval(tx, caller, assessed) or _must_request(tx, assessed)


def _make_without_approval(tx: Connection, caller: Caller, assessed: AssessedChange) -> Applied | Unchanged | None:
    """Make a change that needs no approval; None where it needs one."""
    if assessed.is_noop:
        return Unchanged()
    if not isinstance(assessed.assessment.decision, Allowed):
        return None
    application.apply_change(tx, assessed, Cause(caller.user, caller.now))
    return Applied(assessed.impact)


def preview(context: Context, caller: Caller, change: Change) -> MustRequest | Unchanged | Denied | Impact:
    """Assess a change without making it; the impact alone where it needs no approval."""
    with context.db.read() as tx:
        assessed = assess_change(tx, caller, change)
        if isinstance(assessed, Denied):
            return assessed
        if assessed.is_noop:
            return Unchanged()
        return assessed.impact if isinstance(assessed.assessment.decision, Allowed) else _must_request(tx, assessed)


def request_change(
    context: Context, caller: Caller, change: Change, reason: str
) -> Requested | Applied | Unchanged | NoApprovalsChannel | Denied:
    """Request a change; one that needs no approval any more is made. Raises SlackUnavailableError.

    A sole approver's own request is applied at once (APP-4). Slack is asked for other approvers before the transaction.
    """
    before = preview(context, caller, change)
    by_sole_approver = isinstance(before, MustRequest) and approvers.is_sole_approver(context, caller)
    directory_sync.ensure_known(context, caller.team, [caller.user], caller.instant)
    with context.db.write(caller.team) as tx:
        assessed = assess_change(tx, caller, change)
        if isinstance(assessed, Denied):
            return assessed
        if made := _make_without_approval(tx, caller, assessed):
            return made
        if by_sole_approver:
            application.apply_change(tx, assessed, Cause(caller.user, caller.now, note=SOLE_APPROVER))
            return Applied(assessed.impact, by_sole_approver=True)
        return _add_request(tx, caller, assessed, reason)


def _add_request(
    tx: Connection, caller: Caller, assessed: AssessedChange, reason: str
) -> Requested | NoApprovalsChannel:
    account = assessed.account
    pending = request_store.pending_about(tx, account.id, subject_of(assessed.change))
    if pending is not None:
        return Requested(pending, fresh=False)
    if not account.approvals_channel:
        return NoApprovalsChannel()
    requester = people_store.find(tx, caller.team, caller.user)
    if requester is None:
        raise LookupError("the requester was stored before this transaction and is missing")
    request = request_store.add(tx, account.id, _new_request(assessed, requester, reason), caller.now)
    event = closing.request_event(
        AuditAction.REQUESTED, assessed.change, before="", after=subject_of(assessed.change).topic, typed=reason
    )
    audit_store.add(tx, account.id, event, Cause(caller.user, caller.now, request.id))
    channel_posts.enqueue_post(tx, request, account.approvals_channel, caller.now)
    return Requested(request, fresh=True)


def _new_request(assessed: AssessedChange, requester: Person, reason: str) -> NewRequest:
    change = assessed.change
    if isinstance(change, CreateGroup):
        group_name = change.name
    else:
        group = assessed.tree.group(getattr(change, "group", None) or changes.NEW_GROUP)
        group_name = group.name if group else ""
    return NewRequest(
        change=change,
        precondition=changes.precondition(change, assessed.tree),
        impact=assessed.impact,
        group_name=group_name,
        asked_by=requester.user,
        person=requester.id,
        reason=reason.strip()[:MAX_REASON_LENGTH],
    )


def _must_request(tx: Connection, assessed: AssessedChange) -> MustRequest:
    pending = request_store.pending_about(tx, assessed.account.id, subject_of(assessed.change))
    return MustRequest(assessed.change, assessed.impact, pending)
