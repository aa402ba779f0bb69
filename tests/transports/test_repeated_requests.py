"""What a person sees of a request that was acted upon before: an acknowledgement, and nothing else (section 12)."""

import pytest

from bot.protocol import RequestKind
from storage import RepeatedRequestError
from tests.support.fixtures.http_fixture import BlockingHandler, HttpHarness
from tests.support.slack import payloads
from tests.support.slack.scripted_slack_api import ScriptedSlackApi


def repeated() -> BlockingHandler:
    return BlockingHandler(error=RepeatedRequestError())


def test_a_command_is_acknowledged_without_a_word_and_counted(
    harness: HttpHarness, slack_api: ScriptedSlackApi
) -> None:
    harness.add_route(RequestKind.COMMAND, "/pmi", repeated().release())
    answer = harness.send(payloads.command(slack_api))
    assert (answer.status_code, answer.text) == (200, "")
    harness.settle()
    assert slack_api.methods == []
    assert 'pmi_requests_total{kind="command",outcome="repeated"} 1.0' in harness.metrics_text()


@pytest.mark.parametrize("kind, name", [(RequestKind.ACTION, "start"), (RequestKind.SUBMISSION, "edit")])
def test_a_press_and_a_form_are_acknowledged_only(
    harness: HttpHarness, slack_api: ScriptedSlackApi, kind: RequestKind, name: str
) -> None:
    """A form closes, as what it asks for is done."""
    harness.add_route(kind, name, repeated().release())
    answer = harness.send(payloads.press(slack_api) if kind is RequestKind.ACTION else payloads.submit())
    assert (answer.status_code, answer.text) == (200, "")
    harness.settle()
    assert slack_api.methods == []


def test_a_command_that_was_told_to_wait_is_told_that_it_is_done(
    late_harness: HttpHarness, slack_api: ScriptedSlackApi
) -> None:
    handler = repeated()
    late_harness.add_route(RequestKind.COMMAND, "/pmi", handler)
    assert "Working on it" in late_harness.send(payloads.command(slack_api)).text
    handler.release()
    assert [call.body["text"] for call in slack_api.wait_for_calls()] == ["That was done already."]


def test_a_form_that_shows_that_it_is_saving_shows_that_it_is_done(
    late_harness: HttpHarness, slack_api: ScriptedSlackApi
) -> None:
    handler = repeated()
    late_harness.add_route(RequestKind.SUBMISSION, "edit", handler)
    assert "Saving" in late_harness.send(payloads.submit()).text
    handler.release()
    (shown,) = slack_api.wait_for_calls()
    assert "Done" in str(shown.body)
