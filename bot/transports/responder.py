"""Delivers a reply by Slack calls, each as its surface allows (UX-7); it must not know handlers or deadlines."""

import structlog

from bot.protocol import (
    CloseForm,
    FieldErrors,
    OpenModal,
    PrivateReply,
    PublishHome,
    ReplaceOriginal,
    Reply,
    Request,
    RequestKind,
    SelectOptions,
    Surface,
    UpdateModal,
    View,
)
from bot.transports.parse import RETRY, retry_value
from bot.transports.reply_client import ReplyClient
from bot.transports.reply_context import ReplyContext
from bot.views.components import notices
from bot.views.components.refill import refilled

log: structlog.stdlib.BoundLogger = structlog.get_logger()

_TRIGGER_EXPIRED = {"expired_trigger_id", "exchanged_trigger_id", "invalid_trigger_id", "trigger_expired"}


class Responder:
    """`late` says that the deadline is past: the trigger is dead, and a submitted form shows “Saving …”."""

    def __init__(self, client: ReplyClient) -> None:
        self._client = client

    def respond(self, request: Request, context: ReplyContext, reply: Reply, *, late: bool) -> None:
        """Deliver one reply to the person; what Slack refuses is logged by its name and, where possible, said otherwise."""
        match reply:
            case PrivateReply():
                self._show_text(request, context, reply, late=late)
            case ReplaceOriginal():
                self._replace_original(request, context, reply, late=late)
            case OpenModal(view):
                self._open_modal(request, context, view, late=late)
            case UpdateModal(view):
                self._update_modal(request, context, view, late=late)
            case CloseForm():
                self._close_form(request, context, reply, late=late)
            case FieldErrors(errors, form) if context.kind is RequestKind.SUBMISSION:
                self._update_modal(request, context, notices.with_errors(form, errors), late=late)
            case FieldErrors(errors):
                self._show_text(request, context, PrivateReply("\n".join(errors.values())), late=late)
            case PublishHome(view):
                view_hash = context.view.get("hash", "") if context.surface is Surface.HOME else ""
                self._client.publish(request.user, view, view_hash)
            case SelectOptions():  # too late for a list that is dropped down
                log.info("select_options_too_late", reference=request.reference)

    def respond_with_error(self, request: Request, context: ReplyContext, text: str, *, late: bool) -> None:
        """Say `text` instead of an answer and keep what was typed."""
        match context.kind:
            case RequestKind.SUBMISSION:
                self._client.update(context.view.get("id", ""), notices.with_text_on_top(refilled(context.view), text))
            case RequestKind.EVENT:
                # An empty App Home must say why; one that shows something is better left alone.
                if request.name == "app_home_opened" and not request.body.get("view"):
                    self._client.publish(request.user, notices.home(text))
            case RequestKind.OPTIONS | RequestKind.CLOSING:
                return
            case _:
                self._show_text(request, context, PrivateReply(text), late=late)

    def _show_text(self, request: Request, context: ReplyContext, reply: PrivateReply, *, late: bool) -> None:
        view = notices.modal(reply.text, reply.blocks)
        if context.response_url:
            shown = self._post_to_response_url(context, reply, replace=False)
        elif context.kind is RequestKind.SUBMISSION:
            shown = self._client.update(context.view.get("id", ""), view) == ""
        elif context.surface is Surface.MODAL and context.kind is RequestKind.ACTION:
            shown = (not late and self._client.push(context.trigger_id, view) == "") or self._add_notice(
                request, context, reply.text
            )
        elif context.surface is Surface.HOME:
            shown = (not late and self._client.open(context.trigger_id, view) == "") or self._add_notice(
                request, context, reply.text
            )
        else:
            shown = not late and bool(context.trigger_id) and self._client.open(context.trigger_id, view) == ""
        if not shown:
            self._client.direct_message(request.user, reply.text, reply.blocks)

    def _replace_original(self, request: Request, context: ReplyContext, reply: ReplaceOriginal, *, late: bool) -> None:
        if context.surface is Surface.MODAL:
            self._update_modal(
                request,
                context,
                notices.modal(reply.text, reply.blocks, title=notices.title_of(context.view)),
                late=late,
            )
        elif context.response_url and context.kind is RequestKind.ACTION:
            self._post_to_response_url(context, reply, replace=True)
        else:
            self._show_text(request, context, PrivateReply(reply.text, reply.blocks), late=late)

    def _open_modal(self, request: Request, context: ReplyContext, view: View, *, late: bool) -> None:
        if context.kind is RequestKind.SUBMISSION:  # a trigger of a submission is spent by its acknowledgement
            self._update_modal(request, context, view, late=late)
            return
        error = "late" if late else self._try_open(context, view)
        if error == "late" or error in _TRIGGER_EXPIRED:
            self._offer_retry(request, context)
        elif error:
            log.error("modal_open_failed", reference=request.reference, error=error)
            self.respond_with_error(request, context, notices.error_text(request.reference), late=True)

    def _try_open(self, context: ReplyContext, view: View) -> str:
        open_view = self._client.push if context.surface is Surface.MODAL else self._client.open
        return open_view(context.trigger_id, view) if context.trigger_id else "no_trigger"

    def _offer_retry(self, request: Request, context: ReplyContext) -> None:
        """The trigger is dead: ask for a new one, by a button where the request can be repeated by one."""
        value = retry_value(request)
        if context.surface is Surface.MODAL or context.surface is Surface.HOME or not value:
            self._show_text(request, context, PrivateReply(notices.TRY_ONCE_MORE), late=True)
        else:
            self._show_text(
                request, context, PrivateReply(notices.PRESS_TO_GO_ON, notices.go_on_blocks(RETRY, value)), late=True
            )

    def _update_modal(self, request: Request, context: ReplyContext, view: View, *, late: bool) -> None:
        if context.surface is not Surface.MODAL:
            self._open_modal(request, context, view, late=late)
            return
        # Between the “Saving …” view and its answer nothing else changes the view; a button's view may have changed.
        view_hash = context.view.get("hash", "") if context.kind is RequestKind.ACTION else ""
        self._client.update(context.view.get("id", ""), view, view_hash)

    def _close_form(self, request: Request, context: ReplyContext, reply: CloseForm, *, late: bool) -> None:
        """The modal underneath first: Slack closes the form when it reads the empty acknowledgement."""
        parent_view_id = context.view.get("previous_view_id")
        if context.kind is not RequestKind.SUBMISSION or not parent_view_id:
            self._update_modal(request, context, reply.view, late=late)
            return
        self._client.update(parent_view_id, reply.view)
        if late:
            self._update_modal(
                request, context, notices.modal(reply.text, title=notices.title_of(context.view)), late=late
            )

    def _add_notice(self, request: Request, context: ReplyContext, text: str) -> bool:
        """Put `text` on top of the view in which the person is, leaving everything else in it as it is."""
        view, view_hash = notices.with_text_on_top(refilled(context.view), text), context.view.get("hash", "")
        if context.surface is Surface.HOME:
            return self._client.publish(request.user, view, view_hash) == ""
        return self._client.update(context.view.get("id", ""), view, view_hash) == ""

    def _post_to_response_url(
        self, context: ReplyContext, reply: PrivateReply | ReplaceOriginal, *, replace: bool
    ) -> bool:
        """What replaces a message is as visible as that was, so only what is new says for whom it is."""
        shown = {"blocks": list(reply.blocks)} if reply.blocks else {}
        visibility = {} if replace else {"response_type": "ephemeral"}
        body = {**visibility, "replace_original": replace, "text": reply.text, **shown}
        return self._client.respond(context.response_url, body) == ""
