"""What follows an acknowledgement runs in order where it belongs together, once, and whatever fails (UX-9)."""

import sys
from threading import Event

import structlog.testing

from bot.transports.executor import BoundedExecutor
from bot.transports.serial_executor import MAX_WAITING, Lane, SerialExecutor, SerialTask

MIA, MAX = Lane("T1", "mia"), Lane("T1", "max")


class Lanes:
    """A serial executor with four workers for each workspace, and what it has done."""

    def __init__(self) -> None:
        self.executor = SerialExecutor(BoundedExecutor(workers=8, queue_size=8))
        self.done: list[str] = []
        self.entered, self.released = Event(), Event()

    def block(self, lane: Lane) -> None:
        """The lane is busy until `released`."""

        def wait() -> None:
            self.entered.set()
            assert self.released.wait(10)

        assert self.executor.submit(lane, SerialTask("block", wait))
        assert self.entered.wait(5)

    def submit(self, lane: Lane, text: str, *, name: str = "task", merges: bool = False) -> bool:
        return self.executor.submit(lane, SerialTask(name, lambda: self.done.append(text), merges))

    def finish(self) -> list[str]:
        self.released.set()
        assert self.executor.drain(5)
        return self.done


def test_tasks_of_one_lane_run_in_their_order() -> None:
    lanes = Lanes()
    lanes.block(MIA)
    for text in "abc":
        assert lanes.submit(MIA, text)
    assert lanes.finish() == ["a", "b", "c"]


def test_another_lane_does_not_wait() -> None:
    lanes, done = Lanes(), Event()
    lanes.block(MIA)
    assert lanes.executor.submit(MAX, SerialTask("task", done.set))
    assert done.wait(5)
    assert lanes.finish() == []


def test_of_two_that_wait_and_merge_only_the_later_runs() -> None:
    """A Home that is outdated before it is published is published once, as it is then."""
    lanes = Lanes()
    lanes.block(MIA)
    for text in ("old", "newer", "newest"):
        assert lanes.submit(MIA, text, name="home", merges=True)
        assert lanes.submit(MIA, f"cards {text}", name="cards", merges=True)
    assert lanes.submit(MIA, "answer")
    assert lanes.finish() == ["newest", "cards newest", "answer"]


def test_one_that_runs_already_is_followed_by_the_next() -> None:
    lanes = Lanes()
    lanes.block(MIA)
    assert lanes.submit(MIA, "next", name="block", merges=True)
    assert lanes.finish() == ["next"]


def test_one_that_fails_is_logged_and_the_next_one_runs() -> None:
    lanes = Lanes()

    def fail() -> None:
        raise RuntimeError("gone")

    with structlog.testing.capture_logs() as logs:
        lanes.block(MIA)
        assert lanes.executor.submit(MIA, SerialTask("home", fail))
        assert lanes.submit(MIA, "next")
        assert lanes.finish() == ["next"]
    assert [(entry["event"], entry["task"]) for entry in logs] == [("after_ack_failed", "home")]


def test_what_waits_is_done_before_the_end_and_nothing_after_it() -> None:
    lanes = Lanes()
    lanes.block(MIA)
    assert lanes.submit(MIA, "waits")
    assert lanes.finish() == ["waits"]
    assert not lanes.submit(MIA, "too late")


def test_whatever_a_task_raises_its_lane_goes_on() -> None:
    lanes = Lanes()
    with structlog.testing.capture_logs():
        assert lanes.executor.submit(MIA, SerialTask("home", sys.exit))
        assert lanes.executor.wait_until_idle(5)
    assert lanes.submit(MIA, "next")
    assert lanes.finish() == ["next"]


def test_lanes_and_pool_are_bounded() -> None:
    lanes = Lanes()
    lanes.block(MIA)
    assert all(lanes.submit(MIA, "waits") for _ in range(MAX_WAITING))
    assert not lanes.submit(MIA, "one too many")
    assert lanes.submit(MIA, "merged", name="home", merges=True)
    accepted = [
        lanes.executor.submit(Lane("T1", str(each)), SerialTask("block", lanes.released.wait)) for each in range(9)
    ]
    assert accepted == [True] * 7 + [False] * 2
    assert lanes.submit(Lane("T2", "mia"), "another workspace")
    lanes.finish()
