"""The pool of handlers is bounded, and one workspace never takes the places of another (UX-1, UX-9)."""

import sys
from collections.abc import Iterator
from functools import partial
from threading import Event, Semaphore

import pytest
import structlog.testing

from bot.transports.executor import BoundedExecutor


class Gate:
    """Tasks that begin and then wait until they are let go."""

    def __init__(self) -> None:
        self.begun = Semaphore(0)
        self.released = Event()

    def task(self) -> None:
        self.begun.release()
        assert self.released.wait(10)

    def have_begun(self, count: int) -> bool:
        return all(self.begun.acquire(timeout=5) for _ in range(count))

    def begins_another(self) -> bool:
        return self.begun.acquire(timeout=0.05)


@pytest.fixture
def gate() -> Iterator[Gate]:
    built = Gate()
    yield built
    built.released.set()


def test_one_workspace_takes_half_of_the_workers_and_the_others_find_theirs_free(gate: Gate) -> None:
    executor, other = BoundedExecutor(workers=4, queue_size=20), Event()
    assert all(executor.submit("T1", gate.task) for _ in range(6))
    assert gate.have_begun(2)
    assert not gate.begins_another()
    assert executor.submit("T2", other.set)
    assert other.wait(5)
    gate.released.set()
    assert gate.have_begun(4)
    assert executor.drain(5)


def test_one_workspace_takes_half_of_all_places(gate: Gate) -> None:
    executor = BoundedExecutor(workers=4, queue_size=4)
    assert [executor.submit("T1", gate.task) for _ in range(5)] == [True, True, True, True, False]
    assert [executor.submit("T2", gate.task) for _ in range(5)] == [True, True, True, True, False]
    assert not executor.submit("T3", gate.task)
    gate.released.set()
    assert executor.drain(5)


def test_a_place_is_free_again_when_its_task_has_ended(gate: Gate) -> None:
    executor, ended = BoundedExecutor(workers=1, queue_size=0), Event()
    assert executor.submit("T1", gate.task)
    assert not executor.submit("T1", gate.task)
    gate.released.set()
    assert executor.wait_until_idle(5)
    assert executor.submit("T1", ended.set)
    assert ended.wait(5)


def test_tasks_of_a_workspace_begin_in_their_order() -> None:
    executor, order = BoundedExecutor(workers=2, queue_size=60), list[int]()
    assert all(executor.submit("T1", partial(order.append, number)) for number in range(30))
    assert executor.drain(5)
    assert order == list(range(30))


def test_a_workspace_that_comes_later_does_not_wait_behind_the_backlogs_of_others(gate: Gate) -> None:
    executor, order = BoundedExecutor(workers=2, queue_size=30), list[str]()
    for team in ("T1", "T2"):
        assert executor.submit(team, gate.task)
    assert gate.have_begun(2)
    for team in ("T1", "T2", "T1", "T2"):
        assert executor.submit(team, partial(order.append, team))
    assert executor.submit("T3", partial(order.append, "T3"))
    gate.released.set()
    assert executor.drain(5)
    assert "T3" in order[:3]


def test_whatever_a_task_raises_its_place_is_given_back() -> None:
    executor = BoundedExecutor(workers=1, queue_size=0)
    with structlog.testing.capture_logs():
        assert executor.submit("T1", sys.exit)
        assert executor.wait_until_idle(5)
    assert executor.submit("T1", lambda: None)
    assert executor.drain(5)


def test_what_a_task_raises_is_logged_and_ends_no_thread() -> None:
    executor, ended = BoundedExecutor(workers=1, queue_size=2), Event()

    def fail() -> None:
        raise RuntimeError("gone")

    with structlog.testing.capture_logs() as logs:
        assert executor.submit("T1", fail)
        assert executor.wait_until_idle(5)
    assert [entry["event"] for entry in logs] == ["task_failed"]
    assert executor.submit("T1", ended.set)
    assert ended.wait(5)


def test_a_drain_that_is_too_short_loses_nothing_that_waits(gate: Gate) -> None:
    executor, ended = BoundedExecutor(workers=1, queue_size=3), Event()
    assert executor.submit("T1", gate.task)
    assert executor.submit("T2", ended.set)
    assert not executor.drain(0.01)
    assert not executor.submit("T2", ended.set)
    gate.released.set()
    assert executor.drain(5)
    assert ended.is_set()
