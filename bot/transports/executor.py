"""A bounded pool of threads in which handlers run; it must not know what runs in it."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Condition


class BoundedExecutor:
    """At most `workers` tasks run and `queue_size` more wait; one more is rejected."""

    def __init__(self, *, workers: int = 16, queue_size: int = 64) -> None:
        self._executor = ThreadPoolExecutor(max_workers=workers, thread_name_prefix="handler")
        self._limit = workers + queue_size
        self._pending = 0
        self._open = True
        self._changed = Condition()

    def submit(self, task: Callable[[], None]) -> bool:
        """Run `task` soon; False if the pool is full or closed. `task` must not raise."""
        with self._changed:
            if not self._open or self._pending >= self._limit:
                return False
            self._pending += 1
        self._executor.submit(self._run, task)
        return True

    def drain(self, timeout: float) -> bool:
        """Take no new tasks and wait up to `timeout` seconds for the others; True if all of them ended."""
        with self._changed:
            self._open = False
            idle = self._changed.wait_for(lambda: self._pending == 0, timeout)
        self._executor.shutdown(wait=False)
        return idle

    def _run(self, task: Callable[[], None]) -> None:
        try:
            task()
        finally:
            with self._changed:
                self._pending -= 1
                self._changed.notify_all()
