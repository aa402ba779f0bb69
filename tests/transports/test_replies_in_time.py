"""Answers that come before the deadline, each in the way that its surface allows (UX-1, UX-7)."""

from collections.abc import Iterator

import structlog.testing

from bot.protocol import (
    FieldErrors,
    OpenModal,
    PrivateReply,
    PublishHome,
    ReplaceOriginal,
    RequestKind,
    SelectOptions,
    UpdateModal,
    View,
)
from bot.sandbox.faults import slack_error
from tests.support.fixtures.http_fixture import HttpHarness
from tests.support.slack import payloads
from tests.support.slack.scripted_slack_api import RecordedCall, ScriptedSlackApi

VIEW = {"type": "modal", "title": {"type": "plain_text", "text": "New"}, "blocks": []}


def test_a_command_is_answered_in_the_acknowledgement_for_this_person_alone(harness: HttpHarness) -> None:
    """UX-2."""
    handler = harness.replies_with(RequestKind.COMMAND, "/pmi", PrivateReply("Hello", [{"type": "divider"}]))
    response = harness.send(payloads.command(harness.slack_api, "start  Standup "))
    assert response.status_code == 200
    assert response.json() == {"response_type": "ephemeral", "text": "Hello", "blocks": [{"type": "divider"}]}
    assert (handler.requests[0].text, handler.requests[0].channel, handler.requests[0].team) == (
        "start  Standup",
        "C1",
        "T1",
    )
    assert handler.requests[0].now == harness.now


def test_a_command_can_open_a_form(harness: HttpHarness) -> None:
    harness.replies_with(RequestKind.COMMAND, "/pmi", OpenModal(VIEW))
    assert harness.send(payloads.command(harness.slack_api)).text == ""
    assert harness.slack_api.wait_for_calls() == [
        RecordedCall("views.open", {"trigger_id": "1.2.trigger", "view": VIEW})
    ]


def test_the_first_answer_rides_and_the_others_follow_with_what_a_trigger_opens_ahead(harness: HttpHarness) -> None:
    """UX-9: the trigger lives for 3 seconds."""
    replies = (PrivateReply("First"), PrivateReply("Second"), OpenModal(VIEW))
    harness.replies_with(RequestKind.COMMAND, "/pmi", *replies)
    assert harness.send(payloads.command(harness.slack_api)).json()["text"] == "First"
    opened, said = harness.slack_api.wait_for_calls(2)
    assert (opened.method, said.method, said.body["text"]) == ("views.open", "response_url", "Second")


def test_a_dead_trigger_becomes_a_button_that_repeats_the_command(harness: HttpHarness) -> None:
    harness.replies_with(RequestKind.COMMAND, "/pmi", OpenModal(VIEW))
    harness.slack_api.faults.next("views.open", slack_error("expired_trigger_id"))
    harness.send(payloads.command(harness.slack_api, "edit"))
    button = harness.slack_api.wait_for_calls(2)[1].body["blocks"][1]["elements"][0]
    harness.send(payloads.press(harness.slack_api, button["action_id"], button["value"]))
    assert harness.slack_api.wait_for_calls(3)[2].method == "views.open"


def test_a_form_that_slack_refuses_is_an_error_with_a_reference(harness: HttpHarness) -> None:
    """UX-6."""
    harness.replies_with(RequestKind.COMMAND, "/pmi", OpenModal(VIEW))
    harness.slack_api.faults.next("views.open", slack_error("invalid_arguments"))
    with structlog.testing.capture_logs() as logs:
        harness.send(payloads.command(harness.slack_api))
        told = harness.slack_api.wait_for_calls(2)[1].body["text"]
    reference = next(entry["reference"] for entry in logs if entry["log_level"] == "error")
    assert reference in told


def test_a_button_in_a_channel_is_answered_by_its_response_url(harness: HttpHarness) -> None:
    harness.replies_with(RequestKind.ACTION, "start", PrivateReply("Started"), ReplaceOriginal("Gone"))
    assert harness.send(payloads.press(harness.slack_api)).text == ""
    said, replaced = harness.slack_api.wait_for_calls(2)
    assert said.body == {"response_type": "ephemeral", "replace_original": False, "text": "Started"}
    assert replaced.body["replace_original"] is True


def test_a_person_of_another_company_is_told_apart(harness: HttpHarness) -> None:
    """ROLE-1: people of other companies have no room."""
    handler = harness.replies_with(RequestKind.ACTION, "start")
    harness.send(payloads.press(harness.slack_api, user_team="T2"))
    harness.settle()
    assert (handler.requests[0].team, handler.requests[0].user_team) == ("T1", "T2")


def test_a_button_in_a_modal_changes_it_only_if_it_is_still_the_one_that_was_seen(harness: HttpHarness) -> None:
    harness.replies_with(RequestKind.ACTION, "start", UpdateModal(VIEW))
    harness.send(payloads.press_in(payloads.FORM))
    assert harness.slack_api.wait_for_calls() == [
        RecordedCall("views.update", {"view_id": "V1", "view": VIEW, "hash": "h1"})
    ]


def test_a_button_in_a_modal_says_something_by_a_modal_on_top(harness: HttpHarness) -> None:
    harness.replies_with(RequestKind.ACTION, "start", PrivateReply("Started"), OpenModal(VIEW))
    harness.send(payloads.press_in(payloads.FORM))
    said, opened = harness.slack_api.wait_for_calls(2)
    assert (said.method, opened.method) == ("views.push", "views.push")
    assert said.body["view"]["blocks"][0]["text"]["text"] == "Started"


def test_when_no_modal_fits_on_top_the_answer_stands_in_the_form_with_everything_typed(harness: HttpHarness) -> None:
    harness.replies_with(RequestKind.ACTION, "start", PrivateReply("Started"))
    harness.slack_api.faults.next("views.push", slack_error("push_limit_reached"))
    harness.send(payloads.press_in(payloads.FORM))
    view = harness.slack_api.wait_for_calls(2)[1].body["view"]
    assert view["blocks"][0]["text"]["text"] == "Started"
    assert view["blocks"][2]["element"]["initial_value"] == "555 014 2368"
    assert (view["private_metadata"], view["callback_id"]) == ("kept", "edit")


def test_a_button_on_home_says_something_by_a_modal_and_then_publishes_home(harness: HttpHarness) -> None:
    """UX-9: over the Home that was seen, else as it is by then."""
    homes: Iterator[View] = iter([{"type": "home", "blocks": []}, {"type": "home", "blocks": [{"type": "divider"}]}])
    harness.replies_with(RequestKind.ACTION, "start", PublishHome(lambda: next(homes)), PrivateReply("Started"))
    harness.slack_api.faults.next("views.publish", slack_error("hash_conflict"))
    with structlog.testing.capture_logs() as logs:
        harness.send(payloads.press_in(payloads.HOME))
        opened, published, again = harness.slack_api.wait_for_calls(3)
    assert opened.method == "views.open"
    assert published == RecordedCall(
        "views.publish", {"user_id": "U1", "view": {"type": "home", "blocks": []}, "hash": "h2"}
    )
    assert again == RecordedCall(
        "views.publish", {"user_id": "U1", "view": {"type": "home", "blocks": [{"type": "divider"}]}}
    )
    assert [entry for entry in logs if entry["log_level"] != "info"] == []


def test_a_submission_is_answered_by_its_acknowledgement(harness: HttpHarness) -> None:
    harness.replies_with(RequestKind.SUBMISSION, "edit", UpdateModal(VIEW))
    assert harness.send(payloads.submit()).json() == {"response_action": "update", "view": VIEW}
    harness.replies_with(RequestKind.SUBMISSION, "edit", OpenModal(VIEW))
    assert harness.send(payloads.submit()).json() == {"response_action": "push", "view": VIEW}
    harness.replies_with(RequestKind.SUBMISSION, "edit", PrivateReply("Saved"))
    said = harness.send(payloads.submit()).json()
    assert said["response_action"] == "update"
    assert said["view"]["title"]["text"] == "Edit my PMI"
    harness.replies_with(RequestKind.SUBMISSION, "edit")
    assert harness.send(payloads.submit()).text == ""


def test_a_refused_submission_shows_its_errors_beside_the_fields(harness: HttpHarness) -> None:
    harness.replies_with(RequestKind.SUBMISSION, "edit", FieldErrors({"number": "Too short"}))
    assert harness.send(payloads.submit()).json() == {"response_action": "errors", "errors": {"number": "Too short"}}


def test_an_error_that_no_field_can_show_stands_on_top_of_the_form(harness: HttpHarness) -> None:
    """Slack shows errors beside input blocks only."""
    harness.replies_with(RequestKind.SUBMISSION, "edit", FieldErrors({"elsewhere": "Not today"}))
    answer = harness.send(payloads.submit()).json()
    assert answer["response_action"] == "update"
    assert "Not today" in answer["view"]["blocks"][0]["text"]["text"]


def test_choices_are_answered_as_slack_wants_them(harness: HttpHarness) -> None:
    options = [{"text": {"type": "plain_text", "text": "Oslo"}, "value": "Europe/Oslo"}]
    harness.replies_with(RequestKind.OPTIONS, "zone", SelectOptions(options))
    body = payloads.interaction("block_suggestion", action_id="zone", block_id="z", value="os", view=payloads.FORM)
    assert harness.send(body).json() == {"options": options}


def test_a_shortcut_without_a_channel_is_answered_by_a_modal(harness: HttpHarness) -> None:
    harness.replies_with(RequestKind.SHORTCUT, "new", PrivateReply("Started"))
    harness.send(payloads.interaction("shortcut", callback_id="new"))
    assert harness.slack_api.wait_for_calls()[0].method == "views.open"


def test_a_closed_form_reaches_its_handler(harness: HttpHarness) -> None:
    handler = harness.replies_with(RequestKind.CLOSING, "edit")
    assert harness.send(payloads.interaction("view_closed", view=payloads.FORM)).status_code == 200
    harness.settle()
    assert handler.requests[0].name == "edit"


def test_whatever_nobody_knows_goes_to_the_handler_of_its_kind(harness: HttpHarness) -> None:
    """Unknown actions get a clear answer (section 12 of the rules)."""
    harness.replies_with(RequestKind.ACTION, "*", PrivateReply("That button is not in use any more."))
    harness.send(payloads.press(harness.slack_api, "nobody_knows"))
    assert "not in use" in harness.slack_api.wait_for_calls()[0].body["text"]


def test_a_kind_without_any_handler_is_acknowledged_and_logged(harness: HttpHarness) -> None:
    with structlog.testing.capture_logs() as logs:
        assert harness.send(payloads.press(harness.slack_api, "nobody_knows")).status_code == 200
        harness.settle()
    assert [entry["name"] for entry in logs if entry["event"] == "handler_missing"] == ["nobody_knows"]


def test_an_event_is_acknowledged_at_once_and_publishes_home(harness: HttpHarness, slack_api: ScriptedSlackApi) -> None:
    """UX-1."""
    handler = harness.hangs_before(
        RequestKind.EVENT, "app_home_opened", PublishHome(lambda: {"type": "home", "blocks": []})
    )
    assert harness.send(payloads.event()).status_code == 200
    assert slack_api.methods == []
    handler.release()
    assert slack_api.wait_for_calls()[0] == RecordedCall(
        "views.publish", {"user_id": "U1", "view": {"type": "home", "blocks": []}}
    )


def test_an_event_that_comes_twice_is_taken_once(harness: HttpHarness) -> None:
    """UX-1: taken once, by event id."""
    handler = harness.replies_with(RequestKind.EVENT, "app_home_opened")
    harness.send(payloads.event(event_id="Ev7"))
    harness.send(payloads.event(event_id="Ev7"), x_slack_retry_num="1")
    harness.send(payloads.event(event_id="Ev8"))
    assert harness.executor.drain(5)
    assert len(handler.requests) == 2
    assert 'outcome="repeated"} 1.0' in harness.metrics_text()


def test_a_person_who_joins_is_the_one_that_the_event_is_about(harness: HttpHarness) -> None:
    handler = harness.replies_with(RequestKind.EVENT, "team_join")
    harness.send(payloads.event("team_join", user={"id": "U9", "team_id": "T1"}))
    assert harness.executor.drain(5)
    assert (handler.requests[0].user, handler.requests[0].user_team, handler.requests[0].channel) == ("U9", "T1", "")


def test_slack_can_verify_the_address(harness: HttpHarness) -> None:
    assert harness.send('{"type": "url_verification", "challenge": "abc"}').json() == {"challenge": "abc"}
