"""A workspace that can be reached, for as long as a test needs it; it knows nothing of bots."""

from collections.abc import Iterator
from contextlib import contextmanager

from bot.sandbox.transport.server import SandboxServer
from bot.sandbox.workspace.workspace import Workspace
from tests.support.machine.threads import run_in_background


@contextmanager
def serve_sandbox(workspace: Workspace) -> Iterator[SandboxServer]:
    """Inside it the workspace listens. For the server's farewell, which takes it a tenth of a second, nobody waits."""
    server = SandboxServer(workspace)
    server.start()
    yield server
    run_in_background(server.stop)
