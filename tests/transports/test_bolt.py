"""Bolt takes its settings from us and not from the environment; no payload makes it fail (section 12)."""

import copy
import json
from typing import Any
from urllib.parse import parse_qsl

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from slack_bolt import App

from bot.protocol import OpenModal, PrivateReply, RequestKind
from bot.transports.bolt import build_bolt_app, dispatch_to_bolt
from bot.transports.replies.client import interactive_client
from tests.support.fixtures.http_fixture import HttpHarness, dispatcher_of
from tests.support.slack import payloads
from tests.support.slack.scripted_slack_api import ScriptedSlackApi, scripted_slack_api, unreachable_slack_api

NOWHERE = unreachable_slack_api()


def body_of(sent: str) -> dict[str, Any]:
    """A payload as Socket Mode delivers it."""
    if sent.startswith("{"):
        return dict(json.loads(sent))
    fields = dict(parse_qsl(sent))
    return dict(json.loads(fields["payload"])) if "payload" in fields else fields


PAYLOADS = [
    body_of(sent)
    for sent in (
        payloads.command(NOWHERE, "edit"),
        payloads.press(NOWHERE),
        payloads.press_in(payloads.FORM),
        payloads.press_in(payloads.HOME),
        payloads.submit(),
        payloads.event(),
        payloads.interaction("shortcut", callback_id="new"),
        payloads.interaction("block_suggestion", action_id="zone", block_id="z", value="os", view=payloads.FORM),
    )
]
NONSENSE = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.text(max_size=5),
    st.lists(st.none(), max_size=2),
    st.dictionaries(st.text(max_size=5), st.none(), max_size=2),
)


def paths(part: object, here: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place in a payload."""
    items = part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ()
    return [here, *(path for key, value in items for path in paths(value, (*here, key)))]


@st.composite
def spoilt(draw: st.DrawFn) -> dict[str, Any]:
    """A payload with wrong values in one or two places."""
    body: dict[str, Any] = copy.deepcopy(draw(st.sampled_from(PAYLOADS)))
    for _ in range(draw(st.integers(1, 2))):
        path = draw(st.sampled_from([path for path in paths(body) if path]))
        part: Any = body
        for key in path[:-1]:
            part = part[key]
        part[path[-1]] = draw(NONSENSE)
    return body


def app_with(slack_api: ScriptedSlackApi) -> tuple[App, HttpHarness]:
    harness = HttpHarness(slack_api, deadline=5.0)
    client = interactive_client("xoxb-made-up", slack_api.api_url)
    return build_bolt_app(token="xoxb-made-up", client=client, dispatcher=dispatcher_of(harness)), harness


@pytest.fixture(scope="module")
def app() -> App:
    """A bot that answers everything, without a Slack to call."""
    built, harness = app_with(NOWHERE)
    for kind in RequestKind:
        harness.replies_with(kind, "*", PrivateReply("Hello"))
    return built


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(body=spoilt())
def test_a_spoilt_payload_is_answered_or_refused(app: App, body: dict[str, Any]) -> None:
    assert dispatch_to_bolt(app, body, {}, mode="socket_mode").status in {200, 400}


def test_variables_of_other_apps_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """SLACK_CLIENT_ID alone would make Bolt look for its token in a file."""
    for name in ("BOT_TOKEN", "SIGNING_SECRET", "CLIENT_ID", "CLIENT_SECRET", "SCOPES", "VERIFICATION_TOKEN"):
        monkeypatch.setenv(f"SLACK_{name}", "xoxb-of-somebody-else")
    with scripted_slack_api() as slack_api:
        built, harness = app_with(slack_api)
        harness.replies_with(RequestKind.COMMAND, "/pmi", OpenModal({"type": "modal"}))
        assert dispatch_to_bolt(built, payloads.command(slack_api), {}, mode="http").status == 200
        assert [call.method for call in slack_api.wait_for_calls()] == ["views.open"]


def test_slack_is_never_asked_who_we_are(harness: HttpHarness) -> None:
    """Not at the start and not per request: the first person would wait too long for an answer."""
    harness.replies_with(RequestKind.COMMAND, "/pmi", PrivateReply("Hello"))
    for _ in range(3):
        assert harness.send(payloads.command(harness.slack_api)).json()["text"] == "Hello"
    assert harness.slack_api.methods == []
