"""`pmi-bot run`: the bot of this configuration, from its start to its end; it must not know the sandbox."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from threading import Timer

import storage
from bot.cli.console import EXIT_CONFIG_ERROR, EXIT_FAILED, echo_error
from bot.config import environment
from bot.config.faults import ConfigError
from bot.runtime import log
from bot.runtime.app import Bot, build
from bot.runtime.process import Services, ShutdownSignal, Transport, serve
from bot.runtime.web_server import PortTakenError
from bot.use_cases.meetings import phrases

WARM_UP_DELAY = 3.0  # seconds after the start


def run() -> int:
    """Serve until told to stop; the status to end with."""
    try:
        bot_config = environment.read_config()
    except ConfigError as fault:
        echo_error(f"The configuration cannot be used:\n{fault}")
        return EXIT_CONFIG_ERROR
    log.configure(bot_config.log_level, bot_config.log_format)
    log.log_uncaught_exceptions()
    return serve_bot(bot_config, clock=lambda: datetime.now(UTC))


def serve_bot(
    bot_config: environment.Config,
    *,
    clock: Callable[[], datetime],
    close: Sequence[Callable[[], None]] = (),
    on_ready: Callable[[Bot], object] = lambda _bot: None,
) -> int:
    """Build and serve a bot with a migrated database. `close` is called last; `on_ready` is called with it when its transports are open."""
    shutdown = ShutdownSignal()
    shutdown.handle_signals()  # from here on a signal ends it in order, also while it is being built
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

    def call_on_ready(_port: int) -> None:
        on_ready(bot)

    if bot.socket is not None:
        bot.socket.on_fatal_error = shutdown.fail
        transports = [Transport(bot.socket.start, bot.socket.stop)]
    return Services(
        web=bot.web,
        host=bot.config.host,
        port=bot.config.port,
        drain=bot.dispatcher.drain,
        transports=transports,
        start=[bot.scheduler.start, _warm_up_soon],
        close=[bot.scheduler.stop, bot.database.close, *close],
        on_ready=call_on_ready,
    )


def _warm_up_soon() -> None:
    """Whoever is first should not wait for what only some of those after them need."""
    timer = Timer(WARM_UP_DELAY, phrases.warm_up)
    timer.daemon = True
    timer.start()


def _ensure_migrated(url: str) -> bool:
    """SQLite is migrated here; on PostgreSQL that is somebody's decision, because replicas may be running."""
    try:
        if url.startswith("sqlite"):
            storage.migrate(url)
        elif not storage.is_migrated(url):
            echo_error("The database is not migrated. Run: pmi-bot migrate")
            return False
    except storage.StorageError as fault:
        echo_error(f"The database cannot be used ({fault}). Check DATABASE_URL.")
        return False
    return True
