"""A response URL that takes nothing any more: the person reads the answer all the same, once (UX-1, section 12)."""

from collections.abc import Callable

import pytest

from bot.protocol import OpenModal, PrivateReply, ReplaceOriginal, Replies, RequestKind
from bot.sandbox.errors import Json
from bot.sandbox.faults import Fault, FaultKind, drop_after, drop_before, server_error, server_error_after, slack_error
from tests.support.fixtures.http_fixture import HttpHarness
from tests.support.slack import payloads
from tests.support.slack.scripted_slack_api import RecordedCall, ScriptedSlackApi, success

BLOCKS = [{"type": "section", "text": {"type": "mrkdwn", "text": "Started"}}]
REFUSALS: dict[str, Callable[[], Fault]] = {
    "404": lambda: Fault(FaultKind.ANSWER, 404, {"ok": False, "error": "no_team"}),
    "410": lambda: Fault(FaultKind.ANSWER, 410),
    "403": lambda: Fault(FaultKind.ANSWER, 403),
    "used": lambda: slack_error("used_url"),
    "expired": lambda: slack_error("expired_url"),
    "redirected": lambda: Fault(FaultKind.ANSWER, 302, {}, {"Location": "http://127.0.0.1:9/"}),
}
UNKNOWN: dict[str, Callable[[], Fault]] = {
    "500": server_error,
    "500 after": server_error_after,
    "502": lambda: Fault(FaultKind.ANSWER, 502),
    "dropped": drop_before,
    "dropped after": drop_after,
    "named": lambda: slack_error("fatal_error"),
}
"""What does not tell whether Slack took it."""


def refuse(slack_api: ScriptedSlackApi, refusal: str) -> None:
    """Every post to the response URL is refused."""

    def rule(_args: Json) -> Fault:
        return REFUSALS[refusal]()

    slack_api.faults.always("response_url", rule)


def calls_after(harness: HttpHarness, slack_api: ScriptedSlackApi, payload: str) -> list[RecordedCall]:
    """All that was called for one request."""
    harness.send(payload)
    harness.settle()
    return slack_api.wait_for_calls()


@pytest.mark.parametrize("refusal", REFUSALS)
@pytest.mark.parametrize(
    "reply", [PrivateReply("Started", BLOCKS), ReplaceOriginal("Started", BLOCKS)], ids=["new", "replaced"]
)
def test_a_press_is_answered_to_the_person_in_the_channel(
    harness: HttpHarness, slack_api: ScriptedSlackApi, reply: PrivateReply | ReplaceOriginal, refusal: str
) -> None:
    refuse(slack_api, refusal)
    harness.replies_with(RequestKind.ACTION, "start", reply)
    _refused, *shown = calls_after(harness, slack_api, payloads.press(slack_api))
    said = {"channel": "C1", "user": "U1", "text": "Started", "blocks": BLOCKS}
    assert shown == [RecordedCall("chat.postEphemeral", said)]


@pytest.mark.parametrize("outcome", UNKNOWN)
@pytest.mark.parametrize(
    "reply", [PrivateReply("Started", BLOCKS), ReplaceOriginal("Started", BLOCKS)], ids=["new", "replaced"]
)
def test_what_slack_may_have_taken_is_followed_by_nothing(
    harness: HttpHarness, slack_api: ScriptedSlackApi, reply: PrivateReply | ReplaceOriginal, outcome: str
) -> None:
    """It would be shown twice."""
    slack_api.faults.next("response_url", UNKNOWN[outcome]())
    harness.replies_with(RequestKind.ACTION, "start", reply)
    calls_after(harness, slack_api, payloads.press(slack_api))
    assert slack_api.methods == ["response_url"]


@pytest.mark.parametrize("outcome", UNKNOWN)
def test_nor_does_a_direct_message_follow_what_the_channel_may_show(
    harness: HttpHarness, slack_api: ScriptedSlackApi, outcome: str
) -> None:
    refuse(slack_api, "404")
    slack_api.faults.next("chat.postEphemeral", UNKNOWN[outcome]())
    harness.replies_with(RequestKind.ACTION, "start", PrivateReply("Started", BLOCKS))
    calls_after(harness, slack_api, payloads.press(slack_api))
    assert slack_api.methods == ["response_url", "chat.postEphemeral"]


@pytest.mark.parametrize("error", ["not_in_channel", "channel_not_found", "user_not_in_channel", "is_archived"])
@pytest.mark.parametrize(
    "reply", [PrivateReply("Started", BLOCKS), ReplaceOriginal("Started", BLOCKS)], ids=["new", "replaced"]
)
def test_where_the_bot_is_no_member_it_is_a_direct_message(
    harness: HttpHarness, slack_api: ScriptedSlackApi, reply: PrivateReply | ReplaceOriginal, error: str
) -> None:
    refuse(slack_api, "404")
    slack_api.faults.next("chat.postEphemeral", slack_error(error))
    harness.replies_with(RequestKind.ACTION, "start", reply)
    *_refused, shown = calls_after(harness, slack_api, payloads.press(slack_api))
    assert shown == RecordedCall("chat.postMessage", {"channel": "U1", "text": "Started", "blocks": BLOCKS})
    assert slack_api.methods == ["response_url", "chat.postEphemeral", "chat.postMessage"]


@pytest.mark.parametrize(
    "replies", [[PrivateReply("Here you are")], [OpenModal({"type": "modal", "blocks": []})]], ids=["text", "form"]
)
def test_a_command_that_is_late_is_answered_too(
    late_harness: HttpHarness, slack_api: ScriptedSlackApi, replies: Replies
) -> None:
    refuse(slack_api, "404")
    handler = late_harness.hangs_before(RequestKind.COMMAND, "/pmi", *replies)
    assert "Working on it" in late_harness.send(payloads.command(slack_api)).text
    handler.release()
    late_harness.settle()
    assert slack_api.methods == ["response_url", "chat.postEphemeral"]


def test_an_error_of_ours_is_told_too(harness: HttpHarness, slack_api: ScriptedSlackApi) -> None:
    """UX-6."""
    refuse(slack_api, "404")
    harness.raises(RequestKind.ACTION, "start")
    *_refused, shown = calls_after(harness, slack_api, payloads.press(slack_api))
    assert shown.method == "chat.postEphemeral"
    assert "Something went wrong" in shown.body["text"]


def test_a_post_that_slack_took_is_followed_by_nothing(harness: HttpHarness, slack_api: ScriptedSlackApi) -> None:
    """Slack answers “ok”, as plain text or in JSON."""
    slack_api.faults.next("response_url", success())
    harness.replies_with(RequestKind.ACTION, "start", ReplaceOriginal("Started"))
    calls_after(harness, slack_api, payloads.press(slack_api))
    assert slack_api.methods == ["response_url"]
