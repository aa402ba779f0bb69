"""Opens the configured database for commands that need nothing else, and says what to do about one that cannot be used."""

from collections.abc import Callable, Mapping
from contextlib import closing

import storage
from bot.cli.console import EXIT_FAILED, echo_error
from bot.config import environment

REMEDIES: Mapping[storage.Outage | None, str] = {
    storage.Outage.BUSY: "another process holds it; look which, and try again",
    storage.Outage.UNREACHABLE: "check DATABASE_URL and that its server runs",
    storage.Outage.FULL: "make room on its disk",
    storage.Outage.READ_ONLY: "let this user write the file, those beside it (-wal, -shm) and its folder,"
    " or take the server that is no standby",
}


def explain(what: str, fault: storage.StorageError, *, otherwise: str = "check DATABASE_URL") -> str:
    """That `what` is so, why, and what to do about it: `otherwise` where the fault is no outage."""
    if isinstance(fault, storage.NewerSchemaError):
        return f"{what}: {fault}"  # which says what to do
    remedy = REMEDIES.get(fault.outage, otherwise)
    return f"{what} ({fault}): {remedy}."


def with_database(action: Callable[[storage.Database], int]) -> int:
    """Call `action` with the database of DATABASE_URL; the exit status. A database that cannot be used is explained.

    Raises `ConfigError`.
    """
    url = environment.read_database_url()
    try:
        with closing(storage.Database(url)) as database:
            return action(database)
    except storage.StorageError as fault:
        migrate = "check DATABASE_URL, and run pmi-bot migrate"
        echo_error(explain("The database cannot be asked", fault, otherwise=migrate))
        return EXIT_FAILED
