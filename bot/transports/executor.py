"""A bounded pool of threads, shared fairly by workspaces; it must not know what runs in it."""

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from threading import Condition, Lock, Thread

import structlog

from bot.transports.quotas import Task, WorkspaceQuotas

STALL_TIMEOUT = 0.002  # seconds; most tasks end within one
LONGEST_WAIT = 0.05  # seconds; 32 people at once, whose handlers are quick, are done in half of it

log: structlog.stdlib.BoundLogger = structlog.get_logger()


@dataclass(frozen=True, slots=True, eq=False)
class _Waiting:
    """A task that may run, and waits in line for a worker; `since` by the monotonic clock."""

    workspace: str
    task: Task
    since: float


@dataclass(slots=True, eq=False)
class _Worker:
    """A thread that sleeps until it is woken with the next thing to do, or with nothing left to do."""

    next: _Waiting | None = None
    wake: Lock = field(default_factory=Lock)


class BoundedExecutor:
    """At most `workers` tasks run and `queue_size` more wait; one more is rejected.

    One workspace takes half of the workers and half of all places at most, so that it never holds up the others.

    Threads that take the interpreter's lock from each other cost more than most tasks do. So one worker, the active one,
    takes what comes. All in line get workers of their own once it has held up the first of them for `stall_timeout`
    seconds, twice that at most, or once the first has waited for `longest_wait` seconds, however quick those before it were.
    """

    def __init__(
        self,
        *,
        workers: int = 32,
        queue_size: int = 128,
        stall_timeout: float = STALL_TIMEOUT,
        longest_wait: float = LONGEST_WAIT,
        name: str = "handler",
    ) -> None:
        self._name = name
        self._stall_timeout, self._longest_wait = stall_timeout, longest_wait
        self._workers = workers
        self._quotas = WorkspaceQuotas(workers=workers, queue_size=queue_size)
        self._ready: deque[_Waiting] = deque()
        self._idle: list[_Worker] = []  # the last one is woken first: its memory is still in a cache
        self._active: _Worker | None = None  # it takes what is in line, unless it holds that up
        self._threads = 0
        self._open = True
        lock = Lock()
        self._changed, self._held_up = Condition(lock), Condition(lock)
        self._watcher: Thread | None = None
        self._is_watching = False

    def submit(self, workspace: str, task: Task) -> bool:
        """Run `task` soon; False if the pool is closed, full for this workspace, or has no thread. What it raises is logged."""
        with self._changed:
            if not (self._open and self._quotas.has_place(workspace) and self._has_threads()):
                return False
            if self._quotas.add(workspace, task):
                self._start(workspace, task)
            return True

    def wait_until_idle(self, timeout: float) -> bool:
        """Wait up to `timeout` seconds until nothing runs or waits; False if something still does."""
        with self._changed:
            return self._changed.wait_for(lambda: self._quotas.pending == 0, timeout)

    def drain(self, timeout: float) -> bool:
        """Take no new tasks and wait up to `timeout` seconds for the others; True if all of them ended."""
        with self._changed:
            self._open = False
        if not self.wait_until_idle(timeout):
            return False
        with self._changed:
            self._held_up.notify()
            while self._idle:
                self._idle.pop().wake.release()
        return True

    def _has_threads(self) -> bool:
        """Whether there are the watcher and one worker at least, which are made for the first task."""
        if self._watcher is None:
            self._watcher = self._start_thread(self._watch, "watcher")
        return self._watcher is not None and (self._threads > 0 or self._add_worker())

    def _start(self, workspace: str, task: Task) -> None:
        """Put the task in line, for the active worker; where none is, another one that is free becomes it."""
        self._ready.append(_Waiting(workspace, task, time.monotonic()))
        if self._active is None:
            self._active = self._wake_worker()
        if self._ready and not self._is_watching:
            self._held_up.notify()

    def _wake_worker(self) -> _Worker | None:
        """A worker that has the first in line now; None if all are at work."""
        if not self._idle and not self._add_worker():
            return None
        worker = self._idle.pop()
        worker.next = self._ready.popleft()
        worker.wake.release()
        return worker

    def _add_worker(self) -> bool:
        """Add one that sleeps; False if there are enough, or the system gives no further thread."""
        if self._threads == self._workers:
            return False
        worker = _Worker()
        worker.wake.acquire()
        if self._start_thread(partial(self._work, worker), str(self._threads + 1)) is None:
            return False
        self._threads += 1
        self._idle.append(worker)
        return True

    def _start_thread(self, run: Callable[[], None], name: str) -> Thread | None:
        thread = Thread(target=run, name=f"{self._name}-{name}", daemon=True)
        try:
            thread.start()
        except RuntimeError:
            log.error("thread_not_started", pool=self._name)  # noqa: TRY400 - the traceback says no more
            return None
        return thread

    def _watch(self) -> None:
        """Share out the line each time that its first has waited too long."""
        with self._changed:
            while self._open or self._quotas.pending:
                self._is_watching = self._active is not None and bool(self._ready)
                if not self._is_watching:
                    self._held_up.wait()
                    continue
                first = self._ready[0]
                self._held_up.wait(self._stall_timeout)
                if self._ready and self._has_waited(self._ready[0], first):
                    self._share_out()
                del first  # or it would be kept while this thread sleeps

    def _has_waited(self, waiting: _Waiting, first_before: _Waiting) -> bool:
        return waiting is first_before or time.monotonic() - waiting.since > self._longest_wait

    def _share_out(self) -> None:
        """Wake a worker for each task in line, as far as there are any."""
        self._active = None
        while self._ready and self._wake_worker() is not None:
            pass

    def _work(self, worker: _Worker) -> None:
        worker.wake.acquire()
        while worker.next is not None:
            try:
                worker.next.task()
            except BaseException:  # a boundary: also after a SystemExit the thread and its place are needed
                log.exception("task_failed", pool=self._name)
            self._end(worker, worker.next.workspace)
            worker.wake.acquire()

    def _end(self, worker: _Worker, workspace: str) -> None:
        """Put the workspace's next task in line, if one waits; the worker goes on with the first in line, or to sleep."""
        with self._changed:
            task = self._quotas.end(workspace)
            if task is not None:
                self._ready.append(_Waiting(workspace, task, time.monotonic()))
            if self._ready:
                worker.next = self._ready.popleft()
                worker.wake.release()
                return
            worker.next = None
            if self._active is worker:
                self._active = None
            if not self._open and not self._quotas.pending:
                worker.wake.release()  # nothing comes any more
                self._held_up.notify()
            else:
                self._idle.append(worker)
            if not self._quotas.pending:
                self._changed.notify_all()
