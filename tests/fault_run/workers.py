"""The workers of a fault run, each with a machine's clock of its own: killed and begun anew, stopped for a while, set."""

import os
import random
import signal
from collections.abc import Callable, Mapping
from ctypes import c_double
from dataclasses import replace
from multiprocessing.context import ForkServerContext, ForkServerProcess

from tests.fault_run.faults import MACHINE_OFFSETS
from tests.fault_run.repairs import Repairs
from tests.fault_run.worker_process import WorkerConfig, run_worker

LONG_STOP_SECONDS = 2.5
"""Past the claim and the wait after it."""
SHORT_STOP_SECONDS = 0.2
LONG_STOP_RATIO = 0.4
"""How many of all stops."""
LONGEST_WRONG_SECONDS = 2.0
"""How long a machine's clock stays wrong; twenty minutes of the run's time."""


class WorkerPool:
    """One is killed, and there is a new one at once; or one is stopped, and goes on after a while; or its clock is set."""

    def __init__(
        self, processes: ForkServerContext, config: WorkerConfig, size: int, rng: random.Random, repairs: Repairs
    ) -> None:
        self._processes = processes
        self._configs = [replace(config, machine_ahead=processes.RawValue(c_double, 0.0)) for _ in range(size)]
        self._random = rng
        self._repairs = repairs
        self._stopped: set[int] = set()
        self._workers = [self._start(config) for config in self._configs]

    def _start(self, config: WorkerConfig) -> ForkServerProcess:
        config = replace(config, seed=self._random.getrandbits(32))
        worker = self._processes.Process(target=run_worker, args=(config,), daemon=True)
        worker.start()
        return worker

    def incidents(self) -> Mapping[str, Callable[[], bool]]:
        """What can happen to one of them, by name; each says whether it has happened."""
        return {"killed": self._kill_one, "stopped": self._stop_one, "clock set": self._set_clock_of_one}

    def _kill_one(self) -> bool:
        """At once, whatever it is doing."""
        index = self._random.randrange(len(self._workers))
        self._kill(self._workers[index])
        self._workers[index] = self._start(self._configs[index])
        return True

    def _stop_one(self) -> bool:
        """Where it stands, unless it is stopped."""
        pid = self._random.choice(self._workers).pid or 0
        if pid in self._stopped:
            return False
        os.kill(pid, signal.SIGSTOP)
        self._stopped.add(pid)
        longest = LONG_STOP_SECONDS if self._random.random() < LONG_STOP_RATIO else SHORT_STOP_SECONDS
        self._repairs.add(self._random.uniform(0.01, longest), lambda: self._resume(pid))
        return True

    def _set_clock_of_one(self) -> bool:
        """By minutes, hours or years, for a while; who is begun meanwhile begins in that time."""
        ahead = self._random.choice(self._configs).machine_ahead
        ahead.value = self._random.choice(MACHINE_OFFSETS)
        self._repairs.add(self._random.uniform(0.1, LONGEST_WRONG_SECONDS), lambda: setattr(ahead, "value", 0.0))
        return True

    def _resume(self, pid: int) -> None:
        if pid in self._stopped:
            self._stopped.remove(pid)
            os.kill(pid, signal.SIGCONT)

    def _kill(self, worker: ForkServerProcess) -> None:
        self._stopped.discard(worker.pid or 0)
        worker.kill()
        worker.join()

    def kill_all(self) -> None:
        """All of them."""
        for worker in self._workers:
            self._kill(worker)
