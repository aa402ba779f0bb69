"""What operators see of the queue: metrics of `GET /metrics` and lines in the log (REM-4, REM-5)."""

import json

import pytest
from prometheus_client import CollectorRegistry

from bot.policy.deliveries.deliveries import DeliveryState
from bot.policy.deliveries.outcomes import Rejected
from bot.runtime.delivery_log import DeliveryLog, SuspendedWorkspaceCollector
from bot.use_cases.deliveries.worker import BackedOff, ClockJumped, ClockSkewed
from storage import Database
from tests.support.factories.people import NOW, TEAM
from tests.support.fixtures.bot_fixture import captured_log
from tests.support.fixtures.worker_fixture import SECOND, PostBehaviour, QueueHarness

POST = {"team": TEAM, "method": "chat.postMessage"}


@pytest.fixture
def registry(db: Database) -> CollectorRegistry:
    """The metrics of one replica, which knows only its own deliveries."""
    registry = CollectorRegistry()
    registry.register(SuspendedWorkspaceCollector(db))
    return registry


def test_a_stopped_workspace_is_an_alarm_of_every_replica_until_any_of_them_sees_it_mended(
    db: Database, registry: CollectorRegistry
) -> None:
    harness = QueueHarness(db)
    harness.enqueue()
    harness.slack.next_posts = [Rejected("token_revoked")]
    harness.slack.probe_error = "token_revoked"
    harness.send()
    assert registry.get_sample_value("pmi_workspace_stopped", POST) == 1
    harness.slack.probe_error = ""
    QueueHarness(db, harness.slack).send()  # a process that has just started looks at once
    assert harness.state() is DeliveryState.SENT
    assert registry.get_sample_value("pmi_workspace_stopped", POST) is None


def test_figures_are_given_although_the_database_cannot_be_asked() -> None:
    registry = CollectorRegistry()
    DeliveryLog(registry)
    nowhere = Database("sqlite:////nowhere/at/all.db")
    registry.register(SuspendedWorkspaceCollector(nowhere))
    assert registry.get_sample_value("pmi_workspace_stopped", POST) is None
    assert registry.get_sample_value("pmi_deliveries_adopted_total") == 0
    nowhere.close()


def test_what_became_of_messages_is_counted_and_logged_without_what_they_say(db: Database) -> None:
    registry = CollectorRegistry()
    hears, harness = DeliveryLog(registry), QueueHarness(db)
    for key, order in (
        ("taken", PostBehaviour.ACCEPTS),
        ("refused", Rejected("user_disabled")),
        ("lost", PostBehaviour.ACCEPTS_SILENTLY),
    ):
        harness.enqueue(key)
        harness.slack.next_posts.append(order)
    harness.tick_for(harness.worker.retry_policy.quarantine + 10 * SECOND)
    with captured_log() as lines:
        for notice in harness.events:
            hears(notice)
    kinds = [{"kind": "note", "state": state} for state in ("sent", "failed")]
    assert [registry.get_sample_value("pmi_deliveries_total", each) for each in kinds] == [2, 1]
    assert registry.get_sample_value("pmi_deliveries_adopted_total") == 1
    reasons = [each.reason for each in harness.events if isinstance(each, BackedOff)]
    assert reasons
    assert registry.get_sample_value("pmi_deliveries_troubled_total", {"reason": reasons[0]}) == 1
    said = lines.getvalue()
    assert "user_disabled" in said
    assert not any(key in said for key in ("taken", "refused", "lost"))


def test_a_database_s_clock_that_jumped_is_logged_and_one_that_disagrees_is_the_clock_s_affair(
    registry: CollectorRegistry,
) -> None:
    listener = DeliveryLog(registry)
    with captured_log() as lines:
        listener(ClockSkewed(NOW + 5 * SECOND, NOW))
        listener(ClockJumped(NOW, 120.0))
    (jumped,) = (json.loads(line) for line in lines.getvalue().splitlines())
    assert (jumped["event"], jumped["level"], jumped["quarantine"]) == ("clock_jumped", "warning", 120.0)
