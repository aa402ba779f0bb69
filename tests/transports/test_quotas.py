"""Whatever comes and ends, no workspace has more than half of the workers and places, and its tasks keep their order (UX-9)."""

from collections import defaultdict, deque

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from bot.transports.quotas import WorkspaceQuotas

WORKERS, QUEUE_SIZE = 4, 6
WORKSPACES = st.sampled_from(["T1", "T2", "T3"])


class QuotasMachine(RuleBasedStateMachine):
    """Tasks are added and end; the model is one list of numbers for each workspace."""

    def __init__(self) -> None:
        super().__init__()
        self.quotas = WorkspaceQuotas(workers=WORKERS, queue_size=QUEUE_SIZE)
        self.running: defaultdict[str, int] = defaultdict(int)
        self.waiting: defaultdict[str, deque[int]] = defaultdict(deque)
        self.ran: list[int] = []
        self.number = 0

    @rule(workspace=WORKSPACES)
    def add(self, workspace: str) -> None:
        pending = self.running[workspace] + len(self.waiting[workspace])
        has_place = self._pending() < WORKERS + QUEUE_SIZE and pending < (WORKERS + QUEUE_SIZE) // 2
        assert self.quotas.has_place(workspace) == has_place
        if not has_place:
            return
        self.number += 1
        number = self.number
        if self.quotas.add(workspace, lambda: self.ran.append(number)):
            self.running[workspace] += 1
        else:
            self.waiting[workspace].append(number)

    @precondition(lambda self: any(self.running.values()))
    @rule(data=st.data())
    def end(self, data: st.DataObject) -> None:
        workspace = data.draw(st.sampled_from([each for each, running in self.running.items() if running]))
        task = self.quotas.end(workspace)
        if not self.waiting[workspace]:
            assert task is None
            self.running[workspace] -= 1
            return
        assert task is not None
        task()
        assert self.ran[-1] == self.waiting[workspace].popleft()

    @invariant()
    def nobody_has_more_than_half_and_nobody_waits_beside_a_free_place(self) -> None:
        assert self.quotas.pending == self._pending()
        for workspace, running in self.running.items():
            assert running <= WORKERS // 2
            assert running == WORKERS // 2 or not self.waiting[workspace]

    def _pending(self) -> int:
        return sum(self.running.values()) + sum(map(len, self.waiting.values()))


TestQuotas = QuotasMachine.TestCase
