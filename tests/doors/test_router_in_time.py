"""Answers that come before the deadline, each in the way that its surface allows (UX-1, UX-7)."""

import structlog.testing

from bot.exchange import (
    FieldErrors,
    OpenModal,
    PrivateReply,
    PublishHome,
    ReplaceOriginal,
    RequestKind,
    SelectOptions,
    UpdateModal,
)
from tests.doors import payloads
from tests.doors.listening import Ear, Heard
from tests.doors.standing import Door

VIEW = {"type": "modal", "title": {"type": "plain_text", "text": "New"}, "blocks": []}


def test_a_command_is_answered_in_the_acknowledgement_for_this_person_alone(door: Door) -> None:
    """UX-2."""
    gate = door.answers(RequestKind.COMMAND, "/pmi", PrivateReply("Hello", [{"type": "divider"}]))
    response = door.send(payloads.command(door.ear, "start  Standup "))
    assert response.status_code == 200
    assert response.json() == {"response_type": "ephemeral", "text": "Hello", "blocks": [{"type": "divider"}]}
    assert (gate.requests[0].text, gate.requests[0].channel, gate.requests[0].team) == ("start  Standup", "C1", "T1")
    assert gate.requests[0].now == door.now


def test_a_command_can_open_a_form(door: Door) -> None:
    door.answers(RequestKind.COMMAND, "/pmi", OpenModal(VIEW))
    assert door.send(payloads.command(door.ear)).text == ""
    assert door.ear.heard() == [Heard("views.open", {"trigger_id": "1.2.trigger", "view": VIEW})]


def test_several_answers_are_carried_in_order_and_the_last_one_rides(door: Door) -> None:
    door.answers(RequestKind.COMMAND, "/pmi", PrivateReply("First"), OpenModal(VIEW), PrivateReply("Last"))
    assert door.send(payloads.command(door.ear)).json()["text"] == "Last"
    assert door.ear.methods == ["response_url", "views.open"]


def test_a_dead_trigger_becomes_a_button_that_repeats_the_command(door: Door) -> None:
    door.answers(RequestKind.COMMAND, "/pmi", OpenModal(VIEW))
    door.ear.refusals["views.open"] = "expired_trigger_id"
    door.send(payloads.command(door.ear, "edit"))
    button = door.ear.heard(2)[1].body["blocks"][1]["elements"][0]
    del door.ear.refusals["views.open"]
    door.send(payloads.press(door.ear, button["action_id"], button["value"]))
    assert door.ear.heard(3)[2].method == "views.open"


def test_a_form_that_slack_refuses_is_an_error_with_a_reference(door: Door) -> None:
    """UX-6."""
    door.answers(RequestKind.COMMAND, "/pmi", OpenModal(VIEW))
    door.ear.refusals["views.open"] = "invalid_arguments"
    with structlog.testing.capture_logs() as logs:
        door.send(payloads.command(door.ear))
    reference = next(entry["reference"] for entry in logs if entry["log_level"] == "error")
    assert reference in door.ear.heard(2)[1].body["text"]


def test_a_button_in_a_channel_is_answered_by_its_response_url(door: Door) -> None:
    door.answers(RequestKind.ACTION, "start", PrivateReply("Started"), ReplaceOriginal("Gone"))
    assert door.send(payloads.press(door.ear)).text == ""
    said, replaced = door.ear.heard(2)
    assert said.body == {"response_type": "ephemeral", "replace_original": False, "text": "Started"}
    assert replaced.body["replace_original"] is True


def test_a_person_of_another_company_is_told_apart(door: Door) -> None:
    """ROLE-1: people of other companies have no room."""
    gate = door.answers(RequestKind.ACTION, "start")
    door.send(payloads.press(door.ear, user_team="T2"))
    assert (gate.requests[0].team, gate.requests[0].user_team) == ("T1", "T2")


def test_a_button_in_a_modal_changes_it_only_if_it_is_still_the_one_that_was_seen(door: Door) -> None:
    door.answers(RequestKind.ACTION, "start", UpdateModal(VIEW))
    door.send(payloads.press_in(payloads.FORM))
    assert door.ear.heard() == [Heard("views.update", {"view_id": "V1", "view": VIEW, "hash": "h1"})]


def test_a_button_in_a_modal_says_something_by_a_modal_on_top(door: Door) -> None:
    door.answers(RequestKind.ACTION, "start", PrivateReply("Started"), OpenModal(VIEW))
    door.send(payloads.press_in(payloads.FORM))
    said, opened = door.ear.heard(2)
    assert (said.method, opened.method) == ("views.push", "views.push")
    assert said.body["view"]["blocks"][0]["text"]["text"] == "Started"


def test_when_no_modal_fits_on_top_the_answer_stands_in_the_form_with_everything_typed(door: Door) -> None:
    door.answers(RequestKind.ACTION, "start", PrivateReply("Started"))
    door.ear.refusals["views.push"] = "push_limit_reached"
    door.send(payloads.press_in(payloads.FORM))
    view = door.ear.heard(2)[1].body["view"]
    assert view["blocks"][0]["text"]["text"] == "Started"
    assert view["blocks"][2]["element"]["initial_value"] == "555 014 2368"
    assert (view["private_metadata"], view["callback_id"]) == ("kept", "edit")


def test_a_button_on_home_says_something_by_a_modal_and_publishes_over_the_home_that_was_seen(door: Door) -> None:
    door.answers(RequestKind.ACTION, "start", PublishHome({"type": "home", "blocks": []}), PrivateReply("Started"))
    door.ear.refusals["views.publish"] = "hash_conflict"
    with structlog.testing.capture_logs() as logs:
        door.send(payloads.press_in(payloads.HOME))
    published, opened = door.ear.heard(2)
    assert published == Heard("views.publish", {"user_id": "U1", "view": {"type": "home", "blocks": []}, "hash": "h2"})
    assert opened.method == "views.open"
    assert [entry for entry in logs if entry["log_level"] != "info"] == []


def test_a_submission_is_answered_by_its_acknowledgement(door: Door) -> None:
    door.answers(RequestKind.SUBMISSION, "edit", UpdateModal(VIEW))
    assert door.send(payloads.submit()).json() == {"response_action": "update", "view": VIEW}
    door.answers(RequestKind.SUBMISSION, "edit", OpenModal(VIEW))
    assert door.send(payloads.submit()).json() == {"response_action": "push", "view": VIEW}
    door.answers(RequestKind.SUBMISSION, "edit", PrivateReply("Saved"))
    said = door.send(payloads.submit()).json()
    assert said["response_action"] == "update"
    assert said["view"]["title"]["text"] == "Edit my PMI"
    door.answers(RequestKind.SUBMISSION, "edit")
    assert door.send(payloads.submit()).text == ""


def test_a_refused_submission_shows_its_errors_beside_the_fields(door: Door) -> None:
    door.answers(RequestKind.SUBMISSION, "edit", FieldErrors({"number": "Too short"}, VIEW))
    assert door.send(payloads.submit()).json() == {"response_action": "errors", "errors": {"number": "Too short"}}


def test_an_error_that_no_field_can_show_stands_on_top_of_the_form(door: Door) -> None:
    """Slack shows errors beside input blocks only."""
    door.answers(RequestKind.SUBMISSION, "edit", FieldErrors({"elsewhere": "Not today"}, VIEW))
    answer = door.send(payloads.submit()).json()
    assert answer["response_action"] == "update"
    assert "Not today" in answer["view"]["blocks"][0]["text"]["text"]


def test_choices_are_answered_as_slack_wants_them(door: Door) -> None:
    options = [{"text": {"type": "plain_text", "text": "Oslo"}, "value": "Europe/Oslo"}]
    door.answers(RequestKind.OPTIONS, "zone", SelectOptions(options))
    body = payloads.interaction("block_suggestion", action_id="zone", block_id="z", value="os", view=payloads.FORM)
    assert door.send(body).json() == {"options": options}


def test_a_shortcut_without_a_channel_is_answered_by_a_modal(door: Door) -> None:
    door.answers(RequestKind.SHORTCUT, "new", PrivateReply("Started"))
    door.send(payloads.interaction("shortcut", callback_id="new"))
    assert door.ear.heard()[0].method == "views.open"


def test_a_closed_form_reaches_its_handler(door: Door) -> None:
    gate = door.answers(RequestKind.CLOSING, "edit")
    assert door.send(payloads.interaction("view_closed", view=payloads.FORM)).status_code == 200
    assert gate.requests[0].name == "edit"


def test_whatever_nobody_knows_goes_to_the_handler_of_its_kind(door: Door) -> None:
    """Unknown actions get a clear answer (spec section 12)."""
    door.answers(RequestKind.ACTION, "*", PrivateReply("That button is not in use any more."))
    door.send(payloads.press(door.ear, "nobody_knows"))
    assert "not in use" in door.ear.heard()[0].body["text"]


def test_a_kind_without_any_handler_is_acknowledged_and_logged(door: Door) -> None:
    with structlog.testing.capture_logs() as logs:
        assert door.send(payloads.press(door.ear, "nobody_knows")).status_code == 200
    assert [entry["name"] for entry in logs if entry["event"] == "no handler"] == ["nobody_knows"]


def test_an_event_is_acknowledged_at_once_and_publishes_home(door: Door, ear: Ear) -> None:
    """UX-1."""
    gate = door.hangs(RequestKind.EVENT, "app_home_opened", PublishHome({"type": "home", "blocks": []}))
    assert door.send(payloads.event()).status_code == 200
    assert ear.methods == []
    gate.open()
    assert ear.heard()[0] == Heard("views.publish", {"user_id": "U1", "view": {"type": "home", "blocks": []}})


def test_an_event_that_comes_twice_is_taken_once(door: Door) -> None:
    """UX-1: taken once, by event id."""
    gate = door.answers(RequestKind.EVENT, "app_home_opened")
    door.send(payloads.event(event_id="Ev7"))
    door.send(payloads.event(event_id="Ev7"), x_slack_retry_num="1")
    door.send(payloads.event(event_id="Ev8"))
    assert door.pool.drain(5)
    assert len(gate.requests) == 2
    assert 'outcome="repeated"} 1.0' in door.figures()


def test_a_person_who_joins_is_the_one_that_the_event_is_about(door: Door) -> None:
    gate = door.answers(RequestKind.EVENT, "team_join")
    door.send(payloads.event("team_join", user={"id": "U9", "team_id": "T1"}))
    assert door.pool.drain(5)
    assert (gate.requests[0].user, gate.requests[0].user_team, gate.requests[0].channel) == ("U9", "T1", "")


def test_slack_can_verify_the_address(door: Door) -> None:
    assert door.send('{"type": "url_verification", "challenge": "abc"}').json() == {"challenge": "abc"}
