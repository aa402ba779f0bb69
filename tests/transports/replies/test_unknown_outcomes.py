"""A modal whose opening has an unknown outcome: nobody sees the same thing twice, and no words are untrue (UX-1, UX-7)."""

from collections.abc import Callable

import pytest

from bot.i18n.messages import say
from bot.protocol import OpenModal, PrivateReply, RequestKind
from bot.sandbox.faults import (
    Fault,
    FaultKind,
    drop_after,
    drop_before,
    hold,
    rate_limited,
    server_error,
    server_error_after,
    silent,
    slack_error,
)
from bot.views.components import notices
from tests.support.fixtures.http_fixture import HttpHarness
from tests.support.slack import payloads
from tests.support.slack.scripted_slack_api import RecordedCall, ScriptedSlackApi, success

VIEW = {"type": "modal", "title": {"type": "plain_text", "text": "New"}, "blocks": []}
UNKNOWN: dict[str, Callable[[], Fault]] = {
    "500": server_error,
    "500 after": server_error_after,
    "502": lambda: Fault(FaultKind.ANSWER, 502),
    "dropped": drop_before,
    "dropped after": drop_after,
    "named": lambda: slack_error("fatal_error"),
}
"""What does not tell whether Slack took it, at once."""
SECOND_ANSWERS: dict[str, Callable[[], Fault]] = {
    "opened now": success,
    "opened before": lambda: slack_error("exchanged_trigger_id"),
}
WHERE = {"a command": "views.open", "a press in a modal": "views.push", "a press on Home": "views.open"}


def request_from(harness: HttpHarness, where: str, reply: object) -> str:
    """The payload of a request that is answered so."""
    if where == "a command":
        harness.replies_with(RequestKind.COMMAND, "/pmi", reply)
        return payloads.command(harness.slack_api, "edit")
    harness.replies_with(RequestKind.ACTION, "start", reply)
    return payloads.press_in(payloads.FORM if where == "a press in a modal" else payloads.HOME)


def calls_after(harness: HttpHarness, payload: str) -> list[RecordedCall]:
    """All that was called for one request."""
    harness.send(payload)
    harness.settle()
    return harness.slack_api.wait_for_calls()


@pytest.mark.parametrize("second", SECOND_ANSWERS)
@pytest.mark.parametrize("first", UNKNOWN)
@pytest.mark.parametrize("where", WHERE)
def test_a_form_is_asked_for_once_more_and_nothing_follows_it(
    harness: HttpHarness, where: str, first: str, second: str
) -> None:
    """A trigger is good once: the second call opens nothing twice, and says whether the first one arrived."""
    payload, method = request_from(harness, where, OpenModal(VIEW)), WHERE[where]
    harness.slack_api.faults.next(method, UNKNOWN[first](), SECOND_ANSWERS[second]())
    assert calls_after(harness, payload) == 2 * [RecordedCall(method, {"trigger_id": "1.2.trigger", "view": VIEW})]


@pytest.mark.parametrize("second", SECOND_ANSWERS)
@pytest.mark.parametrize("first", UNKNOWN)
@pytest.mark.parametrize("where", ["a press in a modal", "a press on Home"])
def test_so_is_an_answer_in_a_modal_of_its_own(harness: HttpHarness, where: str, first: str, second: str) -> None:
    payload, method = request_from(harness, where, PrivateReply("Started")), WHERE[where]
    harness.slack_api.faults.next(method, UNKNOWN[first](), SECOND_ANSWERS[second]())
    calls_after(harness, payload)
    assert harness.slack_api.methods == [method, method]


@pytest.mark.parametrize("second", [*UNKNOWN, "expired", "invalid"])
def test_where_it_stays_unknown_the_words_hold_in_either_case(harness: HttpHarness, second: str) -> None:
    """A button makes a new trigger; it stands beside a form that opened as well as without one."""
    refusals = {"expired": "expired_trigger_id", "invalid": "invalid_trigger_id"}
    fault = slack_error(refusals[second]) if second in refusals else UNKNOWN[second]()
    payload = request_from(harness, "a command", OpenModal(VIEW))
    harness.slack_api.faults.next("views.open", drop_after(), fault)
    *_opened, said = calls_after(harness, payload)
    assert (said.method, said.body["text"]) == ("response_url", say(notices.PRESS_IF_NOT_OPEN))
    assert said.body["blocks"][0]["text"]["text"] == say(notices.PRESS_IF_NOT_OPEN)
    assert said.body["blocks"][1]["elements"][0]["action_id"] == "again"


@pytest.mark.parametrize(
    "where, shown_by", [("a press in a modal", "views.update"), ("a press on Home", "views.publish")]
)
def test_in_a_modal_or_on_home_they_stand_above_what_was_pressed(
    harness: HttpHarness, where: str, shown_by: str
) -> None:
    payload, method = request_from(harness, where, OpenModal(VIEW)), WHERE[where]
    harness.slack_api.faults.next(method, drop_after(), drop_after())
    first, again, said = calls_after(harness, payload)
    assert (first.method, again.method, said.method) == (method, method, shown_by)
    assert said.body["view"]["blocks"][0]["text"]["text"] == say(notices.TRY_IF_NOT_OPEN)


@pytest.mark.parametrize("where", ["a press in a modal", "a press on Home"])
def test_an_answer_that_may_be_seen_is_not_shown_another_way(harness: HttpHarness, where: str) -> None:
    """It would be read twice."""
    payload, method = request_from(harness, where, PrivateReply("Started")), WHERE[where]
    harness.slack_api.faults.next(method, drop_after(), drop_after())
    calls_after(harness, payload)
    assert harness.slack_api.methods == [method, method]


@pytest.mark.parametrize("notice", UNKNOWN)
def test_nor_does_a_direct_message_follow_a_notice_that_may_be_seen(harness: HttpHarness, notice: str) -> None:
    payload = request_from(harness, "a press in a modal", PrivateReply("Started"))
    harness.slack_api.faults.next("views.push", slack_error("push_limit_reached"))
    harness.slack_api.faults.next("views.update", UNKNOWN[notice]())
    calls_after(harness, payload)
    assert harness.slack_api.methods == ["views.push", "views.update"]


def test_a_direct_message_follows_a_notice_that_slack_refused(harness: HttpHarness) -> None:
    payload = request_from(harness, "a press in a modal", PrivateReply("Started"))
    harness.slack_api.faults.next("views.push", slack_error("push_limit_reached"))
    harness.slack_api.faults.next("views.update", slack_error("not_found"))
    calls_after(harness, payload)
    assert harness.slack_api.methods == ["views.push", "views.update", "chat.postMessage"]


@pytest.mark.parametrize("make_fault", [silent, hold])
def test_a_trigger_that_slack_left_to_die_is_not_used_again(
    harness: HttpHarness, slack_api: ScriptedSlackApi, make_fault: Callable[[], Fault]
) -> None:
    """A second call would come too late to open anything, and keeps the person waiting."""
    fault = make_fault()
    slack_api.faults.next("views.open", fault)
    payload = request_from(harness, "a command", OpenModal(VIEW))
    opened, said = calls_after(harness, payload)
    fault.release.set()
    assert (opened.method, said.body["text"]) == ("views.open", say(notices.PRESS_IF_NOT_OPEN))


def test_a_form_that_slack_limits_the_rate_of_is_offered_by_a_button(harness: HttpHarness) -> None:
    """It was not opened, and is no error of ours (UX-7)."""
    payload = request_from(harness, "a command", OpenModal(VIEW))
    harness.slack_api.faults.next("views.open", rate_limited(30))
    opened, answered = calls_after(harness, payload)
    assert opened.method == "views.open"
    assert say(notices.PRESS_TO_GO_ON) in str(answered)
