"""Shares the places of a pool among workspaces: none holds up the others; it must not know threads."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

Task = Callable[[], None]


@dataclass(slots=True)
class _Quota:
    """What one workspace has in the pool: tasks that may run, and those that wait until one of these has ended."""

    running: int = 0
    waiting: deque[Task] = field(default_factory=deque)

    @property
    def pending(self) -> int:
        return self.running + len(self.waiting)


class WorkspaceQuotas:
    """`workers` tasks may run and `queue_size` more wait; one workspace takes half of the workers and of all places at most.

    Not safe for threads: the pool asks it under its lock.
    """

    def __init__(self, *, workers: int, queue_size: int) -> None:
        self._places = workers + queue_size
        self._workers_each, self._places_each = max(1, workers // 2), max(1, self._places // 2)
        self._quotas: dict[str, _Quota] = {}
        self.pending = 0

    def has_place(self, workspace: str) -> bool:
        """Whether one more task of this workspace may be added."""
        quota = self._quotas.get(workspace)
        return self.pending < self._places and (quota is None or quota.pending < self._places_each)

    def add(self, workspace: str, task: Task) -> bool:
        """Add a task, for which there is a place; True if it may run now, False if `end` gives it out later."""
        quota = self._quotas.setdefault(workspace, _Quota())
        self.pending += 1
        if quota.running < self._workers_each:
            quota.running += 1
            return True
        quota.waiting.append(task)
        return False

    def end(self, workspace: str) -> Task | None:
        """Record that a task has ended; the workspace's next one, which may run now, if one waits."""
        quota = self._quotas[workspace]
        self.pending -= 1
        if quota.waiting:
            return quota.waiting.popleft()
        quota.running -= 1
        if not quota.running:
            del self._quotas[workspace]
        return None
