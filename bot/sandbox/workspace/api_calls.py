"""The record of the app's calls, for tests to read; it holds no tokens."""

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


class ApiCallLog(list[ApiCall]):
    """All calls in the order of their arrival. Callers hold the workspace's lock."""

    def of(self, method: str) -> list[ApiCall]:
        """The calls of one method, such as `chat.postMessage`."""
        return [call for call in self if call.method == method]
