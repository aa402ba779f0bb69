"""An answer is sent whatever is full, and a Home is built one at a time and when nobody waits for an answer (UX-9)."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event
from urllib.parse import parse_qsl

import pytest
from prometheus_client import CollectorRegistry
from structlog.testing import capture_logs

from bot.policy.clock import Instant
from bot.protocol import PublishHome, ReplaceOriginal, View
from bot.transports.executor import BoundedExecutor
from bot.transports.metrics import Metrics
from bot.transports.parse import parse
from bot.transports.replies.client import ReplyClient, interactive_client
from bot.transports.replies.deadline import PendingAck
from bot.transports.replies.sender import Exchange, ReplySender
from bot.transports.serial_executor import Lane, SerialExecutor, SerialTask
from tests.support.factories.people import NOW
from tests.support.machine.threads import TIMEOUT
from tests.support.slack.payloads import TEAM, press
from tests.support.slack.scripted_slack_api import ScriptedSlackApi

A_MOMENT = 0.1
"""Seconds in which a thread that is not held up would long have gone on."""
HOME: View = {"type": "home", "blocks": []}


class SenderHarness:
    """A sender with pools of two workers and no queue, of which one workspace gets one worker."""

    def __init__(self, slack_api: ScriptedSlackApi) -> None:
        self.slack_api = slack_api
        self.answers, self.redraws = (SerialExecutor(BoundedExecutor(workers=2, queue_size=0)) for _ in range(2))
        self.happened: list[str] = []
        self.sender = ReplySender(
            ReplyClient(interactive_client("xoxb-made-up", slack_api.api_url)),
            Metrics(CollectorRegistry()),
            answers=self.answers,
            redraws=self.redraws,
            give_way=lambda: self.happened.append("gave way"),
        )

    def exchange(self, user: str = "U1", team: str = TEAM) -> Exchange:
        """A press of a button in a channel."""
        payload = json.loads(dict(parse_qsl(press(self.slack_api)))["payload"])
        parsed = parse(payload, ids=(team, user, "C1"), instant=Instant(NOW))
        assert parsed is not None
        pending = PendingAck(lambda: None, grace=0.0)
        pending.acknowledge(None)
        return Exchange(*parsed, pending, deadline=float("inf"))

    def drain(self) -> None:
        assert self.answers.drain(TIMEOUT)
        assert self.redraws.drain(TIMEOUT)

    @property
    def answered(self) -> list[str]:
        """The texts that were posted to the response URL."""
        return [call.body["text"] for call in self.slack_api.wait_for_calls(0) if call.method == "response_url"]


@pytest.fixture
def harness(slack_api: ScriptedSlackApi) -> Iterator[SenderHarness]:
    built = SenderHarness(slack_api)
    yield built
    built.drain()


@contextmanager
def full(pool: SerialExecutor) -> Iterator[None]:
    released = Event()
    assert pool.submit(Lane(TEAM, "slow"), SerialTask("slow", lambda: released.wait(TIMEOUT)))
    yield
    released.set()


def test_an_answer_goes_by_the_pool_of_answers(harness: SenderHarness) -> None:
    harness.sender.send(harness.exchange(), [ReplaceOriginal("Done")])
    harness.drain()
    assert harness.answered == ["Done"]


def test_where_that_is_full_it_is_sent_at_once(harness: SenderHarness) -> None:
    with full(harness.answers):
        harness.sender.send(harness.exchange(), [ReplaceOriginal("Done")])
        assert harness.answered == ["Done"]


def test_that_the_bot_is_busy_is_said_by_the_other_pool_where_one_is_full(harness: SenderHarness) -> None:
    with full(harness.answers):
        assert harness.sender.say_busy(harness.exchange()) is None
        assert harness.redraws.wait_until_idle(TIMEOUT)
        assert len(harness.answered) == 1


def test_where_both_are_full_it_is_logged(harness: SenderHarness) -> None:
    with full(harness.answers), full(harness.redraws), capture_logs() as entries:
        assert harness.sender.say_busy(harness.exchange()) is None
    assert [entry["event"] for entry in entries] == ["busy_not_said"]
    assert harness.answered == []


def test_a_redraw_that_finds_no_place_is_logged(harness: SenderHarness) -> None:
    with full(harness.redraws), capture_logs() as entries:
        harness.sender.send(harness.exchange(), [PublishHome(lambda: HOME)])
    assert [(entry["event"], entry["task"]) for entry in entries] == [("redraw_dropped", "home")]


def test_a_home_is_built_after_the_handlers_had_their_turn(harness: SenderHarness) -> None:
    harness.sender.send(harness.exchange(), [PublishHome(_noting(harness.happened, "built"))])
    harness.drain()
    assert harness.happened == ["gave way", "built"]


def test_one_home_is_built_at_a_time(harness: SenderHarness) -> None:
    """Each takes the interpreter for milliseconds, and would hold up the other and whoever waits for an answer."""
    first, second, finish = Event(), Event(), Event()

    def build_first() -> View:
        first.set()
        assert finish.wait(TIMEOUT)
        return HOME

    def build_second() -> View:
        second.set()
        return HOME

    harness.sender.send(harness.exchange(), [PublishHome(build_first)])
    assert first.wait(TIMEOUT)
    harness.sender.send(harness.exchange(team="T2"), [PublishHome(build_second)])
    assert not second.wait(A_MOMENT)
    finish.set()
    assert second.wait(TIMEOUT)


def _noting(happened: list[str], what: str) -> Callable[[], View]:
    def build() -> View:
        happened.append(what)
        return HOME

    return build
