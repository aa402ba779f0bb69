"""The HTTP transport: signed requests from Slack at `POST /slack/events`; it must not know handlers."""

from functools import partial

import structlog
from anyio import CapacityLimiter, to_thread
from slack_bolt import App, BoltResponse
from starlette.background import BackgroundTask
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from bot.transports.bolt import dispatch_to_bolt
from bot.transports.dispatcher import AckResponse
from bot.transports.signing import SignatureChecker

BODY_LIMIT = 1 << 20  # bytes; Slack's largest payload is a view of 250 kB
THREADS = 64  # each waits for an answer 2 seconds at most; a limiter of its own, so that the web pages never wait

log: structlog.stdlib.BoundLogger = structlog.get_logger()


def slack_route(bolt: App, checker: SignatureChecker) -> Route:
    """The route that Slack calls: 401 for a wrong signature, 413 for a body over `BODY_LIMIT`, else Bolt's answer."""
    limiter = CapacityLimiter(THREADS)

    async def slack_events(request: Request) -> Response:
        body = await _read_body(request)
        if body is None:
            return Response(status_code=413)
        rejection = checker.rejection_reason(body, request.headers)
        if rejection:
            log.warning("slack_request_rejected", reason=rejection)
            return Response(status_code=401)
        dispatch = partial(dispatch_to_bolt, bolt, body.decode(), dict(request.headers), mode="http")
        return _response(await to_thread.run_sync(dispatch, limiter=limiter))

    return Route("/slack/events", slack_events, methods=["POST"])


async def _read_body(request: Request) -> bytes | None:
    """The whole body; None if it is over the limit or the client hangs up before its end."""
    parts, size = [], 0
    try:
        async for part in request.stream():
            size += len(part)
            if size > BODY_LIMIT:
                return None
            parts.append(part)
    except ClientDisconnect:
        return None
    return b"".join(parts)


def _response(response: BoltResponse) -> Response:
    task = BackgroundTask(response.mark_delivered) if isinstance(response, AckResponse) else None
    return Response(response.body, response.status, response.first_headers(), background=task)
