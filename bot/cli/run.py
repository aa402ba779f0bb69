"""`pmi-bot run`: builds and serves the bot of this configuration; it must not know the sandbox."""

from collections.abc import Callable, Sequence
from datetime import datetime

import storage
from bot.cli.console import EXIT_CONFIG_ERROR, EXIT_FAILED, echo_error
from bot.cli.database import explain
from bot.config import environment
from bot.config.faults import ConfigError
from bot.i18n import formats, messages
from bot.runtime import log
from bot.runtime.app import Bot, build
from bot.runtime.process import Services, ShutdownSignal, Transport, serve
from bot.runtime.web_server import PortTakenError
from bot.use_cases.meetings import phrases


def run() -> int:
    """Serve the configured workspace until a shutdown is requested; the exit status."""
    try:
        bot_config = environment.read_config()
    except ConfigError as fault:
        echo_error(f"The configuration cannot be used:\n{fault}")
        return EXIT_CONFIG_ERROR
    log.configure(bot_config.log_level, bot_config.log_format)
    log.log_uncaught_exceptions()
    return serve_bot(bot_config)


def serve_bot(
    bot_config: environment.Config,
    *,
    clock: Callable[[], datetime] | None = None,
    close: Sequence[Callable[[], None]] = (),
    on_ready: Callable[[Bot], object] = lambda _bot: None,
) -> int:
    """Build and serve a bot with a migrated database; the exit status.

    `clock`: as `build` says. `on_ready` is called with the bot when its transports are open, `close` at the very end.
    """
    shutdown = ShutdownSignal()
    shutdown.handle_signals()  # so that a signal during the build also ends in an orderly shutdown
    if not _ensure_migrated(bot_config.database_url):
        return EXIT_FAILED
    bot = build(bot_config, clock=clock)
    try:
        return serve(_services(bot, shutdown, close, on_ready), shutdown)
    except PortTakenError as fault:
        echo_error(f"{fault}. Choose another with PORT.")
        return EXIT_FAILED


def _services(
    bot: Bot, shutdown: ShutdownSignal, close: Sequence[Callable[[], None]], on_ready: Callable[[Bot], object]
) -> Services:
    transports = []
    if bot.socket is not None:
        bot.socket.on_fatal_error = shutdown.fail
        transports = [Transport(bot.socket.start, bot.socket.stop)]
    return Services(
        web=bot.web,
        host=bot.config.host,
        port=bot.config.port,
        drain=bot.dispatcher.drain,
        transports=transports,
        start=[_warm_up, bot.database_watch.warn_without_wal, bot.clock_watch.start, bot.scheduler.start],
        close=[bot.scheduler.stop, bot.clock_watch.stop, bot.database.close, *close],
        on_ready=lambda _port: on_ready(bot),
    )


def _warm_up() -> None:
    """Load what takes long to load before threads need it: two that import Babel at once can see half of it, and fail."""
    messages.warm_up()
    formats.warm_up()
    phrases.warm_up()


def _ensure_migrated(url: str) -> bool:
    """Migrate SQLite; on PostgreSQL only check, since other replicas may be running and an operator must decide."""
    try:
        if url.startswith("sqlite"):
            storage.migrate(url)
        elif not storage.is_migrated(url):
            echo_error("The database is not migrated. Run: pmi-bot migrate")
            return False
    except storage.StorageError as fault:
        echo_error(explain("The database cannot be used", fault))
        return False
    return True
