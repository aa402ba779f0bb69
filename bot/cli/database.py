"""Opens the configured database for commands that need nothing else; it must not know what they do with it."""

from collections.abc import Callable

import storage
from bot.cli.console import EXIT_FAILED, echo_error
from bot.config import environment


def with_database(action: Callable[[storage.Database], int]) -> int:
    """Call `action` with the database of DATABASE_URL; the exit status. A database that cannot be used is explained.

    Raises `ConfigError`.
    """
    database = storage.Database(environment.read_database_url())
    try:
        return action(database)
    except storage.StorageError as fault:
        echo_error(f"The database cannot be asked ({fault}). Check DATABASE_URL, and run: pmi-bot migrate")
        return EXIT_FAILED
    finally:
        database.close()
