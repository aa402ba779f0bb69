"""What the delivery queue says of its work, for the log and for `GET /metrics`; nothing about a person but Slack's ids."""

from collections.abc import Iterator
from typing import assert_never

import structlog
from prometheus_client import CollectorRegistry, Counter
from prometheus_client.metrics_core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from bot.policy.deliveries import State
from bot.use_cases import deliveries
from bot.use_cases.couriers import Broke, Halted, Mended, Notice, Settled, Troubled, WrongClock
from storage import Database, StorageError

log: structlog.stdlib.BoundLogger = structlog.get_logger()


class Stopped(Collector):
    """Which workspaces stand still, asked at each scrape: the replica that sees one mended need not be the one that stopped."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def collect(self) -> Iterator[Metric]:
        """One figure for each workspace and method; none at all while the database cannot be asked."""
        try:
            stops = deliveries.stops(self._db)
        except StorageError:
            return
        figure = GaugeMetricFamily(
            "pmi_workspace_stopped", "1 while nothing is sent to the workspace.", labels=["team", "method"]
        )
        for stop in stops:
            figure.add_metric([stop.team, stop.method], 1)
        yield figure


class DeliveryLog:
    """Hears the notices of a courier. What somebody must act on is an error in the log and a figure above zero."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self._settled = Counter(
            "pmi_deliveries", "Messages by kind and final state.", ["kind", "state"], registry=registry
        )
        self._adopted = Counter(
            "pmi_deliveries_adopted", "Messages found in Slack after a time-out or a crash.", registry=registry
        )
        self._troubled = Counter(
            "pmi_deliveries_troubled", "Tries that have to be repeated or looked into.", ["reason"], registry=registry
        )
        self._wrong_clock = Counter("pmi_wrong_clock", "Ticks left out because the clocks disagree.", registry=registry)

    def __call__(self, notice: Notice) -> None:
        """Log it and count it."""
        match notice:
            case Settled():
                self._end(notice)
            case Troubled(delivery, reason):
                self._troubled.labels(reason).inc()
                log.info("delivery troubled", delivery=delivery.id, kind=delivery.kind, reason=reason)
            case Halted(team, method, reason):
                log.error("workspace stopped", team=team, method=method, reason=reason)
            case Mended(team, method):
                log.warning("workspace mended", team=team, method=method)
            case WrongClock(ours, database):
                self._wrong_clock.inc()
                log.error("wrong clock", ours=ours.isoformat(), database=database.isoformat())
            case Broke(delivery, error):
                log.error("delivery broke", delivery=delivery.id, kind=delivery.kind, exc_info=error)
            case _:
                assert_never(notice)

    def _end(self, notice: Settled) -> None:
        delivery = notice.delivery
        self._settled.labels(delivery.kind, delivery.state).inc()
        if notice.adopted:
            self._adopted.inc()
        say = log.warning if delivery.state in {State.FAILED, State.UNKNOWN} else log.info
        say(
            "delivery settled",
            delivery=delivery.id,
            kind=delivery.kind,
            outcome=str(delivery.state),
            reason=delivery.reason,
            adopted=notice.adopted,
        )
