"""Dispatches every request from Slack to its handler and answers it in time (UX-1); it must not know a transport or a rule."""

import time
from collections.abc import Callable
from dataclasses import dataclass
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
from bot.transports.reply_client import ReplyClient
from bot.transports.reply_context import ReplyContext
from bot.transports.responder import Responder
from bot.views.components import notices

DEADLINE = 2.0  # seconds; Slack itself waits for 3
GRACE = 0.3  # seconds that Slack gets to apply an acknowledgement before the late answer

ClaimEvent = Callable[[str, str, datetime], bool]
"""Given a team, an event id and the instant: whether this caller is the first to claim the event."""

log: structlog.stdlib.BoundLogger = structlog.get_logger()


class AckResponse(BoltResponse):
    """A response whose transport reports when it has been sent."""

    def __init__(self, ack: Ack, mark_delivered: Callable[[], None]) -> None:
        super().__init__(status=200, body=ack or "")
        self.mark_delivered = mark_delivered


@dataclass(frozen=True, slots=True)
class _Task:
    """One request with what its answer needs."""

    request: Request
    context: ReplyContext
    deadline: AckDeadline


class Dispatcher(Middleware):
    """Bolt's last middleware: it answers everything itself. `deadline` and `grace` in seconds."""

    def __init__(
        self,
        routes: Routes,
        *,
        reply_client: ReplyClient,
        claim_event: ClaimEvent,
        clock: Callable[[], datetime],
        metrics: Metrics,
        executor: BoundedExecutor | None = None,
        deadline: float = DEADLINE,
        grace: float = GRACE,
    ) -> None:
        self._routes = routes
        self._reply_client = reply_client
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
        ids = (req.context.team_id, req.context.user_id, req.context.channel_id)
        try:
            parsed = parse(req.body, ids=ids, now=self._clock())
            if parsed is None:
                return BoltResponse(status=200)
            task = _Task(replayed(parsed[0]), parsed[1], AckDeadline(grace=self._grace))
        except MalformedError as fault:
            log.warning("payload_malformed", reason=str(fault))
            return BoltResponse(status=400)
        return self._submit(task)

    def drain(self, timeout: float) -> bool:
        """Take no new work and wait up to `timeout` seconds for the running; True if all of it ended."""
        return self._executor.drain(timeout)

    def _submit(self, task: _Task) -> BoltResponse:
        if not self._executor.submit(partial(self._run_handler, task)):
            return self._reject_busy(task)
        if task.request.kind is RequestKind.EVENT:  # acknowledged at once: nobody waits for an answer to it
            return BoltResponse(status=200)
        return AckResponse(task.deadline.wait(self._deadline, timeout_ack(task.context)), task.deadline.mark_delivered)

    def _reject_busy(self, task: _Task) -> BoltResponse:
        request = task.request
        self._metrics.count_request(request.kind, "busy")
        log.warning("request_rejected_busy", kind=request.kind, reference=request.reference)
        if request.kind is RequestKind.EVENT:
            return BoltResponse(status=503)  # not acknowledged: Slack sends it again
        ack = error_ack(task.context, notices.BUSY)
        if ack is None:
            self._responder(task, late=False).respond_with_error(notices.BUSY)
        return BoltResponse(status=200, body=ack or "")

    def _run_handler(self, task: _Task) -> None:
        started, request = time.monotonic(), task.request
        outcome = "failed"
        try:
            outcome = self._handle(task)
        except Exception as fault:  # a boundary: whatever a handler raises, its person gets an answer
            log.error(  # noqa: TRY400 - the traceback is passed as it is
                "handler_failed", reference=request.reference, kind=request.kind, name=request.name, exc_info=fault
            )
            self._metrics.count_exception(request.kind)
            self._report_failure(task)
        finally:
            self._metrics.count_request(request.kind, outcome)
            self._metrics.observe_duration(request.kind, time.monotonic() - started, late=task.deadline.late)

    def _handle(self, task: _Task) -> str:
        request, event_id = task.request, task.context.event_id
        if event_id and not self._claim_event(request.team, event_id, request.now):
            return "repeated"
        handler = self._find_handler(request)
        if handler is None:
            log.warning("handler_missing", kind=request.kind, name=request.name, reference=request.reference)
            self._send_replies(task, ())
            return "unknown"
        self._send_replies(task, handler(request))
        return "answered"

    def _find_handler(self, request: Request) -> Handler | None:
        return self._routes.get((request.kind, request.name)) or self._routes.get((request.kind, "*"))

    def _send_replies(self, task: _Task, replies: Replies) -> None:
        """Send the replies in their order; the last one that fits into the acknowledgement is sent with it."""
        ack_reply = next((reply for reply in reversed(replies) if as_ack(task.context, reply) is not None), None)
        for reply in replies:
            if reply is not ack_reply:
                self._respond(task, reply)
        if not task.deadline.acknowledge(as_ack(task.context, ack_reply) if ack_reply else None) and ack_reply:
            self._respond(task, ack_reply)

    def _respond(self, task: _Task, reply: Reply) -> None:
        self._responder(task, late=task.deadline.wait_if_late()).respond(reply)

    def _report_failure(self, task: _Task) -> None:
        text = notices.error_text(task.request.reference)
        ack = error_ack(task.context, text)
        if ack is not None and task.deadline.acknowledge(ack):
            return
        try:
            self._responder(task, late=task.deadline.wait_if_late()).respond_with_error(text)
        except Exception as fault:  # a boundary: the payload itself may be what broke the handler
            log.error("error_reply_failed", reference=task.request.reference, exc_info=fault)  # noqa: TRY400 - passed as it is
        task.deadline.acknowledge(None)

    def _responder(self, task: _Task, *, late: bool) -> Responder:
        return Responder(self._reply_client, task.request, task.context, late)
