"""The delivery queue with one worker."""

import pytest

from storage import Database
from tests.support.fixtures.worker_fixture import QueueHarness


@pytest.fixture
def harness(db: Database) -> QueueHarness:
    """With a fake poster, and with clocks that the test moves."""
    return QueueHarness(db)
