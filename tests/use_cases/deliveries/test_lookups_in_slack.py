"""A look-up against the stand-in's Slack, for an app that may read one page of 15 messages a minute (REM-4, REM-5)."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from bot.policy.deliveries.deliveries import ChannelTarget, DeliveryState
from bot.policy.deliveries.retry import RetryPolicy
from bot.policy.ids import PersonId
from bot.sandbox import faults
from bot.sandbox.clock import Clock
from bot.sandbox.errors import Json
from bot.sandbox.faults import Fault
from bot.sandbox.workspace.messages import Message as SlackMessage
from bot.sandbox.workspace.people import Person
from bot.sandbox.workspace.seed import GENERAL
from bot.sandbox.workspace.workspace import Workspace
from bot.slack.poster import SlackPoster
from bot.use_cases.deliveries import dispatch, reconciliation
from bot.use_cases.deliveries.worker import DeliveryWorker, MessageType, WorkerDeps
from storage import Database
from tests.support.factories.people import HOST, NOW
from tests.support.fixtures.worker_fixture import KIND, MINUTE, SECOND, QueueHarness, render_key
from tests.support.slack.sandbox_server import serve_sandbox

TIMEOUT = timedelta(seconds=5)


class OncePerMinute:
    """Slack's limit of 2025 on reading messages, by the clock of the workspace."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._last: datetime | None = None

    def __call__(self, _args: Json) -> Fault | None:
        now = self._clock.now()
        if self._last is not None and now - self._last < MINUTE:
            return faults.rate_limited(int((self._last + MINUTE - now).total_seconds()) + 1)
        self._last = now
        return None


class LimitedApp:
    """Workers in a workspace whose clock, like the database's, stands still until it is advanced."""

    def __init__(self, db: Database) -> None:
        self.queue = QueueHarness(db)
        self.clock = Clock(NOW, frozen=True)
        self.workspace = Workspace(self.clock)
        self.workspace.most_per_page = 15
        self.workspace.people[HOST] = Person(HOST, "host", "Host")
        for method in ("conversations.history", "conversations.replies"):
            self.workspace.faults.always(method, OncePerMinute(self.clock))
        self.monotonic = 0.0

    def start_worker(self, api_url: str) -> None:
        """A process that starts, with nothing in its memory."""
        poster = SlackPoster(token=self.workspace.bot_token, base_url=api_url, timeout=TIMEOUT)
        deps = WorkerDeps(
            poster, lambda: self.monotonic, lambda: 1.0, lambda _event: None, lambda _tx: self.clock.now()
        )
        types = {KIND: MessageType(render_key)}
        self.worker = DeliveryWorker(self.queue.db, types, RetryPolicy(), deps)

    def send(self) -> None:
        dispatch.send_due(self.worker, self.clock.now())

    def tick_for(self, time: timedelta) -> None:
        for _ in range(int(time / SECOND)):
            self.clock.advance(SECOND)
            self.monotonic += 1
            reconciliation.reconcile_due(self.worker, self.clock.now())
            self.send()

    def talk(self, channel: str, number: int, thread: str = "") -> None:
        with self.workspace.changing():
            for each in range(number):
                ts = self.workspace.ids.ts(self.clock.now())
                self.workspace.messages.add(SlackMessage(channel, ts, "U0MIA", f"talk {each}", thread_ts=thread))

    def posted(self, text: str = "a message") -> int:
        return len([each for each in self.workspace.messages if each.text == text])


@pytest.fixture
def app(db: Database) -> Iterator[LimitedApp]:
    made = LimitedApp(db)
    with serve_sandbox(made.workspace) as server:
        made.start_worker(server.api_url)
        yield made
        made.workspace.faults.clear()


def targets(app: LimitedApp) -> dict[str, tuple[PersonId | ChannelTarget | None, str, str]]:
    with app.workspace.changing():
        first = SlackMessage(GENERAL, app.workspace.ids.ts(app.clock.now()), "U0MIA", "first")
        app.workspace.messages.add(first)
        direct = app.workspace.dm(HOST).id
    return {
        "direct message": (None, direct, ""),
        "channel": (ChannelTarget(GENERAL), GENERAL, ""),
        "thread": (ChannelTarget(GENERAL, first.ts), GENERAL, first.ts),
    }


@pytest.mark.parametrize("place", ["direct message", "channel", "thread"])
@pytest.mark.parametrize("taken", [True, False], ids=["taken", "not taken"])
def test_an_unanswered_message_is_settled_however_much_is_written_behind_it(
    app: LimitedApp, place: str, taken: bool
) -> None:
    """More than a page at once, and an hour's worth later."""
    to, channel, thread = targets(app)[place]
    app.queue.enqueue(to=to)
    app.workspace.faults.next("chat.postMessage", faults.drop_after() if taken else faults.drop_before())
    app.send()
    app.talk(channel, 40, thread)
    app.tick_for(MINUTE)
    app.talk(channel, 40, thread)
    app.tick_for(14 * MINUTE)
    assert app.queue.state() is DeliveryState.SENT
    assert app.posted() == 1


def test_a_start_anew_between_two_pages_begins_nothing_anew(app: LimitedApp) -> None:
    app.queue.enqueue(to=ChannelTarget(GENERAL))
    app.workspace.faults.next("chat.postMessage", faults.drop_after())
    app.send()
    app.talk(GENERAL, 50)
    app.tick_for(3 * MINUTE)
    assert app.queue.state() is DeliveryState.SENDING
    app.start_worker(f"{app.workspace.address}/api/")
    app.tick_for(6 * MINUTE)
    assert app.queue.state() is DeliveryState.SENT
    answered = [call for call in app.workspace.calls.of("conversations.history") if call.outcome == "ok"]
    assert len(answered) == 4


def test_several_messages_that_wait_are_all_settled(app: LimitedApp) -> None:
    keys = ["one", "two", "three"]
    for key in keys:
        app.queue.enqueue(key, to=ChannelTarget(GENERAL))
        app.workspace.faults.next("chat.postMessage", faults.drop_after())
    for _ in keys:
        app.send()
        app.tick_for(3 * SECOND)
    app.talk(GENERAL, 20)
    app.tick_for(12 * MINUTE)
    assert [app.queue.state(key) for key in keys] == [DeliveryState.SENT] * 3
    assert [app.posted(key) for key in keys] == [1, 1, 1]
