"""How the stand-in reaches the app: sockets, signed HTTP, retries and duplicates."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from slack_sdk.signature import SignatureVerifier

from bot.sandbox.client.driver import Driver
from bot.sandbox.clock import Clock
from bot.sandbox.events.envelopes import AckOutcome, AckResult, EnvelopeType
from bot.sandbox.transport.server import SandboxServer
from bot.sandbox.workspace.people import Person
from bot.sandbox.workspace.workspace import Workspace
from tests.support.slack.recording_server import HttpAnswer, HttpRequest, RecordingServer, recording_server
from tests.support.slack.sample_app import SampleApp, build_sample_app, over_socket

Json = dict[str, Any]
NEW = Person("U0NEW", "nia", "Nia")
EVENTS = "/slack/events"


@pytest.fixture
def recorder(workspace: Workspace) -> Iterator[RecordingServer]:
    """An HTTP address of the app that answers 200 and keeps what it got."""
    with recording_server() as made:
        workspace.delivery.use_http(f"{made.address}{EVENTS}")
        yield made


def _header(request: HttpRequest, name: str) -> str:
    return request.headers.get(name, "")


def test_http_requests_are_signed_at_the_workspaces_time(
    recorder: RecordingServer, workspace: Workspace, clock: Clock
) -> None:
    workspace.delivery.send(EnvelopeType.COMMAND, {"command": "/hello", "text": "ä & ö"})

    request = recorder.requests[0]
    timestamp = _header(request, "x-slack-request-timestamp")
    wanted = SignatureVerifier(workspace.signing_secret).generate_signature(timestamp=timestamp, body=request.body)
    assert _header(request, "x-slack-signature") == wanted
    assert int(timestamp) == int(clock.now().timestamp())


def test_each_kind_has_its_own_form_over_http(recorder: RecordingServer, workspace: Workspace) -> None:
    workspace.delivery.send(EnvelopeType.COMMAND, {"command": "/hello", "text": "a b"})
    workspace.delivery.send(EnvelopeType.INTERACTIVE, {"type": "shortcut"})
    workspace.delivery.send_event({"type": "event_callback", "event": {"type": "x"}})

    command, interactive, event = recorder.requests
    assert command.form() == {"command": "/hello", "text": "a b"}
    assert json.loads(interactive.form()["payload"]) == {"type": "shortcut"}
    assert json.loads(event.body)["event"] == {"type": "x"}
    assert _header(event, "content-type") == "application/json"
    assert "x-slack-retry-num" not in event.headers


def test_the_challenge_is_asked_back(recorder: RecordingServer, workspace: Workspace) -> None:
    assert not workspace.delivery.verify_url()
    recorder.answer.echo = "challenge"
    assert workspace.delivery.verify_url()


@pytest.mark.parametrize(
    "status, body, outcome, payload",
    [
        (200, "", AckOutcome.ACKED, {}),
        (200, '{"text": "hi"}', AckOutcome.ACKED, {"text": "hi"}),
        (200, "plain words", AckOutcome.ACKED, {"text": "plain words"}),
        (404, "", AckOutcome.FAILED, {}),
        (500, "", AckOutcome.FAILED, {}),
    ],
)
def test_what_an_http_answer_means(
    recorder: RecordingServer, workspace: Workspace, status: int, body: str, outcome: AckOutcome, payload: Json
) -> None:
    recorder.answer = HttpAnswer(status, body)

    answer = workspace.delivery.send(EnvelopeType.COMMAND, {"command": "/x"})

    assert (answer.outcome, answer.payload) == (outcome, payload)


def test_nobody_at_the_address_is_a_failed_command(workspace: Workspace, mia: Driver) -> None:
    with recording_server() as gone:
        workspace.delivery.use_http(f"{gone.address}{EVENTS}")

    answer = mia.type("/hello", channel="general")

    assert answer is not None
    assert answer.text == "/hello failed with the error “dispatch_failed”"


def test_without_any_socket_a_command_fails_and_an_event_waits(workspace: Workspace, mia: Driver) -> None:
    answer = mia.type("/hello", channel="general")

    assert answer is not None
    assert "dispatch_failed" in answer.text
    workspace.join(NEW)
    assert [one.answer.outcome for one in workspace.delivery.unacknowledged] == [AckOutcome.UNREACHABLE]


def test_an_event_is_sent_again_up_to_three_times_with_its_number_and_reason(
    recorder: RecordingServer, workspace: Workspace
) -> None:
    recorder.answer = HttpAnswer(500)
    workspace.join(NEW)
    while workspace.delivery.retry_events():
        continue

    retries = [(_header(one, "x-slack-retry-num"), _header(one, "x-slack-retry-reason")) for one in recorder.requests]
    assert retries == [("", ""), ("1", "http_error"), ("2", "http_error"), ("3", "http_error")]
    assert len({json.loads(one.body)["event_id"] for one in recorder.requests}) == 1


def test_an_app_that_says_no_retry_gets_none(recorder: RecordingServer, workspace: Workspace) -> None:
    recorder.answer = HttpAnswer(500, headers={"x-slack-no-retry": "1"})
    workspace.join(NEW)

    assert workspace.delivery.retry_events() == 0


def test_commands_are_never_sent_again(recorder: RecordingServer, workspace: Workspace, mia: Driver) -> None:
    recorder.answer = HttpAnswer(500)
    mia.type("/hello", channel="general")

    assert workspace.delivery.retry_events() == 0


def test_an_event_can_come_twice_with_the_same_id(bot: SampleApp, workspace: Workspace) -> None:
    workspace.delivery.duplicate_next()
    workspace.join(NEW)
    workspace.delivery.repeat_last_event()

    workspace.wait_until(lambda: len(bot.received_of("team_join")) == 3)
    assert len({one["event_id"] for one in bot.received_of("team_join")}) == 1


def test_one_of_several_sockets_gets_each_envelope(workspace: Workspace, server: SandboxServer, mia: Driver) -> None:
    first, second = build_sample_app(workspace, server), build_sample_app(workspace, server)
    with over_socket(first, workspace), over_socket(second, workspace):
        for _ in range(4):
            mia.type("/hello", channel="general")

    assert (len(first.received), len(second.received)) == (2, 2)


def test_a_socket_that_is_told_to_go_is_made_anew_by_the_client(workspace: Workspace, server: SandboxServer) -> None:
    bot = build_sample_app(workspace, server)
    with over_socket(bot, workspace):
        workspace.delivery.disconnect("refresh_requested")
        assert workspace.delivery.wait_for_connections(1)
        answer = Driver(workspace, "U0MIA").type("/hello", channel="general")

    assert answer is not None
    assert answer.text.startswith("Hello")

    assert bot.received


def test_an_ack_that_the_line_never_carried_is_a_time_out(workspace: Workspace) -> None:
    class DeadLink:
        def send(self, frame: Json) -> None:
            self.frame = frame

        def close(self, *, abruptly: bool) -> None:
            assert abruptly
            workspace.delivery.detach(self)

    link = DeadLink()
    workspace.delivery.attach(link)
    workspace.delivery.ack_seconds = 0.05

    answer = workspace.delivery.send(EnvelopeType.COMMAND, {"command": "/x"})
    workspace.delivery.acknowledge(link.frame["envelope_id"], {"text": "too late"})

    assert answer == AckResult(AckOutcome.TIMEOUT, detail="operation_timeout")
    workspace.delivery.drop()
    assert workspace.delivery.connection_count == 0


def test_an_event_over_a_socket_carries_its_retry(workspace: Workspace) -> None:
    frames: list[Json] = []

    class RecordingLink:
        def send(self, frame: Json) -> None:
            frames.append(frame)

        def close(self, *, abruptly: bool) -> None:
            raise AssertionError(f"nobody hangs up here, abruptly or not: {abruptly}")

    workspace.delivery.attach(RecordingLink())
    workspace.delivery.ack_seconds = 0.02
    workspace.join(NEW)
    workspace.delivery.retry_events()

    assert [(one["retry_attempt"], one["accepts_response_payload"]) for one in frames] == [(0, False), (1, False)]
    assert frames[0]["type"] == "events_api"


def test_an_event_tells_where_it_comes_from(recorder: RecordingServer, workspace: Workspace) -> None:
    workspace.change("U0MIA", tz="Asia/Tokyo")

    payload = json.loads(recorder.requests[0].body)
    assert payload["type"] == "event_callback"
    assert (payload["team_id"], payload["api_app_id"]) == (workspace.team_id, workspace.app_id)
    assert payload["authorizations"][0]["user_id"] == workspace.bot_user_id
    assert payload["event"]["user"]["tz"] == "Asia/Tokyo"
    assert payload["event_id"].startswith("Ev")


def test_lifecycle_events_come_as_slack_sends_them(recorder: RecordingServer, workspace: Workspace) -> None:
    workspace.join(NEW)
    workspace.deactivate("U0MAX")
    workspace.reactivate("U0MAX")
    workspace.invite_bot("approvals")
    workspace.archive("approvals")
    workspace.uninstall()

    events = [json.loads(one.body)["event"] for one in recorder.requests]
    assert [one["type"] for one in events] == [
        "team_join",
        "user_change",
        "user_change",
        "member_joined_channel",
        "group_archive",
        "tokens_revoked",
        "app_uninstalled",
    ]
    assert events[0]["user"]["id"] == "U0NEW"
    assert [one["user"]["deleted"] for one in events[1:3]] == [True, False]
    assert events[5]["tokens"] == {"oauth": [], "bot": [workspace.bot_user_id]}


def test_only_events_that_the_app_may_hear_are_sent(
    recorder: RecordingServer, workspace: Workspace, mia: Driver
) -> None:
    workspace.scopes -= {"im:history", "users:read"}
    mia.type("hello", channel="@app")
    workspace.join(NEW)

    assert recorder.requests == []
