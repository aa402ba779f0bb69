"""The HTTP transport: signed requests from Slack at `POST /slack/events`, and the web app around it; it must not know handlers."""

import time
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

import structlog
from anyio import CapacityLimiter, to_thread
from slack_bolt import App, BoltResponse
from starlette.applications import Starlette
from starlette.background import BackgroundTask
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.doors.bolt import dispatch_to_bolt
from bot.doors.gateway import SECURITY_HEADERS
from bot.doors.metrics import Metrics
from bot.doors.parse import MalformedError
from bot.doors.router import AckResponse
from bot.doors.signing import SignatureChecker
from bot.doors.status import Check, status_routes

BODY_LIMIT = 1 << 20  # bytes; Slack's largest payload is a view of 250 kB
THREADS = 64  # each waits for an answer 2 seconds at most; a limiter of its own, so that the web pages never wait

log: structlog.stdlib.BoundLogger = structlog.get_logger()


def build_web_app(
    *,
    clock: Callable[[], datetime],
    metrics: Metrics,
    checks: Mapping[str, Check],
    bolt: App | None = None,
    signing_secret: str = "",
    extra_routes: Sequence[BaseRoute] = (),
) -> Starlette:
    """The whole web app: status pages, `extra_routes`, and the Slack route when `bolt` and `signing_secret` are given."""
    routes = [*status_routes(checks, metrics.registry), *extra_routes]
    if bolt is not None and signing_secret:
        routes.append(slack_route(bolt, SignatureChecker(signing_secret, clock)))
    app = Starlette(routes=routes, exception_handlers={404: _not_found, 405: _not_found})
    app.router.redirect_slashes = False  # it would lead to the request's own Host, and take a token along (GATE-6)
    app.add_middleware(AccessLog)
    return app


def _not_found(_request: Request, fault: Exception) -> Response:
    """What no route takes: as little kept and indexed as the pages (GATE-4)."""
    status = fault.status_code if isinstance(fault, HTTPException) else 404
    return Response("There is nothing here.\n", status, SECURITY_HEADERS, media_type="text/plain")


class AccessLog:
    """One line a request: the route's name, status and duration; never a path, a query or a body (GATE-4)."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started, status = time.monotonic(), 500

        async def recording_send(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, recording_send)
        finally:
            route = getattr(scope.get("route"), "name", None) or "none"
            log.info("http", route=route, status=status, seconds=round(time.monotonic() - started, 4))


def slack_route(bolt: App, checker: SignatureChecker) -> Route:
    limiter = CapacityLimiter(THREADS)

    async def slack_events(request: Request) -> Response:
        body = await _read_body(request)
        if body is None:
            return Response(status_code=413)
        rejection = checker.rejection_reason(body, request.headers)
        if rejection:
            log.warning("refused", fault=rejection)
            return Response(status_code=401)
        headers = dict(request.headers)
        response = await to_thread.run_sync(_dispatch_http, bolt, body.decode(), headers, limiter=limiter)
        return _response(response)

    return Route("/slack/events", slack_events, methods=["POST"])


async def _read_body(request: Request) -> bytes | None:
    """The whole body; None if it is over the limit or never comes."""
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


def _dispatch_http(bolt: App, body: str, headers: Mapping[str, str]) -> BoltResponse:
    try:
        return dispatch_to_bolt(bolt, body, headers, mode="http")
    except MalformedError as fault:
        log.warning("malformed payload", fault=str(fault))
        return BoltResponse(status=400)


def _response(response: BoltResponse) -> Response:
    task = BackgroundTask(response.mark_delivered) if isinstance(response, AckResponse) else None
    return Response(response.body, response.status, response.first_headers(), background=task)
