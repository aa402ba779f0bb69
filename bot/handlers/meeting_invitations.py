"""What Slack sends about invitations: **“Yes”**, **“No”**, **“Maybe”**; **“Send updated invitations”** (INV-3)."""

from dataclasses import dataclass

from bot.exchange import Kind, Replace, Replies, Request, Routes, Say
from bot.handlers.desk import Desk
from bot.handlers.meeting_letters import renewal_message
from bot.handlers.payloads import id_in
from bot.policy.answers import Denied
from bot.policy.invitations import RenewalId
from bot.policy.meetings import MeetingKey
from bot.use_cases import attendance, renewals, stopped_meetings
from bot.views import meeting_invitations as views
from bot.views import meetings as meeting_views


@dataclass(frozen=True, slots=True)
class MeetingInvitationHandlers:
    """Invitees answer, hosts invite again."""

    desk: Desk

    def routes(self) -> Routes:
        """Buttons."""
        answers = dict.fromkeys(((Kind.ACTION, name) for name in views.ANSWERS), self.answer)
        return {
            **answers,
            (Kind.ACTION, views.SEND): self.send,
            (Kind.ACTION, views.JOIN): self.follow_link,
            (Kind.ACTION, meeting_views.REVIEW): self.review,
        }

    def answer(self, request: Request) -> Replies:
        """An invitee's answer; a later one takes its place. To what has changed meanwhile they are asked again."""
        key, said = MeetingKey(id_in(request)), views.ANSWERS[request.name]
        outcome = attendance.answer(self.desk.db, request.team, request.user, key, said, request.now)
        if isinstance(outcome, Denied):
            return [Say(outcome.reason)]
        told = outcome.told if isinstance(outcome, attendance.Outdated) else None
        blocks = views.letter(self.desk.terms, outcome.shown, outcome.answer, told, outcome.shown.told)
        return [Replace(views.letter_text(outcome.shown, told, outcome.shown.told), blocks)]

    def send(self, request: Request) -> Replies:
        """**“Send updated invitations”**: twice sends once."""
        renewal = RenewalId(id_in(request))
        updated = renewals.send_updates(self.desk.db, request.team, request.user, renewal, request.now)
        if isinstance(updated, Denied):
            return [Say(updated.reason)]
        facts = renewals.message_facts(self.desk.db, renewal, request.now)
        if isinstance(facts, Denied):
            return [Say(facts.reason)]
        message = renewal_message(facts, request.now)
        return [Replace(message.text, message.blocks)]

    def review(self, request: Request) -> Replies:
        """**“Review”**: which meetings need a new ID now (APP-6)."""
        found = stopped_meetings.stopped_meetings(self.desk.db, request.team, request.user, request.now)
        if isinstance(found, Denied):
            return [Say(found.reason)]
        return [Say("Meetings that need a new ID", meeting_views.review(found.meetings, found.why))]

    def follow_link(self, _request: Request) -> Replies:
        """A link button: the browser follows it, and Slack tells us."""
        return []
