"""Dispatches every request from Slack to its handler and answers it in time (UX-1); it must not know a transport or a rule."""

import time
from collections.abc import Callable
from datetime import datetime
from functools import partial

import structlog
from slack_bolt import BoltRequest, BoltResponse
from slack_bolt.middleware import Middleware

from bot.protocol import Handler, Replies, Reply, Request, RequestKind, Routes
from bot.transports.ack import as_ack, error_ack, timeout_ack
from bot.transports.deadline import Ack, AckDeadline
from bot.transports.executor import BoundedExecutor
from bot.transports.metrics import Metrics
from bot.transports.parse import MalformedError, parse, replayed
from bot.transports.reply_context import ReplyContext
from bot.transports.responder import Responder
from bot.views.components import notices

DEADLINE = 2.0  # seconds; Slack itself waits for 3
GRACE = 0.3  # seconds that Slack gets to apply an acknowledgement before the late answer

ClaimEvent = Callable[
    [str, str, datetime], bool
]  # team, event id, now → whether this caller claimed it, being the first

log: structlog.stdlib.BoundLogger = structlog.get_logger()


class AckResponse(BoltResponse):
    """A response whose transport reports when it has been sent."""

    def __init__(self, ack: Ack, mark_delivered: Callable[[], None]) -> None:
        super().__init__(status=200, body=ack or "")
        self.mark_delivered = mark_delivered


class Dispatcher(Middleware):
    """Bolt's last middleware: it answers everything itself."""

    def __init__(
        self,
        routes: Routes,
        *,
        responder: Responder,
        claim_event: ClaimEvent,
        clock: Callable[[], datetime],
        metrics: Metrics,
        executor: BoundedExecutor | None = None,
        deadline: float = DEADLINE,
        grace: float = GRACE,
    ) -> None:
        self._routes = routes
        self._responder = responder
        self._claim_event = claim_event
        self._clock = clock
        self._metrics = metrics
        self._executor = executor or BoundedExecutor()
        self._deadline = deadline
        self._grace = grace

    def process(
        self,
        *,
        req: BoltRequest,
        resp: BoltResponse,  # noqa: ARG002 - Bolt's signature
        next: Callable[[], BoltResponse],  # noqa: A002, ARG002 - Bolt's signature
    ) -> BoltResponse:
        """Answer one request; 400 for a payload that is not shaped as Slack's."""
        bolt_context = req.context
        try:
            parsed = parse(
                req.body,
                ids=(bolt_context.team_id, bolt_context.user_id, bolt_context.channel_id),
                now=self._clock(),
            )
            if parsed is None:
                return BoltResponse(status=200)
            request, context = replayed(parsed[0]), parsed[1]
        except MalformedError as fault:
            log.warning("payload_malformed", reason=str(fault))
            return BoltResponse(status=400)
        return self._submit(request, context)

    def drain(self, timeout: float) -> bool:
        """Take no new work and wait up to `timeout` seconds for the running; True if all of it ended."""
        return self._executor.drain(timeout)

    def _submit(self, request: Request, context: ReplyContext) -> BoltResponse:
        ack_deadline = AckDeadline(grace=self._grace)
        if not self._executor.submit(partial(self._run_handler, request, context, ack_deadline)):
            return self._reject_busy(request, context)
        if request.kind is RequestKind.EVENT:  # acknowledged at once: what it leads to is nobody's answer
            return BoltResponse(status=200)
        return AckResponse(ack_deadline.wait(self._deadline, timeout_ack(context)), ack_deadline.mark_delivered)

    def _reject_busy(self, request: Request, context: ReplyContext) -> BoltResponse:
        self._metrics.count_request(request.kind, "busy")
        log.warning("request_rejected_busy", kind=request.kind, reference=request.reference)
        if request.kind is RequestKind.EVENT:
            return BoltResponse(status=503)  # not acknowledged: Slack sends it again
        ack = error_ack(context, notices.BUSY)
        if ack is None:
            self._responder.respond_with_error(request, context, notices.BUSY, late=False)
        return BoltResponse(status=200, body=ack or "")

    def _run_handler(self, request: Request, context: ReplyContext, ack_deadline: AckDeadline) -> None:
        started = time.monotonic()
        outcome = "failed"
        try:
            outcome = self._handle(request, context, ack_deadline)
        except Exception as fault:  # a boundary: whatever a handler raises, its person gets an answer
            log.error(  # noqa: TRY400 - the traceback is passed as it is
                "handler_failed", reference=request.reference, kind=request.kind, name=request.name, exc_info=fault
            )
            self._metrics.count_exception(request.kind)
            self._report_failure(request, context, ack_deadline)
        finally:
            self._metrics.count_request(request.kind, outcome)
            self._metrics.observe_duration(request.kind, time.monotonic() - started, late=ack_deadline.late)

    def _handle(self, request: Request, context: ReplyContext, ack_deadline: AckDeadline) -> str:
        if context.event_id and not self._claim_event(request.team, context.event_id, request.now):
            return "repeated"
        handler = self._find_handler(request)
        if handler is None:
            log.warning("handler_missing", kind=request.kind, name=request.name, reference=request.reference)
            self._send_replies(request, context, ack_deadline, ())
            return "unknown"
        self._send_replies(request, context, ack_deadline, handler(request))
        return "answered"

    def _find_handler(self, request: Request) -> Handler | None:
        return self._routes.get((request.kind, request.name)) or self._routes.get((request.kind, "*"))

    def _send_replies(
        self, request: Request, context: ReplyContext, ack_deadline: AckDeadline, replies: Replies
    ) -> None:
        """Send the replies in their order; the last that fits into the acknowledgement goes with it."""
        ack_reply = next((reply for reply in reversed(replies) if as_ack(context, reply) is not None), None)
        for reply in replies:
            if reply is not ack_reply:
                self._respond(request, context, ack_deadline, reply)
        if not ack_deadline.acknowledge(as_ack(context, ack_reply) if ack_reply else None) and ack_reply:
            self._respond(request, context, ack_deadline, ack_reply)

    def _respond(self, request: Request, context: ReplyContext, ack_deadline: AckDeadline, reply: Reply) -> None:
        late = ack_deadline.late
        if late:
            ack_deadline.wait_until_delivered()
        self._responder.respond(request, context, reply, late=late)

    def _report_failure(self, request: Request, context: ReplyContext, ack_deadline: AckDeadline) -> None:
        text = notices.error_text(request.reference)
        ack = error_ack(context, text)
        if ack is not None and ack_deadline.acknowledge(ack):
            return
        late = ack_deadline.late
        if late:
            ack_deadline.wait_until_delivered()
        try:
            self._responder.respond_with_error(request, context, text, late=late)
        except Exception as fault:  # a boundary: the payload itself may be what broke the handler
            log.error("error_reply_failed", reference=request.reference, exc_info=fault)  # noqa: TRY400 - passed as it is
        ack_deadline.acknowledge(None)
