"""Drives a delivery worker: a fake Slack that does as ordered, three clocks, and messages to send."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot.policy.deliveries import ChannelTarget, Delivery, DeliveryState, OutboxMessage, Recipient, Urgency
from bot.policy.delivery_answers import Absent, Accepted, LookupResponse, NotSent, PostResponse, Rejected, TimedOut
from bot.policy.patience import RetryPolicy
from bot.policy.people import PersonId, TeamId
from bot.use_cases import deliveries, looking_up, sending
from bot.use_cases.couriers import Defer, DeliveryWorker, Discard, MessageType, WorkerDeps, WorkerEvent
from bot.use_cases.ports import Message
from storage import Connection, Database
from tests.factories import NOW, TEAM, add_person

KIND = "note"
SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)
RETRY_POLICY = RetryPolicy()
NO_JITTER = 1.0
LATEST_ARRIVAL_SECONDS = 119.0
"""Seconds after which Slack takes a request at the latest: up to a minute until it is complete, and up to one more."""


class PostBehaviour(StrEnum):
    """What Slack, or the way there, does to one post."""

    ACCEPTS = "takes it and answers"
    UNREACHABLE = "is not reached"
    HANGS = "does not answer and does not take it"
    ACCEPTS_SILENTLY = "takes it and does not answer"
    ACCEPTS_LATE = "does not answer and takes it later"
    WORKER_DIES_BEFORE = "the worker dies before the request is complete"
    WORKER_DIES_AFTER = "Slack takes it and the worker dies"


class WorkerKilled(BaseException):
    """The process is killed: nothing of it runs any more, no handler sees this."""


@dataclass
class FakeClocks:
    """The product's clock, the database's, and the seconds that never jump."""

    product: datetime = NOW
    database: datetime = NOW
    monotonic: float = 1000.0

    def advance(self, by: timedelta) -> None:
        """Time passes for all."""
        self.product += by
        self.database += by
        self.monotonic += by.total_seconds()


@dataclass(frozen=True, slots=True)
class PostedMessage:
    """A message as it stands in Slack."""

    to: str
    text: str
    idempotency_key: str
    ts: str


@dataclass
class FakeSlack:
    """Implements `Poster`. `posted` is what really arrived; `next_posts` are orders for the coming posts; without one it accepts."""

    clocks: FakeClocks
    next_posts: list[PostBehaviour | Rejected | Callable[[], None]] = field(default_factory=list)
    next_lookups: list[Rejected | TimedOut | Callable[[], None]] = field(default_factory=list)
    posted: list[PostedMessage] = field(default_factory=list)
    arriving_late: list[tuple[float, PostedMessage]] = field(default_factory=list)
    lookups: list[datetime] = field(default_factory=list)
    probes: int = 0
    probe_error: str = ""

    def post(
        self,
        team: TeamId,
        recipient: Recipient,
        message: Message,
        idempotency_key: str,
        confirm_lease: Callable[[], bool],
    ) -> PostResponse:
        """As ordered."""
        assert team == TEAM
        behaviour = self.next_posts.pop(0) if self.next_posts else PostBehaviour.ACCEPTS
        if callable(behaviour):
            behaviour()
            behaviour = PostBehaviour.ACCEPTS
        if behaviour is PostBehaviour.UNREACHABLE:
            return TimedOut("refused")
        if behaviour is PostBehaviour.WORKER_DIES_BEFORE:
            raise WorkerKilled
        if not confirm_lease():
            return NotSent("withheld")
        return self._answer_post(behaviour, self._posted_message(recipient, message, idempotency_key))

    def _posted_message(self, recipient: Recipient, message: Message, idempotency_key: str) -> PostedMessage:
        number = len(self.posted) + len(self.arriving_late)
        ts = f"{int(self.clocks.database.timestamp())}.{number:06d}"
        return PostedMessage(recipient.channel or recipient.user, message.text, idempotency_key, ts)

    def _answer_post(self, behaviour: PostBehaviour | Rejected, message: PostedMessage) -> PostResponse:
        if isinstance(behaviour, Rejected):
            return behaviour
        if behaviour in {PostBehaviour.ACCEPTS, PostBehaviour.ACCEPTS_SILENTLY, PostBehaviour.WORKER_DIES_AFTER}:
            self.posted.append(message)
        if behaviour is PostBehaviour.ACCEPTS_LATE:
            self.arriving_late.append((self.clocks.monotonic, message))
        if behaviour is PostBehaviour.WORKER_DIES_AFTER:
            raise WorkerKilled
        return Accepted("D0", message.ts) if behaviour is PostBehaviour.ACCEPTS else TimedOut("time-out")

    def deliver_late(self, after: float = 0.0) -> None:
        """What was to be taken late is taken now, if it is so many seconds old."""
        due = [(at, each) for at, each in self.arriving_late if self.clocks.monotonic - at >= after]
        self.posted += [replace(each, ts=f"{int(self.clocks.database.timestamp())}.9") for _, each in due]
        self.arriving_late = [each for each in self.arriving_late if each not in due]

    def look_up(self, team: TeamId, recipient: Recipient, idempotency_key: str, since: datetime) -> LookupResponse:
        """From the record alone, which fits on the latest page. What Slack takes at all, it has taken in less than two minutes."""
        self.deliver_late(after=LATEST_ARRIVAL_SECONDS)
        assert team == TEAM
        assert recipient.user or recipient.channel
        self.lookups.append(since)
        behaviour = self.next_lookups.pop(0) if self.next_lookups else None
        if isinstance(behaviour, Rejected | TimedOut):
            return behaviour
        if behaviour is not None:
            behaviour()
        found = [each for each in self.posted if each.idempotency_key == idempotency_key]
        return Accepted("D0", found[0].ts) if found else Absent()

    def probe(self, team: TeamId) -> str:
        """Whether Slack would hear us."""
        assert team == TEAM
        self.probes += 1
        return self.probe_error

    @property
    def texts(self) -> list[str]:
        """What arrived, in order."""
        return [each.text for each in self.posted]


def render_key(delivery: Delivery, _now: datetime) -> Message | Discard | Defer:
    """Says the key of the delivery."""
    return Message(delivery.dedup_key)


class QueueHarness:
    """One worker and its fake Slack, with the events that it emitted. Further workers share the Slack and the clocks."""

    def __init__(
        self,
        db: Database,
        slack: FakeSlack | None = None,
        retry_policy: RetryPolicy = RETRY_POLICY,
        message_types: Mapping[str, MessageType] | None = None,
    ) -> None:
        self.db = db
        self.slack = slack or FakeSlack(FakeClocks())
        self.clocks = self.slack.clocks
        self.events: list[WorkerEvent] = []
        self.db_clock_delay = timedelta(0)  # how long the database takes to say what time it is, once
        self.deps = WorkerDeps(
            self.slack, lambda: self.clocks.monotonic, lambda: NO_JITTER, self.events.append, self._db_now
        )
        self.worker = DeliveryWorker(db, message_types or {KIND: MessageType(render_key)}, retry_policy, self.deps)

    def _db_now(self, _tx: Connection) -> datetime:
        self.clocks.advance(self.db_clock_delay)
        self.db_clock_delay = timedelta(0)
        return self.clocks.database

    def enqueue(
        self,
        key: str = "a message",
        *,
        to: PersonId | ChannelTarget | None = None,
        urgency: Urgency = Urgency.APPROVAL,
        due: datetime | None = None,
        deadline: datetime | None = None,
        kind: str = KIND,
    ) -> bool:
        """Enqueue a message to the host, due now and for a day."""
        profile = add_person(self.db)
        due = due or self.clocks.product
        to = to or profile.person.id
        message = OutboxMessage(profile.account.id, key, kind, urgency, to, due, deadline or due + timedelta(days=1))
        with self.db.write(TEAM) as tx:
            return deliveries.enqueue(tx, message, self.clocks.product)

    def send(self) -> None:
        """A tick."""
        sending.send_due(self.worker, self.clocks.product)

    def reconcile(self) -> None:
        """A tick that looks for what is unclear."""
        looking_up.reconcile_due(self.worker, self.clocks.product)

    def tick_for(self, time: timedelta, step: timedelta = SECOND) -> None:
        """All ticks again and again, for so long."""
        end = self.clocks.monotonic + time.total_seconds()
        while self.clocks.monotonic < end:
            self.tick()
            self.clocks.advance(step)

    def tick(self) -> None:
        """One of each kind."""
        self.reconcile()
        deliveries.drop_late(self.worker, self.clocks.product)
        self.send()

    def stored(self, key: str = "a message") -> Delivery:
        """What is on record of a message."""
        with self.db.read() as tx:
            found = deliveries.find(tx, add_person(self.db).account.id, key)
        assert found is not None
        return found

    def state(self, key: str = "a message") -> DeliveryState:
        """Where it stands."""
        return self.stored(key).state
