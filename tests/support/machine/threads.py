"""Doing several things at the same instant, waiting for all of them or for none; it knows nothing of what is done."""

import asyncio
from collections.abc import Callable, Coroutine, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Barrier, Thread, stack_size
from typing import Any, TypeVar

T = TypeVar("T")
TIMEOUT = 20.0
"""Seconds after which a test that hangs gives up."""


def run_concurrently(calls: Sequence[Callable[[], T]]) -> list[T]:
    """Start all calls together, each in a thread of its own; gives their results in order, raises the first error."""
    barrier = Barrier(len(calls), timeout=TIMEOUT)

    def wait_and(call: Callable[[], T]) -> T:
        barrier.wait()
        return call()

    with ThreadPoolExecutor(len(calls)) as pool:
        futures = [pool.submit(wait_and, call) for call in calls]
        return [future.result(timeout=TIMEOUT) for future in futures]


def run_in_new_loop(work: Coroutine[Any, Any, T]) -> T:
    """What comes of this, in a loop and a thread of its own: in ours a browser's driver may keep a loop running."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, work).result(timeout=TIMEOUT)


def run_in_background(work: Callable[[], object]) -> None:
    """Do something for whose end nobody waits."""
    Thread(target=work, daemon=True).start()


@contextmanager
def no_further_threads() -> Iterator[None]:
    """The system gives none whose stack is larger than its memory."""
    usual = stack_size(1 << 46)
    try:
        yield
    finally:
        stack_size(usual)
