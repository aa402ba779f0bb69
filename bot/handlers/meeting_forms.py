"""What Slack sends from inside the form of a meeting, new or edited: something unfolds, something is saved."""

import re
from dataclasses import dataclass, replace

from bot.exchange import Kind, Replies, Request, Routes, Say, Update
from bot.handlers.desk import Desk
from bot.handlers.meeting_edits import MeetingEditHandlers
from bot.handlers.scheduling import FORM_BYTES, SchedulingHandlers, faulty
from bot.policy.answers import Denied
from bot.views import meeting_answers, meeting_fields
from bot.views import meeting_forms as views
from bot.views.help import NOT_HERE_ANY_MORE
from bot.views.meeting_forms import Memory

FORM_ID = re.compile(rf"[0-9a-f]{{{2 * FORM_BYTES}}}")


@dataclass(frozen=True, slots=True)
class MeetingFormHandlers:
    """The form, whoever opened it."""

    desk: Desk
    scheduling: SchedulingHandlers
    edits: MeetingEditHandlers

    def routes(self) -> Routes:
        """What can be pressed and sent."""
        return {
            (Kind.ACTION, views.MORE): self.unfold,
            (Kind.ACTION, meeting_fields.REPEATS): self.show_anew,
            (Kind.ACTION, meeting_fields.CHOOSE_ID): self.show_anew,
            (Kind.SUBMISSION, views.CALLBACK): self.save,
        }

    def unfold(self, request: Request) -> Replies:
        """**“More options”**: the rest of the fields, with everything typed kept."""
        memory = views.memory_of(request.body["view"])
        return self._again(request, memory, replace(memory, unfolded=True))

    def show_anew(self, request: Request) -> Replies:
        """What was chosen brings other fields with it."""
        memory = views.memory_of(request.body["view"])
        return self._again(request, memory, memory)

    def _again(self, request: Request, memory: Memory, after: Memory) -> Replies:
        content = meeting_answers.read(request.body["view"], memory)
        prospect = self.scheduling.prospect(request)
        if isinstance(prospect, Denied):
            return [Say(prospect.reason)]
        return [Update(views.form(self.scheduling.ground(prospect), content, after))]

    def save(self, request: Request) -> Replies:
        """**“Schedule”**, **“Save”**. Every rule is asked again inside."""
        memory = views.memory_of(request.body["view"])
        if not FORM_ID.fullmatch(memory.id):
            return [Say(NOT_HERE_ANY_MORE)]
        content = meeting_answers.read(request.body["view"], memory)
        if fault := faulty(request, content):
            return fault
        if memory.target:
            return self.edits.save(request, content, memory)
        return self.scheduling.save_new(request, content, memory)
