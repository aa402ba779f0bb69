"""A job with a thread of its own, so that it can be woken from any other at next to no cost."""

from collections.abc import Callable
from threading import Event, Thread


class JobThread:
    """Runs `work` when woken. Wake-ups during a run merge into one more run after it; none is lost. `work` must not raise."""

    def __init__(self, name: str, work: Callable[[], object]) -> None:
        self._work = work
        self._woken = Event()
        self._stopping = False
        self._thread = Thread(target=self._run, name=name, daemon=True)

    def start(self) -> None:
        """Wait for wake-ups from now on."""
        self._thread.start()

    def wake(self) -> None:
        """Have the work done once more, in its own thread."""
        self._woken.set()

    def stop(self) -> None:
        """Begin no further run."""
        self._stopping = True
        self._woken.set()

    def join(self) -> None:
        """Wait until the present run has ended, if there is one; call `stop` before."""
        self._thread.join()

    def _run(self) -> None:
        while True:
            self._woken.wait()
            self._woken.clear()  # before the work: what is enqueued while it runs is a wake-up of its own
            if self._stopping:
                return
            self._work()
