"""Fixtures for the stand-in's own tests: a workspace, its server, a plain client, and a small bot by either transport."""

from collections.abc import Iterator

import pytest
from slack_sdk import WebClient

from bot.sandbox.client.driver import Driver
from bot.sandbox.clock import Clock
from bot.sandbox.transport.server import SandboxServer
from bot.sandbox.workspace.workspace import Workspace
from tests.support.slack.sample_app import SampleApp, build_sample_app, over_http, over_socket
from tests.support.slack.sandbox_server import serve_sandbox


@pytest.fixture
def clock() -> Clock:
    """Time stands still at the real time, so that signatures are fresh and nothing expires by itself."""
    return Clock(frozen=True)


@pytest.fixture
def workspace(clock: Clock) -> Workspace:
    """A workspace that nobody has done anything in."""
    return Workspace(clock)


@pytest.fixture
def server(workspace: Workspace) -> Iterator[SandboxServer]:
    """The workspace on a free port."""
    with serve_sandbox(workspace) as running:
        yield running


@pytest.fixture
def client(workspace: Workspace, server: SandboxServer) -> WebClient:
    """The real slack_sdk client with the bot's token, which repeats nothing by itself."""
    return WebClient(token=workspace.bot_token, base_url=server.api_url, timeout=5, retry_handlers=[])


@pytest.fixture(params=["socket", "http"])
def bot(request: pytest.FixtureRequest, workspace: Workspace, server: SandboxServer) -> Iterator[SampleApp]:
    """A small real Bolt app, connected."""
    made = build_sample_app(workspace, server)
    connected = over_socket if request.param == "socket" else over_http
    with connected(made, workspace):
        yield made
    made.hang.set()


@pytest.fixture
def mia(workspace: Workspace) -> Driver:
    """A member at their Slack."""
    return Driver(workspace, "U0MIA")


@pytest.fixture
def max_(workspace: Workspace) -> Driver:
    """Another member at their Slack."""
    return Driver(workspace, "U0MAX")
