"""A bounded pool of threads, shared fairly by workspaces; it must not know what runs in it."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Condition, Lock, Thread

import structlog

Task = Callable[[], None]

log: structlog.stdlib.BoundLogger = structlog.get_logger()


@dataclass(slots=True)
class _Share:
    """What one workspace has in the pool: tasks that hold a place of a worker, and those that wait for one."""

    running: int = 0
    waiting: deque[Task] = field(default_factory=deque)

    @property
    def pending(self) -> int:
        return self.running + len(self.waiting)


@dataclass(slots=True, eq=False)
class _Worker:
    """A thread that sleeps until it is woken with the next thing to do, or with nothing left to do."""

    next: tuple[str, Task] | None = None
    wake: Lock = field(default_factory=Lock)


class BoundedExecutor:
    """At most `workers` tasks run and `queue_size` more wait; one more is rejected.

    One workspace takes half of the workers and half of all places at most, so that it never holds up the others.
    """

    def __init__(self, *, workers: int = 32, queue_size: int = 128, name: str = "handler") -> None:
        self._name = name
        self._workers = workers
        self._places = workers + queue_size
        self._workers_each, self._places_each = max(1, workers // 2), max(1, self._places // 2)
        self._shares: dict[str, _Share] = {}
        self._ready: deque[tuple[str, Task]] = deque()  # they have their workspace's place, and wait for a thread
        self._idle: list[_Worker] = []  # the last one is woken first: its memory is still in a cache
        self._threads = 0
        self._pending = 0
        self._open = True
        self._changed = Condition(Lock())

    def submit(self, workspace: str, task: Task) -> bool:
        """Run `task` soon; False if the pool is closed, or full for this workspace. What it raises is logged.

        Raises RuntimeError where the system gives no further thread.
        """
        with self._changed:
            share = self._shares.get(workspace) or _Share()
            if not self._open or self._pending >= self._places or share.pending >= self._places_each:
                return False
            if share.running >= self._workers_each:
                share.waiting.append(task)
            else:
                self._start(workspace, task)
                share.running += 1
            self._shares[workspace] = share
            self._pending += 1
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
        with self._changed:
            while self._idle:
                self._idle.pop().wake.release()
        return True

    def _start(self, workspace: str, task: Task) -> None:
        """Give the task to a thread that sleeps, to a new one, or to the next that has nothing to do."""
        if self._idle:
            worker = self._idle.pop()
            worker.next = workspace, task
            worker.wake.release()
        elif self._threads < self._workers:
            worker = _Worker((workspace, task))
            worker.wake.acquire()
            name = f"{self._name}-{self._threads + 1}"
            Thread(target=self._work, args=(worker,), name=name, daemon=True).start()
            self._threads += 1
        else:
            self._ready.append((workspace, task))

    def _work(self, worker: _Worker) -> None:
        while worker.next is not None:
            workspace, task = worker.next
            try:
                task()
            except BaseException:  # a boundary: also after a SystemExit the thread and its place are needed
                log.exception("task_failed", pool=self._name)
            del task
            self._end(worker, workspace)
            worker.wake.acquire()

    def _end(self, worker: _Worker, workspace: str) -> None:
        """Give the place to the workspace's next task, if one waits; the worker goes on, or to sleep."""
        with self._changed:
            self._pending -= 1
            share = self._shares[workspace]
            if share.waiting:
                self._ready.append((workspace, share.waiting.popleft()))
            else:
                share.running -= 1
                if not share.running:
                    del self._shares[workspace]
            if self._ready:
                worker.next = self._ready.popleft()
                worker.wake.release()
                return
            worker.next = None
            if not self._open and not self._pending:
                worker.wake.release()  # nothing comes any more
            else:
                self._idle.append(worker)
            if not self._pending:
                self._changed.notify_all()
