"""How tests ask the stand-in's Web API and read its refusals."""

from collections.abc import Callable

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse


def api_error(call: Callable[[], SlackResponse]) -> str:
    """The name of the error that Slack answers with."""
    with pytest.raises(SlackApiError) as caught:
        call()
    return str(caught.value.response["error"])


def api_error_messages(call: Callable[[], SlackResponse]) -> list[str]:
    """What stands in the response_metadata of a refusal."""
    with pytest.raises(SlackApiError) as caught:
        call()
    found: list[str] = caught.value.response["response_metadata"]["messages"]
    return found
