"""Changing things, and asking for a second pair of eyes where that is needed (APP-1 to APP-4, APP-7)."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.policy.approvals import changes
from bot.policy.approvals.changes import Change, CreateGroup
from bot.policy.approvals.requests import MAX_REASON_LENGTH, ApprovalRequest, Impact, NewRequest, subject_of
from bot.policy.audit.events import SOLE_APPROVER, AuditAction, Cause
from bot.policy.people.caller import Caller
from bot.policy.people.people import Person
from bot.policy.values.results import Allowed, Denied
from bot.use_cases.approvals import application, channel_posts
from bot.use_cases.approvals.assessment import AssessedChange, assess_change
from bot.use_cases.approvals.closing import request_event
from bot.use_cases.context import Context
from bot.use_cases.people import approvers, directory_sync
from storage import Connection
from storage.approvals import requests as request_store
from storage.audit import audit as audit_store
from storage.people import people as people_store


@dataclass(frozen=True, slots=True)
class Applied:
    """Done. `by_sole_approver`: it needed approval, and nobody else could give it (APP-4)."""

    impact: Impact
    by_sole_approver: bool = False


@dataclass(frozen=True, slots=True)
class Unchanged:
    """Everything is so already."""


@dataclass(frozen=True, slots=True)
class MustRequest:
    """Nothing was done: it needs approval, and this would come of it. `pending`: somebody asks for it already."""

    change: Change
    impact: Impact
    pending: ApprovalRequest | None


@dataclass(frozen=True, slots=True)
class Requested:
    """The request is on record. `fresh` is false where it was pending before: that one is shown (APP-3)."""

    request: ApprovalRequest
    fresh: bool


@dataclass(frozen=True, slots=True)
class NoApprovalsChannel:
    """Nothing was done: there is no approvals channel to ask in (APP-7)."""


ChangeOutcome = Applied | Unchanged | MustRequest


class _RefusedError(Exception):
    """One of several changes cannot be made; the transaction is undone."""

    def __init__(self, denied: Denied) -> None:
        self.denied = denied


def make_changes(context: Context, caller: Caller, wanted: Sequence[Change]) -> list[ChangeOutcome] | Denied:
    """Make those of one form that need no approval. If one cannot be made at all, none is."""
    try:
        with context.db.write(caller.team) as tx:
            return [_make_change(tx, context, caller, change) for change in wanted]
    except _RefusedError as refused:
        return refused.denied


def _make_change(tx: Connection, context: Context, caller: Caller, change: Change) -> ChangeOutcome:
    assessed = assess_change(tx, context, caller, change)
    if isinstance(assessed, Denied):
        raise _RefusedError(assessed)
    if assessed.is_noop:
        return Unchanged()
    if not isinstance(assessed.assessment.decision, Allowed):
        return _must_request(tx, assessed)
    application.apply_change(tx, assessed, Cause(caller.actor.user, caller.now))
    return Applied(assessed.impact)


def preview(context: Context, caller: Caller, change: Change) -> MustRequest | Unchanged | Denied | Impact:
    """What would come of it, without doing it; an impact alone where it needs no approval."""
    with context.db.read() as tx:
        assessed = assess_change(tx, context, caller, change)
        if isinstance(assessed, Denied):
            return assessed
        if assessed.is_noop:
            return Unchanged()
        return assessed.impact if isinstance(assessed.assessment.decision, Allowed) else _must_request(tx, assessed)


def request_change(
    context: Context, caller: Caller, change: Change, reason: str
) -> Requested | Applied | Unchanged | NoApprovalsChannel | Denied:
    """Ask for a change; one that needs no approval by now is made. Raises SlackUnavailableError.

    A sole approver's own request applies at once (APP-4). Whether there is another one is asked of Slack before the
    transaction.
    """
    before = preview(context, caller, change)
    by_sole_approver = isinstance(before, MustRequest) and approvers.is_sole_approver(context, caller)
    _ensure_requester_known(context, caller)
    with context.db.write(caller.team) as tx:
        assessed = assess_change(tx, context, caller, change)
        if isinstance(assessed, Denied):
            return assessed
        if assessed.is_noop:
            return Unchanged()
        if isinstance(assessed.assessment.decision, Allowed):
            application.apply_change(tx, assessed, Cause(caller.actor.user, caller.now))
            return Applied(assessed.impact)
        if by_sole_approver:
            application.apply_change(tx, assessed, Cause(caller.actor.user, caller.now, note=SOLE_APPROVER))
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
    requester = people_store.find(tx, caller.team, caller.actor.user)
    if requester is None:
        raise LookupError("somebody who was just remembered is unknown")
    request = request_store.add(tx, account.id, _new_request(assessed, requester, reason), caller.now)
    event = request_event(
        AuditAction.REQUESTED, assessed.change, before="", after=subject_of(assessed.change).topic, typed=reason
    )
    audit_store.add(tx, account.id, event, Cause(caller.actor.user, caller.now, request.id))
    channel_posts.enqueue_post(tx, request, account.approvals_channel, caller.now)
    return Requested(request, fresh=True)


def _new_request(assessed: AssessedChange, requester: Person, reason: str) -> NewRequest:
    change = assessed.change
    group = (
        None
        if isinstance(change, CreateGroup)
        else assessed.tree.group(getattr(change, "group", None) or changes.NEW_GROUP)
    )
    return NewRequest(
        change=change,
        precondition=changes.precondition(change, assessed.tree),
        impact=assessed.impact,
        group_name=change.name if isinstance(change, CreateGroup) else group.name if group else "",
        asked_by=requester.user,
        person=requester.id,
        reason=reason.strip()[:MAX_REASON_LENGTH],
    )


def _must_request(tx: Connection, assessed: AssessedChange) -> MustRequest:
    pending = request_store.pending_about(tx, assessed.account.id, subject_of(assessed.change))
    return MustRequest(assessed.change, assessed.impact, pending)


def _ensure_requester_known(context: Context, caller: Caller) -> None:
    """Whoever asks is known from then on, so that they can be told of the decision."""
    with context.db.read() as tx:
        known = people_store.find(tx, caller.team, caller.actor.user)
    if known is None:
        directory_sync.sync_identities(
            context, caller.team, [context.directory.look_up(caller.team, caller.actor.user)], caller.now
        )
