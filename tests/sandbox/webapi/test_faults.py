"""Injected faults of the stand-in's Web API: what the bot sees, and what Slack has processed (REM-4)."""

import http.client
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.sandbox.client.driver import Driver
from bot.sandbox.errors import Json
from bot.sandbox.faults import (
    Fault,
    drop_after,
    drop_before,
    hold,
    late,
    rate_limited,
    server_error,
    silent,
    slack_error,
)
from bot.sandbox.workspace.workspace import Workspace
from tests.support.slack.api_errors import api_error

BROKEN = (OSError, http.client.HTTPException)


def _post(client: WebClient) -> None:
    client.chat_postMessage(channel="U0MIA", text="owed")


def _texts(person: Driver) -> list[str]:
    return [one.text for one in person.dm()]


def test_429_says_when_to_come_back_and_takes_nothing(client: WebClient, workspace: Workspace, mia: Driver) -> None:
    workspace.faults.next("chat.postMessage", rate_limited(30))

    with pytest.raises(SlackApiError) as caught:
        _post(client)
    assert caught.value.response.status_code == 429
    assert caught.value.response.headers["retry-after"] == "30"
    assert _texts(mia) == []
    _post(client)
    assert _texts(mia) == ["owed"]


def test_500_takes_nothing(client: WebClient, workspace: Workspace, mia: Driver) -> None:
    workspace.faults.next("chat.postMessage", server_error())

    assert api_error(lambda: client.chat_postMessage(channel="U0MIA", text="owed")) == "internal_error"
    assert _texts(mia) == []


@pytest.mark.parametrize("error", ["missing_scope", "user_disabled", "token_expired"])
def test_any_refusal_can_be_ordered(client: WebClient, workspace: Workspace, error: str) -> None:
    workspace.faults.next("chat.postMessage", slack_error(error))

    assert api_error(lambda: client.chat_postMessage(channel="U0MIA", text="owed")) == error


def test_a_connection_that_drops_before_leaves_nothing_behind(
    client: WebClient, workspace: Workspace, mia: Driver
) -> None:
    workspace.faults.next("chat.postMessage", drop_before())

    with pytest.raises(BROKEN):
        _post(client)
    assert _texts(mia) == []
    assert [(call.outcome, call.answered) for call in workspace.calls] == [("dropped before", False)]


def test_a_connection_that_drops_after_has_left_the_message(
    client: WebClient, workspace: Workspace, mia: Driver
) -> None:
    workspace.faults.next("chat.postMessage", drop_after())

    with pytest.raises(BROKEN):
        _post(client)
    assert _texts(mia) == ["owed"]
    assert [(call.outcome, call.answered) for call in workspace.calls] == [("ok", False)]


def test_a_held_request_is_taken_when_it_is_released(client: WebClient, workspace: Workspace, mia: Driver) -> None:
    fault = hold()
    workspace.faults.next("chat.postMessage", fault)
    posting = threading.Thread(target=_post, args=(client,))
    posting.start()

    assert fault.reached.wait(5)
    assert _texts(mia) == []
    fault.release.set()
    posting.join(5)
    assert _texts(mia) == ["owed"]


def test_a_request_that_meets_silence_leaves_nothing_behind(
    client: WebClient, workspace: Workspace, mia: Driver
) -> None:
    fault = silent()
    workspace.faults.next("chat.postMessage", fault)
    with ThreadPoolExecutor(1) as pool:
        posting = pool.submit(_post, client)

        assert fault.reached.wait(5)
        assert not posting.done()
        fault.release.set()
        assert isinstance(posting.exception(5), BROKEN)
    assert _texts(mia) == []
    assert [(call.outcome, call.answered) for call in workspace.calls] == [("silent", False)]


def test_a_message_can_be_taken_long_after_the_connection_is_gone(
    client: WebClient, workspace: Workspace, mia: Driver
) -> None:
    fault = late()
    workspace.faults.next("chat.postMessage", fault)

    with pytest.raises(BROKEN):
        _post(client)
    assert _texts(mia) == []
    fault.release.set()
    mia.wait_for(lambda: _texts(mia) == ["owed"])


def test_a_rule_decides_by_the_arguments(client: WebClient, workspace: Workspace, mia: Driver, max_: Driver) -> None:
    def not_to_max(args: Json) -> Fault | None:
        return slack_error("channel_not_found") if args["channel"] == "U0MAX" else None

    workspace.faults.always("chat.postMessage", not_to_max)

    _post(client)
    assert api_error(lambda: client.chat_postMessage(channel="U0MAX", text="owed")) == "channel_not_found"
    assert (_texts(mia), _texts(max_)) == (["owed"], [])
    workspace.faults.clear()
    client.chat_postMessage(channel="U0MAX", text="owed")


def test_a_queue_goes_in_order_and_lets_through_where_it_says_nothing(client: WebClient, workspace: Workspace) -> None:
    workspace.faults.next("*", slack_error("first"), None, slack_error("third"))

    outcomes: list[str] = []
    calls: list[Callable[[], object]] = [client.auth_test, client.auth_test, client.team_info]
    for call in calls:
        try:
            call()
        except SlackApiError as error:
            outcomes.append(error.response["error"])
        else:
            outcomes.append("ok")
    assert outcomes == ["first", "ok", "third"]


def test_the_server_stops_while_a_request_is_held(client: WebClient, workspace: Workspace) -> None:
    fault = hold()
    workspace.faults.next("auth.test", fault)
    asking = threading.Thread(target=client.auth_test)
    asking.start()

    assert fault.reached.wait(5)
    workspace.faults.clear()
    asking.join(5)
    assert not asking.is_alive()
