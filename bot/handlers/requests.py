"""What Slack sends about requests: the buttons of the message in the approvals channel, and the console's pages."""

from dataclasses import dataclass

from bot.exchange import Invalid, Kind, Open, Replace, Replies, Request, Return, Routes, Say, Surface, Update, View
from bot.handlers.admin_desk import AdminDesk, keeping, said
from bot.handlers.payloads import id_in, ids_in, is_ephemeral
from bot.policy import approvals as policy
from bot.policy.answers import Denied
from bot.policy.approvals import Impact, RequestId, RequestState
from bot.policy.approvals import Request as Asked
from bot.policy.people import Actor
from bot.use_cases import affected_people, decisions, request_deadlines, request_lists, request_posts
from bot.use_cases.decisions import Approve, CountsMoved, Decided, OverAlready, Reject
from bot.use_cases.ports import Message
from bot.use_cases.request_lists import Listed
from bot.views import requests as views
from bot.views.consoles import AFTER, BEFORE, REQUESTS
from bot.views.forms import number_in, remembered, typed_text
from bot.views.refill import refilled
from bot.views.request_words import ending

GIVE_A_REASON = "Say why, so that they know what to do."
REMINDED = ":bell: I reminded the approvers in the thread of your request."
POSTING = ":hourglass_flowing_sand: I am posting it again in <#{channel}>."
MOVED = ":warning: Not approved yet: it would hit other people or meetings by now. Please look again."
AT_ONCE = 10
"""Messages made true right after a decision; the scheduler does the rest."""
Outcome = Decided | OverAlready | CountsMoved | Denied


@dataclass(frozen=True, slots=True)
class RequestHandlers:
    """Deciding, withdrawing, reminding; in the channel and in the console alike."""

    office: AdminDesk

    def routes(self) -> Routes:
        """Buttons and forms."""
        return {
            (Kind.ACTION, views.APPROVE): self.approve,
            (Kind.ACTION, views.REJECT): self.open_rejection,
            (Kind.ACTION, views.WITHDRAW): self.withdraw,
            (Kind.ACTION, views.REMIND): self.remind,
            (Kind.ACTION, views.POST_AGAIN): self.post_again,
            **{(Kind.ACTION, views.AFFECTED + way): self.affected for way in ("", BEFORE, AFTER)},
            **{(Kind.ACTION, REQUESTS + way): self.list_open for way in ("", BEFORE, AFTER)},
            **{(Kind.ACTION, views.ALL + way): self.list_all for way in ("", BEFORE, AFTER)},
            (Kind.ACTION, views.SHOW): self.show,
            (Kind.SUBMISSION, views.SAVE_REJECTION): keeping(self.reject),
        }

    def compose(self, asked: Asked) -> Message:
        """The message in the approvals channel as it has to be now."""
        names = request_lists.group_names(self.office.desk.db, asked.account.id)
        return Message(views.text(asked), views.message(asked, names))

    def approve(self, request: Request) -> Replies:
        """**“Approve”**. The counts that its reader saw are compared with those of this moment (APP-3)."""
        id_, people, meetings = ids_in(request)
        actor = self.office.administrator(request)
        if isinstance(actor, Denied):
            return said(actor)
        decision = Approve(Impact(people, meetings))
        return self._became(request, actor, self._decide(request, actor, RequestId(id_), decision))

    def open_rejection(self, request: Request) -> Replies:
        """**“Reject”** asks for a reason first; whoever may not, hears it before typing."""
        actor = self.office.administrator(request)
        if isinstance(actor, Denied):
            return said(actor)
        found = self._look(request, actor, RequestId(id_in(request)))
        if isinstance(found, Denied):
            return said(found)
        asked = found.requests[0]
        if isinstance(denied := policy.may_decide(actor, asked, request.now), Denied):
            return said(denied)
        if asked.state is not RequestState.PENDING:
            return self._became(request, actor, OverAlready(asked))
        return [Open(views.rejection_form(asked, found.names))]

    def reject(self, request: Request) -> Replies:
        """The reason, sent."""
        view = request.body["view"]
        actor, id_ = self.office.administrator(request), RequestId(number_in(remembered(view), "request"))
        if isinstance(actor, Denied):
            return said(actor)
        reason = typed_text(view, views.REASON).strip()
        if not reason:
            return [Invalid({views.REASON: GIVE_A_REASON}, refilled(view))]
        outcome = self._decide(request, actor, id_, Reject(reason))
        match outcome:
            case Denied():
                return said(outcome)
            case Decided() if not view.get("previous_view_id"):
                return []  # the form closes, and the message in the channel says it
            case Decided(asked) | OverAlready(asked) | CountsMoved(asked):
                return [Return(self.page(request, actor, asked.id), ending(asked))]

    def withdraw(self, request: Request) -> Replies:
        """**“Withdraw”**, by whoever asked, whatever became of their role."""
        actor, id_ = self.office.actor(request), RequestId(id_in(request))
        outcome = decisions.withdraw_request(self.office.admin, request.team, actor, id_, request.now)
        self.refresh()
        return self._became(request, actor, outcome)

    def remind(self, request: Request) -> Replies:
        """**“Remind approvers”**, once a day at most (APP-5)."""
        actor, id_ = self.office.actor(request), RequestId(id_in(request))
        done = request_deadlines.remind_approvers(self.office.admin, request.team, actor, id_, request.now)
        return said(done) if isinstance(done, Denied) else [Say(REMINDED)]

    def post_again(self, request: Request) -> Replies:
        """**“Post again”**, after the fix of a channel that could not be posted to (APP-7)."""
        actor, id_ = self.office.actor(request), RequestId(id_in(request))
        found = self._look(request, actor, id_)
        if isinstance(found, Denied):
            return said(found)
        account = found.requests[0].account
        done = request_posts.post_again(self.office.desk.db, account.id, request.team, id_, request.now)
        if isinstance(done, Denied):
            return said(done)
        posting = POSTING.format(channel=done.account.approvals_channel)
        if request.surface is Surface.MODAL:
            return [Update(self.page(request, actor, id_, posting))]
        return [Replace(posting)]

    def affected(self, request: Request) -> Replies:
        """**“Who is affected?”**, for owners and admins alone (APP-7)."""
        id_, skip, _ = ids_in(request)
        actor = self.office.administrator(request)
        if isinstance(actor, Denied):
            return said(actor)
        admin, most = self.office.admin, views.PEOPLE_A_PAGE
        found = self._look(request, actor, RequestId(id_))
        if isinstance(found, Denied):
            return said(found)
        who = affected_people.affected_people(admin, request.team, actor, RequestId(id_), skip, most, request.now)
        if isinstance(who, Denied):
            return said(who)
        view = views.affected_page(found.requests[0], who.people, who.stopping, who.total, skip)
        first = not str(request.name).endswith((BEFORE, AFTER))
        return [Open(view) if first else Update(view)]

    def list_open(self, request: Request) -> Replies:
        """**“Requests”**: those that wait."""
        actor, skip = self.office.somebodys_admin(request), id_in(request)
        if isinstance(actor, Denied):
            return said(actor)
        found = request_lists.list_open(self.office.desk.db, request.team, actor, skip, views.A_PAGE, request.now)
        if isinstance(found, Denied):
            return said(found)
        return [Update(views.open_page(found.requests, skip=skip, total=found.total, admin=actor.is_admin))]

    def list_all(self, request: Request) -> Replies:
        """**“All requests”**, the newest first."""
        actor, before = self.office.administrator(request), RequestId(id_in(request))
        if isinstance(actor, Denied):
            return said(actor)
        found = request_lists.list_all(
            self.office.desk.db, request.team, actor, before or None, views.A_PAGE, request.now
        )
        return said(found) if isinstance(found, Denied) else [Update(views.all_page(found.requests, first=not before))]

    def show(self, request: Request) -> Replies:
        """**“Open”** beside a request."""
        actor, id_ = self.office.actor(request), RequestId(id_in(request))
        found = self._look(request, actor, id_)
        return said(found) if isinstance(found, Denied) else [Update(self.page(request, actor, id_))]

    def page(self, request: Request, actor: Actor, id_: RequestId, notice: str = "") -> View:
        """One request as it is now."""
        found = self._look(request, actor, id_)
        if isinstance(found, Denied):
            return views.open_page([], skip=0, total=0, admin=actor.is_admin, notice=found.reason)
        asked = found.requests[0]
        trouble = views.trouble_words(asked.account.approvals_channel, asked.post.trouble)
        reader = views.Reader(asked=asked.wish.asked_by == actor.user, admin=actor.is_admin)
        return views.request_page(asked, found.names, reader, trouble, notice)

    def refresh(self) -> None:
        """Make messages show what is."""
        request_posts.refresh(self.office.desk.db, self.office.desk.messenger, self.compose, AT_ONCE)

    def _decide(self, request: Request, actor: Actor, id_: RequestId, decision: Approve | Reject) -> Outcome:
        outcome = decisions.decide_request(self.office.admin, request.team, actor, id_, decision, request.now)
        self.refresh()
        return outcome

    def _became(self, request: Request, actor: Actor, outcome: Outcome) -> Replies:
        """In the console the page as it is now; in the channel the message has changed, or is changed by its own button."""
        if isinstance(outcome, Denied):
            return said(outcome)
        moved = isinstance(outcome, CountsMoved)
        if request.surface is Surface.MODAL:
            shown = self.page(request, actor, outcome.request.id, MOVED if moved else "")
            return [Update(shown), *self.office.desk.home_again(request)]
        if isinstance(outcome, CountsMoved):
            return [Say("Please look again.", views.counts_moved(outcome.request))]
        if is_ephemeral(request):
            return [Replace(ending(outcome.request))]
        if isinstance(outcome, Decided):
            return []
        now = self.compose(outcome.request)
        return [Replace(now.text, now.blocks), Say(ending(outcome.request))]

    def _look(self, request: Request, actor: Actor, id_: RequestId) -> Listed | Denied:
        return request_lists.look_at(self.office.desk.db, request.team, actor, id_, request.now)
