"""Asks what may hang in a thread of its own, so that nobody has to wait for it; it must not know what is asked."""

from collections.abc import Callable
from concurrent.futures import Future
from threading import Lock, Thread
from typing import Generic, TypeVar

T = TypeVar("T")


class SingleFlight(Generic[T]):
    """A question that is never asked twice at once: who asks while it hangs gets the same answer, and no second thread is made."""

    def __init__(self, name: str, question: Callable[[], T]) -> None:
        self._name = name
        self._question = question
        self._lock = Lock()
        self._answer: Future[T] | None = None

    def ask(self) -> Future[T]:
        """The answer to come; its `result(seconds)` raises what the question raises, or TimeoutError."""
        with self._lock:
            if self._answer is None or self._answer.done():
                self._answer = Future()
                self._start(self._answer)
            return self._answer

    def _start(self, answer: Future[T]) -> None:
        try:
            Thread(target=self._give, args=(answer,), name=self._name, daemon=True).start()
        except RuntimeError as fault:  # the system gives no further thread
            answer.set_exception(fault)

    def _give(self, answer: Future[T]) -> None:
        try:
            given = self._question()
        except BaseException as fault:  # noqa: BLE001 - whoever asked is told
            answer.set_exception(fault)
        else:
            answer.set_result(given)
