"""The whole web app: status pages, join pages, and the Slack route where requests come by HTTP."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from slack_bolt import App
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from bot.runtime.log import log_http_request
from bot.transports.http import slack_route
from bot.transports.metrics import Metrics
from bot.transports.signing import SignatureChecker
from bot.web.access_log import AccessLog
from bot.web.security_headers import SECURITY_HEADERS
from bot.web.status import Check, status_routes


def build_web_app(
    *,
    clock: Callable[[], datetime],
    metrics: Metrics,
    checks: Mapping[str, Check],
    bolt: App | None = None,
    signing_secret: str = "",
    extra_routes: Sequence[BaseRoute] = (),
) -> Starlette:
    """The web app with status pages and `extra_routes`, and with the Slack route if `bolt` and `signing_secret` are given."""
    routes = [*status_routes(checks, metrics.registry), *extra_routes]
    if bolt is not None and signing_secret:
        routes.insert(0, slack_route(bolt, SignatureChecker(signing_secret, clock)))  # called most: looked at first
    app = Starlette(routes=routes, exception_handlers={404: _not_found, 405: _not_found})
    app.router.redirect_slashes = False  # a redirect would go to the request's Host, with the token (GATE-6)
    app.add_middleware(AccessLog, log_request=log_http_request)
    return app


def _not_found(_request: Request, fault: Exception) -> Response:
    """The answer where no route matches, with the headers of the pages (GATE-4)."""
    status = fault.status_code if isinstance(fault, HTTPException) else 404
    return Response("There is nothing here.\n", status, SECURITY_HEADERS, media_type="text/plain")
