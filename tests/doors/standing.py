"""The whole HTTP transport on a real port with handlers of the test's own, and a person who sends signed requests to it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from threading import Event

import httpx
from prometheus_client import CollectorRegistry, generate_latest
from slack_sdk.signature import SignatureVerifier

from bot.doors.bolt import build_bolt_app
from bot.doors.calls import ReplyClient, interactive_client
from bot.doors.carry import Responder
from bot.doors.http import build_web_app
from bot.doors.metrics import Metrics
from bot.doors.pool import BoundedExecutor
from bot.doors.router import Dispatcher
from bot.exchange import Handler, Replies, Request, RequestKind
from bot.web_server import WebServer
from tests.doors.listening import RecordingSlackApi

SECRET = "a-made-up-signing-secret"
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


@dataclass
class BlockingHandler:
    """A handler that blocks until it is released, then answers."""

    replies: Replies = ()
    error: Exception | None = None
    entered: Event = field(default_factory=Event)
    released: Event = field(default_factory=Event)
    requests: list[Request] = field(default_factory=list)

    def __call__(self, request: Request) -> Replies:
        self.requests.append(request)
        self.entered.set()
        assert self.released.wait(20)
        if self.error:
            raise self.error
        return self.replies

    def release(self) -> "BlockingHandler":
        self.released.set()
        return self


@dataclass
class HttpHarness:
    """Handlers by kind and name, and a client that signs what it sends."""

    slack_api: RecordingSlackApi
    deadline: float = 5.0
    routes: dict[tuple[RequestKind, str], Handler] = field(default_factory=dict)
    events: set[str] = field(default_factory=set)
    registry: CollectorRegistry = field(default_factory=CollectorRegistry)
    executor: BoundedExecutor = field(default_factory=BoundedExecutor)
    now: datetime = NOW
    client: httpx.Client = field(default_factory=httpx.Client)

    def add_route(self, kind: RequestKind, name: str, handler: Handler) -> None:
        self.routes[kind, name] = handler

    def replies_with(self, kind: RequestKind, name: str, *replies: object) -> BlockingHandler:
        handler = BlockingHandler(replies).release()  # type: ignore[arg-type]  # tests name replies in a row
        self.add_route(kind, name, handler)
        return handler

    def hangs_before(self, kind: RequestKind, name: str, *replies: object) -> BlockingHandler:
        handler = BlockingHandler(replies)  # type: ignore[arg-type]  # tests name replies in a row
        self.add_route(kind, name, handler)
        return handler

    def raises(self, kind: RequestKind, name: str, *, hanging: bool = False) -> BlockingHandler:
        handler = BlockingHandler(error=RuntimeError("the database is gone"))
        self.add_route(kind, name, handler if hanging else handler.release())
        return handler

    def metrics_text(self) -> str:
        return generate_latest(self.registry).decode()

    def claim_event(self, _team: str, event_id: str, _now: datetime) -> bool:
        fresh = event_id not in self.events
        self.events.add(event_id)
        return fresh

    def send(self, body: str | bytes, **headers: str) -> httpx.Response:
        """Post as Slack does, signed; `headers` (with underscores) override, an empty one is left out."""
        raw = body.encode() if isinstance(body, str) else body
        sent = {**self.signed_headers(raw), **{key.replace("_", "-"): value for key, value in headers.items()}}
        return self.client.post("/slack/events", content=raw, headers={k: v for k, v in sent.items() if v})

    def signed_headers(self, body: bytes, at: datetime | None = None) -> dict[str, str]:
        timestamp = str(int((at or self.now).timestamp()))
        signature = SignatureVerifier(SECRET).generate_signature(timestamp=timestamp, body=body) or ""
        content_type = "application/json" if body[:1] in b'{["' else "application/x-www-form-urlencoded"
        return {"x-slack-request-timestamp": timestamp, "x-slack-signature": signature, "content-type": content_type}


def dispatcher_of(harness: HttpHarness) -> Dispatcher:
    return Dispatcher(
        harness.routes,
        responder=Responder(ReplyClient(interactive_client("xoxb-made-up", harness.slack_api.api_url))),
        claim_event=harness.claim_event,
        clock=lambda: harness.now,
        metrics=Metrics(harness.registry),
        executor=harness.executor,
        deadline=harness.deadline,
        grace=0.0,
    )


@contextmanager
def running_http(
    slack_api: RecordingSlackApi, configure: Callable[[HttpHarness], None] = lambda _door: None
) -> Iterator[HttpHarness]:
    """The transport on a free port; everything stops at the end."""
    harness = HttpHarness(slack_api)
    configure(harness)
    dispatcher = dispatcher_of(harness)
    app = build_bolt_app(
        token="xoxb-made-up", client=interactive_client("xoxb-made-up", slack_api.api_url), dispatcher=dispatcher
    )
    metrics = Metrics(CollectorRegistry())
    web = build_web_app(clock=lambda: harness.now, metrics=metrics, checks={}, bolt=app, signing_secret=SECRET)
    server = WebServer(web, host="127.0.0.1", port=0)
    server.start()
    with httpx.Client(base_url=f"http://127.0.0.1:{server.port}", timeout=10, trust_env=False) as client:
        harness.client = client
        yield harness
    for handler in harness.routes.values():
        if isinstance(handler, BlockingHandler):
            handler.release()
    server.close()
    assert dispatcher.drain(5)
