"""The transports' own metrics for `GET /metrics`; they must not hold anything about a person."""

from prometheus_client import CollectorRegistry, Counter, Histogram

from bot.protocol import RequestKind


class Metrics:
    """Requests by kind and outcome, how long handlers take, late answers and exceptions."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self.registry = registry
        self._requests = Counter(
            "pmi_requests", "Requests from Slack by kind and outcome.", ["kind", "outcome"], registry=registry
        )
        self._durations = Histogram(
            "pmi_handler_seconds", "How long a handler and its answer take.", ["kind"], registry=registry
        )
        self._late_replies = Counter("pmi_late_answers", "Answers after the deadline.", ["kind"], registry=registry)
        self._failed_jobs = Counter(
            "pmi_failed_ticks", "Ticks of the scheduler that failed.", ["tick"], registry=registry
        )
        self._exceptions = Counter("pmi_exceptions", "Handlers that raised.", ["kind"], registry=registry)

    def count_request(self, kind: RequestKind, outcome: str) -> None:
        """One request ended: `answered`, `failed`, `busy`, `repeated` (an event taken before) or `unknown`."""
        self._requests.labels(kind, outcome).inc()

    def observe_duration(self, kind: RequestKind, seconds: float, *, late: bool) -> None:
        """A handler and its answer took `seconds`."""
        self._durations.labels(kind).observe(seconds)
        if late:
            self._late_replies.labels(kind).inc()

    def count_exception(self, kind: RequestKind) -> None:
        """A handler raised."""
        self._exceptions.labels(kind).inc()

    def count_failed_job(self, name: str) -> None:
        """A job of the scheduler failed; it is tried again at its next time."""
        self._failed_jobs.labels(name).inc()
