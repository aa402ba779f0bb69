"""On the third modal of a stack Slack pushes no fourth: an answer takes its place (UX-7)."""

import re
from typing import Any

from bot.protocol import OpenModal, PrivateReply, RequestKind
from tests.support.fixtures.http_fixture import HttpHarness
from tests.support.slack import payloads

VIEW: dict[str, Any] = {"type": "modal", "title": {"type": "plain_text", "text": "New"}, "blocks": []}
SECOND = {**payloads.FORM, "root_view_id": "V0", "previous_view_id": "V0"}
THIRD = {**payloads.FORM, "root_view_id": "V0", "previous_view_id": "V00"}


def test_a_button_opens_a_modal_in_place_of_the_third(harness: HttpHarness) -> None:
    harness.replies_with(RequestKind.ACTION, "start", OpenModal(VIEW))
    harness.send(payloads.press_in(THIRD))
    (call,) = harness.slack_api.wait_for_calls()
    assert (call.method, call.body["view_id"], call.body["view"]) == ("views.update", "V1", VIEW)
    harness.send(payloads.press_in(SECOND))
    assert harness.slack_api.wait_for_calls(2)[1].method == "views.push"


def test_a_text_is_put_on_top_of_the_third(harness: HttpHarness) -> None:
    harness.replies_with(RequestKind.ACTION, "start", PrivateReply("Done"))
    harness.send(payloads.press_in(THIRD))
    (call,) = harness.slack_api.wait_for_calls()
    assert (call.method, call.body["view"]["blocks"][0]["text"]["text"]) == ("views.update", "Done")


def test_a_form_that_is_sent_becomes_the_next_view(harness: HttpHarness) -> None:
    harness.replies_with(RequestKind.SUBMISSION, "edit", OpenModal(VIEW))
    assert harness.send(payloads.submit(THIRD)).json() == {"response_action": "update", "view": VIEW}
    assert harness.send(payloads.submit(SECOND)).json() == {"response_action": "push", "view": VIEW}


def test_a_fault_is_told_on_top_of_the_third_and_nothing_typed_is_lost(harness: HttpHarness) -> None:
    """UX-8: a view without inputs of its own has no field to put it beside."""
    harness.raises(RequestKind.SUBMISSION, "edit")
    without_inputs = {**THIRD, "blocks": THIRD["blocks"][:1], "state": {"values": {}}}
    ack = harness.send(payloads.submit(without_inputs)).json()
    assert ack["response_action"] == "update"
    said, kept = ack["view"]["blocks"]
    assert re.search(r"[A-Z]{3}-[0-9]{4}", said["text"]["text"])
    assert kept == without_inputs["blocks"][0]
