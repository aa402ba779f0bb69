"""A whole HTTP door on a real port with handlers of the test's own, and a person who sends signed requests to it."""

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
from tests.doors.listening import Ear

SECRET = "a-made-up-signing-secret"
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


@dataclass
class Gate:
    """A handler that hangs until it is let go, then answers."""

    replies: Replies = ()
    fault: Exception | None = None
    entered: Event = field(default_factory=Event)
    opened: Event = field(default_factory=Event)
    requests: list[Request] = field(default_factory=list)

    def __call__(self, request: Request) -> Replies:
        self.requests.append(request)
        self.entered.set()
        assert self.opened.wait(20)
        if self.fault:
            raise self.fault
        return self.replies

    def open(self) -> "Gate":
        self.opened.set()
        return self


@dataclass
class Door:
    """Handlers by kind and name, and a client that signs what it sends."""

    ear: Ear
    deadline: float = 5.0
    routes: dict[tuple[RequestKind, str], Handler] = field(default_factory=dict)
    events: set[str] = field(default_factory=set)
    registry: CollectorRegistry = field(default_factory=CollectorRegistry)
    pool: BoundedExecutor = field(default_factory=BoundedExecutor)
    now: datetime = NOW
    client: httpx.Client = field(default_factory=httpx.Client)

    def on(self, kind: RequestKind, name: str, handler: Handler) -> None:
        self.routes[kind, name] = handler

    def answers(self, kind: RequestKind, name: str, *replies: object) -> Gate:
        gate = Gate(replies).open()  # type: ignore[arg-type]  # tests name replies in a row
        self.on(kind, name, gate)
        return gate

    def hangs(self, kind: RequestKind, name: str, *replies: object) -> Gate:
        gate = Gate(replies)  # type: ignore[arg-type]  # tests name replies in a row
        self.on(kind, name, gate)
        return gate

    def raises(self, kind: RequestKind, name: str, *, hanging: bool = False) -> Gate:
        gate = Gate(fault=RuntimeError("the database is gone"))
        self.on(kind, name, gate if hanging else gate.open())
        return gate

    def figures(self) -> str:
        return generate_latest(self.registry).decode()

    def take_event(self, _team: str, event_id: str, _now: datetime) -> bool:
        fresh = event_id not in self.events
        self.events.add(event_id)
        return fresh

    def send(self, body: str | bytes, **headers: str) -> httpx.Response:
        """Post as Slack does, signed; `headers` (with underscores) override, an empty one is left out."""
        raw = body.encode() if isinstance(body, str) else body
        sent = {**self.signed(raw), **{key.replace("_", "-"): value for key, value in headers.items()}}
        return self.client.post("/slack/events", content=raw, headers={k: v for k, v in sent.items() if v})

    def signed(self, body: bytes, at: datetime | None = None) -> dict[str, str]:
        stamp = str(int((at or self.now).timestamp()))
        signature = SignatureVerifier(SECRET).generate_signature(timestamp=stamp, body=body) or ""
        sort = "application/json" if body[:1] in b'{["' else "application/x-www-form-urlencoded"
        return {"x-slack-request-timestamp": stamp, "x-slack-signature": signature, "content-type": sort}


def router_of(door: Door) -> Dispatcher:
    return Dispatcher(
        door.routes,
        responder=Responder(ReplyClient(interactive_client("xoxb-made-up", door.ear.api))),
        claim_event=door.take_event,
        clock=lambda: door.now,
        metrics=Metrics(door.registry),
        executor=door.pool,
        deadline=door.deadline,
        grace=0.0,
    )


@contextmanager
def standing(ear: Ear, configure: Callable[[Door], None] = lambda _door: None) -> Iterator[Door]:
    """A door that listens; everything stops at the end."""
    door = Door(ear)
    configure(door)
    router = router_of(door)
    app = build_bolt_app(token="xoxb-made-up", client=interactive_client("xoxb-made-up", ear.api), dispatcher=router)
    metrics = Metrics(CollectorRegistry())
    web = build_web_app(clock=lambda: door.now, metrics=metrics, checks={}, bolt=app, signing_secret=SECRET)
    server = WebServer(web, host="127.0.0.1", port=0)
    server.start()
    with httpx.Client(base_url=f"http://127.0.0.1:{server.port}", timeout=10, trust_env=False) as client:
        door.client = client
        yield door
    for handler in door.routes.values():
        if isinstance(handler, Gate):
            handler.open()
    server.close()
    assert router.drain(5)
