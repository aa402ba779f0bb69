"""What a worker of the delivery queue is given, and what it says of its work; the work itself is in `sending`."""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.policy.deliveries import Delivery, Recipient
from bot.policy.delivery_answers import Answer, LookUp
from bot.policy.patience import Patience, Watch
from bot.policy.people import TeamId
from bot.use_cases.ports import Message
from storage import Connection, Database
from storage.clock import database_now as clock_of_database


class Poster(Protocol):
    """Messages that nobody is waiting for. No call repeats itself, and none raises: whatever happens is an answer."""

    def post(
        self, team: TeamId, recipient: Recipient, message: Message, mark: str, release: Callable[[], bool]
    ) -> Answer:
        """Post with the mark as metadata. `release` is asked when all of the request but its end has left.

        Where it says no, the request is never completed, and the answer is `NotTaken`.
        """

    def look_up(self, team: TeamId, recipient: Recipient, mark: str, since: datetime) -> LookUp:
        """Find our own message with this mark among those since then, and among the latest ones in any case."""

    def probe(self, team: TeamId) -> str:
        """Why Slack would not hear us at all, empty if it would."""


@dataclass(frozen=True, slots=True)
class Drop:
    """Nothing is to be sent any more: what the message was about has changed (REM-3)."""

    reason: str


@dataclass(frozen=True, slots=True)
class Later:
    """Not now: the message is due again at this instant of the product's clock, such as the next morning (REM-2)."""

    due: datetime


def nothing(_tx: Connection, _delivery: Delivery, _now: datetime) -> None:
    """Most messages leave nothing to do behind them."""


@dataclass(frozen=True, slots=True)
class Kind:
    """How messages of one kind are made at the moment of sending, and what happens when one is settled.

    `settled` is called in the transaction that settles the delivery, with its final state.
    """

    compose: Callable[[Delivery, datetime], Message | Drop | Later]
    settled: Callable[[Connection, Delivery, datetime], None] = nothing


@dataclass(frozen=True, slots=True)
class Settled:
    """A message has reached its final state. `adopted`: it was found in Slack after its outcome had been unclear."""

    delivery: Delivery
    adopted: bool = False


@dataclass(frozen=True, slots=True)
class Troubled:
    """A message will be tried or looked for again."""

    delivery: Delivery
    reason: str


@dataclass(frozen=True, slots=True)
class Halted:
    """An alarm: nothing is sent to this workspace, or looked for there, until somebody mends it."""

    team: TeamId
    method: str
    reason: str


@dataclass(frozen=True, slots=True)
class Mended:
    """The alarm is over."""

    team: TeamId
    method: str


@dataclass(frozen=True, slots=True)
class WrongClock:
    """An alarm: this machine's clock and the database's disagree, so nothing is done until they agree."""

    ours: datetime
    database: datetime


@dataclass(frozen=True, slots=True)
class Broke:
    """A fault in the program while a message was made or posted."""

    delivery: Delivery
    error: Exception


Notice = Settled | Troubled | Halted | Mended | WrongClock | Broke


@dataclass(frozen=True, slots=True)
class Errand:
    """A message in a worker's hands, with the word of its claim.

    `trial`: it tries out a workspace that had stopped; `released`: its request may have been completed.
    """

    delivery: Delivery
    word: str
    trial: bool = False
    released: bool = False


@dataclass(frozen=True, slots=True)
class Tools:
    """What lies outside: Slack, a clock in seconds that never jumps, luck from 0 to 1, and who hears of notices."""

    poster: Poster
    steady: Callable[[], float]
    luck: Callable[[], float]
    tell: Callable[[Notice], None]
    database_now: Callable[[Connection], datetime] = clock_of_database


class Courier:
    """One worker of the queue: a process has one. What several must agree on is in the database."""

    def __init__(self, db: Database, kinds: Mapping[str, Kind], patience: Patience, tools: Tools) -> None:
        self.db = db
        self.kinds = kinds
        self.patience = patience
        self.tools = tools
        self.probed: set[tuple[TeamId, str]] = set()
        self._watch = Watch(patience)
        self._lock = threading.Lock()

    def may_act(self, now: datetime, at: datetime) -> bool:
        """Whether the clocks can be trusted: a wrong one would send too early, or drop what is not too late."""
        with self._lock:
            steady = self.tools.steady()
            self._watch.look(at, steady)
            jumped = self._watch.jumped_lately(steady)
        most = self.patience.clocks_agree
        wrong = most is not None and abs(now - at) > most
        if wrong:
            self.tools.tell(WrongClock(now, at))
        return not (jumped or wrong)

    def may_take_back(self, at: datetime) -> bool:
        """Whether a claim that looks ended at `at` has ended: this process has watched the clock up to it for long enough."""
        with self._lock:
            steady = self.tools.steady()
            self._watch.look(at, steady)
            return self._watch.settled(steady)
