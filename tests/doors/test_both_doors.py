"""The same promises through Socket Mode and through signed HTTP, in a workspace that checks them (UX-1, UX-6)."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
import structlog.testing

from bot.exchange import FieldErrors, OpenModal, PrivateReply, PublishHome, ReplaceOriginal, RequestKind, UpdateModal
from bot.sandbox.rooms import GENERAL
from tests.doors.connected import MIA, Bench, connected

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
def bench(request: pytest.FixtureRequest) -> Iterator[Bench]:
    with connected(request.param) as built:
        yield built
    assert built.workspace.troubles == []


def open_form(bench: Bench) -> None:
    bench.on(RequestKind.COMMAND, "/pmi", OpenModal(form()))
    bench.mia.command(GENERAL, "/pmi", "edit")
    bench.mia.put(bench.form, "number", "text", "555 014 2368")


def offer_button(bench: Bench) -> None:
    bench.on(RequestKind.COMMAND, "/pmi", PrivateReply("Press", [BUTTON]))
    bench.mia.command(GENERAL, "/pmi")
    assert bench.reads("Press")


def test_a_command_is_answered(bench: Bench) -> None:
    bench.on(RequestKind.COMMAND, "/pmi", PrivateReply("Hello"))
    bench.mia.command(GENERAL, "/pmi")
    assert bench.reads("Hello")


def test_a_hanging_command_is_told_to_wait_and_then_answered(bench: Bench) -> None:
    gate = bench.on(RequestKind.COMMAND, "/pmi", PrivateReply("Here you are"), hanging=True)
    bench.mia.command(GENERAL, "/pmi")
    assert bench.reads("Working on it …")
    gate.open()
    assert bench.reads("Here you are")


def test_a_hanging_button_is_acknowledged_and_then_answered(bench: Bench) -> None:
    offer_button(bench)
    gate = bench.on(RequestKind.ACTION, "start", ReplaceOriginal("Started"), hanging=True)
    bench.mia.press(bench.messages()[-1], "acts", "start")
    assert "Started" not in bench.texts()
    gate.open()
    assert bench.reads("Started")
    assert "Press" not in bench.texts()


def test_a_hanging_submission_shows_that_it_is_saving_and_then_the_answer(bench: Bench) -> None:
    open_form(bench)
    gate = bench.on(RequestKind.SUBMISSION, "edit", UpdateModal({**form(), "blocks": [BUTTON]}), hanging=True)
    bench.mia.submit(bench.form)
    assert bench.form_shows("Saving …")
    gate.open()
    assert bench.form_shows("start")


def test_a_submission_refused_late_shows_its_form_with_what_was_typed(bench: Bench) -> None:
    open_form(bench)
    gate = bench.on(
        RequestKind.SUBMISSION, "edit", FieldErrors({"number": "It is taken."}, form("555 014 2368")), hanging=True
    )
    bench.mia.submit(bench.form)
    gate.open()
    assert bench.form_shows("It is taken.")
    assert bench.typed("number")["text"]["value"] == "555 014 2368"


def test_a_submission_refused_in_time_marks_its_field(bench: Bench) -> None:
    open_form(bench)
    bench.on(RequestKind.SUBMISSION, "edit", FieldErrors({"number": "It is taken."}, form()))
    bench.mia.submit(bench.form)
    assert bench.form.errors == {"number": "It is taken."}
    assert bench.typed("number")["text"]["value"] == "555 014 2368"


def test_a_submission_that_fails_late_shows_its_form_with_what_was_typed(bench: Bench) -> None:
    open_form(bench)
    gate = bench.on(RequestKind.SUBMISSION, "edit", fault=RuntimeError("gone"), hanging=True)
    bench.mia.submit(bench.form)
    assert bench.form_shows("Saving …")
    gate.open()
    assert bench.form_shows("Something went wrong")
    assert bench.typed("number")["text"]["value"] == "555 014 2368"
    bench.on(RequestKind.SUBMISSION, "edit", PrivateReply("Saved"))
    bench.mia.submit(bench.form)
    assert bench.form_shows("Saved")


@pytest.mark.parametrize("hanging", [False, True])
def test_a_command_that_fails_gives_a_reference_that_the_log_knows(bench: Bench, hanging: bool) -> None:
    gate = bench.on(RequestKind.COMMAND, "/pmi", fault=RuntimeError("gone"), hanging=hanging)
    with structlog.testing.capture_logs() as logs:
        bench.mia.command(GENERAL, "/pmi")
        gate.open()
        assert bench.reads("Something went wrong")
    references = [entry["reference"] for entry in logs if entry["event"] == "a handler failed"]
    assert REFERENCE.findall(str(bench.texts())) == references


def test_a_button_that_fails_gives_a_reference(bench: Bench) -> None:
    offer_button(bench)
    bench.on(RequestKind.ACTION, "start", fault=RuntimeError("gone"))
    bench.mia.press(bench.messages()[-1], "acts", "start")
    assert bench.reads("Something went wrong")


def test_an_unknown_button_is_answered_by_the_handler_of_its_kind(bench: Bench) -> None:
    offer_button(bench)
    bench.on(RequestKind.ACTION, "*", PrivateReply("That button is not in use any more."))
    bench.mia.press(bench.messages()[-1], "acts", "start")
    assert bench.reads("not in use")


def test_a_form_that_came_too_late_opens_at_a_press(bench: Bench) -> None:
    gate = bench.on(RequestKind.COMMAND, "/pmi", OpenModal(form()), hanging=True)
    bench.mia.command(GENERAL, "/pmi", "edit")
    gate.open()
    assert bench.reads("That took a moment")
    offer = bench.messages()[-1]
    bench.mia.press(offer, offer.blocks[1]["block_id"], "again")
    assert bench.form.callback_id == "edit"


def test_home_is_published_when_it_is_opened(bench: Bench) -> None:
    bench.on(RequestKind.EVENT, "app_home_opened", PublishHome({"type": "home", "blocks": [BUTTON]}))
    bench.mia.open_app()
    assert bench.workspace.wait_until(lambda: MIA in bench.workspace.views.homes)
    bench.on(RequestKind.ACTION, "start", PrivateReply("Started"))
    bench.mia.press(bench.workspace.views.homes[MIA], "acts", "start")
    assert bench.form_shows("Started")


def test_an_event_that_comes_twice_is_taken_once(bench: Bench) -> None:
    gate = bench.on(RequestKind.EVENT, "app_home_opened")
    bench.mia.open_app()
    assert gate.entered.wait(5)
    assert bench.workspace.delivery.repeat_last_event().acked
    bench.mia.open_app()
    assert bench.workspace.wait_until(lambda: len(bench.events) == 2)
    assert len(gate.requests) <= 2


def test_a_hanging_event_is_acknowledged_at_once(bench: Bench) -> None:
    bench.on(RequestKind.EVENT, "app_home_opened", hanging=True)
    bench.mia.open_app()
    assert bench.workspace.delivery.record[-1].answer.acked
