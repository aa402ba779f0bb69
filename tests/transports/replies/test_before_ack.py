"""Whoever waits for an acknowledgement waits for no call to Slack that the table does not name; such a call is logged (UX-9)."""

from structlog.testing import capture_logs

from bot.protocol import RequestKind
from bot.transports.replies.before_ack import note_call, watched
from bot.transports.replies.client import interactive_client
from bot.transports.replies.deadline import PendingAck
from tests.support.slack.scripted_slack_api import ScriptedSlackApi

NOTED = [{"event": "slack_called_before_ack", "kind": RequestKind.COMMAND, "method": "chat.postMessage"}]


def noted(method: str, *, settled: bool = False, kind: RequestKind = RequestKind.COMMAND) -> list[dict[str, object]]:
    """What is logged of a call that a handler makes."""
    pending = PendingAck(lambda: None, grace=0.0)
    if settled:
        pending.acknowledge(None)
    with capture_logs() as entries, watched(kind, pending):
        note_call(method)
    return [{name: value for name, value in entry.items() if name != "log_level"} for entry in entries]


def test_a_call_before_the_acknowledgement_is_logged() -> None:
    assert noted("chat.postMessage") == NOTED


def test_one_that_the_table_names_is_not_and_the_table_names_it_for_a_kind_of_request() -> None:
    assert noted("users.info") == []
    assert noted("users.list", kind=RequestKind.SUBMISSION) == []
    assert noted("users.list") != []


def test_nobody_waits_for_a_call_after_the_acknowledgement() -> None:
    assert noted("chat.postMessage", settled=True) == []


def test_nobody_waits_for_a_call_that_no_handler_makes() -> None:
    assert noted("chat.postMessage") == NOTED
    with capture_logs() as entries:
        note_call("chat.postMessage")
    assert entries == []


def test_the_client_that_handlers_answer_with_notes_its_calls(slack_api: ScriptedSlackApi) -> None:
    client = interactive_client("xoxb-made-up", slack_api.api_url)
    with capture_logs() as entries, watched(RequestKind.COMMAND, PendingAck(lambda: None, grace=0.0)):
        client.api_call("chat.postMessage", json={"channel": "C1", "text": "Hello"})
    assert [entry["event"] for entry in entries] == ["slack_called_before_ack"]
