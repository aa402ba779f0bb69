"""Handlers that raise, a full executor, malformed payloads: everybody gets an answer (UX-6, section 12)."""

import re
from typing import Any

import pytest
import structlog.testing

from bot.protocol import PrivateReply, PublishHome, RequestKind
from bot.transports.executor import BoundedExecutor
from tests.support.fixtures.http_fixture import HttpHarness, running_http
from tests.support.slack import payloads
from tests.support.slack.scripted_slack_api import ScriptedSlackApi

REFERENCE = re.compile(r"[A-Z]{3}-[0-9]{4}")


def reference_in(text: str) -> str:
    found = REFERENCE.search(text)
    assert found, text
    return found[0]


def logged(logs: list[Any]) -> list[str]:
    return [entry["reference"] for entry in logs if entry["event"] == "handler_failed"]


def test_a_command_that_fails_gives_a_reference_that_the_log_knows(harness: HttpHarness) -> None:
    harness.raises(RequestKind.COMMAND, "/pmi")
    with structlog.testing.capture_logs() as logs:
        answer = harness.send(payloads.command(harness.slack_api, "edit my-secret-text")).json()
    assert answer["response_type"] == "ephemeral"
    assert logged(logs) == [reference_in(answer["text"])]
    assert "my-secret-text" not in str(logs)
    assert harness.executor.drain(5)
    assert 'pmi_exceptions_total{kind="command"} 1.0' in harness.metrics_text()


def test_a_button_that_fails_gives_a_reference_in_its_channel(harness: HttpHarness) -> None:
    harness.raises(RequestKind.ACTION, "start")
    with structlog.testing.capture_logs() as logs:
        assert harness.send(payloads.press(harness.slack_api)).status_code == 200
        told = harness.slack_api.wait_for_calls()[0].body["text"]
    assert logged(logs) == [reference_in(told)]


def test_a_button_in_a_modal_that_fails_gives_a_reference_on_top_of_it(harness: HttpHarness) -> None:
    harness.raises(RequestKind.ACTION, "start")
    harness.send(payloads.press_in(payloads.FORM))
    pushed = harness.slack_api.wait_for_calls()[0]
    assert pushed.method == "views.push"
    reference_in(str(pushed.body["view"]["blocks"]))


def test_a_submission_that_fails_stays_open_with_the_reference_beside_its_first_field(harness: HttpHarness) -> None:
    harness.raises(RequestKind.SUBMISSION, "edit")
    answer = harness.send(payloads.submit()).json()
    assert answer["response_action"] == "errors"
    assert list(answer["errors"]) == ["number"]
    reference_in(answer["errors"]["number"])


def test_a_submission_without_fields_that_fails_shows_the_reference_on_top(harness: HttpHarness) -> None:
    harness.raises(RequestKind.SUBMISSION, "edit")
    answer = harness.send(payloads.submit({**payloads.FORM, "blocks": [{"type": "divider"}]})).json()
    assert answer["response_action"] == "push"
    reference_in(str(answer["view"]))


def test_a_submission_that_fails_late_shows_its_form_again_with_everything_typed(late_harness: HttpHarness) -> None:
    handler = late_harness.raises(RequestKind.SUBMISSION, "edit", hanging=True)
    late_harness.send(payloads.submit())
    handler.release()
    view = late_harness.slack_api.wait_for_calls()[0].body["view"]
    reference_in(view["blocks"][0]["text"]["text"])
    assert view["blocks"][2]["element"]["initial_value"] == "555 014 2368"
    assert view["submit"]["text"] == "Save changes"


def test_a_command_that_fails_late_gives_its_reference_by_the_response_url(late_harness: HttpHarness) -> None:
    handler = late_harness.raises(RequestKind.COMMAND, "/pmi", hanging=True)
    late_harness.send(payloads.command(late_harness.slack_api))
    handler.release()
    reference_in(late_harness.slack_api.wait_for_calls()[0].body["text"])


@pytest.mark.parametrize("shown, calls", [({}, ["views.publish"]), ({"view": payloads.HOME}, [])])
def test_a_failing_home_says_so_where_there_is_nothing_yet(
    harness: HttpHarness, shown: dict[str, Any], calls: list[str]
) -> None:
    harness.raises(RequestKind.EVENT, "app_home_opened")
    assert harness.send(payloads.event(**shown)).status_code == 200
    assert harness.executor.drain(5)
    assert harness.slack_api.methods == calls


def cannot_be_built() -> dict[str, Any]:
    raise RuntimeError("the database is gone")


def test_a_home_that_cannot_be_built_says_so_to_whoever_looks_at_it(harness: HttpHarness) -> None:
    """UX-6, UX-9: it is built after the acknowledgement."""
    harness.replies_with(RequestKind.EVENT, "app_home_opened", PublishHome(cannot_be_built))
    harness.replies_with(RequestKind.ACTION, "start", PublishHome(cannot_be_built))
    harness.replies_with(RequestKind.COMMAND, "/pmi", PrivateReply("Hello"), PublishHome(cannot_be_built))
    harness.send(payloads.event())
    harness.settle()
    harness.send(payloads.press_in(payloads.HOME))
    harness.settle()
    assert harness.send(payloads.command(harness.slack_api)).json()["text"] == "Hello"
    harness.settle()
    published, opened = harness.slack_api.wait_for_calls(2)
    for call in (published, opened):
        reference_in(str(call.body["view"]))
    assert (published.method, opened.method) == ("views.publish", "views.open")
    assert len(harness.slack_api.methods) == 2


def test_a_full_executor_says_that_it_is_busy_and_lets_slack_repeat_events(slack_api: ScriptedSlackApi) -> None:
    def narrow(harness: HttpHarness) -> None:
        harness.executor = BoundedExecutor(workers=1, queue_size=0)
        harness.deadline = 0.05

    with running_http(slack_api, narrow) as harness:
        handler = harness.hangs_before(RequestKind.COMMAND, "/pmi", PrivateReply("Hello"))
        harness.send(payloads.command(slack_api))
        assert "busy" in harness.send(payloads.command(slack_api)).json()["text"]
        assert "busy" in harness.send(payloads.submit()).json()["errors"]["number"]
        assert harness.send(payloads.press(slack_api)).status_code == 200
        assert "busy" in slack_api.wait_for_calls()[0].body["text"]
        assert harness.send(payloads.event()).status_code == 503
        handler.release()
        assert slack_api.wait_for_calls(2)[1].body["text"] == "Hello"


def test_a_drained_executor_ends_what_runs_and_takes_nothing_more(late_harness: HttpHarness) -> None:
    handler = late_harness.hangs_before(RequestKind.COMMAND, "/pmi", PrivateReply("Hello"))
    late_harness.send(payloads.command(late_harness.slack_api))
    assert not late_harness.executor.drain(0.01)
    assert "restarting" in late_harness.send(payloads.command(late_harness.slack_api)).json()["text"]
    handler.release()
    assert late_harness.executor.drain(5)
    assert late_harness.slack_api.wait_for_calls()[0].body["text"] == "Hello"


TOO_DEEP = "[" * 20_000 + "]" * 20_000
"""JSON that is nested too deep for a parser."""


@pytest.mark.parametrize(
    "body",
    [
        "{",
        "[]",
        '"text"',
        '{"type": "event_callback", "event": "text"}',
        '{"type": "event_callback", "event": {"type": 7}}',
        '{"type": ["block_actions"]}',
        "payload=%7B",
        "payload=[]",
        payloads.interaction("block_actions", actions="start"),
        payloads.interaction("block_actions", actions=["start"]),
        payloads.interaction("view_submission", view="V1"),
        payloads.interaction("block_actions", actions=[{"action_id": "again", "value": "not json"}]),
        payloads.interaction("block_actions", actions=[{"action_id": "again", "value": '["event", "x", ""]'}]),
        payloads.interaction("block_actions", actions=[{"action_id": "again", "value": '["command", "rm -rf", ""]'}]),
        payloads.interaction("block_actions", actions=[{"action_id": "again"}]),
        payloads.interaction("block_actions", actions=[{"action_id": "again", "value": TOO_DEEP}]),
        payloads.interaction("view_submission").replace("%7D", f"%2C+%22deep%22%3A+{TOO_DEEP}%7D", 1),
    ],
)
def test_a_signed_payload_that_makes_no_sense_is_a_bad_request(harness: HttpHarness, body: str) -> None:
    assert harness.send(body).status_code == 400


@pytest.mark.parametrize("depth", [100, 400, 600, 900])
def test_a_payload_that_is_nested_deep_is_no_surprise(harness: HttpHarness, depth: int) -> None:
    """Section 12: how deep is too deep, Python's version decides."""
    nested: list[object] = []
    for _ in range(depth):
        nested = [nested]
    harness.replies_with(RequestKind.SUBMISSION, "edit", PrivateReply("Saved"))
    assert harness.send(payloads.submit({**payloads.FORM, "more": nested})).status_code in {200, 400}
    assert "pmi_exceptions_total{" not in harness.metrics_text()


@pytest.mark.parametrize("body", ["", "ssl_check=1&token=abc", '{"type": "app_rate_limited"}'])
def test_a_payload_that_is_nobodys_act_is_taken_silently(harness: HttpHarness, body: str) -> None:
    assert harness.send(body).status_code == 200
