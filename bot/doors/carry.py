"""Carries a reply back by calls, each in the way that its surface allows (UX-7); it must not know handlers or deadlines."""

import structlog

from bot.doors.calls import Calls
from bot.doors.parse import AGAIN, Way, again_value
from bot.exchange import (
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
from bot.views import notices
from bot.views.refill import refilled

log: structlog.stdlib.BoundLogger = structlog.get_logger()

_TRIGGER_GONE = {"expired_trigger_id", "exchanged_trigger_id", "invalid_trigger_id", "trigger_expired"}


class Carrier:
    """`late` says that the deadline is past: the trigger is dead, and a submitted form shows “Saving …”."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    def carry(self, request: Request, way: Way, reply: Reply, *, late: bool) -> None:
        """Bring one reply to the person; what Slack refuses is logged by its name and, where possible, said otherwise."""
        match reply:
            case PrivateReply():
                self._say(request, way, reply, late=late)
            case ReplaceOriginal():
                self._replace(request, way, reply, late=late)
            case OpenModal(view):
                self._open(request, way, view, late=late)
            case UpdateModal(view):
                self._update(request, way, view, late=late)
            case CloseForm():
                self._return(request, way, reply, late=late)
            case FieldErrors(errors, form) if way.kind is RequestKind.SUBMISSION:
                self._update(request, way, notices.with_errors(form, errors), late=late)
            case FieldErrors(errors):
                self._say(request, way, PrivateReply("\n".join(errors.values())), late=late)
            case PublishHome(view):
                seen = way.view.get("hash", "") if way.surface is Surface.HOME else ""
                self._calls.publish(request.user, view, seen)
            case SelectOptions():  # too late for a list that is dropped down
                log.info("choices came too late", reference=request.reference)

    def refuse(self, request: Request, way: Way, text: str, *, late: bool) -> None:
        """Say `text` instead of an answer and keep what was typed."""
        match way.kind:
            case RequestKind.SUBMISSION:
                self._calls.update(way.view.get("id", ""), notices.with_text_on_top(refilled(way.view), text))
            case RequestKind.EVENT:
                # An empty App Home must say why; one that shows something is better left alone.
                if request.name == "app_home_opened" and not request.body.get("view"):
                    self._calls.publish(request.user, notices.home(text))
            case RequestKind.OPTIONS | RequestKind.CLOSING:
                return
            case _:
                self._say(request, way, PrivateReply(text), late=late)

    def _say(self, request: Request, way: Way, reply: PrivateReply, *, late: bool) -> None:
        view = notices.modal(reply.text, reply.blocks)
        if way.response_url:
            said = self._respond(way, reply, replace=False)
        elif way.kind is RequestKind.SUBMISSION:
            said = self._calls.update(way.view.get("id", ""), view) == ""
        elif way.surface is Surface.MODAL and way.kind is RequestKind.ACTION:
            said = (not late and self._calls.push(way.trigger_id, view) == "") or self._note(request, way, reply.text)
        elif way.surface is Surface.HOME:
            said = (not late and self._calls.open(way.trigger_id, view) == "") or self._note(request, way, reply.text)
        else:
            said = not late and bool(way.trigger_id) and self._calls.open(way.trigger_id, view) == ""
        if not said:
            self._calls.message(request.user, reply.text, reply.blocks)

    def _replace(self, request: Request, way: Way, reply: ReplaceOriginal, *, late: bool) -> None:
        if way.surface is Surface.MODAL:
            self._update(
                request, way, notices.modal(reply.text, reply.blocks, title=notices.title_of(way.view)), late=late
            )
        elif way.response_url and way.kind is RequestKind.ACTION:
            self._respond(way, reply, replace=True)
        else:
            self._say(request, way, PrivateReply(reply.text, reply.blocks), late=late)

    def _open(self, request: Request, way: Way, view: View, *, late: bool) -> None:
        if way.kind is RequestKind.SUBMISSION:  # a trigger of a submission is spent by its acknowledgement
            self._update(request, way, view, late=late)
            return
        refused = "late" if late else self._opened(way, view)
        if refused == "late" or refused in _TRIGGER_GONE:
            self._again(request, way)
        elif refused:
            log.error("a form could not be opened", reference=request.reference, error=refused)
            self.refuse(request, way, notices.error_text(request.reference), late=True)

    def _opened(self, way: Way, view: View) -> str:
        call = self._calls.push if way.surface is Surface.MODAL else self._calls.open
        return call(way.trigger_id, view) if way.trigger_id else "no_trigger"

    def _again(self, request: Request, way: Way) -> None:
        """The trigger is dead: ask for a new one, by a button where the request can be repeated by one."""
        value = again_value(request)
        if way.surface is Surface.MODAL or way.surface is Surface.HOME or not value:
            self._say(request, way, PrivateReply(notices.TRY_ONCE_MORE), late=True)
        else:
            self._say(request, way, PrivateReply(notices.PRESS_TO_GO_ON, notices.go_on_blocks(AGAIN, value)), late=True)

    def _update(self, request: Request, way: Way, view: View, *, late: bool) -> None:
        if way.surface is not Surface.MODAL:
            self._open(request, way, view, late=late)
            return
        # Between the “Saving …” view and its answer nothing else changes the view; a button's view may have changed.
        seen = way.view.get("hash", "") if way.kind is RequestKind.ACTION else ""
        self._calls.update(way.view.get("id", ""), view, seen)

    def _return(self, request: Request, way: Way, reply: CloseForm, *, late: bool) -> None:
        """The modal underneath first: Slack closes the form when it reads the empty acknowledgement."""
        under = way.view.get("previous_view_id")
        if way.kind is not RequestKind.SUBMISSION or not under:
            self._update(request, way, reply.view, late=late)
            return
        self._calls.update(under, reply.view)
        if late:
            self._update(request, way, notices.modal(reply.text, title=notices.title_of(way.view)), late=late)

    def _note(self, request: Request, way: Way, text: str) -> bool:
        """Put `text` on top of the view in which the person is, leaving everything else in it as it is."""
        view, seen = notices.with_text_on_top(refilled(way.view), text), way.view.get("hash", "")
        if way.surface is Surface.HOME:
            return self._calls.publish(request.user, view, seen) == ""
        return self._calls.update(way.view.get("id", ""), view, seen) == ""

    def _respond(self, way: Way, reply: PrivateReply | ReplaceOriginal, *, replace: bool) -> bool:
        """What replaces a message is as visible as that was, so only what is new says for whom it is."""
        shown = {"blocks": list(reply.blocks)} if reply.blocks else {}
        seen_by = {} if replace else {"response_type": "ephemeral"}
        body = {**seen_by, "replace_original": replace, "text": reply.text, **shown}
        return self._calls.respond(way.response_url, body) == ""
