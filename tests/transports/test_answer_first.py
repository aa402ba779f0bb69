"""The answer comes first, whatever Slack does meanwhile (UX-9): over both transports, with a Slack that does not answer."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from typing import Any

import pytest
import structlog.testing

from bot.protocol import (
    PrivateReply,
    PublishHome,
    RefreshMessages,
    ReplaceOriginal,
    Replies,
    Request,
    RequestKind,
    UpdateModal,
)
from bot.sandbox.faults import Fault, hold, slack_error
from bot.sandbox.workspace.seed import GENERAL
from bot.transports.replies.client import interactive_client
from tests.support.fixtures.bot_fixture import wait_until
from tests.support.fixtures.transport_fixture import MIA, TransportHarness, connected_transport

BUTTON: dict[str, Any] = {
    "type": "actions",
    "block_id": "acts",
    "elements": [
        {"type": "button", "action_id": "start", "text": {"type": "plain_text", "text": "Start"}, "value": "7"}
    ],
}


def numbered_homes() -> Callable[[], dict[str, Any]]:
    """Each Home that is built says how many were built before it."""
    numbers = count(1)

    def build() -> dict[str, Any]:
        text = {"type": "mrkdwn", "text": f"Home {next(numbers)}"}
        return {"type": "home", "blocks": [{"type": "section", "text": text}]}

    return build


@pytest.fixture(params=["http", "socket"])
def harness(request: pytest.FixtureRequest) -> Iterator[TransportHarness]:
    with connected_transport(request.param, deadline=5.0) as built:
        yield built
        built.workspace.faults.clear()


def published(harness: TransportHarness) -> list[str]:
    """The Homes that were published, in their order."""
    calls = harness.workspace.calls.of("views.publish")
    return [call.args["view"]["blocks"][0]["text"]["text"] for call in calls]


def offer_button(harness: TransportHarness) -> None:
    harness.add_route(RequestKind.COMMAND, "/offer", PrivateReply("Press", [BUTTON]))
    harness.mia.command(GENERAL, "/offer")
    assert harness.sees_text("Press")


def press_that_hangs_at(harness: TransportHarness, method: str) -> Fault:
    """A press whose answer is “Done” and which redraws Home; Slack holds the call of this method."""
    offer_button(harness)
    held = hold()
    harness.workspace.faults.next(method, held)
    harness.add_route(RequestKind.ACTION, "start", ReplaceOriginal("Done"), PublishHome(numbered_homes()))
    harness.mia.press(harness.messages()[-1], "acts", "start")
    assert held.reached.wait(5)
    return held


def test_a_command_is_answered_while_its_home_is_still_being_published(harness: TransportHarness) -> None:
    held = hold()
    harness.workspace.faults.next("views.publish", held)
    harness.add_route(RequestKind.COMMAND, "/pmi", PrivateReply("Open"), PublishHome(numbered_homes()))
    harness.mia.command(GENERAL, "/pmi")
    assert "Open" in harness.texts()
    assert held.reached.wait(5)
    assert MIA not in harness.workspace.views.homes
    held.release.set()
    assert harness.workspace.wait_until(lambda: MIA in harness.workspace.views.homes)


def test_a_form_is_answered_before_messages_are_brought_up_to_date(harness: TransportHarness) -> None:
    refreshed: list[str] = []
    form = {"type": "modal", "callback_id": "edit", "title": {"type": "plain_text", "text": "Edit"}, "blocks": [BUTTON]}
    form["submit"] = {"type": "plain_text", "text": "Save"}
    harness.add_route(RequestKind.SHORTCUT, "*", UpdateModal(form))
    refresh = RefreshMessages("cards", lambda: refreshed.append(harness.top_modal.callback_id))
    harness.add_route(RequestKind.SUBMISSION, "edit", UpdateModal({**form, "callback_id": "saved"}), refresh)
    harness.mia.shortcut("new")
    harness.mia.submit(harness.top_modal)
    assert harness.top_modal.callback_id == "saved"
    wait_until(lambda: bool(refreshed))


def test_a_press_is_acknowledged_without_waiting_for_its_handler(harness: TransportHarness) -> None:
    """Also with a handler that asks Slack for a role, or whose pool is full of slow ones."""
    offer_button(harness)
    handlers = [harness.add_route(RequestKind.ACTION, "start", ReplaceOriginal("Done"), hanging=True)]
    for _ in range(40):
        harness.mia.press(harness.messages()[-1], "acts", "start")
    assert harness.workspace.visible_errors == []
    handlers[0].release()
    assert harness.sees_text("Done")


def test_the_answer_to_a_press_goes_before_what_it_redraws(harness: TransportHarness) -> None:
    held = press_that_hangs_at(harness, "response_url")
    assert published(harness) == []
    held.release.set()
    assert harness.workspace.wait_until(lambda: published(harness) == ["Home 1"])


def test_another_answer_does_not_wait_for_the_redraws_of_the_one_before(harness: TransportHarness) -> None:
    press_that_hangs_at(harness, "views.publish")
    offer_button(harness)
    harness.add_route(RequestKind.ACTION, "start", ReplaceOriginal("Second"))
    harness.mia.press(harness.messages()[-1], "acts", "start")
    assert harness.sees_text("Second")


def test_an_answer_does_not_wait_for_the_redraws_of_others(harness: TransportHarness) -> None:
    """Thirty Homes that Slack is slow to take."""
    offer_button(harness)
    harness.workspace.faults.always("views.publish", lambda _call: hold())
    harness.add_route(RequestKind.EVENT, "app_home_opened", PublishHome(numbered_homes()))
    for number in range(30):
        event = {"type": "app_home_opened", "user": f"U0CROWD{number}", "tab": "home", "channel": "D0"}
        harness.workspace.emit(event)
    assert harness.workspace.wait_until(lambda: len(published(harness)) >= 16)
    harness.add_route(RequestKind.ACTION, "start", ReplaceOriginal("Done"))
    harness.mia.press(harness.messages()[-1], "acts", "start")
    assert harness.sees_text("Done")
    harness.workspace.faults.clear()


def test_what_an_answer_redraws_is_redrawn_before_the_process_stops(harness: TransportHarness) -> None:
    """UX-9: redraws live in memory, and are drained."""
    held = press_that_hangs_at(harness, "response_url")

    def refuses_new_work() -> bool:
        harness.mia.command(GENERAL, "/offer")
        return "just restarting" in str(harness.texts())

    with ThreadPoolExecutor(1) as stopping:
        drained = stopping.submit(harness.drain, 5)
        wait_until(refuses_new_work)
        held.release.set()
        assert drained.result(10)
    assert published(harness) == ["Home 1"]


def test_a_home_that_is_outdated_before_it_is_published_is_published_once(harness: TransportHarness) -> None:
    held = hold()
    harness.workspace.faults.next("views.publish", held)
    harness.add_route(RequestKind.COMMAND, "/pmi", PrivateReply("Open"), PublishHome(numbered_homes()))
    harness.mia.command(GENERAL, "/pmi")
    assert held.reached.wait(5)
    for _ in range(5):
        harness.mia.command(GENERAL, "/pmi")
    held.release.set()
    assert harness.workspace.wait_until(lambda: len(published(harness)) == 2)
    assert published(harness) == ["Home 1", "Home 2"]


def test_a_redraw_that_fails_is_logged_and_keeps_no_other_from_being_made(harness: TransportHarness) -> None:
    def fail() -> dict[str, Any]:
        raise RuntimeError("gone")

    refreshed: list[bool] = []
    replies = (PrivateReply("Open"), PublishHome(fail), RefreshMessages("cards", lambda: refreshed.append(True)))
    harness.add_route(RequestKind.COMMAND, "/pmi", *replies)
    with structlog.testing.capture_logs() as logs:
        harness.mia.command(GENERAL, "/pmi")
        wait_until(lambda: bool(refreshed))
        harness.add_route(RequestKind.COMMAND, "/pmi", PrivateReply("Open"), PublishHome(numbered_homes()))
        harness.mia.command(GENERAL, "/pmi")
        assert harness.workspace.wait_until(lambda: published(harness) == ["Home 1"])
    assert [entry["task"] for entry in logs if entry["event"] == "after_ack_failed"] == ["home"]


def test_a_home_over_a_newer_one_is_published_as_it_is_by_then(harness: TransportHarness) -> None:
    harness.workspace.faults.next("views.publish", slack_error("hash_conflict"))
    harness.add_route(RequestKind.EVENT, "app_home_opened", PublishHome(numbered_homes()))
    harness.mia.open_app()
    assert harness.workspace.wait_until(lambda: published(harness) == ["Home 1", "Home 2"])


def test_a_drain_that_ends_too_early_takes_no_new_work_anywhere(harness: TransportHarness) -> None:
    """Redraws that nobody drains would be cut off in the middle."""
    offer_button(harness)
    handler = harness.add_route(RequestKind.ACTION, "start", ReplaceOriginal("Done"), hanging=True)
    harness.mia.press(harness.messages()[-1], "acts", "start")
    assert handler.entered.wait(5)
    assert not harness.drain(0.01)
    with structlog.testing.capture_logs() as logs:
        harness.redraw("T1", "card", lambda: None)
    assert [entry["event"] for entry in logs] == ["redraw_dropped"]


def test_a_handler_that_calls_slack_before_its_answer_is_told_on(harness: TransportHarness) -> None:
    """UX-9: a test of the suite sees it, and so does an operator."""
    client = interactive_client(harness.workspace.bot_token, f"{harness.workspace.address}/api/")

    def handler(_request: Request) -> Replies:
        client.api_call("conversations.list")
        return [PrivateReply("Hello")]

    harness.routes[RequestKind.COMMAND, "/pmi"] = handler
    with structlog.testing.capture_logs() as logs:
        harness.mia.command(GENERAL, "/pmi")
    assert [entry["method"] for entry in logs if entry["event"] == "slack_called_before_ack"] == ["conversations.list"]
