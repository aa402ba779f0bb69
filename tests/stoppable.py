"""A bot process of its own for the tests of stopping: one slow handler behind real doors, told what to do by stdin.

Run as `python -m tests.stoppable TRANSPORT API_URL BOT_TOKEN APP_TOKEN SECRET DEADLINE`. It says `ready PORT` and, when
its handler begins, `entered`; a line on stdin lets the handler answer.
"""

import sys
from datetime import UTC, datetime

from prometheus_client import CollectorRegistry

from bot import log
from bot.doors.bolt import build_bolt_app
from bot.doors.calls import ReplyClient, interactive_client
from bot.doors.carry import Responder
from bot.doors.http import build_web_app
from bot.doors.metrics import Metrics
from bot.doors.router import Dispatcher
from bot.doors.socket import SocketModeTransport
from bot.exchange import PrivateReply, Replies, Request, RequestKind
from bot.process import Services, ShutdownSignal, Transport, serve


def tell(text: str) -> None:
    print(text, flush=True)  # noqa: T201 - the test reads it


def slow(_request: Request) -> Replies:
    tell("entered")
    sys.stdin.readline()
    return [PrivateReply("Hello")]


def main(transport: str, api_url: str, bot_token: str, app_token: str, secret: str, deadline: str) -> int:
    log.configure("INFO", "json")
    client = interactive_client(bot_token, api_url)
    metrics = Metrics(CollectorRegistry())
    router = Dispatcher(
        {(RequestKind.COMMAND, "/pmi"): slow},
        responder=Responder(ReplyClient(client)),
        claim_event=lambda _team, _event, _now: True,
        clock=lambda: datetime.now(UTC),
        metrics=metrics,
        deadline=float(deadline),
    )
    bolt = build_bolt_app(token=bot_token, client=client, dispatcher=router)
    stop = ShutdownSignal()
    web = build_web_app(clock=lambda: datetime.now(UTC), metrics=metrics, checks={}, bolt=bolt, signing_secret=secret)
    door = SocketModeTransport(bolt, app_token=app_token, api_url=api_url, on_fatal_error=stop.fail)
    parts = Services(
        web=web,
        host="127.0.0.1",
        port=0,
        drain=router.drain,
        transports=[Transport(door.start, door.stop)] if transport == "socket" else [],
        close=[lambda: tell("closed")],
        on_ready=lambda port: tell(f"ready {port}"),
    )
    return serve(parts, stop)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
