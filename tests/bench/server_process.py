"""A process that answers `POST /slack/events` until its standard input ends, for measuring it from outside.

Run as `python -m tests.bench.server_process bot DATABASE_URL` for the whole bot, or `python -m tests.bench.server_process bolt` for
an empty handler as Bolt's own documentation shows it, with all defaults. It says `ready PORT` when it listens.
"""

import os
import sys
from datetime import datetime
from pathlib import Path

from slack_bolt import Ack, App
from slack_bolt.adapter.starlette import SlackRequestHandler
from slack_bolt.authorization import AuthorizeResult
from starlette.applications import Starlette
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
TOKEN = "xoxb-made-up"
COMMAND = "/pmi"
NOWHERE = "http://127.0.0.1:9/api/"
"""Slack is never asked: everybody is known."""


def bot(database_url: str) -> Bot:
    """The bot as it runs over HTTP. Its clock stands still, so that requests can be signed beforehand."""
    decided = {"slack_bot_token": TOKEN, "slack_signing_secret": SECRET, "slack_api_url": NOWHERE}
    return build(environment.read_config(None, database_url=database_url, **decided), clock=_now)


def _now() -> datetime:
    return NOW


def bolt() -> ASGIApp:
    """An empty handler on Bolt's defaults; it authorizes without asking Slack."""

    def authorize() -> AuthorizeResult:
        return AuthorizeResult(enterprise_id=None, team_id=None, bot_token=TOKEN)

    app = App(signing_secret=SECRET, authorize=authorize)
    app.command(COMMAND)(_acknowledge)
    handler = SlackRequestHandler(app)

    async def slack_events(request: Request) -> Response:
        return await handler.handle(request)

    return Starlette(routes=[Route("/slack/events", slack_events, methods=["POST"])])


def _acknowledge(ack: Ack) -> None:
    ack()


def main(kind: str, *of: str) -> None:
    """Serve, and log as in life to where nothing is kept."""
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        log.configure("INFO", "json", nowhere)
        web = bolt() if kind == "bolt" else bot(*of).web
        server = WebServer(web, host="127.0.0.1", port=0)
        server.start()
        print(f"ready {server.port}", flush=True)  # noqa: T201 - whoever started this reads it
        sys.stdin.read()
        server.close()
        server.join(1)


if __name__ == "__main__":
    main(*sys.argv[1:])
