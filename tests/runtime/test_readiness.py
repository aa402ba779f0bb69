"""`/readyz` of a whole bot: the truth about the token, over both transports (REM-4)."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import SecretStr

from tests.support.fixtures.bot_fixture import BotUnderTest, running_bot, wait_until

FAILED = "slack accepts the bot token"


@pytest.fixture(params=["http", "socket"])
def transport(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def is_ready(bot: BotUnderTest) -> bool:
    return bool(bot.http_client().get("/readyz").json()["ready"])


@pytest.fixture
def bot(migrated_sqlite: Path, tmp_path: Path, transport: str) -> Iterator[BotUnderTest]:
    with running_bot(migrated_sqlite, tmp_path, transport) as made:
        made.bot.scheduler.start()
        yield made
        made.bot.scheduler.stop()


def test_a_bot_whose_token_slack_accepts_becomes_ready(bot: BotUnderTest) -> None:
    wait_until(lambda: is_ready(bot))
    assert bot.log.getvalue().count("slack_token_accepted") == 1


def test_a_bot_whose_token_slack_never_accepted_does_not(migrated_sqlite: Path, tmp_path: Path, transport: str) -> None:
    with running_bot(migrated_sqlite, tmp_path, transport, slack_bot_token=SecretStr("xoxb-made-up")) as made:
        made.bot.scheduler.start()
        wait_until(lambda: "slack_token_refused" in made.log.getvalue())
        assert made.http_client().get("/readyz").status_code == 503
        assert FAILED in made.log.getvalue()
        assert made.http_client().get("/healthz").status_code == 200
        made.bot.scheduler.stop()
