"""Handlers that raise, doors that are full, payloads that are nonsense: everybody gets an answer (UX-6, section 12)."""

import re
from typing import Any

import pytest
import structlog.testing

from bot.doors.pool import BoundedExecutor
from bot.exchange import PrivateReply, RequestKind
from tests.doors import payloads
from tests.doors.listening import Ear
from tests.doors.standing import Door, standing

REFERENCE = re.compile(r"[A-Z]{3}-[0-9]{4}")


def reference_in(text: str) -> str:
    found = REFERENCE.search(text)
    assert found, text
    return found[0]


def logged(logs: list[Any]) -> list[str]:
    return [entry["reference"] for entry in logs if entry["event"] == "a handler failed"]


def test_a_command_that_fails_gives_a_reference_that_the_log_knows(door: Door) -> None:
    door.raises(RequestKind.COMMAND, "/pmi")
    with structlog.testing.capture_logs() as logs:
        answer = door.send(payloads.command(door.ear, "edit my-secret-text")).json()
    assert answer["response_type"] == "ephemeral"
    assert logged(logs) == [reference_in(answer["text"])]
    assert "my-secret-text" not in str(logs)
    assert door.pool.drain(5)
    assert 'pmi_exceptions_total{kind="command"} 1.0' in door.figures()


def test_a_button_that_fails_gives_a_reference_in_its_channel(door: Door) -> None:
    door.raises(RequestKind.ACTION, "start")
    with structlog.testing.capture_logs() as logs:
        assert door.send(payloads.press(door.ear)).status_code == 200
    assert logged(logs) == [reference_in(door.ear.heard()[0].body["text"])]


def test_a_button_in_a_modal_that_fails_gives_a_reference_on_top_of_it(door: Door) -> None:
    door.raises(RequestKind.ACTION, "start")
    door.send(payloads.press_in(payloads.FORM))
    pushed = door.ear.heard()[0]
    assert pushed.method == "views.push"
    reference_in(str(pushed.body["view"]["blocks"]))


def test_a_submission_that_fails_stays_open_with_the_reference_beside_its_first_field(door: Door) -> None:
    door.raises(RequestKind.SUBMISSION, "edit")
    answer = door.send(payloads.submit()).json()
    assert answer["response_action"] == "errors"
    assert list(answer["errors"]) == ["number"]
    reference_in(answer["errors"]["number"])


def test_a_submission_without_fields_that_fails_shows_the_reference_on_top(door: Door) -> None:
    door.raises(RequestKind.SUBMISSION, "edit")
    answer = door.send(payloads.submit({**payloads.FORM, "blocks": [{"type": "divider"}]})).json()
    assert answer["response_action"] == "push"
    reference_in(str(answer["view"]))


def test_a_submission_that_fails_late_shows_its_form_again_with_everything_typed(hasty: Door) -> None:
    gate = hasty.raises(RequestKind.SUBMISSION, "edit", hanging=True)
    hasty.send(payloads.submit())
    gate.open()
    view = hasty.ear.heard()[0].body["view"]
    reference_in(view["blocks"][0]["text"]["text"])
    assert view["blocks"][2]["element"]["initial_value"] == "555 014 2368"
    assert view["submit"]["text"] == "Save changes"


def test_a_command_that_fails_late_gives_its_reference_by_the_response_url(hasty: Door) -> None:
    gate = hasty.raises(RequestKind.COMMAND, "/pmi", hanging=True)
    hasty.send(payloads.command(hasty.ear))
    gate.open()
    reference_in(hasty.ear.heard()[0].body["text"])


@pytest.mark.parametrize("shown, calls", [({}, ["views.publish"]), ({"view": payloads.HOME}, [])])
def test_a_failing_home_says_so_where_there_is_nothing_yet(door: Door, shown: dict[str, Any], calls: list[str]) -> None:
    door.raises(RequestKind.EVENT, "app_home_opened")
    assert door.send(payloads.event(**shown)).status_code == 200
    assert door.pool.drain(5)
    assert door.ear.methods == calls


def test_a_full_door_says_that_it_is_busy_and_lets_slack_repeat_events(ear: Ear) -> None:
    def narrow(door: Door) -> None:
        door.pool = BoundedExecutor(workers=1, queue_size=0)
        door.deadline = 0.05

    with standing(ear, narrow) as door:
        gate = door.hangs(RequestKind.COMMAND, "/pmi", PrivateReply("Hello"))
        door.send(payloads.command(ear))
        assert "busy" in door.send(payloads.command(ear)).json()["text"]
        assert "busy" in door.send(payloads.submit()).json()["errors"]["number"]
        assert door.send(payloads.press(ear)).status_code == 200
        assert "busy" in ear.heard()[0].body["text"]
        assert door.send(payloads.event()).status_code == 503
        gate.open()
        assert ear.heard(2)[1].body["text"] == "Hello"


def test_a_drained_door_ends_what_runs_and_takes_nothing_more(hasty: Door) -> None:
    gate = hasty.hangs(RequestKind.COMMAND, "/pmi", PrivateReply("Hello"))
    hasty.send(payloads.command(hasty.ear))
    assert not hasty.pool.drain(0.01)
    assert "restarting" in hasty.send(payloads.command(hasty.ear)).json()["text"]
    gate.open()
    assert hasty.pool.drain(5)
    assert hasty.ear.heard()[0].body["text"] == "Hello"


TOO_DEEP = "[" * 20_000 + "]" * 20_000
"""JSON that no reader follows to its ground."""


@pytest.mark.parametrize(
    "body",
    [
        "{",
        "[]",
        '"text"',
        '{"type": "event_callback", "event": "text"}',
        '{"type": "event_callback", "event": {"type": 7}}',
        '{"type": ["block_actions"]}',
        "payload=%7B",
        "payload=[]",
        payloads.interaction("block_actions", actions="start"),
        payloads.interaction("block_actions", actions=["start"]),
        payloads.interaction("view_submission", view="V1"),
        payloads.interaction("block_actions", actions=[{"action_id": "again", "value": "not json"}]),
        payloads.interaction("block_actions", actions=[{"action_id": "again", "value": '["event", "x", ""]'}]),
        payloads.interaction("block_actions", actions=[{"action_id": "again", "value": '["command", "rm -rf", ""]'}]),
        payloads.interaction("block_actions", actions=[{"action_id": "again"}]),
        payloads.interaction("block_actions", actions=[{"action_id": "again", "value": TOO_DEEP}]),
        payloads.interaction("view_submission").replace("%7D", f"%2C+%22deep%22%3A+{TOO_DEEP}%7D", 1),
    ],
)
def test_a_signed_payload_that_makes_no_sense_is_a_bad_request(door: Door, body: str) -> None:
    assert door.send(body).status_code == 400


@pytest.mark.parametrize("depth", [100, 400, 600, 900])
def test_a_payload_that_is_nested_deep_is_no_surprise(door: Door, depth: int) -> None:
    """Section 12: how deep is too deep, Python's version decides."""
    nested: list[object] = []
    for _ in range(depth):
        nested = [nested]
    door.answers(RequestKind.SUBMISSION, "edit", PrivateReply("Saved"))
    assert door.send(payloads.submit({**payloads.FORM, "more": nested})).status_code in {200, 400}
    assert "pmi_exceptions_total{" not in door.figures()


@pytest.mark.parametrize("body", ["", "ssl_check=1&token=abc", '{"type": "app_rate_limited"}'])
def test_a_payload_that_is_nobodys_act_is_taken_silently(door: Door, body: str) -> None:
    assert door.send(body).status_code == 200
