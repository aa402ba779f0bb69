"""What Slack sends about changing one's room: the form **“Edit my PMI”**, **“Replace my number”**, a new link."""

from dataclasses import dataclass

from bot.exchange import Handler, Invalid, Kind, Open, Replace, Replies, Request, Routes, Say, Surface, Update
from bot.handlers.desk import Desk
from bot.handlers.payloads import as_typed, first_action, id_in
from bot.policy import passcodes
from bot.policy.answers import Denied
from bot.policy.people import Actor
from bot.policy.room_edits import may_edit
from bot.policy.rooms import RoomId
from bot.use_cases import replacements, room_edits
from bot.use_cases.room_edits import Edited, Refused, Stale
from bot.views import replacements as replacement_views
from bot.views import room_edits as views
from bot.views import rooms as room_views
from bot.views.refill import refilled

CHANGED_MEANWHILE = (
    ":warning: Your room was changed since you opened this form. This is how it is now; nothing was saved."
)


@dataclass(frozen=True, slots=True)
class RoomEditHandlers:
    """Changing one's own room."""

    desk: Desk

    def commands(self) -> dict[str, Handler]:
        """What may stand behind `/pmi`."""
        return {"edit": self.open_form, "replace": self.ask_to_replace}

    def routes(self) -> Routes:
        """Buttons and forms."""
        return {
            (Kind.ACTION, room_views.EDIT): self.open_form,
            (Kind.ACTION, views.GENERATE): self.generate_passcode,
            (Kind.SUBMISSION, views.CALLBACK): self.save,
            (Kind.ACTION, room_views.REPLACE): self.replace,
            (Kind.ACTION, replacement_views.RENEW_LINK): self.renew_link,
        }

    def open_form(self, request: Request) -> Replies:
        """`/pmi edit [number]`, **“Edit”**."""
        visit = self.desk.visit(request)
        if isinstance(visit, Denied):
            return self.desk.refused(request, visit)
        if isinstance(allowed := may_edit(visit.profile.person, visit.room, visit.rules), Denied):
            return self.desk.refused(request, allowed)
        number = as_typed(request.text) if request.kind is Kind.COMMAND else ""
        notice = room_views.exchanged(visit)
        form = views.form(self.desk.terms, visit, self.desk.helpers(request), number=number, notice=notice)
        return [Open(form), *self.desk.home_after(request, visit)]

    def generate_passcode(self, request: Request) -> Replies:
        """**“Generate a passcode”** in the form: nothing is saved yet."""
        view = refilled(request.body.get("view") or {})
        passcode = passcodes.generate(self.desk.terms.passcode_min_length)
        return [Update(views.with_passcode(self.desk.terms, view, passcode))]

    def save(self, request: Request) -> Replies:
        """**“Save changes”**. Every rule is asked again inside."""
        view = request.body["view"]
        filled = views.read(view)
        outcome = room_edits.edit_room(
            self.desk.db,
            self.desk.terms,
            request.team,
            request.user,
            filled.wish,
            filled.seen,
            request.now,
        )
        match outcome:
            case Edited(_, before, room):
                self.desk.close_cards(request.now)
                return [Update(views.saved(self.desk.terms, before, room)), *self.desk.home_again(request)]
            case Refused(faults):
                return [Invalid(views.errors(faults, filled.blocks), refilled(view))]
            case Stale():
                return self._fresh_form(request)
            case Denied(reason):
                return [Say(reason)]

    def _fresh_form(self, request: Request) -> Replies:
        visit = self.desk.visit(request)
        if isinstance(visit, Denied):
            return [Say(visit.reason)]
        notice = "\n".join(filter(None, (CHANGED_MEANWHILE, room_views.exchanged(visit))))
        form = views.form(self.desk.terms, visit, self.desk.helpers(request), notice=notice)
        home = self.desk.home_after(request, visit) or self.desk.home_again(request)
        return [Update(form), *home]

    def ask_to_replace(self, request: Request) -> Replies:
        """`/pmi replace`: what follows, and the button that does it."""
        visit = self.desk.look(request)
        if isinstance(visit, Denied):
            return self.desk.refused(request, visit)
        button = room_views.replace_button(visit.room)
        return [Say("Replace your number?", replacement_views.question(visit.room, button))]

    def replace(self, request: Request) -> Replies:
        """**“Replace my number”**, confirmed."""
        seen, actor = RoomId(id_in(request)), Actor.oneself(request.user)
        outcome = replacements.replace_number(
            self.desk.db, self.desk.terms, request.team, actor, request.user, seen, request.now
        )
        if isinstance(outcome, Denied):
            return [Say(outcome.reason), *self.desk.home_again(request)]
        self.desk.close_cards(request.now)
        blocks = replacement_views.replaced(self.desk.terms, outcome.before, outcome.room)
        return [Say("Your number is replaced.", blocks), *self.desk.home_again(request)]

    def renew_link(self, request: Request) -> Replies:
        """**“New personal link”**, confirmed."""
        seen = str(first_action(request).get("value", ""))
        outcome = replacements.renew_link(self.desk.db, request.team, request.user, seen, request.now)
        if isinstance(outcome, Denied):
            return [Say(outcome.reason)]
        blocks = replacement_views.renewed(self.desk.terms, outcome.before, outcome.room)
        reply = Replace if request.surface is Surface.MESSAGE else Say
        return [reply("Your personal link is new.", blocks), *self.desk.home_again(request)]
