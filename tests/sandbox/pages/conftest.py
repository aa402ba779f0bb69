"""A workspace with the pages of the sandbox, an app in it, and somebody who looks at them."""

import pytest

from bot.sandbox.workspace.workspace import Workspace
from tests.support.slack.sandbox_pages import AutoAckApp, PageClient, attach_app, new_workspace, pages_of


@pytest.fixture
def workspace() -> Workspace:
    return new_workspace()


@pytest.fixture
def app(workspace: Workspace) -> AutoAckApp:
    return attach_app(workspace)


@pytest.fixture
def olivia(workspace: Workspace) -> PageClient:
    """The owner, in London."""
    return PageClient(pages_of(workspace), "U0OLIVIA")
