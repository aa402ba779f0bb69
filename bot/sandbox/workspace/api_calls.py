"""The record of the app's calls, for tests to read; it holds no tokens."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from bot.sandbox.errors import Json


@dataclass(slots=True)
class ApiCall:
    """One Web API call or response_url post (method `response_url`).

    `outcome`: `ok`, Slack's error name, or the injected fault (`http_500`, `dropped before`).
    `answered`: whether the outcome was sent to the app.
    """

    method: str
    args: Json
    at: datetime
    outcome: str = "pending"
    answered: bool = True


class ApiCallLog:
    """All calls in the order of their arrival. Callers hold the workspace's lock."""

    def __init__(self) -> None:
        self._all: list[ApiCall] = []

    def __iter__(self) -> Iterator[ApiCall]:
        return iter(list(self._all))

    def __len__(self) -> int:
        return len(self._all)

    def add(self, call: ApiCall) -> ApiCall:
        """Record a call."""
        self._all.append(call)
        return call

    def of(self, method: str) -> list[ApiCall]:
        """The calls of one method, such as `chat.postMessage`."""
        return [call for call in self._all if call.method == method]

    def clear(self) -> None:
        """Remove all calls, so that a test can count those that follow."""
        self._all.clear()
