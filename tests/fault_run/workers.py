"""The workers of a fault run, each on a machine with a clock of its own: killed and started anew, stopped for a while, set."""

import os
import random
import signal
from collections.abc import Mapping
from ctypes import c_double
from dataclasses import dataclass, replace
from multiprocessing.context import ForkServerContext, ForkServerProcess

from tests.fault_run.faults import MACHINE_OFFSETS
from tests.fault_run.incidents import Incident, Repairs
from tests.fault_run.worker_process import WorkerConfig, run_worker

LONG_STOP_SECONDS = 3.0
"""Past the lease and the wait after it."""
SHORT_STOP_SECONDS = 0.2
LONG_STOP_RATIO = 0.4
"""How many of all stops."""
LONGEST_WRONG_SECONDS = 2.0
"""How long a machine's clock stays wrong; twenty minutes of the run's time."""


@dataclass
class Worker:
    """A process, and the machine on which it runs. Whoever takes its place has the same machine."""

    config: WorkerConfig
    process: ForkServerProcess
    is_stopped: bool = False


class WorkerPool:
    """So many workers. One is killed, and there is a new one at once; or one is stopped, and goes on after a while; or its clock is set."""

    def __init__(
        self, processes: ForkServerContext, config: WorkerConfig, size: int, rng: random.Random, repairs: Repairs
    ) -> None:
        self._processes = processes
        self._repairs = repairs
        configs = [replace(config, machine_ahead=processes.RawValue(c_double, 0.0)) for _ in range(size)]
        self._workers = [Worker(each, self._start(each, rng)) for each in configs]

    def _start(self, config: WorkerConfig, rng: random.Random) -> ForkServerProcess:
        config = replace(config, seed=rng.getrandbits(32))
        process = self._processes.Process(target=run_worker, args=(config,), daemon=True)
        process.start()
        return process

    def incidents(self) -> Mapping[str, Incident]:
        """What can happen to one of them, by name."""
        return {"killed": self._kill_one, "stopped": self._stop_one, "clock set": self._set_clock_of_one}

    def _kill_one(self, rng: random.Random) -> bool:
        """At once, whatever it is doing."""
        worker = rng.choice(self._workers)
        _kill(worker)
        worker.process, worker.is_stopped = self._start(worker.config, rng), False
        return True

    def _stop_one(self, rng: random.Random) -> bool:
        """Where it stands, unless it is stopped."""
        worker = rng.choice(self._workers)
        if worker.is_stopped:
            return False
        pid = worker.process.pid
        _signal(worker, signal.SIGSTOP)
        worker.is_stopped = True
        longest = LONG_STOP_SECONDS if rng.random() < LONG_STOP_RATIO else SHORT_STOP_SECONDS
        self._repairs.add(rng.uniform(0.01, longest), lambda: _resume(worker, pid))
        return True

    def _set_clock_of_one(self, rng: random.Random) -> bool:
        """By minutes, hours or years, for a while; a worker that is started meanwhile starts with the wrong clock."""
        ahead = rng.choice(self._workers).config.machine_ahead
        if ahead.value:
            return False
        ahead.value = rng.choice(MACHINE_OFFSETS)
        self._repairs.add(rng.uniform(0.1, LONGEST_WRONG_SECONDS), lambda: setattr(ahead, "value", 0.0))
        return True

    def kill_all(self) -> None:
        """All of them."""
        for worker in self._workers:
            _kill(worker)


def _resume(worker: Worker, pid: int | None) -> None:
    """Have it go on, unless another has taken its place meanwhile."""
    if worker.is_stopped and worker.process.pid == pid:
        worker.is_stopped = False
        _signal(worker, signal.SIGCONT)


def _signal(worker: Worker, number: signal.Signals) -> None:
    assert worker.process.pid is not None
    os.kill(worker.process.pid, number)


def _kill(worker: Worker) -> None:
    worker.process.kill()
    worker.process.join()
