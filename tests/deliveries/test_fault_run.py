"""Once, never twice, never lost: workers killed and stopped at any instant, a Slack that fails in every way (REM-4)."""

import pytest

from tests.deliveries.fault_run import Plan, fault_run, faults_of


@pytest.mark.parametrize("processes", [1, 2, 4])
def test_every_message_is_in_slack_exactly_once(database_url: str, processes: int) -> None:
    """By the record of the stand-in alone, and our tables know it. `make soak` does the same for longer."""
    plan = Plan(processes, messages=100, misfortunes=12, seed=processes)
    outcome = fault_run(database_url, plan)
    assert faults_of(outcome, plan) == ""
    assert min(outcome.kills, outcome.stops, outcome.faults.total()) > 0
