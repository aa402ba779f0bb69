"""Answers that come after the deadline: acknowledged early, then the true answer, with what was typed kept (UX-1)."""

from typing import Any

import pytest
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
from tests.doors.listening import Heard, listening
from tests.doors.standing import Door

VIEW: dict[str, Any] = {"type": "modal", "title": {"type": "plain_text", "text": "New"}, "blocks": []}
FORM: dict[str, Any] = {
    **VIEW,
    "blocks": [{"type": "input", "block_id": "number", "label": {"type": "plain_text", "text": "Number"}}],
}


def first_text(view: dict[str, Any]) -> str:
    return str(view["blocks"][0]["text"]["text"])


def test_a_slow_command_is_told_to_wait_and_then_answered(hasty: Door) -> None:
    gate = hasty.hangs(RequestKind.COMMAND, "/pmi", PrivateReply("Here you are"))
    early = hasty.send(payloads.command(hasty.ear)).json()
    assert early == {"response_type": "ephemeral", "text": "Working on it …"}
    assert hasty.ear.methods == []
    gate.open()
    answer = hasty.ear.heard()[0]
    assert answer.method == "response_url"
    assert answer.body == {"response_type": "ephemeral", "replace_original": False, "text": "Here you are"}
    assert hasty.pool.drain(5)
    assert 'pmi_late_answers_total{kind="command"} 1.0' in hasty.figures()


@pytest.mark.parametrize("path", ["/latest/meta-data", "/response_url", "/api/chat.postMessage"])
def test_an_answer_is_posted_to_no_address_that_is_not_slacks(hasty: Door, path: str) -> None:
    """Section 12: a signed command that names a machine inside the network; its answer comes all the same."""
    with listening() as inside, structlog.testing.capture_logs() as logs:
        gate = hasty.hangs(RequestKind.COMMAND, "/pmi", PrivateReply("Here you are"))
        hasty.send(payloads.command(hasty.ear, response_url=inside.address + path))
        gate.open()
        answered = hasty.ear.heard()[0]
        assert (answered.method, answered.body["text"]) == ("chat.postMessage", "Here you are")
        assert inside.methods == []
    assert path not in str(logs)


def test_a_slow_button_is_acknowledged_and_then_answered(hasty: Door) -> None:
    gate = hasty.hangs(RequestKind.ACTION, "start", ReplaceOriginal("Started"))
    assert hasty.send(payloads.press(hasty.ear)).text == ""
    gate.open()
    assert hasty.ear.heard()[0].body["replace_original"] is True


def test_what_a_press_leads_to_is_posted_to_no_such_address_either(door: Door) -> None:
    """Section 12: in time, too, it goes by the response URL."""
    door.answers(RequestKind.ACTION, "start", PrivateReply("Started"))
    with listening() as inside:
        door.send(payloads.press(door.ear, response_url=f"{inside.address}/latest/meta-data"))
        assert door.ear.heard()[0].method == "chat.postMessage"
        assert inside.methods == []


def test_a_slow_submission_shows_that_it_is_saving_and_then_the_answer(hasty: Door) -> None:
    gate = hasty.hangs(RequestKind.SUBMISSION, "edit", UpdateModal(VIEW))
    early = hasty.send(payloads.submit()).json()
    assert early["response_action"] == "update"
    assert early["view"]["title"]["text"] == "Edit my PMI"
    assert first_text(early["view"]) == "Saving …"
    gate.open()
    assert hasty.ear.heard() == [Heard("views.update", {"view_id": "V1", "view": VIEW})]


def test_a_slow_submission_can_lead_to_another_form_or_say_something(hasty: Door) -> None:
    gate = hasty.hangs(RequestKind.SUBMISSION, "edit", OpenModal(VIEW), PrivateReply("Saved"))
    hasty.send(payloads.submit())
    gate.open()
    opened, said = hasty.ear.heard(2)
    assert opened == Heard("views.update", {"view_id": "V1", "view": VIEW})
    assert first_text(said.body["view"]) == "Saved"


def test_a_submission_refused_late_shows_its_form_again_with_the_errors_on_top(hasty: Door) -> None:
    gate = hasty.hangs(RequestKind.SUBMISSION, "edit", FieldErrors({"number": "Too short"}, FORM))
    hasty.send(payloads.submit())
    gate.open()
    answer = hasty.ear.heard()[0]
    assert answer.method == "views.update"
    assert "Number: Too short" in first_text(answer.body["view"])
    assert answer.body["view"]["blocks"][1:] == FORM["blocks"]


def test_a_form_that_comes_too_late_for_its_trigger_is_offered_by_a_button(hasty: Door) -> None:
    gate = hasty.hangs(RequestKind.COMMAND, "/pmi", OpenModal(VIEW))
    hasty.send(payloads.command(hasty.ear, "edit 555"))
    gate.open()
    offer = hasty.ear.heard()[0]
    assert offer.method == "response_url"
    assert offer.body["text"] == "That took a moment. Press to go on."
    button = offer.body["blocks"][1]["elements"][0]
    assert button["action_id"] == "again"
    hasty.send(payloads.press(hasty.ear, "again", button["value"]))
    assert (gate.requests[1].kind, gate.requests[1].name, gate.requests[1].text) == (
        RequestKind.COMMAND,
        "/pmi",
        "edit 555",
    )
    assert hasty.ear.heard(2)[1] == Heard("views.open", {"trigger_id": "1.2.trigger", "view": VIEW})


def test_a_form_that_comes_too_late_for_a_button_asks_for_another_press(hasty: Door) -> None:
    gate = hasty.hangs(RequestKind.ACTION, "edit", OpenModal(VIEW))
    hasty.send(payloads.press(hasty.ear, "edit"))
    gate.open()
    assert hasty.ear.heard()[0].body["text"] == "That took a moment. Please try once more."


def test_a_slow_global_shortcut_reaches_the_person_by_a_message_with_a_button(hasty: Door) -> None:
    gate = hasty.hangs(RequestKind.SHORTCUT, "new", OpenModal(VIEW))
    hasty.send(payloads.interaction("shortcut", callback_id="new"))
    gate.open()
    message = hasty.ear.heard()[0]
    assert (message.method, message.body["channel"]) == ("chat.postMessage", "U1")
    assert message.body["blocks"][1]["elements"][0]["action_id"] == "again"


def test_a_slow_button_in_a_modal_puts_its_answer_into_the_form_with_everything_typed(hasty: Door) -> None:
    gate = hasty.hangs(RequestKind.ACTION, "start", PrivateReply("Started"))
    hasty.send(payloads.press_in(payloads.FORM))
    gate.open()
    view = hasty.ear.heard()[0].body["view"]
    assert first_text(view) == "Started"
    assert view["blocks"][2]["element"]["initial_value"] == "555 014 2368"


def test_a_slow_button_on_home_puts_its_answer_on_home(hasty: Door) -> None:
    gate = hasty.hangs(
        RequestKind.ACTION, "start", PrivateReply("Started"), PublishHome({"type": "home", "blocks": []})
    )
    hasty.send(payloads.press_in(payloads.HOME))
    gate.open()
    noted, published = hasty.ear.heard(2)
    assert first_text(noted.body["view"]) == "Started"
    assert (noted.body["hash"], published.method) == ("h2", "views.publish")


def test_slow_choices_are_an_empty_list(hasty: Door) -> None:
    gate = hasty.hangs(RequestKind.OPTIONS, "zone", SelectOptions([]))
    body = payloads.interaction("block_suggestion", action_id="zone", block_id="z", value="os", view=payloads.FORM)
    assert hasty.send(body).json() == {"options": []}
    gate.open()
    assert hasty.pool.drain(5)
    assert hasty.ear.methods == []


def test_a_form_closed_while_it_was_saving_still_leads_to_an_answer(hasty: Door) -> None:
    gate = hasty.hangs(RequestKind.SUBMISSION, "edit", PrivateReply("Saved"))
    hasty.ear.refusals["views.update"] = "not_found"
    hasty.send(payloads.submit())
    gate.open()
    assert hasty.ear.heard(2)[1] == Heard("chat.postMessage", {"channel": "U1", "text": "Saved"})
