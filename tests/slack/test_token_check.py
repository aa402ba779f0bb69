"""Slack's last word on the bot token, asked from time to time and not at each probe."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import structlog.testing

from bot.sandbox import faults
from bot.sandbox.clock import Clock
from bot.sandbox.faults import Fault
from bot.sandbox.workspace.workspace import Workspace
from bot.slack.token_check import RECHECK_SECONDS, TokenCheck
from tests.support.slack.sandbox_server import serve_sandbox


class CheckedWorkspace:
    """A workspace, a token and the check of it; the clock goes on when the test says so."""

    def __init__(self, workspace: Workspace, api_url: str, token: str) -> None:
        self.workspace = workspace
        self.seconds = 0.0
        self.check = TokenCheck(token=token, base_url=api_url, monotonic=lambda: self.seconds)

    def lines_of_ticks(self, count: int = 1) -> list[Any]:
        """What is logged while the job runs so often, every five seconds."""
        with structlog.testing.capture_logs() as logged:
            for _ in range(count):
                self.check.run()
                self.seconds += 5
        return logged


@contextmanager
def checked(token: str = "") -> Iterator[CheckedWorkspace]:
    workspace = Workspace(Clock())
    with serve_sandbox(workspace) as server:
        yield CheckedWorkspace(workspace, server.api_url, token or workspace.bot_token)


def test_a_token_is_accepted_once_slack_says_so() -> None:
    with checked() as found:
        assert not found.check.is_accepted()
        assert [line["event"] for line in found.lines_of_ticks(3)] == ["slack_token_accepted"]
        assert found.check.is_accepted()


def test_a_token_that_slack_never_accepted_is_one_line_of_the_log() -> None:
    with checked("xoxb-not-a-token") as found:
        (line,) = found.lines_of_ticks(3)
        assert (line["event"], line["log_level"], line["error"]) == ("slack_token_refused", "error", "invalid_auth")
        assert not found.check.is_accepted()


@pytest.mark.parametrize("error", ["token_revoked", "account_inactive", "invalid_auth", "token_expired"])
def test_a_token_that_is_refused_later_is_noticed_within_half_a_minute_and_its_return_at_the_next_tick(
    error: str,
) -> None:
    with checked() as found:
        found.lines_of_ticks()
        found.workspace.auth_error = error
        found.lines_of_ticks(int(RECHECK_SECONDS // 5) + 1)
        assert not found.check.is_accepted()
        found.workspace.auth_error = ""
        assert [line["event"] for line in found.lines_of_ticks()] == ["slack_token_accepted"]
        assert found.check.is_accepted()


@pytest.mark.parametrize(
    "fault",
    [faults.server_error(), faults.rate_limited(1), faults.drop_before(), faults.slack_error("internal_error")],
    ids=["500", "429", "gone", "internal error"],
)
def test_silence_of_slacks_changes_nothing(fault: Fault) -> None:
    """A replica must not be replaced because Slack's API is down for a while; one that never heard yes is not ready."""
    with checked() as found:
        found.workspace.faults.always("auth.test", lambda _args: fault)
        assert [line["event"] for line in found.lines_of_ticks(3)] == ["slack_token_unchecked"]
        assert not found.check.is_accepted()
        found.workspace.faults.clear()
        found.lines_of_ticks()
        found.workspace.faults.always("auth.test", lambda _args: fault)
        assert [line["event"] for line in found.lines_of_ticks(20)] == ["slack_token_unchecked"]
        assert found.check.is_accepted()


def test_slack_is_left_alone_for_as_long_as_it_asks() -> None:
    """REM-5."""
    with checked() as found:
        found.workspace.faults.next("auth.test", faults.rate_limited(60))
        found.lines_of_ticks(12)
        assert len(found.workspace.calls.of("auth.test")) == 1
        found.lines_of_ticks()
        assert found.check.is_accepted()


def test_slack_is_asked_twice_a_minute() -> None:
    with checked() as found:
        found.lines_of_ticks(24)
        assert len(found.workspace.calls.of("auth.test")) == 4
