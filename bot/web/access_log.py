"""Logs each request of the web app; it must not know routes."""

import time
from collections.abc import Callable

from starlette.types import ASGIApp, Message, Receive, Scope, Send

LogRequest = Callable[[str, int, float], None]
"""Writes one line: the name of the route, the status, and how many seconds it took."""


class AccessLog:
    """ASGI middleware. Logs the route's name, status and seconds of a request; never a path, a query or a body (GATE-4).

    `route`: the name, where there is but one; else Starlette says which one was taken.
    """

    def __init__(self, app: ASGIApp, *, log_request: LogRequest, route: str = "") -> None:
        self._app = app
        self._log_request = log_request
        self._route = route

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and log it when it has ended."""
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
            route = self._route or getattr(scope.get("route"), "name", None) or "none"
            self._log_request(route, status, time.monotonic() - started)
