"""What Slack sends about the meetings of a host who left: **“Hand over to …”** in a message and in the console (MEET-9)."""

from dataclasses import dataclass

from bot.exchange import Invalid, Kind, Open, Replace, Replies, Request, Return, Routes, Surface, Update, View
from bot.handlers.admin_desk import AdminDesk, keeping, said
from bot.handlers.payloads import first_action
from bot.handlers.people_care import PeopleCareHandlers
from bot.policy.answers import Denied
from bot.policy.people import Actor, UserId
from bot.use_cases import handovers
from bot.use_cases.handovers import Wish
from bot.views import handovers as views
from bot.views.refill import refilled


@dataclass(frozen=True, slots=True)
class HandoverHandlers:
    """From the message to the admins, or from **“People”**."""

    office: AdminDesk
    people: PeopleCareHandlers

    def routes(self) -> Routes:
        """The button and the form."""
        return {(Kind.ACTION, views.OPEN): self.open, (Kind.SUBMISSION, views.FORM): keeping(self.save)}

    def open(self, request: Request) -> Replies:
        """**“Hand over to …”**: what is planned now, and to whom it shall go."""
        actor = self.office.administrator(request)
        if isinstance(actor, Denied):
            return said(actor)
        host = UserId(str(first_action(request).get("value") or ""))
        left = handovers.left_by(self.office.desk.db, request.team, actor, host, request.now)
        if isinstance(left, Denied):
            return said(left)
        if not left.meetings:
            return self._nothing_left(request, actor, views.nothing_left(host))
        return [Open(views.form(left.host, left.meetings))]

    def _nothing_left(self, request: Request, actor: Actor, text: str) -> Replies:
        """The message or the page was older than what holds (UX-5)."""
        in_message = request.surface is Surface.MESSAGE
        return [Replace(text) if in_message else Update(self.people.found(request, actor, text))]

    def save(self, request: Request) -> Replies:
        """**“Hand over”**."""
        actor = self.office.administrator(request)
        if isinstance(actor, Denied):
            return said(actor)
        view, desk = request.body["view"], self.office.desk
        host, to, one = views.read(view)
        done = handovers.hand_over(
            desk.db, desk.directory, desk.terms, request.team, actor, Wish(host, to, one), request.now
        )
        if isinstance(done, Denied):
            return [Invalid({views.TO: done.reason}, refilled(view))]
        text = views.done_text(host, to, len(done.meetings))
        return [Return(self._afterwards(request, actor, text), text)]

    def _afterwards(self, request: Request, actor: Actor, text: str) -> View:
        """Over a message there is nothing underneath to go back to."""
        under = request.body["view"].get("previous_view_id")
        return self.people.found(request, actor, text) if under else views.done(text)
