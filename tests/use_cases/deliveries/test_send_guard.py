"""What the check of the lease knows of a request goes before what its client says of it (REM-4)."""

from collections.abc import Callable
from datetime import timedelta

from bot.policy.deliveries.deliveries import DeliveryState, Recipient
from bot.policy.deliveries.outcomes import NotSent, PostResponse
from bot.policy.ids import TeamId
from bot.use_cases.ports import Message
from storage import Database
from tests.support.fixtures.worker_fixture import FakeClocks, FakePoster, QueueHarness


class MistakenPoster(FakePoster):
    """Says of every message that arrived that nothing was sent."""

    def post(
        self,
        team: TeamId,
        recipient: Recipient,
        message: Message,
        idempotency_key: str,
        confirm_lease: Callable[[], bool],
    ) -> PostResponse:
        """As FakePoster, but for the answer."""
        super().post(team, recipient, message, idempotency_key, confirm_lease)
        return NotSent("mistaken")


def test_a_request_that_may_have_left_is_looked_for_though_its_client_says_that_it_did_not(db: Database) -> None:
    harness = QueueHarness(db, MistakenPoster(FakeClocks()))
    harness.enqueue()
    harness.tick_for(timedelta(minutes=10), timedelta(seconds=5))
    assert harness.slack.texts == ["a message"]
    assert harness.slack.lookups != []
    assert harness.state() is DeliveryState.SENT
