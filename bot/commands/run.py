"""`pmi-bot run`: the bot of this configuration, from its first to its last breath; it must not know the sandbox."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from threading import Timer

import storage
from bot import config, log
from bot.app import Bot, build
from bot.commands.console import FAILED, FAULTY, complain
from bot.config_faults import ConfigError
from bot.process import Door, Parts, Stop, serve
from bot.use_cases import phrases
from bot.web_server import PortTakenError

QUIET = 3.0  # seconds after the start


def run() -> int:
    """Serve until told to stop; the status to end with."""
    try:
        settings = config.read()
    except ConfigError as fault:
        complain(f"The configuration cannot be used:\n{fault}")
        return FAULTY
    log.configure(settings.log_level, settings.log_format)
    log.log_uncaught()
    return serve_bot(settings, clock=lambda: datetime.now(UTC))


def serve_bot(
    settings: config.Config,
    *,
    clock: Callable[[], datetime],
    close: Sequence[Callable[[], None]] = (),
    ready: Callable[[Bot], object] = lambda _bot: None,
) -> int:
    """Build and serve a bot with a migrated database. `close` is ended last; `ready` is called with it when its doors are open."""
    stop = Stop()
    stop.on_signals()  # from here on a signal ends it in order, also while it is being built
    if not _migrated(settings.database_url):
        return FAILED
    bot = build(settings, clock=clock)
    try:
        return serve(_parts(bot, stop, close, ready), stop)
    except PortTakenError as fault:
        complain(f"{fault}. Choose another with PORT.")
        return FAILED


def _parts(bot: Bot, stop: Stop, close: Sequence[Callable[[], None]], ready: Callable[[Bot], object]) -> Parts:
    doors = []

    def told(_port: int) -> None:
        ready(bot)

    if bot.socket is not None:
        bot.socket.on_fault = stop.fail
        doors = [Door(bot.socket.start, bot.socket.stop)]
    return Parts(
        web=bot.web,
        host=bot.config.host,
        port=bot.config.port,
        drain=bot.router.drain,
        doors=doors,
        start=[bot.scheduler.start, _warm_up_soon],
        close=[bot.scheduler.stop, bot.database.close, *close],
        ready=told,
    )


def _warm_up_soon() -> None:
    """Whoever is first should not wait for what only some of those after them need."""
    timer = Timer(QUIET, phrases.warm_up)
    timer.daemon = True
    timer.start()


def _migrated(url: str) -> bool:
    """SQLite is migrated here; on PostgreSQL that is somebody's decision, because replicas may be running."""
    try:
        if url.startswith("sqlite"):
            storage.migrate(url)
        elif not storage.is_migrated(url):
            complain("The database is not migrated. Run: pmi-bot migrate")
            return False
    except storage.StorageError as fault:
        complain(f"The database cannot be used ({fault}). Check DATABASE_URL.")
        return False
    return True
