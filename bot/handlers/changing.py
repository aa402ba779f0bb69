"""How every form of administration makes its change: at once where it may, else by asking another admin (APP-1, APP-7)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import assert_never

from bot.exchange import Invalid, Replies, Request, Return, Update, View
from bot.handlers.admin_desk import AdminDesk
from bot.policy.answers import Denied
from bot.policy.approvals import Impact
from bot.policy.changes import Change
from bot.policy.people import Actor
from bot.policy.rights import may_own
from bot.use_cases import accounts, approvals, approvers
from bot.use_cases.approvals import Applied, MustAsk, NoChannel, Requested, Unchanged
from bot.use_cases.ports import NotPostedError
from bot.views import asking
from bot.views.asking import Channel
from bot.views.consoles import CHANNEL
from bot.views.forms import typed, typed_text
from bot.views.refill import refilled
from bot.views.request_words import impact as impact_words

Page = Callable[[str], View]
"""The page under the form, with a notice on top."""
UNCHANGED = "It was so already; nothing was changed."
MAY_NOT_ASK = (
    "This workspace has not given me the permission to look at channels. Ask an admin to install PMI Bot again."
)


@dataclass(frozen=True, slots=True)
class Changing:
    """One form, one change. The first press makes it or asks for a reason; the second one asks."""

    office: AdminDesk

    def submit(self, request: Request, actor: Actor, change: Change, page: Page, field: str) -> Replies:
        """`field`: the block beside which a refusal is shown."""
        if asking.seen(request.body["view"]) is not None:
            return self._ask(request, actor, change, page, field)
        outcomes = approvals.make_changes(self.office.admin, request.team, actor, [change], request.now)
        if isinstance(outcomes, Denied):
            return self._refused(request, outcomes, field)
        match outcomes[0]:
            case Applied(impact):
                return _back(page, _done(impact))
            case Unchanged():
                return _back(page, UNCHANGED)
            case MustAsk() as must:
                return self._question(request, actor, must)

    def _question(self, request: Request, actor: Actor, must: MustAsk) -> Replies:
        if must.pending is not None:
            return [Update(asking.asked_already(must.pending))]
        view = refilled(request.body["view"])
        return [Update(asking.with_question(view, must.impact, self._channel(request, actor)))]

    def _channel(self, request: Request, actor: Actor) -> Channel:
        """Raises SlackUnavailableError."""
        if approvers.is_sole_approver(self.office.admin, request.team, actor, request.now):
            return Channel(missing=False, may_choose=False, sole=True)
        missing = not self.office.overview(request).account.approvals_channel
        may_choose = not isinstance(may_own(actor, request.now), Denied)
        owners = approvers.owners(self.office.desk.db, request.team) if missing else []
        return Channel(missing, may_choose, owners)

    def _ask(self, request: Request, actor: Actor, change: Change, page: Page, field: str) -> Replies:
        view, admin = request.body["view"], self.office.admin
        would = approvals.preview(admin, request.team, actor, change, request.now)
        if isinstance(would, MustAsk) and would.pending is None and would.impact != asking.seen(view):
            again = asking.with_question(refilled(view), would.impact, self._channel(request, actor))
            return [Update(asking.moved(again))]
        if denied := self._choose_channel(request, actor):
            return [Invalid({CHANNEL: denied.reason}, refilled(view))]
        reason = typed_text(view, asking.REASON)
        outcome = approvals.request_change(admin, request.team, actor, change, reason, request.now)
        if isinstance(outcome, Denied):
            return self._refused(request, outcome, field)
        if isinstance(outcome, NoChannel):
            impact = would.impact if isinstance(would, MustAsk) else Impact()
            return [Update(asking.with_question(refilled(view), impact, self._channel(request, actor)))]
        return _answer(outcome, page)

    def _choose_channel(self, request: Request, actor: Actor) -> Denied | None:
        """An owner is led to choose one on the way (APP-7)."""
        channel = typed(request.body["view"], CHANNEL, "selected_conversation")
        if not channel:
            return None
        try:
            facts = self.office.desk.messenger.channel_facts(request.team, str(channel))
        except NotPostedError:
            return Denied(MAY_NOT_ASK)
        chosen = accounts.set_approvals_channel(
            self.office.desk.db, request.team, actor, str(channel), facts, request.now
        )
        return chosen if isinstance(chosen, Denied) else None

    def _refused(self, request: Request, denied: Denied, field: str) -> Replies:
        return [Invalid({field: denied.reason}, refilled(request.body["view"]))]


def _answer(outcome: Requested | Applied | Unchanged, page: Page) -> Replies:
    match outcome:
        case Unchanged():
            return _back(page, UNCHANGED)
        case Applied():
            return _back(page, _applied(outcome))
        case Requested(made, fresh):
            return _back(page, asking.asked(made)) if fresh else [Update(asking.asked_already(made))]
    assert_never(outcome)


def _applied(done: Applied) -> str:
    sole = (
        " You are the only one who could approve it, so it holds at once; the audit log says so." if done.sole else ""
    )
    return _done(done.impact) + sole


def _done(impact: Impact) -> str:
    what = f": {impact_words(impact)}" if impact.people else ""
    return f":white_check_mark: Done, and it holds from now on{what}."


def _back(page: Page, notice: str) -> Replies:
    return [Return(page(notice), notice)]
