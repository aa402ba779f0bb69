"""A bounded pool of threads, shared fairly by workspaces; it must not know what runs in it."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from queue import SimpleQueue
from threading import Condition, Lock, Thread

import structlog

Task = Callable[[], None]

log: structlog.stdlib.BoundLogger = structlog.get_logger()


@dataclass(slots=True)
class _Share:
    """What one workspace has in the pool: tasks that hold a place of a worker, and those that wait for one."""

    running: int = 0
    waiting: deque[Task] = field(default_factory=deque)


class BoundedExecutor:
    """At most `workers` tasks run and `queue_size` more wait; one more is rejected.

    One workspace takes half of the workers and half of all places at most, so that it never holds up the others.
    """

    def __init__(self, *, workers: int = 32, queue_size: int = 128, name: str = "handler") -> None:
        self._name = name
        self._places = workers + queue_size
        self._places_each = max(1, self._places // 2)
        self._workers_each = max(1, workers // 2)
        self._workers = workers
        self._ready: SimpleQueue[tuple[str, Task] | None] = SimpleQueue()
        self._shares: dict[str, _Share] = {}
        self._threads = 0
        self._admitted = 0
        self._pending = 0
        self._open = True
        self._changed = Condition(Lock())

    def submit(self, workspace: str, task: Task) -> bool:
        """Run `task` soon; False if the pool is closed, or full for this workspace. What it raises is logged."""
        with self._changed:
            share = self._shares.get(workspace) or _Share()
            if not self._open or self._pending >= self._places or self._pending_of(share) >= self._places_each:
                return False
            self._shares[workspace] = share
            self._pending += 1
            if share.running >= self._workers_each:
                share.waiting.append(task)
                return True
            share.running += 1
            self._admitted += 1
            if self._threads < min(self._admitted, self._workers):
                self._threads += 1
                Thread(target=self._work, name=f"{self._name}-{self._threads}", daemon=True).start()
        self._ready.put((workspace, task))
        return True

    def wait_until_idle(self, timeout: float) -> bool:
        """Wait up to `timeout` seconds until nothing runs or waits; False if something still does."""
        with self._changed:
            return self._changed.wait_for(lambda: self._pending == 0, timeout)

    def drain(self, timeout: float) -> bool:
        """Take no new tasks and wait up to `timeout` seconds for the others; True if all of them ended."""
        with self._changed:
            self._open = False
        if not self.wait_until_idle(timeout):
            return False
        for _ in range(self._threads):
            self._ready.put(None)
        return True

    @staticmethod
    def _pending_of(share: _Share) -> int:
        return share.running + len(share.waiting)

    def _work(self) -> None:
        while (ready := self._ready.get()) is not None:
            workspace, task = ready
            try:
                task()
            except Exception as fault:  # a boundary: the thread goes on, whatever a task raises
                log.error("task_failed", exc_info=fault)  # noqa: TRY400 - passed as it is
            finally:
                self._end(workspace)

    def _end(self, workspace: str) -> None:
        """Give the place to the workspace's next task, if one waits."""
        with self._changed:
            share = self._shares[workspace]
            self._pending -= 1
            if share.waiting:
                self._ready.put((workspace, share.waiting.popleft()))
                return
            share.running -= 1
            self._admitted -= 1
            if not share.running:
                del self._shares[workspace]
            if not self._pending:
                self._changed.notify_all()
