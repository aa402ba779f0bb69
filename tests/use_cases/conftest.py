"""What the tests of several features drive. A folder or module that drives something else has a `harness` of its own."""

import pytest

from storage import Database
from tests.support.fixtures.admin_fixture import AdminHarness


@pytest.fixture
def harness(db: Database) -> AdminHarness:
    """A workspace with an owner, admins, members and a guest, and what admins do in it."""
    return AdminHarness(db)
