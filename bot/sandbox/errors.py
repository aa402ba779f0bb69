"""The two ways in which something cannot be done here: Slack refuses the bot, or a person could not do it."""

from collections.abc import Sequence
from typing import Any

Json = dict[str, Any]


class SlackError(Exception):
    """A Web API call that Slack refuses: `error` is Slack's name for it, `extra` what else stands in the answer."""

    def __init__(self, error: str, extra: Json | None = None) -> None:
        super().__init__(error)
        self.error = error
        self.extra: Json = extra or {}


def invalid(error: str, messages: Sequence[str]) -> SlackError:
    """A refusal that says where: `messages` as in Slack's response_metadata, with a json-pointer in each."""
    return SlackError(
        error,
        {"errors": list(messages), "response_metadata": {"messages": [f"[ERROR] {message}" for message in messages]}},
    )


class CannotDo(Exception):  # noqa: N818 (it reads as a sentence where it is raised: the person cannot do that)
    """What a real person could not have done: no such button, not in that channel, account deactivated."""
