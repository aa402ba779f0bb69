"""A process that answers Slack until its standard input ends, for measuring it from outside.

Run as `python -m tests.bench.server_process KIND …`. Over HTTP, at `POST /slack/events`:

- `bot DATABASE_URL [SLACK_API_URL]`: the whole bot, without its jobs;
- `bot-jobs DATABASE_URL SLACK_API_URL`: with them;
- `bolt`: an empty handler as Bolt's own documentation shows it, with all defaults;
- `bolt-starlette`: an empty handler in Bolt's Starlette adapter, see `bolt_adapter`.

Over Socket Mode, which `SLACK_API_URL` says where to find: `bot-socket DATABASE_URL SLACK_API_URL`, and
`bolt-socket SLACK_API_URL`, an empty handler in Bolt's builtin adapter.

All are served by the `WebServer` of the bot, so that event loop and HTTP parser are the same on both sides. It says
`ready PORT LOOP PARSER` once it answers.
"""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from http.client import HTTPConnection
from pathlib import Path

from slack_bolt import Ack, App
from slack_bolt.adapter.socket_mode.builtin import SocketModeHandler
from slack_bolt.adapter.starlette import SlackRequestHandler
from slack_bolt.adapter.starlette.handler import to_bolt_request, to_starlette_response
from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp

from bot.config import environment
from bot.runtime import log
from bot.runtime.app import Bot, build
from bot.runtime.web_server import WebServer
from tests.support.factories.people import NOW

SECRET = "a-made-up-signing-secret"
TOKEN, APP_TOKEN = "xoxb-made-up", "xapp-made-up"
COMMAND = "/pmi"
NOWHERE = "http://127.0.0.1:9/api/"
"""Slack is never asked: everybody is known."""
START_TIMEOUT = 30.0  # seconds


def bot(database_url: str, slack_api_url: str = NOWHERE, **more: str) -> Bot:
    """The bot as it runs over HTTP. Its clock stands still, so that requests can be signed beforehand."""
    decided = {"slack_bot_token": TOKEN, "slack_signing_secret": SECRET, "slack_api_url": slack_api_url, **more}
    return build(environment.read_config(None, database_url=database_url, **decided), clock=_now)


def _now() -> datetime:
    return NOW


def bolt() -> ASGIApp:
    """An empty handler on Bolt's defaults; it authorizes without asking Slack."""
    handler = SlackRequestHandler(_empty_app(process_before_response=False))

    async def slack_events(request: Request) -> Response:
        return await handler.handle(request)

    return _slack_route(slack_events)


def bolt_adapter() -> ASGIApp:
    """An empty handler in Bolt's own Starlette adapter, signature checking on.

    `process_before_response`, so that nothing polls for the acknowledgement. The adapter's `handle` calls the app in the
    event loop, where a handler that waits for anything blocks everybody; here its two halves are the adapter's own, and
    the dispatch between them takes one thread hop, as Starlette makes it for whatever may wait.
    """
    app = _empty_app(process_before_response=True)

    async def slack_events(request: Request) -> Response:
        asked = to_bolt_request(request, await request.body())
        return to_starlette_response(await run_in_threadpool(app.dispatch, asked))

    return _slack_route(slack_events)


def _empty_app(*, process_before_response: bool, slack_api_url: str = NOWHERE) -> App:
    def authorize() -> AuthorizeResult:
        return AuthorizeResult(enterprise_id=None, team_id=None, bot_token=TOKEN)

    app = App(
        signing_secret=SECRET,
        authorize=authorize,
        client=WebClient(base_url=slack_api_url),
        process_before_response=process_before_response,
    )
    app.command(COMMAND)(_acknowledge)
    return app


def _acknowledge(ack: Ack) -> None:
    ack()


def _slack_route(endpoint: Callable[..., object]) -> ASGIApp:
    return Starlette(routes=[Route("/slack/events", endpoint, methods=["POST"])])


@contextmanager
def _serving(kind: str, *of: str) -> Iterator[ASGIApp]:
    """The web app to serve; Socket Mode is connected meanwhile, where it is of that kind."""
    match kind:
        case "bolt":
            yield bolt()
        case "bolt-starlette":
            yield bolt_adapter()
        case "bolt-socket":
            (api_url,) = of
            handler = SocketModeHandler(_empty_app(process_before_response=True, slack_api_url=api_url), APP_TOKEN)
            handler.connect()  # type: ignore[no-untyped-call]  # Bolt does not type it
            yield Starlette()
            handler.close()  # type: ignore[no-untyped-call]  # the same
        case "bot-socket":
            built = bot(*of, slack_app_token=APP_TOKEN)
            assert built.socket is not None
            built.socket.start()
            yield built.web
            built.socket.stop(1)
        case "bot-jobs":
            built = bot(*of)
            built.scheduler.start()
            yield built.web
            built.scheduler.stop()
        case _:
            yield bot(*of).web


def _loop_and_parser(port: int) -> str:
    """What uvicorn chose. It is seen by what is loaded, once something was answered: nothing else here uses these."""
    connection = HTTPConnection("127.0.0.1", port, timeout=START_TIMEOUT)
    connection.request("GET", "/nothing-is-here")
    connection.getresponse().read()
    connection.close()
    loop = "uvloop" if "uvloop" in sys.modules else "asyncio"
    return f"{loop} {'httptools' if 'uvicorn.protocols.http.httptools_impl' in sys.modules else 'h11'}"


def main(kind: str, *of: str) -> None:
    """Serve, and log as in life to where nothing is kept."""
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        log.configure("INFO", "json", nowhere)
        with _serving(kind, *of) as web:
            server = WebServer(web, host="127.0.0.1", port=0)
            server.start()
            print(f"ready {server.port} {_loop_and_parser(server.port)}", flush=True)  # noqa: T201 - whoever started this reads it
            sys.stdin.read()
            server.close()
            server.join(1)


if __name__ == "__main__":
    main(*sys.argv[1:])
