"""Runs what follows an acknowledgement: in order where it belongs together, side by side otherwise (UX-9)."""

from collections.abc import Callable
from contextvars import copy_context
from dataclasses import dataclass, replace
from functools import partial
from threading import Lock

import structlog

from bot.transports.executor import BoundedExecutor
from storage import is_outage

MAX_WAITING = 20
"""Tasks that wait in one lane at most: more than a person can cause whose answers Slack takes at all."""

log: structlog.stdlib.BoundLogger = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Lane:
    """Tasks of one lane of a workspace run one after the other; `key` is whatever tells it from the others."""

    workspace: str
    key: str


@dataclass(frozen=True, slots=True)
class SerialTask:
    """A task with its name in the log. `work` may raise. Of two that `merges` and have one name, only the later is run."""

    name: str
    work: Callable[[], object]
    merges: bool = False


class SerialExecutor:
    """Lanes on a bounded pool, which they share fairly by workspaces. What waits lives in memory: a kill loses it."""

    def __init__(self, pool: BoundedExecutor) -> None:
        self._pool = pool
        self._lanes: dict[Lane, list[SerialTask]] = {}
        self._lock = Lock()

    def submit(self, lane: Lane, task: SerialTask) -> bool:
        """Run `task` after those of its lane; False if the lane or the pool is full. What it raises is logged.

        It runs in a copy of the submitter's context, and so in the language that is spoken here.
        """
        task = replace(task, work=partial(copy_context().run, task.work))
        with self._lock:
            waiting = self._lanes.get(lane)
            if waiting is not None:
                return self._add(waiting, task)
            accepted = self._pool.submit(lane.workspace, partial(self._run, lane))
            if accepted:
                self._lanes[lane] = [task]
            return accepted

    def wait_until_idle(self, timeout: float) -> bool:
        """Wait up to `timeout` seconds until nothing runs or waits; False if something still does."""
        return self._pool.wait_until_idle(timeout)

    def drain(self, timeout: float) -> bool:
        """Take no new tasks and wait up to `timeout` seconds for the others; True if all of them ended."""
        return self._pool.drain(timeout)

    @staticmethod
    def _add(waiting: list[SerialTask], task: SerialTask) -> bool:
        if task.merges:
            waiting[:] = [each for each in waiting if not (each.merges and each.name == task.name)]
        elif len(waiting) >= MAX_WAITING:
            return False
        waiting.append(task)
        return True

    def _run(self, lane: Lane) -> None:
        """Run the lane's tasks until none waits."""
        while (task := self._next(lane)) is not None:
            try:
                task.work()
            # a boundary: even after a SystemExit the lane must go on, or it takes nothing any more
            except BaseException as fault:
                if not is_outage(fault):
                    log.exception("after_ack_failed", task=task.name)

    def _next(self, lane: Lane) -> SerialTask | None:
        with self._lock:
            waiting = self._lanes[lane]
            if waiting:
                return waiting.pop(0)
            del self._lanes[lane]
            return None
