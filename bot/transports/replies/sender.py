"""Sends what a handler replied: the answer first, then what follows it (UX-9); it must not know handlers or a transport."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import compress
from threading import Lock

import structlog

from bot.i18n.messages import say
from bot.protocol import (
    Answer,
    CloseForm,
    PrivateReply,
    PublishHome,
    Redraw,
    RefreshMessages,
    RefreshModal,
    Replies,
    Request,
    RequestKind,
    Surface,
    UpdateModal,
    View,
)
from bot.transports.metrics import Metrics
from bot.transports.replies.ack import as_ack, error_ack
from bot.transports.replies.client import ReplyClient
from bot.transports.replies.context import ReplyContext
from bot.transports.replies.deadline import Ack, PendingAck
from bot.transports.replies.responder import Responder
from bot.transports.serial_executor import Lane, SerialExecutor, SerialTask
from bot.views.components import notices
from storage import is_outage

_ANSWERED_BY_ACK = {RequestKind.COMMAND, RequestKind.SUBMISSION, RequestKind.OPTIONS}
"""The kinds whose acknowledgement can carry an answer. The others are acknowledged before they are handled."""

log: structlog.stdlib.BoundLogger = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request with what its answer needs.

    `deadline`: when it is late, in seconds of the monotonic clock. `key` is what only this request has.
    """

    request: Request
    context: ReplyContext
    pending: PendingAck
    deadline: float
    key: str = ""

    @property
    def answered_by_ack(self) -> bool:
        """Whether the acknowledgement can carry an answer, and so waits for the handler."""
        return self.context.kind in _ANSWERED_BY_ACK

    @property
    def late(self) -> bool:
        """Whether the deadline came before the answer: then the trigger is too old to open anything."""
        return self.pending.late if self.answered_by_ack else time.monotonic() > self.deadline


class ReplySender:
    """Sends in the handler's thread what cannot wait, the other answers by `answers`, and redraws by `redraws`.

    `give_way` is called before a Home is built, and waits for handlers that run, not long.
    """

    def __init__(
        self,
        client: ReplyClient,
        metrics: Metrics,
        *,
        answers: SerialExecutor,
        redraws: SerialExecutor,
        give_way: Callable[[], object],
    ) -> None:
        self._client = client
        self._metrics = metrics
        self._answers = answers
        self._redraws = redraws
        self._give_way = give_way
        self._building = Lock()

    def send(self, exchange: Exchange, replies: Replies) -> None:
        """Acknowledge with the first answer that fits, then send the others, then redraw."""
        redraws = [reply for reply in replies if isinstance(reply, Redraw)]
        answers = [reply for reply in replies if not isinstance(reply, Redraw)]
        acks = ((place, as_ack(exchange.context, answer)) for place, answer in enumerate(answers))
        place, ack = next(((place, ack) for place, ack in acks if ack is not None), (None, None))
        if ack is None and exchange.context.kind is RequestKind.SUBMISSION:
            self._close_form(exchange, answers)
            answers = []
        elif exchange.pending.acknowledge(ack) and place is not None:
            del answers[place]
        self._send_rest(exchange, answers, redraws)

    def say_busy(self, exchange: Exchange) -> Ack:
        """The acknowledgement that says so, or an empty one that the words follow. It calls nobody in this thread."""
        ack = error_ack(exchange.context, say(notices.BUSY))
        if ack is None:
            say_so = partial(self._responder(exchange).respond_with_error, say(notices.BUSY))
            lane, task = _lane_of_answers(exchange), SerialTask("busy", say_so)
            if not (self._answers.submit(lane, task) or self._redraws.submit(lane, task)):
                log.warning("busy_not_said", reference=exchange.request.reference)
        return ack

    def answer_repeated(self, exchange: Exchange) -> None:
        """Acknowledge a request that was acted upon before; words only where “Working on it …” would be the last, and to a form.

        A form would close at an empty acknowledgement, as though it were saved, though it may have been refused.
        """
        request = exchange.request
        log.info("request_repeated", kind=request.kind, name=request.name, reference=request.reference)
        if exchange.context.kind is RequestKind.SUBMISSION:
            view = notices.modal(say(notices.HANDLED_BEFORE), title=notices.title_of(exchange.context.view))
            self.send(exchange, (UpdateModal(view),))
            return
        is_told_to_wait = exchange.context.kind is RequestKind.COMMAND and not exchange.pending.acknowledge(None)
        self.send(exchange, (PrivateReply(say(notices.DONE_BEFORE)),) if is_told_to_wait else ())

    def report_failure(self, exchange: Exchange, fault: Exception) -> None:
        """Log what a handler or its answer raised, and tell the person its reference (UX-6).

        A database that cannot do now what it does at other times is no fault to look for: the person is asked to try again,
        and the outage is logged once for all.
        """
        request = exchange.request
        if is_outage(fault):
            text = say(notices.BUSY)
        else:
            log.error(
                "handler_failed", reference=request.reference, kind=request.kind, name=request.name, exc_info=fault
            )
            self._metrics.count_exception(request.kind)
            text = notices.error_text(request.reference)
        try:
            if not exchange.pending.acknowledge(error_ack(exchange.context, text)):
                exchange.pending.wait_if_late()
                self._responder(exchange).respond_with_error(text)
        except Exception as second:  # a boundary: the payload itself may be what broke the handler
            log.error("error_reply_failed", reference=request.reference, exc_info=second)  # noqa: TRY400 - passed as it is

    def _close_form(self, exchange: Exchange, answers: Sequence[Answer]) -> None:
        """An empty acknowledgement closes the form, so the answers go before it; one that comes too late is shown in it."""
        was_late = exchange.late
        self._send_in_order(exchange, answers)
        if exchange.pending.acknowledge(None) or (was_late and answers):
            return
        exchange.pending.wait_if_late()
        texts = [answer.text for answer in answers if isinstance(answer, CloseForm)]
        self._responder(exchange).respond(PrivateReply(texts[-1] if texts else say(notices.DONE)))

    def _send_rest(self, exchange: Exchange, answers: Sequence[Answer], redraws: Sequence[Redraw]) -> None:
        """In this thread what is late or what a trigger opens, since that lives for 3 seconds; the others after it."""
        if not answers:
            self._redraw(exchange, redraws)
            return
        exchange.pending.wait_if_late()
        responder = self._responder(exchange)
        at_once = [responder.late or responder.uses_trigger(answer) for answer in answers]
        for answer in compress(answers, at_once):
            responder.respond(answer)
        later = [answer for answer, was_sent in zip(answers, at_once, strict=True) if not was_sent]
        if not later:
            self._redraw(exchange, redraws)
            return
        send = partial(self._send_later, exchange, later, redraws)
        if not self._answers.submit(_lane_of_answers(exchange), SerialTask("answer", send)):
            send()  # better here, ahead of those that wait, than not at all

    def _send_later(self, exchange: Exchange, answers: Sequence[Answer], redraws: Sequence[Redraw]) -> None:
        try:
            self._send_in_order(exchange, answers)
        except Exception as fault:  # noqa: BLE001 - a boundary: as for what a handler raises
            self.report_failure(exchange, fault)
        finally:
            self._redraw(exchange, redraws)

    def _send_in_order(self, exchange: Exchange, answers: Sequence[Answer]) -> None:
        for answer in answers:
            exchange.pending.wait_if_late()
            self._responder(exchange).respond(answer)

    def _redraw(self, exchange: Exchange, redraws: Sequence[Redraw]) -> None:
        for redraw in redraws:
            lane, task = self._task_for(exchange, redraw)
            if not self._redraws.submit(lane, task):
                log.warning("redraw_dropped", task=task.name)

    def _task_for(self, exchange: Exchange, redraw: Redraw) -> tuple[Lane, SerialTask]:
        request = exchange.request
        if isinstance(redraw, RefreshMessages):
            return Lane(request.team, redraw.name), SerialTask(redraw.name, redraw.work, merges=True)
        if isinstance(redraw, RefreshModal):
            refresh = partial(self._responder(exchange).refresh_modal, redraw)
            return Lane(request.team, f"modal of {request.user}"), SerialTask("modal", refresh)
        publish = partial(self._publish_home, exchange, replace(redraw, build=partial(self._build, redraw)))
        return Lane(request.team, f"home of {request.user}"), SerialTask("home", publish, merges=True)

    def _publish_home(self, exchange: Exchange, home: PublishHome) -> None:
        """Whoever looks at Home hears where it cannot be built; others have their answer."""
        try:
            self._responder(exchange).publish_home(home)
        except Exception as fault:
            if exchange.context.kind is not RequestKind.EVENT and exchange.context.surface is not Surface.HOME:
                raise
            self.report_failure(exchange, fault)

    def _build(self, home: PublishHome) -> View:
        """One Home at a time and after the answers: it takes milliseconds of the interpreter, for which they would wait."""
        self._give_way()
        with self._building:
            return home.build()

    def _responder(self, exchange: Exchange) -> Responder:
        return Responder(self._client, exchange.request, exchange.context, exchange.late)


def _lane_of_answers(exchange: Exchange) -> Lane:
    return Lane(exchange.request.team, f"answers to {exchange.request.user}")
