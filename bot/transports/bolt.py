"""Builds the Bolt app and hands it payloads; it must not know handlers, and reads nothing from the environment."""

import logging
from collections.abc import Mapping

import structlog
from slack_bolt import App, BoltRequest, BoltResponse
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.middleware import Middleware
from slack_sdk import WebClient  # noqa: TID251 - Bolt copies it for each request, and nothing calls by it

REQUEST_KEY = "request_key"
"""Where the context of Bolt's request holds what only this one has: its envelope id, or its signature (section 12)."""

log: structlog.stdlib.BoundLogger = structlog.get_logger()


def build_bolt_app(*, token: str, client: WebClient, dispatcher: Middleware) -> App:
    """One app for both transports, with `dispatcher` as its last middleware. `client` gives the API address.

    Bolt reads from SLACK_* variables what is not passed here, and some of them change its mode (SLACK_CLIENT_ID: OAuth).
    It authorizes with the token itself: no `auth.test`, neither at the start nor per request. The HTTP transport checks
    signatures, because it has our clock; handlers ignore the bot's own events.
    """

    def authorize(enterprise_id: str | None, team_id: str | None, user_id: str | None) -> AuthorizeResult:
        return AuthorizeResult(enterprise_id=enterprise_id, team_id=team_id, user_id=user_id, bot_token=token)

    logger = logging.getLogger("slack_bolt")
    logger.setLevel(logging.ERROR)  # it warns of each SLACK_* variable that is set and not used
    app = App(
        name="pmi-bot",
        logger=logger,
        signing_secret="",
        client=WebClient(base_url=client.base_url, timeout=client.timeout, retry_handlers=[]),
        authorize=authorize,
        process_before_response=True,
        token_verification_enabled=False,
        request_verification_enabled=False,
        ignoring_self_events_enabled=False,
        ssl_check_enabled=False,
        attaching_function_token_enabled=False,
    )
    app.use(dispatcher)
    return app


def dispatch_to_bolt(
    app: App, body: str | dict[str, object], headers: Mapping[str, str | list[str]], *, mode: str, key: str = ""
) -> BoltResponse:
    """Bolt's answer to one payload, 400 to one that is not shaped as Slack's.

    `mode` is `http` (a raw body) or `socket_mode` (a decoded one), `key` what only this request has, if anything.
    """
    try:
        request = BoltRequest(body=body, headers=dict(headers), mode=mode, context={REQUEST_KEY: key})
        is_well_formed = isinstance(request.body.get("event", {}), dict)  # Bolt calls `get` on it
    except (ValueError, TypeError, AttributeError, KeyError, IndexError, RecursionError):  # Bolt does not check shapes
        return _malformed("the payload is not what Slack sends")
    return app.dispatch(request) if is_well_formed else _malformed("event is not an object")


def _malformed(reason: str) -> BoltResponse:
    log.warning("payload_malformed", reason=reason)
    return BoltResponse(status=400)
