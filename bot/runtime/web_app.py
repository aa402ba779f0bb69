"""The whole web app: status pages, join pages, and the Slack route where requests come by HTTP."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from slack_bolt import App
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.i18n.messages import gettext as _
from bot.i18n.spoken import speaking
from bot.runtime.log import log_http_request
from bot.transports.http import SLACK_PATH, SlackEvents
from bot.transports.metrics import Metrics
from bot.transports.signing import SignatureChecker
from bot.web.access_log import AccessLog
from bot.web.readers import accepted_language, page_headers
from bot.web.status import Check, status_routes

SLACK_ROUTE = "slack_events"


class WebApp(Starlette):
    """The web app. Slack's requests go past the middleware of pages: most requests are Slack's, and need none of it."""

    slack: ASGIApp | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        is_slack = scope["type"] == "http" and scope["path"] == SLACK_PATH and scope["method"] == "POST"
        if self.slack is not None and is_slack:
            await self.slack(scope, receive, send)
        else:
            await super().__call__(scope, receive, send)


def build_web_app(
    *,
    times: Callable[[], Sequence[datetime]],
    metrics: Metrics,
    checks: Mapping[str, Check],
    bolt: App | None = None,
    signing_secret: str = "",
    on_slack_date: Callable[[datetime], None] = lambda _date: None,
    extra_routes: Sequence[BaseRoute] = (),
) -> WebApp:
    """The web app with status pages and `extra_routes`, and with Slack's route if `bolt` and `signing_secret` are given."""
    routes = [*status_routes(checks, metrics.registry), *extra_routes]
    slack = None
    if bolt is not None and signing_secret:
        slack = SlackEvents(bolt, SignatureChecker(signing_secret, times, on_slack_date))
        routes.append(Route(SLACK_PATH, slack, methods=["POST"], name=SLACK_ROUTE))  # refuses other methods
    app = WebApp(routes=routes, exception_handlers={404: _not_found, 405: _not_found})
    app.router.redirect_slashes = False  # a redirect would go to the request's Host, with the token (GATE-6)
    app.add_middleware(AccessLog, log_request=log_http_request)
    if slack is not None:
        app.slack = AccessLog(slack, log_request=log_http_request, route=SLACK_ROUTE)
    return app


def _not_found(request: Request, fault: Exception) -> Response:
    """The answer where no route matches, with the headers of the pages (GATE-4)."""
    status = fault.status_code if isinstance(fault, HTTPException) else 404
    with speaking(accepted_language(request)):
        text = _("There is nothing here.")
        return Response(f"{text}\n", status, page_headers(), media_type="text/plain")
