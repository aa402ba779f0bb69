"""Hands every request from Slack to its handler, and its replies to who sends them (UX-1, UX-9); it must not know a transport or a rule."""

import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Protocol

import structlog
from slack_bolt import BoltRequest, BoltResponse
from slack_bolt.middleware import Middleware

from bot.policy.clock import Instant
from bot.policy.ids import TeamId, UserId
from bot.protocol import Handler, Request, RequestKind, Routes
from bot.transports.bolt import REQUEST_KEY
from bot.transports.executor import BoundedExecutor
from bot.transports.metrics import Metrics
from bot.transports.parse import MalformedError, parse, replayed
from bot.transports.replies.ack import timeout_ack
from bot.transports.replies.before_ack import watched
from bot.transports.replies.client import ReplyClient
from bot.transports.replies.context import ReplyContext
from bot.transports.replies.deadline import Ack, DeadlineTimer, PendingAck
from bot.transports.replies.sender import Exchange, ReplySender
from bot.transports.serial_executor import Lane, SerialExecutor, SerialTask
from storage import RepeatedRequestError

DEADLINE = 2.0  # seconds; Slack itself waits for 3
GIVE_WAY = 0.1  # seconds that a Home waits at most, until no handler runs
REDRAW_QUEUE_SIZE = 1000  # lanes, such as the Homes of so many people; half of them for one workspace at most
GRACE = 0.3  # seconds that Slack gets to apply an acknowledgement before the late answer


@dataclass(frozen=True, slots=True)
class Timing:
    """When a request is acknowledged at the latest, and how long a late answer waits for Slack to show that; in seconds."""

    deadline: float = DEADLINE
    grace: float = GRACE


TIMING = Timing()


class RequestRecord(Protocol):
    """What was taken before, by whichever replica."""

    def record_event(self, team: str, event: str, now: datetime) -> bool:
        """Record an event by its id; false where it was recorded before."""

    def recording(self, team: str, key: str, now: datetime) -> AbstractContextManager[None]:
        """Inside, the first change is made together with a record of the request; it raises RepeatedRequestError if there is one.

        `key` is what only this request has.
        """


class Listeners(Protocol):
    """In which language texts are for whoever acts (LANG-1)."""

    def speaking_to(self, team: TeamId, user: UserId) -> AbstractContextManager[None]:
        """Inside, texts are in the language of this person, as far as it is known; it asks nobody."""

    def look_up(self) -> None:
        """Inside of `speaking_to`: ask for their language, unless it is known."""


log: structlog.stdlib.BoundLogger = structlog.get_logger()


class AckResponse(BoltResponse):
    """The response to a request whose acknowledgement is still to come; the transport sends it and reports that."""

    def __init__(self, pending: PendingAck) -> None:
        super().__init__(status=200)
        self.pending = pending


class Dispatcher(Middleware):
    """Bolt's last middleware: it answers everything itself, and never waits.

    Handlers run in `executor`. What follows the acknowledgement runs in pools of its own, since slow calls to Slack must
    not hold up other people's requests: one for answers, and one for redraws, which must not hold up answers either.
    """

    def __init__(
        self,
        routes: Routes,
        *,
        reply_client: ReplyClient,
        record: RequestRecord,
        listeners: Listeners,
        clock: Callable[[], Instant],
        metrics: Metrics,
        executor: BoundedExecutor | None = None,
        timing: Timing = TIMING,
    ) -> None:
        self._routes = routes
        self._record = record
        self._listeners = listeners
        self._clock = clock
        self._metrics = metrics
        self._executor = executor or BoundedExecutor()
        self._answers = SerialExecutor(BoundedExecutor(name="answer"))
        self._redraws = SerialExecutor(BoundedExecutor(queue_size=REDRAW_QUEUE_SIZE, name="redraw"))
        give_way = partial(self._executor.wait_until_idle, GIVE_WAY)
        self._sender = ReplySender(
            reply_client, metrics, answers=self._answers, redraws=self._redraws, give_way=give_way
        )
        self._timer = DeadlineTimer(timing.deadline)
        self._timing = timing

    def process(
        self,
        *,
        req: BoltRequest,
        resp: BoltResponse,  # noqa: ARG002 - Bolt's signature
        next: Callable[[], BoltResponse],  # noqa: A002, ARG002 - Bolt's signature
    ) -> BoltResponse:
        """Hand one request to its handler; 400 for a payload that is not shaped as Slack's."""
        ids = (req.context.team_id, req.context.user_id, req.context.channel_id)
        try:
            parsed = parse(req.body, ids=ids, instant=self._clock())
            if parsed is None:
                return BoltResponse(status=200)
            request, context = replayed(parsed[0]), parsed[1]
        except MalformedError as fault:
            log.warning("payload_malformed", reason=str(fault))
            return BoltResponse(status=400)
        pending = PendingAck(partial(self._timeout_ack, request, context), grace=self._timing.grace)
        key = req.context.get(REQUEST_KEY, "")
        return self._submit(Exchange(request, context, pending, time.monotonic() + self._timing.deadline, key))

    def redraw(self, workspace: str, name: str, work: Callable[[], object]) -> None:
        """Redraw something that no request has led to, where other redraws are made; `name` tells it from the others (UX-9)."""
        if not self._redraws.submit(Lane(workspace, name), SerialTask(name, work)):
            log.warning("redraw_dropped", task=name)

    def wait_until_idle(self, timeout: float) -> bool:
        """Wait up to `timeout` seconds until no handler runs and nothing follows; False if something still does."""
        ends_at = time.monotonic() + timeout
        stages = (self._executor, self._answers, self._redraws)
        return all(stage.wait_until_idle(max(0.0, ends_at - time.monotonic())) for stage in stages)

    def drain(self, timeout: float) -> bool:
        """Take no new requests, wait up to `timeout` seconds for handlers and what follows them; True if all of it ended."""
        ends_at = time.monotonic() + timeout
        stages = (self._executor, self._answers, self._redraws)  # each may still give work to the next
        drained = [stage.drain(max(0.0, ends_at - time.monotonic())) for stage in stages]
        return all(drained)

    def _submit(self, exchange: Exchange) -> BoltResponse:
        if not exchange.answered_by_ack:
            exchange.pending.acknowledge(None)
        if not self._executor.submit(exchange.request.team, partial(self._run_handler, exchange)):
            return self._reject_busy(exchange)
        if not exchange.answered_by_ack:
            return BoltResponse(status=200)
        self._timer.add(exchange.pending)
        return AckResponse(exchange.pending)

    def _reject_busy(self, exchange: Exchange) -> BoltResponse:
        request = exchange.request
        self._metrics.count_request(request.kind, "busy")
        log.warning("request_rejected_busy", kind=request.kind, reference=request.reference)
        if request.kind is RequestKind.EVENT:
            return BoltResponse(status=503)  # not acknowledged: Slack sends it again
        with self._listeners.speaking_to(request.team, request.user):
            return BoltResponse(status=200, body=self._sender.say_busy(exchange) or "")

    def _timeout_ack(self, request: Request, context: ReplyContext) -> Ack:
        with self._listeners.speaking_to(request.team, request.user):
            return timeout_ack(context)

    def _run_handler(self, exchange: Exchange) -> None:
        """All that is said here, and whatever it gives others to do, is in the language of whoever acts (LANG-1)."""
        with self._listeners.speaking_to(exchange.request.team, exchange.request.user):
            self._answer(exchange)

    def _answer(self, exchange: Exchange) -> None:
        started, request = time.monotonic(), exchange.request
        outcome = "failed"
        try:
            with watched(exchange.context.kind, exchange.pending):
                outcome = self._handle(exchange)
        except RepeatedRequestError:
            outcome = "repeated"
            self._sender.answer_repeated(exchange)
        except Exception as fault:  # noqa: BLE001 - a boundary: whatever a handler raises, its person gets an answer
            self._sender.report_failure(exchange, fault)
        finally:
            self._metrics.count_request(request.kind, outcome)
            self._metrics.observe_duration(request.kind, time.monotonic() - started, late=exchange.late)

    def _handle(self, exchange: Exchange) -> str:
        request, event_id = exchange.request, exchange.context.event_id
        if event_id and not self._record.record_event(request.team, event_id, request.now):
            return "repeated"
        handler = self._find_handler(request)
        if handler is None:
            log.warning("handler_missing", kind=request.kind, name=request.name, reference=request.reference)
            self._sender.send(exchange, ())
            return "unknown"
        self._listeners.look_up()
        with self._record.recording(request.team, exchange.key, request.now):
            replies = handler(request)
        self._sender.send(exchange, replies)
        return "answered"

    def _find_handler(self, request: Request) -> Handler | None:
        return self._routes.get((request.kind, request.name)) or self._routes.get((request.kind, "*"))
