"""A form that is done closes, and the modal from which it was pushed shows what became of it (UX-1, section 11 of the rules)."""

from typing import Any

from bot.i18n.messages import say
from bot.protocol import CloseForm, RequestKind
from bot.sandbox.faults import hold
from bot.views.components import notices
from tests.support.fixtures.http_fixture import HttpHarness
from tests.support.slack import payloads
from tests.support.slack.scripted_slack_api import RecordedCall

VIEW: dict[str, Any] = {"type": "modal", "title": {"type": "plain_text", "text": "Groups"}, "blocks": []}
PUSHED = {**payloads.FORM, "previous_view_id": "V0"}


def test_the_modal_underneath_is_shown_anew_and_the_form_closes(harness: HttpHarness) -> None:
    harness.replies_with(RequestKind.SUBMISSION, "edit", CloseForm(VIEW, "Saved"))
    assert harness.send(payloads.submit(PUSHED)).text == ""
    assert harness.slack_api.wait_for_calls() == [RecordedCall("views.update", {"view_id": "V0", "view": VIEW})]


def test_a_form_that_stands_alone_becomes_the_other_view(harness: HttpHarness) -> None:
    harness.replies_with(RequestKind.SUBMISSION, "edit", CloseForm(VIEW, "Saved"))
    assert harness.send(payloads.submit()).json() == {"response_action": "update", "view": VIEW}
    assert harness.slack_api.methods == []


def test_a_form_that_cannot_close_any_more_says_what_became_of_it(late_harness: HttpHarness) -> None:
    handler = late_harness.hangs_before(RequestKind.SUBMISSION, "edit", CloseForm(VIEW, "Saved"))
    late_harness.send(payloads.submit(PUSHED))
    handler.release()
    under, on_top = late_harness.slack_api.wait_for_calls(2)
    assert under == RecordedCall("views.update", {"view_id": "V0", "view": VIEW})
    assert (on_top.body["view_id"], on_top.body["view"]["blocks"][0]["text"]["text"]) == ("V1", "Saved")


def test_a_form_whose_deadline_comes_while_the_modal_underneath_is_shown_says_what_became_of_it(
    late_harness: HttpHarness,
) -> None:
    """UX-1: “Saving …” must not stay."""
    held = hold()
    late_harness.slack_api.faults.next("views.update", held)
    late_harness.replies_with(RequestKind.SUBMISSION, "edit", CloseForm(VIEW, "Saved"))
    assert "Saving" in late_harness.send(payloads.submit(PUSHED)).text
    held.release.set()
    under, on_top = late_harness.slack_api.wait_for_calls(2)
    assert under.body["view_id"] == "V0"
    assert (on_top.body["view_id"], on_top.body["view"]["blocks"][0]["text"]["text"]) == ("V1", "Saved")


def test_a_form_that_needs_no_answer_and_comes_too_late_to_close_says_that_it_is_done(
    late_harness: HttpHarness,
) -> None:
    handler = late_harness.hangs_before(RequestKind.SUBMISSION, "edit")
    late_harness.send(payloads.submit())
    handler.release()
    (call,) = late_harness.slack_api.wait_for_calls()
    assert (call.body["view_id"], call.body["view"]["blocks"][0]["text"]["text"]) == ("V1", say(notices.DONE))
