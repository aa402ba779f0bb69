"""Metrics of requests and jobs for `GET /metrics`; no label holds anything about a person."""

from functools import partial

from prometheus_client import CollectorRegistry, Counter, Histogram

from bot.protocol import RequestKind


class Metrics:
    """Requests by kind and outcome, how long handlers take, late answers and exceptions."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self.registry = registry
        counter, histogram = partial(Counter, registry=registry), partial(Histogram, registry=registry)
        self._requests = counter("pmi_requests", "Requests from Slack by kind and outcome.", ["kind", "outcome"])
        self._durations = histogram("pmi_handler_seconds", "How long a handler and its answer take.", ["kind"])
        self._late_replies = counter("pmi_late_answers", "Answers after the deadline.", ["kind"])
        self._failed_jobs = counter("pmi_failed_ticks", "Ticks of the scheduler that failed.", ["tick"])
        self._exceptions = counter("pmi_exceptions", "Handlers that raised.", ["kind"])

    def count_request(self, kind: RequestKind, outcome: str) -> None:
        """Count a request that ended: `answered`, `failed`, `busy`, `repeated` (an event claimed before) or `unknown`."""
        self._requests.labels(kind, outcome).inc()

    def observe_duration(self, kind: RequestKind, seconds: float, *, late: bool) -> None:
        """Record that a handler and its reply took `seconds`."""
        self._durations.labels(kind).observe(seconds)
        if late:
            self._late_replies.labels(kind).inc()

    def count_exception(self, kind: RequestKind) -> None:
        """Count an exception of a handler."""
        self._exceptions.labels(kind).inc()

    def count_failed_job(self, name: str) -> None:
        """Count a failed run of a job of the scheduler."""
        self._failed_jobs.labels(name).inc()
