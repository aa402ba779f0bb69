"""Answers that come after the deadline: acknowledged early, then the true answer, with what was typed kept (UX-1)."""

from typing import Any

import pytest
import structlog.testing

from bot.protocol import (
    FieldErrors,
    OpenModal,
    PrivateReply,
    PublishHome,
    RefreshModal,
    ReplaceOriginal,
    RequestKind,
    SelectOptions,
    UpdateModal,
)
from bot.sandbox.faults import slack_error
from bot.views.components.refill import refilled
from tests.support.fixtures.http_fixture import HttpHarness
from tests.support.slack import payloads
from tests.support.slack.recording_server import recording_server
from tests.support.slack.scripted_slack_api import RecordedCall

VIEW: dict[str, Any] = {"type": "modal", "title": {"type": "plain_text", "text": "New"}, "blocks": []}


def first_text(view: dict[str, Any]) -> str:
    return str(view["blocks"][0]["text"]["text"])


def test_a_slow_command_is_told_to_wait_and_then_answered(late_harness: HttpHarness) -> None:
    handler = late_harness.hangs_before(RequestKind.COMMAND, "/pmi", PrivateReply("Here you are"))
    early = late_harness.send(payloads.command(late_harness.slack_api)).json()
    assert early == {"response_type": "ephemeral", "text": "Working on it …"}
    assert late_harness.slack_api.methods == []
    handler.release()
    answer = late_harness.slack_api.wait_for_calls()[0]
    assert answer.method == "response_url"
    assert answer.body == {"response_type": "ephemeral", "replace_original": False, "text": "Here you are"}
    assert late_harness.executor.drain(5)
    assert 'pmi_late_answers_total{kind="command"} 1.0' in late_harness.metrics_text()


@pytest.mark.parametrize("path", ["/latest/meta-data", "/response_url", "/api/chat.postMessage"])
def test_an_answer_is_posted_to_no_address_that_is_not_slacks(late_harness: HttpHarness, path: str) -> None:
    """Section 12: a signed command that names a machine inside the network; its answer comes all the same."""
    with recording_server() as inside, structlog.testing.capture_logs() as logs:
        handler = late_harness.hangs_before(RequestKind.COMMAND, "/pmi", PrivateReply("Here you are"))
        late_harness.send(payloads.command(late_harness.slack_api, response_url=inside.address + path))
        handler.release()
        answered = late_harness.slack_api.wait_for_calls()[0]
        assert (answered.method, answered.body["text"]) == ("chat.postMessage", "Here you are")
        assert inside.requests == []
    assert path not in str(logs)


def test_a_slow_button_is_acknowledged_and_then_answered(late_harness: HttpHarness) -> None:
    handler = late_harness.hangs_before(RequestKind.ACTION, "start", ReplaceOriginal("Started"))
    assert late_harness.send(payloads.press(late_harness.slack_api)).text == ""
    late_harness.wait_until_late()
    handler.release()
    assert late_harness.slack_api.wait_for_calls()[0].body["replace_original"] is True


def test_what_a_press_leads_to_is_posted_to_no_such_address_either(harness: HttpHarness) -> None:
    """Section 12: in time, too, it goes by the response URL."""
    harness.replies_with(RequestKind.ACTION, "start", PrivateReply("Started"))
    with recording_server() as inside:
        harness.send(payloads.press(harness.slack_api, response_url=f"{inside.address}/latest/meta-data"))
        assert harness.slack_api.wait_for_calls()[0].method == "chat.postMessage"
        assert inside.requests == []


def test_a_slow_submission_shows_that_it_is_saving_and_then_the_answer(late_harness: HttpHarness) -> None:
    handler = late_harness.hangs_before(RequestKind.SUBMISSION, "edit", UpdateModal(VIEW))
    early = late_harness.send(payloads.submit()).json()
    assert early["response_action"] == "update"
    assert early["view"]["title"]["text"] == "Edit my PMI"
    assert first_text(early["view"]) == "Saving …"
    handler.release()
    assert late_harness.slack_api.wait_for_calls() == [RecordedCall("views.update", {"view_id": "V1", "view": VIEW})]


def test_a_slow_submission_can_lead_to_another_form_or_say_something(late_harness: HttpHarness) -> None:
    handler = late_harness.hangs_before(RequestKind.SUBMISSION, "edit", OpenModal(VIEW), PrivateReply("Saved"))
    late_harness.send(payloads.submit())
    handler.release()
    opened, said = late_harness.slack_api.wait_for_calls(2)
    assert opened == RecordedCall("views.update", {"view_id": "V1", "view": VIEW})
    assert first_text(said.body["view"]) == "Saved"


def test_a_submission_refused_late_shows_its_form_again_with_the_errors_on_top(late_harness: HttpHarness) -> None:
    handler = late_harness.hangs_before(RequestKind.SUBMISSION, "edit", FieldErrors({"number": "Too short"}))
    late_harness.send(payloads.submit())
    handler.release()
    answer = late_harness.slack_api.wait_for_calls()[0]
    assert answer.method == "views.update"
    assert "Personal Meeting ID: Too short" in first_text(answer.body["view"])
    assert answer.body["view"]["blocks"][1:] == refilled(payloads.FORM)["blocks"]


def test_a_form_that_comes_too_late_for_its_trigger_is_offered_by_a_button(late_harness: HttpHarness) -> None:
    handler = late_harness.hangs_before(RequestKind.COMMAND, "/pmi", OpenModal(VIEW))
    late_harness.send(payloads.command(late_harness.slack_api, "edit 555"))
    handler.release()
    offer = late_harness.slack_api.wait_for_calls()[0]
    assert offer.method == "response_url"
    assert offer.body["text"] == "That took a moment. Press “Continue”."
    button = offer.body["blocks"][1]["elements"][0]
    assert button["action_id"] == "again"
    late_harness.send(payloads.press(late_harness.slack_api, "again", button["value"]))
    late_harness.settle()
    assert (handler.requests[1].kind, handler.requests[1].name, handler.requests[1].text) == (
        RequestKind.COMMAND,
        "/pmi",
        "edit 555",
    )
    assert late_harness.slack_api.wait_for_calls(2)[1] == RecordedCall(
        "views.open", {"trigger_id": "1.2.trigger", "view": VIEW}
    )


def test_a_form_that_comes_too_late_for_a_button_asks_for_another_press(late_harness: HttpHarness) -> None:
    handler = late_harness.hangs_before(RequestKind.ACTION, "edit", OpenModal(VIEW))
    late_harness.send(payloads.press(late_harness.slack_api, "edit"))
    late_harness.wait_until_late()
    handler.release()
    assert late_harness.slack_api.wait_for_calls()[0].body["text"] == "That took a moment. Please try once more."


def test_a_slow_global_shortcut_reaches_the_person_by_a_message_with_a_button(late_harness: HttpHarness) -> None:
    handler = late_harness.hangs_before(RequestKind.SHORTCUT, "new", OpenModal(VIEW))
    late_harness.send(payloads.interaction("shortcut", callback_id="new"))
    late_harness.wait_until_late()
    handler.release()
    message = late_harness.slack_api.wait_for_calls()[0]
    assert (message.method, message.body["channel"]) == ("chat.postMessage", "U1")
    assert message.body["blocks"][1]["elements"][0]["action_id"] == "again"


def test_a_slow_button_in_a_modal_puts_its_answer_into_the_form_with_everything_typed(
    late_harness: HttpHarness,
) -> None:
    handler = late_harness.hangs_before(RequestKind.ACTION, "start", PrivateReply("Started"))
    late_harness.send(payloads.press_in(payloads.FORM))
    late_harness.wait_until_late()
    handler.release()
    view = late_harness.slack_api.wait_for_calls()[0].body["view"]
    assert first_text(view) == "Started"
    assert view["blocks"][2]["element"]["initial_value"] == "555 014 2368"


def test_a_slow_button_on_home_puts_its_answer_on_home(late_harness: HttpHarness) -> None:
    handler = late_harness.hangs_before(
        RequestKind.ACTION, "start", PrivateReply("Started"), PublishHome(lambda: {"type": "home", "blocks": []})
    )
    late_harness.send(payloads.press_in(payloads.HOME))
    late_harness.wait_until_late()
    handler.release()
    noted, published = late_harness.slack_api.wait_for_calls(2)
    assert first_text(noted.body["view"]) == "Started"
    assert (noted.body["hash"], published.method) == ("h2", "views.publish")


def test_slow_choices_are_an_empty_list(late_harness: HttpHarness) -> None:
    handler = late_harness.hangs_before(RequestKind.OPTIONS, "zone", SelectOptions([]))
    body = payloads.interaction("block_suggestion", action_id="zone", block_id="z", value="os", view=payloads.FORM)
    assert late_harness.send(body).json() == {"options": []}
    handler.release()
    assert late_harness.executor.drain(5)
    assert late_harness.slack_api.methods == []


def test_a_form_closed_while_it_was_saving_still_leads_to_an_answer(late_harness: HttpHarness) -> None:
    handler = late_harness.hangs_before(RequestKind.SUBMISSION, "edit", PrivateReply("Saved"))
    late_harness.slack_api.faults.next("views.update", slack_error("not_found"))
    late_harness.send(payloads.submit())
    handler.release()
    assert late_harness.slack_api.wait_for_calls(2)[1] == RecordedCall(
        "chat.postMessage", {"channel": "U1", "text": "Saved"}
    )


def test_a_late_answer_does_not_cover_what_is_newer_than_it(late_harness: HttpHarness) -> None:
    """UX-9: the queue may have shown what became of a post by then."""
    newer = {**VIEW, "title": {"type": "plain_text", "text": "Posted"}}
    replies = (UpdateModal(VIEW), RefreshModal(lambda: newer), RefreshModal(lambda: None))
    handler = late_harness.hangs_before(RequestKind.SUBMISSION, "edit", *replies)
    late_harness.send(payloads.submit())
    handler.release()
    late_harness.settle()
    assert late_harness.slack_api.wait_for_calls(2) == [
        RecordedCall("views.update", {"view_id": "V1", "view": VIEW}),
        RecordedCall("views.update", {"view_id": "V1", "view": newer}),
    ]
