"""The measuring side of Socket Mode and its slow Web API, tried with Slack's own client."""

import asyncio
from collections.abc import Iterator

import pytest
from slack_sdk import WebClient
from slack_sdk.socket_mode.builtin import SocketModeClient
from slack_sdk.socket_mode.client import BaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse

from tests.bench.slack_side.fake_slack import FakeSlack, running_fake_slack
from tests.bench.slack_side.senders import SocketSender, commands, press, value_of

BUTTONS = {"blocks": [{"type": "section"}, {"elements": [{"action_id": "no", "value": "1"}, {"action_id": "yes", "value": "2"}]}]}  # fmt: skip


@pytest.fixture
def slack() -> Iterator[FakeSlack]:
    with running_fake_slack() as running:
        yield running


def test_each_envelope_is_answered_by_its_own_acknowledgement(slack: FakeSlack) -> None:
    client = SocketModeClient(
        "xapp-made-up", web_client=WebClient(base_url=slack.api_url), auto_reconnect_enabled=False
    )

    def acknowledge(_client: BaseSocketModeClient, request: SocketModeRequest) -> None:
        shown = {"text": request.payload["user_id"]} if request.type == "slash_commands" else None
        client.send_socket_mode_response(SocketModeResponse(request.envelope_id, shown))

    client.socket_mode_request_listeners.append(acknowledge)
    client.connect()
    sent = [*commands("/pmi", 9, 100), press("yes", "2", "U1", response_url=slack.response_url)]
    answers = asyncio.run(SocketSender(slack).send(sent, 4))
    assert sorted(answer.body for answer in answers) == sorted(
        [b"null", *(f'{{"text": "{envelope.payload["user_id"]}"}}'.encode() for envelope in sent[:9])]
    )
    assert min(answer.seconds for answer in answers) > 0


def test_calls_are_waited_for_once_each(slack: FakeSlack) -> None:
    client = WebClient(base_url=slack.api_url)
    for _ in range(3):
        assert client.api_call("views.publish")["ok"]
    slack.wait_for_calls(2)
    with pytest.raises(AssertionError):
        slack.wait_for_calls(1, timeout=0)
    assert client.api_call("views.publish")["ok"]
    slack.wait_for_calls(1, timeout=0)


def test_the_value_of_a_button_is_found_wherever_it_stands() -> None:
    assert [value_of(action, BUTTONS) for action in ("yes", "no", "perhaps")] == ["2", "1", ""]
