"""`pmi-bot sandbox`: serves the bot and a stand-in workspace on this machine, with a database of their own."""

import json
import socket
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from bot.cli.console import EXIT_CONFIG_ERROR, EXIT_FAILED, echo, echo_error
from bot.cli.run import serve_bot
from bot.config import environment, manifest
from bot.config.faults import ConfigError
from bot.runtime import log
from bot.runtime.app import Bot
from bot.sandbox.clock import Clock
from bot.sandbox.pages.pages import build_pages
from bot.sandbox.transport.server import SandboxServer
from bot.sandbox.workspace.app_setup import setup_from_manifest
from bot.sandbox.workspace.seed import APPROVALS
from bot.sandbox.workspace.workspace import Usergroup, Workspace

DATABASE = "sqlite:///pmi-bot-sandbox.db"
CLOCK_FILE = Path("pmi-bot-sandbox.json")
WELCOME = (
    "This workspace lives on your own machine. Type /pmi to see your room, or open the app in the sidebar."
    " At the top right you choose who you are, and move the clock."
)
SUPPORT = Usergroup("S0SUPPORT", "support", "Support", ["U0MIA", "U0NOOR", "U0GUS"])
"""A user group to import from; one member is a guest."""
_LOOPBACK = "127.0.0.1"
_SETTLE_TIMEOUT = 1.0  # seconds that a page waits for what follows an acknowledgement
_HALF_SECOND = timedelta(seconds=0.5)


class PersistentClock:
    """The workspace's clock, which the bot uses too. Its offset is kept in a file, as the database is, over restarts."""

    def __init__(self, clock: Clock, file: Path) -> None:
        self._clock = clock
        self._file = file
        self._saved_offset = _load_offset(file)
        clock.advance(self._saved_offset)

    def now(self) -> datetime:
        """The present instant in the workspace; an offset that has changed is saved."""
        offset = self._clock.offset
        if abs(offset - self._saved_offset) > _HALF_SECOND:
            self._saved_offset = offset
            temporary_file = self._file.with_suffix(".new")
            temporary_file.write_text(json.dumps({"clock_ahead_seconds": offset.total_seconds()}), encoding="utf-8")
            temporary_file.replace(self._file)
        return self._clock.now()


def sandbox(*, http: bool = False, port: int | None = None) -> int:
    """Serve until a shutdown is requested; the exit status. It refuses to start beside a real workspace. `port`: PORT if None."""
    slack = sorted(name for name in environment.variables_set() if name.startswith("SLACK_"))
    if slack:
        echo_error(f"The sandbox does not start beside a real workspace. Unset {', '.join(slack)}, or use: pmi-bot run")
        return EXIT_CONFIG_ERROR
    try:
        return _serve(http=http, port=environment.read_port() if port is None else port)
    except ConfigError as fault:
        echo_error(f"The configuration cannot be used:\n{fault}")
        return EXIT_CONFIG_ERROR


def _serve(*, http: bool, port: int) -> int:
    setup = setup_from_manifest(manifest.read())
    workspace = Workspace(Clock(), setup=setup)
    workspace.usergroups[SUPPORT.id] = SUPPORT
    clock = PersistentClock(workspace.clock, CLOCK_FILE)
    commands, shortcuts = list((setup.commands or {}).values()), list((setup.shortcuts or {}).values())
    pages = build_pages(workspace, commands=commands, shortcuts=shortcuts, welcome=WELCOME)
    try:
        server = SandboxServer(workspace, port, _LOOPBACK, pages=pages)
    except OSError as fault:
        echo_error(f"Port {port} is not free ({fault.strerror}). Choose another: pmi-bot sandbox --port {port + 10}")
        return EXIT_FAILED
    bot_config = _config(workspace, server, http=http)
    log.configure(bot_config.log_level, bot_config.log_format)
    log.log_uncaught_exceptions()
    if http:
        workspace.delivery.use_http(f"{bot_config.public_url}/slack/events")

    def on_ready(bot: Bot) -> None:
        workspace.clock.on_move = bot.scheduler.run_all_now
        workspace.settle = partial(bot.dispatcher.wait_until_idle, _SETTLE_TIMEOUT)
        if not http:
            workspace.delivery.wait_for_connections()
        echo(f"PMI Bot is in the sandbox workspace: {server.url}/")

    server.start()
    return serve_bot(bot_config, clock=clock.now, close=[server.stop], on_ready=on_ready)


def _config(workspace: Workspace, server: SandboxServer, *, http: bool) -> environment.Config:
    """The user's configuration, with every value replaced that would lead out of the sandbox."""
    port = _free_port(server.port + 1)
    log_defaults = {} if "LOG_LEVEL" in environment.variables_set() else {"log_level": "warning"}
    return environment.read_config(
        environment.ENV_FILE,
        slack_bot_token=workspace.bot_token,
        slack_signing_secret=workspace.signing_secret,
        slack_app_token="" if http else workspace.app_token,
        slack_api_url=server.api_url,
        database_url=DATABASE,
        host=_LOOPBACK,
        port=str(port),
        public_url=f"http://{_LOOPBACK}:{port}",
        room_url_template=f"{server.url}/place/{{name}}",
        approvals_channel=APPROVALS,
        trusted_proxies="",
        **log_defaults,
    )


def _free_port(wanted: int) -> int:
    """The wanted port if it is free, else any free port."""
    for port in (wanted, 0):
        try:
            with socket.create_server((_LOOPBACK, port)) as listener:
                return int(listener.getsockname()[1])
        except OSError:
            continue
    raise OSError("no port is free")


def _load_offset(file: Path) -> timedelta:
    try:
        return timedelta(seconds=float(json.loads(file.read_text(encoding="utf-8"))["clock_ahead_seconds"]))
    except (OSError, ValueError, KeyError, TypeError, OverflowError):
        return timedelta()  # no file, or not of this program
