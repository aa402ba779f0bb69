"""The two errors of the sandbox: Slack refuses the app's call, or a person could not do something."""

from collections.abc import Sequence
from typing import Any

Json = dict[str, Any]


class SlackError(Exception):
    """A Web API call that Slack refuses: `error` is Slack's name for it, `extra` the other fields of the response."""

    def __init__(self, error: str, extra: Json | None = None) -> None:
        super().__init__(error)
        self.error = error
        self.extra: Json = extra or {}


def invalid(error: str, messages: Sequence[str]) -> SlackError:
    """A refusal with `messages` as in Slack's response_metadata, each with a json-pointer."""
    return SlackError(
        error,
        {"errors": list(messages), "response_metadata": {"messages": [f"[ERROR] {message}" for message in messages]}},
    )


class CannotDo(Exception):  # noqa: N818 - a person cannot do that: no error of the program
    """What a real person could not have done: no such button, not in that channel, account deactivated."""
