"""What a person sees of a request that was acted upon before: an acknowledgement, and a form a word (section 12)."""

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


def test_a_press_is_acknowledged_only(harness: HttpHarness, slack_api: ScriptedSlackApi) -> None:
    harness.add_route(RequestKind.ACTION, "start", repeated().release())
    answer = harness.send(payloads.press(slack_api))
    assert (answer.status_code, answer.text) == (200, "")
    harness.settle()
    assert slack_api.methods == []


def test_a_form_says_that_it_was_handled_before(harness: HttpHarness, slack_api: ScriptedSlackApi) -> None:
    """An empty acknowledgement would close it as though it were saved, and it may have been refused."""
    harness.add_route(RequestKind.SUBMISSION, "edit", repeated().release())
    answer = harness.send(payloads.submit())
    assert answer.status_code == 200
    assert '"response_action": "update"' in answer.text
    assert "was sent before" in answer.text
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


def test_a_form_that_shows_that_it_is_saving_shows_that_it_was_handled(
    late_harness: HttpHarness, slack_api: ScriptedSlackApi
) -> None:
    handler = repeated()
    late_harness.add_route(RequestKind.SUBMISSION, "edit", handler)
    assert "Saving" in late_harness.send(payloads.submit()).text
    handler.release()
    (shown,) = slack_api.wait_for_calls()
    assert "was sent before" in str(shown.body)
