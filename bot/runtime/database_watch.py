"""Says once when the database fails and when it is back, counts its errors, and knows whether it takes writes."""

import time
from collections.abc import Callable
from datetime import datetime
from threading import Lock

import structlog
from prometheus_client import CollectorRegistry, Counter, Gauge

from bot.use_cases.write_checks import check_writes
from storage import Database, Outage, StorageError

HANGS_AFTER = 10.0
"""Seconds after which a check that has not come back counts as failed; the database's own limits end it earlier, as a rule."""
_NO_WRITES = (Outage.FULL, Outage.READ_ONLY)  # which nothing mends by itself

log: structlog.stdlib.BoundLogger = structlog.get_logger()


class DatabaseWatch:
    """Listener for the outages of a database. Its own check, run from time to time, says when one is over."""

    def __init__(
        self, db: Database, registry: CollectorRegistry, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._db = db
        self._monotonic = monotonic
        self._lock = Lock()
        self._began: float | None = None  # of the present outage
        self._errors = self._errors_before = 0  # of the present outage; before the last check
        self._takes_writes = True
        self._check_began: float | None = None  # of one that has not come back
        self._count = Counter(
            "pmi_database_errors",
            "Errors of the database that are no fault of a statement.",
            ["cause"],
            registry=registry,
        )
        writable = Gauge("pmi_database_writable", "0 while the database takes no writes.", registry=registry)
        writable.set_function(lambda: float(self.takes_writes()))

    def note(self, error: StorageError) -> None:
        """Count an error of an outage; the first one is logged."""
        self._count.labels(error.outage).inc()
        if error.outage in _NO_WRITES:
            self._takes_writes = False
        with self._lock:
            self._errors += 1
            if self._began is not None:
                return
            self._began = self._monotonic()
        log.error("database_unavailable", cause=error.outage, reason=str(error))

    def check(self, now: datetime) -> None:
        """Write something, and note whether that goes. Raises StorageError where it does not."""
        self._check_began = self._monotonic()
        try:
            check_writes(self._db, now)
        except StorageError:
            self._takes_writes = False
            raise
        finally:
            self._check_began = None
        self._takes_writes = True
        self._end_outage()

    def takes_writes(self) -> bool:
        """Whether the last check could write, the present one does not hang, and nobody has met a full or read-only database since."""
        began = self._check_began
        return self._takes_writes and (began is None or self._monotonic() - began < HANGS_AFTER)

    def warn_without_wal(self) -> None:
        """Say so where SQLite cannot use its write-ahead log: readers and writers then wait for each other."""
        if self._db.is_sqlite and (mode := self._db.journal_mode()) != "wal":
            log.warning("sqlite_without_wal", mode=mode)

    def _end_outage(self) -> None:
        """An outage is over when nobody has met an error between two checks: a single table may be locked for longer."""
        with self._lock:
            began, errors = self._began, self._errors
            if errors != self._errors_before:
                self._errors_before = errors
                return
            self._began, self._errors, self._errors_before = None, 0, 0
        if began is not None:
            log.warning("database_available", seconds=round(self._monotonic() - began), errors=errors)
