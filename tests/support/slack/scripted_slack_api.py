"""The sandbox's Web API for requests that no Slack has seen: it records each call, checks nothing and answers as told."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from bot.sandbox.clock import Clock
from bot.sandbox.faults import Fault, FaultInjector, FaultKind
from bot.sandbox.workspace.workspace import Workspace
from tests.support.slack.sandbox_server import serve_sandbox


class RecordedCall(NamedTuple):
    """One call: the API method, or `response_url`, and what came with it."""

    method: str
    body: dict[str, Any]


class ScriptedSlackApi:
    """All calls, in order; tokens, triggers and ids may be made up. Each succeeds, unless `faults` say otherwise."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        workspace.faults.always("*", lambda _call: success())

    @property
    def faults(self) -> FaultInjector:
        """What the next calls of a method meet."""
        return self._workspace.faults

    @property
    def api_url(self) -> str:
        """The address of the Web API."""
        return f"{self._workspace.address}/api/"

    @property
    def response_url(self) -> str:
        """An address for answers, beside the Web API."""
        return f"{self._workspace.address}/response/R1"

    def wait_for_calls(self, count: int = 1, timeout: float = 5.0) -> list[RecordedCall]:
        """What was heard, once there are `count` calls."""
        enough = self._workspace.wait_until(lambda: len(self._workspace.calls) >= count, timeout)
        assert enough, f"heard only {self._calls()}"
        return self._calls()

    @property
    def methods(self) -> list[str]:
        """What was called until now."""
        return [one.method for one in self._calls()]

    def _calls(self) -> list[RecordedCall]:
        with self._workspace.lock:
            return [RecordedCall(call.method, call.args) for call in self._workspace.calls]


def success(**body: object) -> Fault:
    """An answer that says `ok`, whatever was asked, with this in it."""
    return Fault(FaultKind.ANSWER, body={"ok": True, **body})


def unreachable_slack_api() -> ScriptedSlackApi:
    """For payloads alone: its addresses lead nowhere."""
    workspace = Workspace(Clock())
    workspace.address = "http://127.0.0.1:9"
    return ScriptedSlackApi(workspace)


@contextmanager
def scripted_slack_api() -> Iterator[ScriptedSlackApi]:
    """One on a free port."""
    workspace = Workspace(Clock())
    with serve_sandbox(workspace):
        yield ScriptedSlackApi(workspace)
