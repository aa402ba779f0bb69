"""Socket Mode and signed HTTP behave alike, in a workspace that checks Slack's rules (UX-1, UX-6)."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
import structlog.testing

from bot.protocol import FieldErrors, OpenModal, PrivateReply, PublishHome, ReplaceOriginal, RequestKind, UpdateModal
from bot.sandbox.workspace.seed import GENERAL
from tests.support.fixtures.transport_fixture import MIA, TransportHarness, connected_transport

BUTTON: dict[str, Any] = {
    "type": "actions",
    "block_id": "acts",
    "elements": [
        {"type": "button", "action_id": "start", "text": {"type": "plain_text", "text": "Start"}, "value": "7"}
    ],
}
REFERENCE = re.compile(r"[A-Z]{3}-[0-9]{4}")


def form(text: str = "") -> dict[str, Any]:
    element = {"type": "plain_text_input", "action_id": "text", **({"initial_value": text} if text else {})}
    return {
        "type": "modal",
        "callback_id": "edit",
        "title": {"type": "plain_text", "text": "Edit my PMI"},
        "submit": {"type": "plain_text", "text": "Save changes"},
        "blocks": [
            {"type": "input", "block_id": "number", "label": {"type": "plain_text", "text": "ID"}, "element": element}
        ],
    }


@pytest.fixture(params=["http", "socket"])
def harness(request: pytest.FixtureRequest) -> Iterator[TransportHarness]:
    with connected_transport(request.param) as built:
        yield built
    assert built.workspace.visible_errors == []


def open_form(harness: TransportHarness) -> None:
    harness.add_route(RequestKind.COMMAND, "/pmi", OpenModal(form()))
    harness.mia.command(GENERAL, "/pmi", "edit")
    harness.mia.set_value(harness.top_modal, "number", "text", "555 014 2368")


def offer_button(harness: TransportHarness) -> None:
    harness.add_route(RequestKind.COMMAND, "/pmi", PrivateReply("Press", [BUTTON]))
    harness.mia.command(GENERAL, "/pmi")
    assert harness.sees_text("Press")


def test_a_command_is_answered(harness: TransportHarness) -> None:
    harness.add_route(RequestKind.COMMAND, "/pmi", PrivateReply("Hello"))
    harness.mia.command(GENERAL, "/pmi")
    assert harness.sees_text("Hello")


def test_a_hanging_command_is_told_to_wait_and_then_answered(harness: TransportHarness) -> None:
    handler = harness.add_route(RequestKind.COMMAND, "/pmi", PrivateReply("Here you are"), hanging=True)
    harness.mia.command(GENERAL, "/pmi")
    assert harness.sees_text("Working on it …")
    handler.release()
    assert harness.sees_text("Here you are")


def test_a_hanging_button_is_acknowledged_and_then_answered(harness: TransportHarness) -> None:
    offer_button(harness)
    handler = harness.add_route(RequestKind.ACTION, "start", ReplaceOriginal("Started"), hanging=True)
    harness.mia.press(harness.messages()[-1], "acts", "start")
    assert "Started" not in harness.texts()
    handler.release()
    assert harness.sees_text("Started")
    assert "Press" not in harness.texts()


def test_a_hanging_submission_shows_that_it_is_saving_and_then_the_answer(harness: TransportHarness) -> None:
    open_form(harness)
    handler = harness.add_route(
        RequestKind.SUBMISSION, "edit", UpdateModal({**form(), "blocks": [BUTTON]}), hanging=True
    )
    harness.mia.submit(harness.top_modal)
    assert harness.modal_shows("Saving …")
    handler.release()
    assert harness.modal_shows("start")


def test_a_submission_refused_late_shows_its_form_with_what_was_typed(harness: TransportHarness) -> None:
    open_form(harness)
    handler = harness.add_route(RequestKind.SUBMISSION, "edit", FieldErrors({"number": "It is taken."}), hanging=True)
    harness.mia.submit(harness.top_modal)
    handler.release()
    assert harness.modal_shows("It is taken.")
    assert harness.typed_value("number")["text"]["value"] == "555 014 2368"


def test_a_submission_refused_in_time_marks_its_field(harness: TransportHarness) -> None:
    open_form(harness)
    harness.add_route(RequestKind.SUBMISSION, "edit", FieldErrors({"number": "It is taken."}))
    harness.mia.submit(harness.top_modal)
    assert harness.top_modal.errors == {"number": "It is taken."}
    assert harness.typed_value("number")["text"]["value"] == "555 014 2368"


def test_a_submission_that_fails_late_shows_its_form_with_what_was_typed(harness: TransportHarness) -> None:
    open_form(harness)
    handler = harness.add_route(RequestKind.SUBMISSION, "edit", error=RuntimeError("gone"), hanging=True)
    harness.mia.submit(harness.top_modal)
    assert harness.modal_shows("Saving …")
    handler.release()
    assert harness.modal_shows("Something went wrong")
    assert harness.typed_value("number")["text"]["value"] == "555 014 2368"
    harness.add_route(RequestKind.SUBMISSION, "edit", PrivateReply("Saved"))
    harness.mia.submit(harness.top_modal)
    assert harness.modal_shows("Saved")


@pytest.mark.parametrize("hanging", [False, True])
def test_a_command_that_fails_gives_a_reference_that_the_log_knows(harness: TransportHarness, hanging: bool) -> None:
    handler = harness.add_route(RequestKind.COMMAND, "/pmi", error=RuntimeError("gone"), hanging=hanging)
    with structlog.testing.capture_logs() as logs:
        harness.mia.command(GENERAL, "/pmi")
        handler.release()
        assert harness.sees_text("Something went wrong")
    references = [entry["reference"] for entry in logs if entry["event"] == "handler_failed"]
    assert REFERENCE.findall(str(harness.texts())) == references


def test_a_button_that_fails_gives_a_reference(harness: TransportHarness) -> None:
    offer_button(harness)
    harness.add_route(RequestKind.ACTION, "start", error=RuntimeError("gone"))
    harness.mia.press(harness.messages()[-1], "acts", "start")
    assert harness.sees_text("Something went wrong")


def test_an_unknown_button_is_answered_by_the_handler_of_its_kind(harness: TransportHarness) -> None:
    offer_button(harness)
    harness.add_route(RequestKind.ACTION, "*", PrivateReply("That button is not in use any more."))
    harness.mia.press(harness.messages()[-1], "acts", "start")
    assert harness.sees_text("not in use")


def test_a_form_that_came_too_late_opens_at_a_press(harness: TransportHarness) -> None:
    handler = harness.add_route(RequestKind.COMMAND, "/pmi", OpenModal(form()), hanging=True)
    harness.mia.command(GENERAL, "/pmi", "edit")
    handler.release()
    assert harness.sees_text("That took a moment")
    offer = harness.messages()[-1]
    harness.mia.press(offer, offer.blocks[1]["block_id"], "again")
    assert harness.top_modal.callback_id == "edit"


def test_home_is_published_when_it_is_opened(harness: TransportHarness) -> None:
    harness.add_route(RequestKind.EVENT, "app_home_opened", PublishHome(lambda: {"type": "home", "blocks": [BUTTON]}))
    harness.mia.open_app()
    assert harness.workspace.wait_until(lambda: MIA in harness.workspace.views.homes)
    harness.add_route(RequestKind.ACTION, "start", PrivateReply("Started"))
    harness.mia.press(harness.workspace.views.homes[MIA], "acts", "start")
    assert harness.modal_shows("Started")


def test_an_event_that_comes_twice_is_taken_once(harness: TransportHarness) -> None:
    handler = harness.add_route(RequestKind.EVENT, "app_home_opened")
    harness.mia.open_app()
    assert handler.entered.wait(5)
    assert harness.workspace.delivery.repeat_last_event().acked
    harness.mia.open_app()
    assert harness.workspace.wait_until(lambda: len(harness.events) == 2)
    assert len(handler.requests) <= 2


def test_a_hanging_event_is_acknowledged_at_once(harness: TransportHarness) -> None:
    harness.add_route(RequestKind.EVENT, "app_home_opened", hanging=True)
    harness.mia.open_app()
    assert harness.workspace.delivery.record[-1].answer.acked
