"""A method that Slack rate-limits is paused for as long as Slack says, and no other (REM-5)."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from bot.policy.ids import TeamId, UserId
from bot.sandbox.clock import Clock
from bot.sandbox.faults import Fault, rate_limited, server_error
from bot.sandbox.workspace.seed import GENERAL
from bot.sandbox.workspace.workspace import Workspace
from bot.slack.api_errors import ApiCallGuard
from bot.slack.client import SlackClient
from bot.slack.directory import SlackDirectory
from bot.slack.messenger import SlackMessenger
from bot.use_cases.ports import Message, SlackUnavailableError
from tests.support.slack.sandbox_server import serve_sandbox

TEAM = TeamId("T0SANDBOX")


@dataclass
class GuardHarness:
    """A bot with its Slack, and a monotonic clock that is moved by hand."""

    workspace: Workspace
    client: SlackClient
    now: float = 1000.0

    def __post_init__(self) -> None:
        calls = ApiCallGuard(lambda: self.now)
        self.messenger = SlackMessenger(self.client, calls)
        self.directory = SlackDirectory(self.client, calls)
        self.posted = self.messenger.post(TEAM, GENERAL, Message("at first"))

    def change(self) -> str:
        """What Slack's refusal is called, empty for none."""
        try:
            self.messenger.change(TEAM, GENERAL, self.posted, Message("now"))
        except SlackUnavailableError as error:
            return str(error)
        return ""

    def call_count(self) -> int:
        """How often Slack was asked to change a message."""
        return len(self.workspace.calls.of("chat.update"))

    def fail_next(self, *faults: Fault) -> None:
        """What becomes of the next changes."""
        self.workspace.faults.next("chat.update", *faults)


@pytest.fixture
def harness() -> Iterator[GuardHarness]:
    workspace = Workspace(Clock())
    with serve_sandbox(workspace) as server:
        yield GuardHarness(workspace, SlackClient(token=workspace.bot_token, base_url=server.api_url, timeout=30))


def test_after_a_429_slack_is_not_asked_again_before_it_wants_to_be(harness: GuardHarness) -> None:
    harness.fail_next(rate_limited(30))
    assert harness.change() == "ratelimited"
    harness.now += 29
    assert (harness.change(), harness.call_count()) == ("ratelimited", 1)
    harness.now += 1
    assert (harness.change(), harness.call_count()) == ("", 2)


def test_other_methods_go_on_meanwhile(harness: GuardHarness) -> None:
    harness.fail_next(rate_limited(30))
    assert harness.change() == "ratelimited"
    assert harness.messenger.post(TEAM, GENERAL, Message("another"))
    assert harness.directory.look_up(TEAM, UserId("U0MIA")).active


def test_the_directory_rests_as_well(harness: GuardHarness) -> None:
    harness.workspace.faults.next("users.list", rate_limited(30))
    for _ in range(2):
        with pytest.raises(SlackUnavailableError):
            harness.directory.page(TEAM, "")
    assert len(harness.workspace.calls.of("users.list")) == 1
    harness.now += 30
    assert harness.directory.page(TEAM, "").people


def test_a_fault_that_names_no_time_is_tried_at_the_next_occasion(harness: GuardHarness) -> None:
    harness.fail_next(server_error())
    assert harness.change() == "internal_error"
    assert harness.change() == ""


def test_nobody_rests_for_longer_than_an_hour(harness: GuardHarness) -> None:
    harness.fail_next(rate_limited(7 * 24 * 3600))
    assert harness.change() == "ratelimited"
    harness.now += 3600
    assert harness.change() == ""
