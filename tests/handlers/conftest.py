"""Fixtures of the handlers' tests: the whole bot in a workspace, shared by a module, or fresh over either transport."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.fixtures.bot_fixture import BotUnderTest, running_bot
from tests.support.fixtures.organisation import Organisation, organisation

UNLIMITED = 10_000.0
"""Messages a second: no test waits for the rate limit."""


@pytest.fixture(scope="module")
def live_bot(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[BotUnderTest]:
    """A workspace with the bot, for all tests of a module: each brings people of its own."""
    with running_bot(migrated_sqlite, tmp_path_factory.mktemp("bot"), send_rate=UNLIMITED) as made:
        yield made


@pytest.fixture(autouse=True)
def no_trouble(request: pytest.FixtureRequest) -> Iterator[None]:
    """Nobody gets to see one of Slack's own error messages, whatever a test does, and ordered faults do not stay."""
    bots: list[BotUnderTest] = [
        request.getfixturevalue(name) for name in ("live_bot", "fresh_bot") if name in request.fixturenames
    ]
    yield
    for made in bots:
        made.workspace.faults.clear()
        assert made.workspace.visible_errors == []


@pytest.fixture
def fresh_bot(migrated_sqlite: Path, tmp_path: Path) -> Iterator[BotUnderTest]:
    """The same for one test alone."""
    with running_bot(migrated_sqlite, tmp_path, send_rate=UNLIMITED) as made:
        yield made


@pytest.fixture
def org(migrated_sqlite: Path, tmp_path: Path) -> Iterator[Organisation]:
    """Admins at work, for one test alone."""
    with organisation(migrated_sqlite, tmp_path) as made:
        yield made
