"""The pool of handlers is bounded, and one workspace never takes the places of another (UX-1, UX-9)."""

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Event, Semaphore, get_ident
from threading import enumerate as enumerate_threads

import pytest
import structlog.testing

from bot.transports.executor import BoundedExecutor
from tests.support.fixtures.bot_fixture import wait_until
from tests.support.machine.threads import no_further_threads


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


def test_one_worker_takes_what_comes_while_it_is_quick() -> None:
    executor, threads = BoundedExecutor(workers=8, queue_size=60, stall_timeout=60), list[int]()
    assert all(executor.submit(f"T{number % 5}", lambda: threads.append(get_ident())) for number in range(30))
    assert executor.drain(5)
    assert len(threads) == 30
    assert len(set(threads)) == 1


def test_the_worker_that_went_to_sleep_last_is_woken_first(gate: Gate) -> None:
    """Its memory is still in a cache."""
    executor, threads = BoundedExecutor(workers=8, queue_size=60), list[int]()
    assert all(executor.submit(f"T{number}", gate.task) for number in range(4))
    assert gate.have_begun(4)
    gate.released.set()
    for _ in range(8):
        assert executor.wait_until_idle(5)
        assert executor.submit("T1", lambda: threads.append(get_ident()))
    assert executor.drain(5)
    assert len(set(threads)) == 1


def test_no_thread_is_left_after_a_drain(gate: Gate) -> None:
    executor = BoundedExecutor(workers=8, queue_size=60, name="drained")
    assert all(executor.submit(f"T{number}", gate.task) for number in range(4))
    assert gate.have_begun(4)
    gate.released.set()
    assert executor.drain(5)
    wait_until(lambda: not any(thread.name.startswith("drained-") for thread in enumerate_threads()))


def test_those_whom_a_slow_task_holds_up_get_workers_of_their_own(gate: Gate) -> None:
    executor = BoundedExecutor(workers=8, queue_size=60)
    assert all(executor.submit(f"T{number}", gate.task) for number in range(8))
    assert gate.have_begun(8)
    gate.released.set()
    assert executor.drain(5)


def test_what_comes_after_a_slow_task_held_up_others_finds_a_quick_worker(gate: Gate) -> None:
    executor, ended = BoundedExecutor(workers=8, queue_size=60), Semaphore(0)
    for number in range(6):
        assert executor.submit("T1" if number % 2 else "T2", gate.task)
        assert gate.have_begun(1)
        assert executor.submit("T3", ended.release)
        assert ended.acquire(timeout=5)
    gate.released.set()
    assert executor.drain(5)


def test_a_line_that_moves_is_shared_out_once_its_first_has_waited_too_long() -> None:
    """Tasks that each end in time, one after the other, would else keep all other workers asleep."""
    executor, threads, shared = BoundedExecutor(workers=8, queue_size=60, longest_wait=0), set[int](), Event()

    def go_round(workspace: str) -> None:
        threads.add(get_ident())
        if len(threads) > 1:
            shared.set()
        else:
            executor.submit(workspace, partial(go_round, workspace))

    assert all(executor.submit(workspace, partial(go_round, workspace)) for workspace in ("T1", "T2", "T3"))
    assert shared.wait(5)
    assert executor.drain(5)


def test_where_the_system_gives_no_further_thread_those_at_work_do_it_all(gate: Gate) -> None:
    executor, ended = BoundedExecutor(workers=4, queue_size=4), Event()
    assert executor.submit("T1", gate.task)
    assert gate.have_begun(1)
    with no_further_threads(), structlog.testing.capture_logs() as logs:
        assert executor.submit("T2", ended.set)
        assert not ended.wait(0.05)
    assert {entry["event"] for entry in logs} == {"thread_not_started"}
    gate.released.set()
    assert ended.wait(5)
    assert executor.drain(5)


def test_once_there_are_threads_again_the_line_goes_on_in_its_order(gate: Gate) -> None:
    executor, first = BoundedExecutor(workers=4, queue_size=20), Event()
    assert executor.submit("T1", gate.task)
    assert gate.have_begun(1)
    with no_further_threads(), structlog.testing.capture_logs():
        assert executor.submit("T2", first.set)
        assert not first.wait(0.05)
    assert executor.submit("T2", gate.task)
    assert first.wait(5)
    assert gate.have_begun(1)
    gate.released.set()
    assert executor.drain(5)


def test_where_the_system_gives_no_thread_at_all_a_task_is_rejected() -> None:
    executor, ended = BoundedExecutor(workers=4, queue_size=4), Event()
    with no_further_threads(), structlog.testing.capture_logs():
        assert not executor.submit("T1", ended.set)
    assert executor.submit("T1", ended.set)
    assert ended.wait(5)
    assert executor.drain(5)


def test_nothing_is_lost_where_many_submit_and_some_are_slow(gate: Gate) -> None:
    executor, ended = BoundedExecutor(workers=8, queue_size=4000), list[int]()

    def submit_many(first: int) -> None:
        for number in range(first, first + 500):
            assert executor.submit(f"T{number % 7}", partial(ended.append, number))
            if number % 250 == 0:
                assert executor.submit("slow", gate.task)

    with ThreadPoolExecutor(4) as threads:
        for submitting in [threads.submit(submit_many, first) for first in range(0, 2000, 500)]:
            submitting.result()
    assert gate.have_begun(4)
    gate.released.set()
    assert executor.drain(20)
    assert sorted(ended) == list(range(2000))


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
