"""Changing things, and asking for a second pair of eyes where that is needed (APP-1 to APP-4, APP-7)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.policy import changes
from bot.policy.answers import Allowed, Denied
from bot.policy.approvals import MOST_REASON, Impact, Request, Wish, subject
from bot.policy.audit import SOLE_APPROVER, Cause, What
from bot.policy.changes import Change, CreateGroup
from bot.policy.people import Actor, Person, TeamId
from bot.use_cases import approvers, enactments, people, request_posts
from bot.use_cases.administration import Administration
from bot.use_cases.changes import Weighed, weigh
from bot.use_cases.request_closings import about
from storage import Connection
from storage import audit as audit_store
from storage import people as people_store
from storage import requests as request_store


@dataclass(frozen=True, slots=True)
class Applied:
    """Done. `sole`: it needed approval, and nobody else could give it (APP-4)."""

    impact: Impact
    sole: bool = False


@dataclass(frozen=True, slots=True)
class Unchanged:
    """Everything is so already."""


@dataclass(frozen=True, slots=True)
class MustAsk:
    """Nothing was done: it needs approval, and this would come of it. `pending`: somebody asks for it already."""

    change: Change
    impact: Impact
    pending: Request | None


@dataclass(frozen=True, slots=True)
class Requested:
    """The request is on record. `fresh` is false where it was pending before: that one is shown (APP-3)."""

    request: Request
    fresh: bool


@dataclass(frozen=True, slots=True)
class NoChannel:
    """Nothing was done: there is no approvals channel to ask in (APP-7)."""


Outcome = Applied | Unchanged | MustAsk


class _RefusedError(Exception):
    """One of several changes cannot be made; the transaction is undone."""

    def __init__(self, denied: Denied) -> None:
        self.denied = denied


def make_changes(
    admin: Administration, team: TeamId, actor: Actor, wanted: Sequence[Change], now: datetime
) -> list[Outcome] | Denied:
    """Make those of one form that need no approval. If one cannot be made at all, none is."""
    try:
        with admin.db.write(team) as tx:
            return [_make(tx, admin, team, actor, change, now) for change in wanted]
    except _RefusedError as refused:
        return refused.denied


def _make(tx: Connection, admin: Administration, team: TeamId, actor: Actor, change: Change, now: datetime) -> Outcome:
    weighed = weigh(tx, admin, team, actor, change, now)
    if isinstance(weighed, Denied):
        raise _RefusedError(weighed)
    if weighed.idle:
        return Unchanged()
    if not isinstance(weighed.judgement.answer, Allowed):
        return _must_ask(tx, weighed)
    enactments.enact(tx, weighed, Cause(actor.user, now))
    return Applied(weighed.impact)


def preview(
    admin: Administration, team: TeamId, actor: Actor, change: Change, now: datetime
) -> MustAsk | Unchanged | Denied | Impact:
    """What would come of it, without doing it; an impact alone where it needs no approval."""
    with admin.db.read() as tx:
        weighed = weigh(tx, admin, team, actor, change, now)
        if isinstance(weighed, Denied):
            return weighed
        if weighed.idle:
            return Unchanged()
        return weighed.impact if isinstance(weighed.judgement.answer, Allowed) else _must_ask(tx, weighed)


def request_change(
    admin: Administration, team: TeamId, actor: Actor, change: Change, reason: str, now: datetime
) -> Requested | Applied | Unchanged | NoChannel | Denied:
    """Ask for a change; one that needs no approval by now is made. Raises SlackUnavailableError.

    A sole approver's own request applies at once (APP-4). Whether there is another one is asked of Slack before the
    transaction.
    """
    before = preview(admin, team, actor, change, now)
    sole = isinstance(before, MustAsk) and approvers.is_sole_approver(admin, team, actor, now)
    _meet(admin, team, actor, now)
    with admin.db.write(team) as tx:
        weighed = weigh(tx, admin, team, actor, change, now)
        if isinstance(weighed, Denied):
            return weighed
        if weighed.idle:
            return Unchanged()
        if isinstance(weighed.judgement.answer, Allowed):
            enactments.enact(tx, weighed, Cause(actor.user, now))
            return Applied(weighed.impact)
        if sole:
            enactments.enact(tx, weighed, Cause(actor.user, now, note=SOLE_APPROVER))
            return Applied(weighed.impact, sole=True)
        return _request(tx, weighed, team, actor, reason, now)


def _request(
    tx: Connection, weighed: Weighed, team: TeamId, actor: Actor, reason: str, now: datetime
) -> Requested | NoChannel:
    account = weighed.account
    pending = request_store.pending_about(tx, account.id, subject(weighed.change))
    if pending is not None:
        return Requested(pending, fresh=False)
    if not account.approvals_channel:
        return NoChannel()
    requester = people_store.find(tx, team, actor.user)
    if requester is None:
        raise LookupError("somebody who was just remembered is unknown")
    request = request_store.add(tx, account.id, _wish(weighed, requester, reason), now)
    event = about(What.REQUESTED, weighed.change, before="", after=subject(weighed.change).topic, typed=reason)
    audit_store.add(tx, account.id, event, Cause(actor.user, now, request.id))
    request_posts.owe_post(tx, request, account.approvals_channel, now)
    return Requested(request, fresh=True)


def _wish(weighed: Weighed, requester: Person, reason: str) -> Wish:
    change = weighed.change
    group = (
        None if isinstance(change, CreateGroup) else weighed.layout.group(getattr(change, "group", None) or changes.NEW)
    )
    return Wish(
        change=change,
        base=changes.base(change, weighed.layout),
        impact=weighed.impact,
        group_name=change.name if isinstance(change, CreateGroup) else group.name if group else "",
        asked_by=requester.user,
        person=requester.id,
        reason=reason.strip()[:MOST_REASON],
    )


def _must_ask(tx: Connection, weighed: Weighed) -> MustAsk:
    pending = request_store.pending_about(tx, weighed.account.id, subject(weighed.change))
    return MustAsk(weighed.change, weighed.impact, pending)


def _meet(admin: Administration, team: TeamId, actor: Actor, now: datetime) -> None:
    """Whoever asks is known from then on, so that they can be told of the decision."""
    with admin.db.read() as tx:
        known = people_store.find(tx, team, actor.user)
    if known is None:
        people.learn_all(admin.db, admin.terms, team, [admin.directory.look_up(team, actor.user)], now)
