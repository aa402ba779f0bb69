"""`pmi-bot migrate`: brings the database of DATABASE_URL to the newest schema; it needs no Slack."""

import storage
from bot.cli.console import EXIT_FAILED, echo, echo_error
from bot.cli.database import explain
from bot.config import environment

WAITING = "Another process is migrating the database, or uses it: waiting for a minute at most …"


def migrate() -> int:
    """Migrate the database; the exit status. Raises `ConfigError`."""
    try:
        storage.migrate(environment.read_database_url(), on_wait=lambda: echo(WAITING))
    except storage.StorageError as fault:
        echo_error(explain("The database was not migrated", fault))
        return EXIT_FAILED
    echo("The database is at the newest schema.")
    return 0
