"""What goes wrong with the database of a fault run: it is restarted, held by somebody else, and its disk runs full."""

import random
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from functools import partial

import psycopg

from storage import migrate
from tests.fault_run.incidents import Incident, Repairs
from tests.support.database import databases
from tests.support.database.outages import locked
from tests.support.machine.small_disk import SmallDisk, small_disk

DISK_MEGABYTES = 96
"""Room for a new server and what a run adds to it."""
LONGEST_LOCK_SECONDS = 3.0
"""Twice as long as anybody waits for a lock."""
LONGEST_FULL_SECONDS = 3.0
CRASH_RATIO = 0.5
"""How many of all restarts."""
QUEUE = "deliveries"


class FaultyDatabase:
    """A database on a small disk of its own. `server`: none for SQLite."""

    def __init__(self, url: str, disk: SmallDisk, server: databases.PostgresServer | None) -> None:
        self.url = url
        self._disk = disk
        self._server = server
        self._is_full = False

    def incidents(self, repairs: Repairs) -> Mapping[str, Incident]:
        """What can happen to it, by name. What lasts is over after a while."""
        incidents: dict[str, Incident] = {
            "disk full": partial(self._fill, repairs),
            "locked": partial(self._lock, repairs),
        }
        if self._server is not None:
            incidents["restart"] = partial(self._restart, self._server)
        return incidents

    def _fill(self, repairs: Repairs, rng: random.Random) -> bool:
        if self._is_full:
            return False
        self._disk.fill()
        self._is_full = True
        repairs.add(rng.uniform(0.1, LONGEST_FULL_SECONDS), self._free)
        return True

    def _free(self) -> None:
        self._disk.free()
        self._is_full = False
        if self._server is not None:
            self._server.ensure_running()  # one that gave up for want of room is started again by its operator

    def _restart(self, server: databases.PostgresServer, rng: random.Random) -> bool:
        has_run = server.stop(crash=rng.random() < CRASH_RATIO)
        if not self._is_full:  # else it cannot
            server.ensure_running()
        return has_run

    def _lock(self, repairs: Repairs, rng: random.Random) -> bool:
        holder = ExitStack()
        try:
            holder.enter_context(locked(self.url, QUEUE))
        except (psycopg.Error, sqlite3.Error):
            return False  # a worker that is stopped holds it, or the server is not there
        repairs.add(rng.uniform(0.1, LONGEST_LOCK_SECONDS), lambda: _let_go(holder))
        return True


def _let_go(holder: ExitStack) -> None:
    with suppress(psycopg.Error):  # the server has been restarted meanwhile
        holder.close()


@contextmanager
def faulty_database(kind: str) -> Iterator[FaultyDatabase]:
    """A migrated one: `sqlite`, or `postgresql` with a server of its own, which keeps what it has confirmed also over a crash."""
    with small_disk(DISK_MEGABYTES) as disk, ExitStack() as stack:
        if kind == "sqlite":
            url, server = f"sqlite:///{disk.folder / 'bot.db'}", None
        else:
            server = stack.enter_context(databases.running_server(disk.folder))
            server.keep_commits()
            url = stack.enter_context(server.database())
        migrate(url)
        yield FaultyDatabase(url, disk, server)
