"""A bot process of its own for the tests of stopping: one slow handler behind real transports, told what to do by stdin.

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


def print_line(text: str) -> None:
    print(text, flush=True)  # noqa: T201 - the test reads it


def slow_handler(_request: Request) -> Replies:
    print_line("entered")
    sys.stdin.readline()
    return [PrivateReply("Hello")]


def main(transport: str, api_url: str, bot_token: str, app_token: str, secret: str, deadline: str) -> int:
    log.configure("INFO", "json")
    client = interactive_client(bot_token, api_url)
    metrics = Metrics(CollectorRegistry())
    dispatcher = Dispatcher(
        {(RequestKind.COMMAND, "/pmi"): slow_handler},
        responder=Responder(ReplyClient(client)),
        claim_event=lambda _team, _event, _now: True,
        clock=lambda: datetime.now(UTC),
        metrics=metrics,
        deadline=float(deadline),
    )
    bolt = build_bolt_app(token=bot_token, client=client, dispatcher=dispatcher)
    stop = ShutdownSignal()
    web = build_web_app(clock=lambda: datetime.now(UTC), metrics=metrics, checks={}, bolt=bolt, signing_secret=secret)
    socket_mode = SocketModeTransport(bolt, app_token=app_token, api_url=api_url, on_fatal_error=stop.fail)
    services = Services(
        web=web,
        host="127.0.0.1",
        port=0,
        drain=dispatcher.drain,
        transports=[Transport(socket_mode.start, socket_mode.stop)] if transport == "socket" else [],
        close=[lambda: print_line("closed")],
        on_ready=lambda port: print_line(f"ready {port}"),
    )
    return serve(services, stop)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
