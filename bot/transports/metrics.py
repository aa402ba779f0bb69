"""Metrics of requests and jobs for `GET /metrics`; no label holds anything about a person."""

from functools import cache, partial

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

from bot.protocol import RequestKind


class Metrics:
    """Requests by kind and outcome, how long handlers take, late answers and exceptions."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self.registry = registry
        counter, histogram = partial(Counter, registry=registry), partial(Histogram, registry=registry)
        requests = counter("pmi_requests", "Requests from Slack by kind and outcome.", ["kind", "outcome"])
        durations = histogram(
            "pmi_handler_seconds", "How long a handler takes, with what it sends in its own thread.", ["kind"]
        )
        self._requests, self._durations = cache(requests.labels), cache(durations.labels)  # looked up for each request
        self._late_replies = counter("pmi_late_answers", "Answers after the deadline.", ["kind"])
        self._failed_jobs = counter("pmi_failed_ticks", "Ticks of the scheduler that failed.", ["tick"])
        self._waits = counter("pmi_wrong_clock", "Ticks left out because this machine's clock is not believed.")
        self._exceptions = counter("pmi_exceptions", "Handlers that raised.", ["kind"])
        self._socket_connections = Gauge(
            "pmi_socket_connections",
            "Socket Mode connections of the app, of all its processes, as Slack said last; it takes ten.",
            registry=registry,
        )

    def count_request(self, kind: RequestKind, outcome: str) -> None:
        """Count a request that ended: `answered`, `failed`, `busy`, `repeated` (an event claimed before) or `unknown`."""
        self._requests(kind, outcome).inc()

    def observe_duration(self, kind: RequestKind, seconds: float, *, late: bool) -> None:
        """Record that a handler took `seconds`, with what it sent in its own thread; what follows in other threads is not counted."""
        self._durations(kind).observe(seconds)
        if late:
            self._late_replies.labels(kind).inc()

    def count_exception(self, kind: RequestKind) -> None:
        """Count an exception of a handler."""
        self._exceptions.labels(kind).inc()

    def count_failed_job(self, name: str) -> None:
        """Count a failed run of a job of the scheduler."""
        self._failed_jobs.labels(name).inc()

    def count_waiting_job(self) -> None:
        """Count a run of a job that was left out because the clock is not believed."""
        self._waits.inc()

    def set_socket_connections(self, count: int) -> None:
        """Record how many Socket Mode connections the app has."""
        self._socket_connections.set(count)
