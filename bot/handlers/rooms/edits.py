"""Handlers of changing one's room: the form **“Edit my PMI”**, **“Replace my number”**, a new link."""

from dataclasses import dataclass

from bot.handlers.request.context import HandlerContext
from bot.handlers.request.payloads import first_action, unescape_mentions, value_id
from bot.handlers.request.routing import action, subcommand, submission
from bot.i18n.messages import gettext as _
from bot.i18n.messages import gettext_noop as N_
from bot.i18n.messages import say
from bot.policy.ids import RoomId
from bot.policy.rooms import passcodes
from bot.policy.rooms.edits import may_edit
from bot.policy.values.results import Denied
from bot.protocol import (
    FieldErrors,
    OpenModal,
    PrivateReply,
    ReplaceOriginal,
    Replies,
    Request,
    RequestKind,
    Surface,
    UpdateModal,
)
from bot.use_cases.rooms import edits, replacements
from bot.use_cases.rooms.edits import EditedRoom, RefusedRoomEdit, StaleRoom
from bot.views.components.refill import refilled
from bot.views.components.refusals import refusal_text
from bot.views.rooms import edit_form as edit_views
from bot.views.rooms import profile as room_views
from bot.views.rooms import replacements as replacement_views

CHANGED_MEANWHILE = N_(
    ":warning: Your room was changed since you opened this form. This is how it is now; nothing was saved."
)


@dataclass(frozen=True, slots=True)
class RoomEditHandlers:
    """Changing one's own room."""

    context: HandlerContext

    @subcommand("edit")
    @action(room_views.EDIT_ROOM)
    def open_form(self, request: Request) -> Replies:
        """`/pmi edit [number]`, **“Edit”**."""
        snapshot = self.context.open_profile(request)
        if isinstance(snapshot, Denied):
            return self.context.refusal(request, snapshot)
        if isinstance(allowed := may_edit(snapshot.profile.person, snapshot.room, snapshot.rules), Denied):
            return self.context.refusal(request, allowed)
        number = unescape_mentions(request.text) if request.kind is RequestKind.COMMAND else ""
        admins_to_ask, notice = self.context.admins_to_ask(request.caller), room_views.replaced_text(snapshot)
        form = edit_views.form(self.context.options, snapshot, admins_to_ask, number=number, notice=notice)
        return [OpenModal(form), *self.context.home_if_replaced(request, snapshot)]

    @action(edit_views.GENERATE_PASSCODE)
    def generate_passcode(self, request: Request) -> Replies:
        """**“Generate a passcode”** in the form: nothing is saved yet."""
        view = refilled(request.body.get("view") or {})
        passcode = passcodes.generate_passcode(self.context.options.passcode_min_length)
        return [UpdateModal(edit_views.with_passcode(self.context.options, view, passcode))]

    @submission(edit_views.CALLBACK)
    def save(self, request: Request) -> Replies:
        """**“Save”**. Every rule is asked again inside."""
        filled = edit_views.read(request.body["view"])
        outcome = edits.edit_room(self.context, request.caller, filled.edit, filled.seen_version)
        match outcome:
            case EditedRoom(_, before, room):
                saved = edit_views.saved(self.context.options, before, room)
                redraws = [*self.context.refresh_home(request), self.context.refresh_cards(request)]
                return [UpdateModal(saved), *redraws]
            case RefusedRoomEdit(faults):
                return [FieldErrors(edit_views.errors(faults, filled.block_ids))]
            case StaleRoom():
                return self._fresh_form(request)
            case Denied(reason):
                return [PrivateReply(refusal_text(reason))]

    def _fresh_form(self, request: Request) -> Replies:
        snapshot = self.context.open_profile(request)
        if isinstance(snapshot, Denied):
            return [PrivateReply(refusal_text(snapshot.reason))]
        notice = "\n".join(filter(None, (say(CHANGED_MEANWHILE), room_views.replaced_text(snapshot))))
        admins_to_ask = self.context.admins_to_ask(request.caller)
        form = edit_views.form(self.context.options, snapshot, admins_to_ask, notice=notice)
        home = self.context.home_if_replaced(request, snapshot) or self.context.refresh_home(request)
        return [UpdateModal(form), *home]

    @subcommand("replace")
    def ask_to_replace(self, request: Request) -> Replies:
        """`/pmi replace`: what follows, and the button that does it."""
        snapshot = self.context.read_profile(request)
        if isinstance(snapshot, Denied):
            return self.context.refusal(request, snapshot)
        button = room_views.replace_button(snapshot.room)
        return [PrivateReply(_("Replace your number?"), replacement_views.replace_question(snapshot.room, button))]

    @action(room_views.REPLACE_NUMBER)
    def replace(self, request: Request) -> Replies:
        """**“Replace my number”**, confirmed."""
        outcome = replacements.replace_number(self.context, request.caller, request.user, RoomId(value_id(request)))
        if isinstance(outcome, Denied):
            return [PrivateReply(refusal_text(outcome.reason)), *self.context.refresh_home(request)]
        blocks = replacement_views.number_replaced(self.context.options, outcome.before, outcome.room)
        redraws = [*self.context.refresh_home(request), self.context.refresh_cards(request)]
        return [PrivateReply(_("Your number is replaced."), blocks), *redraws]

    @action(replacement_views.RENEW_LINK)
    def renew_link(self, request: Request) -> Replies:
        """**“New personal link”**, confirmed."""
        seen = str(first_action(request).get("value", ""))
        outcome = replacements.renew_link(self.context, request.caller, seen)
        if isinstance(outcome, Denied):
            return [PrivateReply(refusal_text(outcome.reason))]
        blocks = replacement_views.link_renewed(self.context.options, outcome.before, outcome.room)
        reply = ReplaceOriginal if request.surface is Surface.MESSAGE else PrivateReply
        return [reply(_("Your personal link is new."), blocks), *self.context.refresh_home(request)]
