"""Delivers replies by Slack calls, each as its surface allows (UX-7); it must not know handlers or deadlines."""

from dataclasses import dataclass, replace

import structlog

from bot.i18n.messages import say
from bot.protocol import (
    Answer,
    CloseForm,
    FieldErrors,
    OpenModal,
    PrivateReply,
    PublishHome,
    RefreshModal,
    ReplaceOriginal,
    Request,
    RequestKind,
    SelectOptions,
    Surface,
    UpdateModal,
    View,
)
from bot.transports.replies.client import FOREIGN, HASH_CONFLICT, TRIGGER_USED, ReplyClient, was_not_taken
from bot.transports.replies.context import ReplyContext
from bot.transports.retry_button import RETRY, retry_value
from bot.views.components import notices
from bot.views.components.refill import refilled

log: structlog.stdlib.BoundLogger = structlog.get_logger()

_NOT_TRIED = "not_tried"
"""In place of Slack's error name: the trigger is too old or there is none, or the stack is full."""
_NEEDS_NEW_TRIGGER = {
    *(_NOT_TRIED, "expired_trigger_id", TRIGGER_USED, "invalid_trigger_id", "trigger_expired"),
    "ratelimited",  # until Slack takes calls again, this one is too old
}
"""Errors after which the same request does, once its person acts again."""


@dataclass(frozen=True, slots=True)
class Responder:
    """Delivers replies to one request. `late`: the deadline has passed, so the trigger is dead and a submitted form shows “Saving …”."""

    client: ReplyClient
    request: Request
    context: ReplyContext
    late: bool

    def uses_trigger(self, answer: Answer) -> bool:
        """Whether the answer is shown by what the request's trigger opens, which it does for 3 seconds."""
        context = self.context
        if context.kind is RequestKind.SUBMISSION or context.stack_is_full:
            return False
        match answer:
            case OpenModal():
                return True
            case UpdateModal():
                return context.surface is not Surface.MODAL
            case PrivateReply() | FieldErrors():
                return not context.response_url
            case ReplaceOriginal():
                return not context.response_url and context.surface is not Surface.MODAL
        return False

    def publish_home(self, home: PublishHome) -> None:
        """Publish the person's App Home as it is now, over the one that they saw or over whatever came meanwhile."""
        view_hash = self.context.view.get("hash", "") if self.context.surface is Surface.HOME else ""
        if self.client.publish(self.request.user, home.build(), view_hash) == HASH_CONFLICT:
            self.client.publish(self.request.user, home.build())

    def refresh_modal(self, modal: RefreshModal) -> None:
        """Update the modal in which the person acted, if there is something newer to show."""
        view = modal.build()
        if view is not None:
            self.client.update(self._view_id, view)

    def respond(self, reply: Answer) -> None:
        """Deliver one reply to the person. What Slack refuses is logged by its name and, where possible, sent another way."""
        match reply:
            case PrivateReply():
                self._show_text(reply)
            case ReplaceOriginal():
                self._replace_original(reply)
            case OpenModal(view):
                self._open_modal(view)
            case UpdateModal(view):
                self._update_modal(view)
            case CloseForm():
                self._close_form(reply)
            case FieldErrors(errors) if self.context.kind is RequestKind.SUBMISSION:
                self._update_modal(notices.with_errors(refilled(self.context.view), errors))
            case FieldErrors(errors):
                self._show_text(PrivateReply("\n".join(errors.values())))
            case SelectOptions():  # options can only be sent with the acknowledgement
                log.info("select_options_too_late", reference=self.request.reference)

    def respond_with_error(self, text: str) -> None:
        """Show `text` instead of a reply, and keep what was typed."""
        match self.context.kind:
            case RequestKind.SUBMISSION:
                self.client.update(self._view_id, notices.with_text_on_top(refilled(self.context.view), text))
            case RequestKind.EVENT:
                # An empty App Home must say why; one that shows something stays as it is.
                if self.request.name == "app_home_opened" and not self.request.body.get("view"):
                    self.client.publish(self.request.user, notices.home(text))
            case RequestKind.OPTIONS | RequestKind.CLOSING:
                return
            case _:
                self._show_text(PrivateReply(text))

    @property
    def _view_id(self) -> str:
        view_id: str = self.context.view.get("id", "")
        return view_id

    def _show_text(self, reply: PrivateReply) -> None:
        """Show a text. Try the next way only if Slack certainly refused this one; else the person could read it twice."""
        context, view = self.context, notices.modal(reply.text, reply.blocks)
        if context.response_url:
            self._post_to_response_url(reply, replace_original=False)
            return
        if context.kind is RequestKind.SUBMISSION:
            error = self.client.update(self._view_id, view)
        elif context.surface is Surface.HOME or (
            context.surface is Surface.MODAL and context.kind is RequestKind.ACTION
        ):
            error = _NOT_TRIED if context.stack_is_full else self._try_open(view)
            error = self._add_notice(reply.text) if was_not_taken(error) else error
        else:
            error = _NOT_TRIED if self.late or not context.trigger_id else self.client.open(context.trigger_id, view)
        if was_not_taken(error):
            self.client.direct_message(self.request.user, reply.text, reply.blocks)

    def _replace_original(self, reply: ReplaceOriginal) -> None:
        if self.context.surface is Surface.MODAL:
            title = notices.title_of(self.context.view)
            self._update_modal(notices.modal(reply.text, reply.blocks, title=title))
        elif self.context.response_url and self.context.kind is RequestKind.ACTION:
            self._post_to_response_url(reply, replace_original=True)
        else:
            self._show_text(PrivateReply(reply.text, reply.blocks))

    def _open_modal(self, view: View) -> None:
        # The acknowledgement of a submission uses up its trigger; a full stack takes no other modal.
        if self.context.kind is RequestKind.SUBMISSION or self.context.stack_is_full:
            self._update_modal(view)
            return
        error = self._try_open(view)
        if error in _NEEDS_NEW_TRIGGER:
            replace(self, late=True).respond(
                self._ask_to_retry(say(notices.PRESS_TO_GO_ON), say(notices.TRY_ONCE_MORE))
            )
        elif error and not was_not_taken(error):
            asked = self._ask_to_retry(say(notices.PRESS_IF_NOT_OPEN), say(notices.TRY_IF_NOT_OPEN))
            replace(self, late=True).respond(asked)
        elif error:
            log.error("modal_open_failed", reference=self.request.reference, error=error)
            replace(self, late=True).respond_with_error(notices.error_text(self.request.reference))

    def _try_open(self, view: View) -> str:
        if self.late or not self.context.trigger_id:
            return _NOT_TRIED
        open_view = self.client.push if self.context.surface is Surface.MODAL else self.client.open
        return open_view(self.context.trigger_id, view)

    def _ask_to_retry(self, press: str, try_again: str) -> PrivateReply:
        """Asks the person to act again, which makes a new trigger: to `press` a button where one can repeat the request."""
        value = retry_value(self.request)
        if self.context.surface in {Surface.MODAL, Surface.HOME} or not value:
            return PrivateReply(try_again)
        return PrivateReply(press, notices.go_on_blocks(press, RETRY, value))

    def _update_modal(self, view: View) -> None:
        if self.context.surface is not Surface.MODAL:
            self._open_modal(view)
            return
        # Nothing else changes the “Saving …” view before its answer; the view of a button may have changed.
        view_hash = self.context.view.get("hash", "") if self.context.kind is RequestKind.ACTION else ""
        self.client.update(self._view_id, view, view_hash)

    def _close_form(self, reply: CloseForm) -> None:
        """Update the modal underneath first: Slack closes the form when it reads the empty acknowledgement."""
        parent_view_id = self.context.view.get("previous_view_id")
        if self.context.kind is not RequestKind.SUBMISSION or not parent_view_id:
            self._update_modal(reply.view)
            return
        self.client.update(parent_view_id, reply.view)
        if self.late:
            self._update_modal(notices.modal(reply.text, title=notices.title_of(self.context.view)))

    def _add_notice(self, text: str) -> str:
        """Put `text` on top of the view in which the person acted, and leave the rest of the view as it is; the error, if any."""
        view = notices.with_text_on_top(refilled(self.context.view), text)
        view_hash = self.context.view.get("hash", "")
        if self.context.surface is Surface.HOME:
            return self.client.publish(self.request.user, view, view_hash)
        return self.client.update(self._view_id, view, view_hash)

    def _post_to_response_url(self, reply: PrivateReply | ReplaceOriginal, *, replace_original: bool) -> None:
        """Only a new message says for whom it is: a replacement is as visible as the message that it replaces.

        Where the URL is used up, expired or dead, the person reads it as an ephemeral message in the channel, where the bot is no
        member as a direct message. What names a foreign address is not trusted to name the channel. Where Slack may have taken
        a post all the same, nothing follows: it would be shown twice.
        """
        shown = {"blocks": list(reply.blocks)} if reply.blocks else {}
        visibility = {} if replace_original else {"response_type": "ephemeral"}
        body = {**visibility, "replace_original": replace_original, "text": reply.text, **shown}
        error = self.client.respond(self.context.response_url, body)
        channel, user = "" if error == FOREIGN else self.request.channel, self.request.user
        if channel and was_not_taken(error):
            error = self.client.ephemeral(channel, user, reply.text, reply.blocks)
        if was_not_taken(error):
            self.client.direct_message(user, reply.text, reply.blocks)
