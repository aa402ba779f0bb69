"""The delivery queue under a test's hand: a Slack that does as it is told, three clocks, and messages to send."""

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
from tests.factories import NOW, TEAM, met

KIND = "note"
SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)
PATIENCE = RetryPolicy()
NO_LUCK = 1.0
SLOWEST = 119.0
"""Seconds after which Slack takes a request at the latest: up to a minute until it is complete, and up to one more."""


class Does(StrEnum):
    """What Slack, or the way there, does to one post."""

    TAKES = "takes it and answers"
    IS_NOT_REACHED = "is not reached"
    HANGS = "does not answer and does not take it"
    TAKES_SILENTLY = "takes it and does not answer"
    TAKES_LATE = "does not answer and takes it later"
    WORKER_DIES_BEFORE = "the worker dies before the request is complete"
    WORKER_DIES_AFTER = "Slack takes it and the worker dies"


class Death(BaseException):
    """The process is killed: nothing of it runs any more, no handler sees this."""


@dataclass
class Clocks:
    """The product's clock, the database's, and the seconds that never jump."""

    product: datetime = NOW
    database: datetime = NOW
    steady: float = 1000.0

    def go_on(self, by: timedelta) -> None:
        """Time passes for all."""
        self.product += by
        self.database += by
        self.steady += by.total_seconds()


@dataclass(frozen=True, slots=True)
class Posted:
    """A message as it stands in Slack."""

    to: str
    text: str
    mark: str
    ts: str


@dataclass
class FakeSlack:
    """Implements `Poster`. `record` is what really arrived; `next` are orders for the coming posts, then it just takes them."""

    clocks: Clocks
    next: list[Does | Rejected | Callable[[], None]] = field(default_factory=list)
    next_looks: list[Rejected | TimedOut | Callable[[], None]] = field(default_factory=list)
    record: list[Posted] = field(default_factory=list)
    late: list[tuple[float, Posted]] = field(default_factory=list)
    looks: list[datetime] = field(default_factory=list)
    probes: int = 0
    fault: str = ""

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
        order = self.next.pop(0) if self.next else Does.TAKES
        if callable(order):
            order()
            order = Does.TAKES
        if order is Does.IS_NOT_REACHED:
            return TimedOut("refused")
        if order is Does.WORKER_DIES_BEFORE:
            raise Death
        if not confirm_lease():
            return NotSent("withheld")
        return self._answer(order, self._message(recipient, message, idempotency_key))

    def _message(self, recipient: Recipient, message: Message, mark: str) -> Posted:
        number = len(self.record) + len(self.late)
        ts = f"{int(self.clocks.database.timestamp())}.{number:06d}"
        return Posted(recipient.channel or recipient.user, message.text, mark, ts)

    def _answer(self, order: Does | Rejected, message: Posted) -> PostResponse:
        if isinstance(order, Rejected):
            return order
        if order in {Does.TAKES, Does.TAKES_SILENTLY, Does.WORKER_DIES_AFTER}:
            self.record.append(message)
        if order is Does.TAKES_LATE:
            self.late.append((self.clocks.steady, message))
        if order is Does.WORKER_DIES_AFTER:
            raise Death
        return Accepted("D0", message.ts) if order is Does.TAKES else TimedOut("time-out")

    def land(self, after: float = 0.0) -> None:
        """What was to be taken late is taken now, if it is so many seconds old."""
        due = [(at, each) for at, each in self.late if self.clocks.steady - at >= after]
        self.record += [replace(each, ts=f"{int(self.clocks.database.timestamp())}.9") for _, each in due]
        self.late = [each for each in self.late if each not in due]

    def look_up(self, team: TeamId, recipient: Recipient, idempotency_key: str, since: datetime) -> LookupResponse:
        """From the record alone, which fits on the latest page. What Slack takes at all, it has taken in less than two minutes."""
        self.land(after=SLOWEST)
        assert team == TEAM
        assert recipient.user or recipient.channel
        self.looks.append(since)
        order = self.next_looks.pop(0) if self.next_looks else None
        if isinstance(order, Rejected | TimedOut):
            return order
        if order is not None:
            order()
        found = [each for each in self.record if each.mark == idempotency_key]
        return Accepted("D0", found[0].ts) if found else Absent()

    def probe(self, team: TeamId) -> str:
        """Whether Slack would hear us."""
        assert team == TEAM
        self.probes += 1
        return self.fault

    @property
    def texts(self) -> list[str]:
        """What arrived, in order."""
        return [each.text for each in self.record]


def compose(delivery: Delivery, _now: datetime) -> Message | Discard | Defer:
    """Says the key of the delivery."""
    return Message(delivery.dedup_key)


class Desk:
    """One worker and its Slack, with what was noticed. Further workers share the Slack and the clocks."""

    def __init__(
        self,
        db: Database,
        slack: FakeSlack | None = None,
        patience: RetryPolicy = PATIENCE,
        kinds: Mapping[str, MessageType] | None = None,
    ) -> None:
        self.db = db
        self.slack = slack or FakeSlack(Clocks())
        self.clocks = self.slack.clocks
        self.notices: list[WorkerEvent] = []
        self.stall = timedelta(0)  # how long the database takes to say what time it is, once
        self.tools = WorkerDeps(self.slack, lambda: self.clocks.steady, lambda: NO_LUCK, self.notices.append, self._at)
        self.courier = DeliveryWorker(db, kinds or {KIND: MessageType(compose)}, patience, self.tools)

    def _at(self, _tx: Connection) -> datetime:
        self.clocks.go_on(self.stall)
        self.stall = timedelta(0)
        return self.clocks.database

    def owe(
        self,
        key: str = "a message",
        *,
        to: PersonId | ChannelTarget | None = None,
        urgency: Urgency = Urgency.APPROVAL,
        due: datetime | None = None,
        deadline: datetime | None = None,
        kind: str = KIND,
    ) -> bool:
        """A message owed to the host, due now and for a day."""
        profile = met(self.db)
        due = due or self.clocks.product
        to = to or profile.person.id
        owed = OutboxMessage(profile.account.id, key, kind, urgency, to, due, deadline or due + timedelta(days=1))
        with self.db.write(TEAM) as tx:
            return deliveries.enqueue(tx, owed, self.clocks.product)

    def send(self) -> None:
        """A tick."""
        sending.send_due(self.courier, self.clocks.product)

    def look(self) -> None:
        """A tick that looks for what is unclear."""
        looking_up.reconcile_due(self.courier, self.clocks.product)

    def tick_for(self, time: timedelta, step: timedelta = SECOND) -> None:
        """All ticks again and again, for so long."""
        end = self.clocks.steady + time.total_seconds()
        while self.clocks.steady < end:
            self.tick()
            self.clocks.go_on(step)

    def tick(self) -> None:
        """One of each kind."""
        self.look()
        deliveries.drop_late(self.courier, self.clocks.product)
        self.send()

    def found(self, key: str = "a message") -> Delivery:
        """What is on record of a message."""
        with self.db.read() as tx:
            found = deliveries.find(tx, met(self.db).account.id, key)
        assert found is not None
        return found

    def state(self, key: str = "a message") -> DeliveryState:
        """Where it stands."""
        return self.found(key).state
