"""Logs and counts what the delivery worker does; it must not hold anything about a person but Slack's ids."""

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from functools import partial
from typing import assert_never

import structlog
from prometheus_client import CollectorRegistry, Counter
from prometheus_client.metrics_core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from bot.policy.deliveries.deliveries import DeliveryState
from bot.use_cases.deliveries import queue
from bot.use_cases.deliveries.worker import (
    BackedOff,
    CircuitClosed,
    CircuitOpened,
    ClockJumped,
    ClockSkewed,
    Crashed,
    Finished,
    WorkerEvent,
)
from bot.web.single_flight import SingleFlight
from storage import Database, StorageError

READ_SECONDS = 2.0  # that a scrape waits for each of its two questions

log: structlog.stdlib.BoundLogger = structlog.get_logger()


class SuspendedWorkspaceCollector(Collector):
    """The suspended workspaces, read at each scrape: one replica may suspend a workspace and another resume it."""

    def __init__(self, db: Database) -> None:
        self._suspended = SingleFlight("suspended workspaces", lambda: queue.suspended_workspaces(db))

    def collect(self) -> Iterator[Metric]:
        """One gauge for each workspace and method; none while the database cannot be read."""
        try:
            suspended = self._suspended.ask().result(READ_SECONDS)
        except (StorageError, TimeoutError):
            return
        help_text = "1 while nothing is sent to the workspace."
        gauge = GaugeMetricFamily("pmi_workspace_stopped", help_text, labels=["team", "method"])
        for workspace in suspended:
            gauge.add_metric([workspace.team, workspace.method], 1)
        yield gauge


class LagCollector(Collector):
    """How far the queue and the jobs are behind, read at each scrape."""

    def __init__(
        self,
        db: Database,
        clock: Callable[[], datetime],
        lags: Callable[[], Mapping[str, float]],
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._waiting_time = SingleFlight("oldest delivery", lambda: queue.waiting_time(db, clock()).total_seconds())
        self._lags = lags
        self._monotonic = monotonic
        self._last_read: tuple[float, float] | None = None  # the seconds that it had waited, and when that was so

    def collect(self) -> Iterator[Metric]:
        """One gauge for each job; one for the queue, none until the database was read."""
        ticks = GaugeMetricFamily(
            "pmi_tick_lag_seconds", "For how long a tick that succeeds is overdue.", labels=["tick"]
        )
        for name, seconds in self._lags().items():
            ticks.add_metric([name], seconds)
        yield ticks
        if (waited := self._oldest()) is not None:
            help_text = "How long the oldest message that is due has waited; while nobody knows, how long it may have."
            yield GaugeMetricFamily("pmi_oldest_delivery_seconds", help_text, waited)

    def _oldest(self) -> float | None:
        """While the queue cannot be read nothing leaves it either: the figure grows, as an alarm needs it to."""
        with suppress(StorageError, TimeoutError):
            self._last_read = self._waiting_time.ask().result(READ_SECONDS), self._monotonic()
            return self._last_read[0]
        if self._last_read is None:
            return None
        seconds, read_at = self._last_read
        return seconds + self._monotonic() - read_at


class DeliveryLog:
    """Listener for the events of a delivery worker. What an operator must act on is logged as an error and counted."""

    def __init__(self, registry: CollectorRegistry) -> None:
        counter = partial(Counter, registry=registry)
        self._finished = counter("pmi_deliveries", "Messages by kind and final state.", ["kind", "state"])
        self._reconciled = counter("pmi_deliveries_adopted", "Messages found in Slack after a time-out or a crash.")
        troubled = "Tries that have to be repeated or looked into."
        self._backed_off = counter("pmi_deliveries_troubled", troubled, ["reason"])

    def __call__(self, event: WorkerEvent) -> None:
        """Log and count one event."""
        match event:
            case Finished():
                self._log_finished(event)
            case BackedOff(delivery, reason):
                self._backed_off.labels(reason).inc()
                log.info("delivery_backed_off", delivery=delivery.id, kind=delivery.kind, reason=reason)
            case CircuitOpened(team, method, reason):
                log.error("workspace_suspended", team=team, method=method, reason=reason)
            case CircuitClosed(team, method):
                log.warning("workspace_resumed", team=team, method=method)
            case ClockSkewed():
                pass  # the clock itself says so, once
            case ClockJumped(database, quarantine):
                log.warning("clock_jumped", database=database.isoformat(), quarantine=quarantine)
            case Crashed(delivery, error):
                log.error("delivery_crashed", delivery=delivery.id, kind=delivery.kind, exc_info=error)
            case _:
                assert_never(event)

    def _log_finished(self, event: Finished) -> None:
        delivery = event.delivery
        self._finished.labels(delivery.kind, delivery.state).inc()
        if event.reconciled:
            self._reconciled.inc()
        log_at = log.warning if delivery.state in {DeliveryState.FAILED, DeliveryState.UNKNOWN} else log.info
        log_at(
            "delivery_finished",
            delivery=delivery.id,
            kind=delivery.kind,
            outcome=str(delivery.state),
            reason=delivery.reason,
            reconciled=event.reconciled,
        )
