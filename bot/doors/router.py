"""Brings every request from Slack to its handler and an answer back in time (UX-1); it must not know a transport or a rule."""

import time
from collections.abc import Callable
from datetime import datetime
from functools import partial

import structlog
from slack_bolt import BoltRequest, BoltResponse
from slack_bolt.middleware import Middleware

from bot.doors.acks import refusing, riding, working
from bot.doors.carry import Carrier
from bot.doors.metrics import Metrics
from bot.doors.parse import MalformedError, Way, parse, repeated
from bot.doors.pool import Pool
from bot.doors.turn import Ack, Turn
from bot.exchange import Handler, Replies, Reply, Request, RequestKind, Routes
from bot.views import notices

DEADLINE = 2.0  # seconds; Slack itself waits for 3
GRACE = 0.3  # seconds that Slack gets to apply an acknowledgement before the late answer

TakeEvent = Callable[[str, str, datetime], bool]  # team, event id, now → whether it is taken for the first time

log: structlog.stdlib.BoundLogger = structlog.get_logger()


class Answer(BoltResponse):
    """A response whose door says when it has been sent."""

    def __init__(self, ack: Ack, delivered: Callable[[], None]) -> None:
        super().__init__(status=200, body=ack or "")
        self.delivered = delivered


class Router(Middleware):
    """Bolt's last middleware: it answers everything itself."""

    def __init__(
        self,
        routes: Routes,
        *,
        carrier: Carrier,
        take_event: TakeEvent,
        clock: Callable[[], datetime],
        metrics: Metrics,
        pool: Pool | None = None,
        deadline: float = DEADLINE,
        grace: float = GRACE,
    ) -> None:
        self._routes = routes
        self._carrier = carrier
        self._take_event = take_event
        self._clock = clock
        self._metrics = metrics
        self._pool = pool or Pool()
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
        context = req.context
        try:
            parsed = parse(
                req.body,
                ids=(context.team_id, context.user_id, context.channel_id),
                now=self._clock(),
            )
            if parsed is None:
                return BoltResponse(status=200)
            request, way = repeated(parsed[0]), parsed[1]
        except MalformedError as fault:
            log.warning("malformed payload", fault=str(fault))
            return BoltResponse(status=400)
        return self._answer(request, way)

    def drain(self, timeout: float) -> bool:
        """Take no new work and wait up to `timeout` seconds for the running; True if all of it ended."""
        return self._pool.drain(timeout)

    def _answer(self, request: Request, way: Way) -> BoltResponse:
        turn = Turn(grace=self._grace)
        if not self._pool.submit(partial(self._work, request, way, turn)):
            return self._busy(request, way)
        if request.kind is RequestKind.EVENT:  # acknowledged at once: what it leads to is nobody's answer
            return BoltResponse(status=200)
        return Answer(turn.wait(self._deadline, working(way)), turn.delivered)

    def _busy(self, request: Request, way: Way) -> BoltResponse:
        self._metrics.count(request.kind, "busy")
        log.warning("busy", kind=request.kind, reference=request.reference)
        if request.kind is RequestKind.EVENT:
            return BoltResponse(status=503)  # not acknowledged: Slack sends it again
        ack = refusing(way, notices.BUSY)
        if ack is None:
            self._carrier.refuse(request, way, notices.BUSY, late=False)
        return BoltResponse(status=200, body=ack or "")

    def _work(self, request: Request, way: Way, turn: Turn) -> None:
        started = time.monotonic()
        outcome = "failed"
        try:
            outcome = self._handle(request, way, turn)
        except Exception as fault:  # a boundary: whatever a handler raises, its person gets an answer
            log.error(  # noqa: TRY400 - the traceback is passed as it is
                "a handler failed", reference=request.reference, kind=request.kind, name=request.name, exc_info=fault
            )
            self._metrics.raised(request.kind)
            self._apologise(request, way, turn)
        finally:
            self._metrics.count(request.kind, outcome)
            self._metrics.took(request.kind, time.monotonic() - started, late=turn.late)

    def _handle(self, request: Request, way: Way, turn: Turn) -> str:
        if way.event_id and not self._take_event(request.team, way.event_id, request.now):
            return "repeated"
        handler = self._handler(request)
        if handler is None:
            log.warning("no handler", kind=request.kind, name=request.name, reference=request.reference)
            self._deliver(request, way, turn, ())
            return "unknown"
        self._deliver(request, way, turn, handler(request))
        return "answered"

    def _handler(self, request: Request) -> Handler | None:
        return self._routes.get((request.kind, request.name)) or self._routes.get((request.kind, "*"))

    def _deliver(self, request: Request, way: Way, turn: Turn, replies: Replies) -> None:
        """Carry the replies in their order; the last that can ride on the acknowledgement does."""
        rider = next((reply for reply in reversed(replies) if riding(way, reply) is not None), None)
        for reply in replies:
            if reply is not rider:
                self._carry(request, way, turn, reply)
        if not turn.settle(riding(way, rider) if rider else None) and rider:
            self._carry(request, way, turn, rider)

    def _carry(self, request: Request, way: Way, turn: Turn, reply: Reply) -> None:
        late = turn.late
        if late:
            turn.after_delivery()
        self._carrier.carry(request, way, reply, late=late)

    def _apologise(self, request: Request, way: Way, turn: Turn) -> None:
        text = notices.error_text(request.reference)
        ack = refusing(way, text)
        if ack is not None and turn.settle(ack):
            return
        late = turn.late
        if late:
            turn.after_delivery()
        try:
            self._carrier.refuse(request, way, text, late=late)
        except Exception as fault:  # a boundary: the payload itself may be what broke the handler
            log.error("no apology", reference=request.reference, exc_info=fault)  # noqa: TRY400 - passed as it is
        turn.settle(None)
