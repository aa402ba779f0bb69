"""Payloads as Slack sends them, for the tests of the transports."""

import json
from typing import Any
from urllib.parse import urlencode

from tests.support.slack.scripted_slack_api import ScriptedSlackApi

TEAM = "T1"
USER = "U1"
FORM: dict[str, Any] = {
    "id": "V1",
    "hash": "h1",
    "type": "modal",
    "callback_id": "edit",
    "private_metadata": "kept",
    "title": {"type": "plain_text", "text": "Edit my PMI"},
    "submit": {"type": "plain_text", "text": "Save changes"},
    "blocks": [
        {"type": "section", "text": {"type": "mrkdwn", "text": "Hello"}},
        {
            "type": "input",
            "block_id": "number",
            "label": {"type": "plain_text", "text": "Personal Meeting ID"},
            "element": {"type": "plain_text_input", "action_id": "text", "initial_value": "2345678923"},
        },
    ],
    "state": {"values": {"number": {"text": {"type": "plain_text_input", "value": "555 014 2368"}}}},
}
HOME: dict[str, Any] = {"id": "V2", "hash": "h2", "type": "home", "blocks": [{"type": "divider"}]}


def command(slack_api: ScriptedSlackApi, text: str = "", name: str = "/pmi", response_url: str = "") -> str:
    return urlencode(
        {
            "command": name,
            "text": text,
            "team_id": TEAM,
            "user_id": USER,
            "channel_id": "C1",
            "response_url": response_url or slack_api.response_url,
            "trigger_id": "1.2.trigger",
        }
    )


def interaction(payload_type: str, **more: object) -> str:
    payload = {
        "type": payload_type,
        "team": {"id": TEAM},
        "user": {"id": USER, "team_id": TEAM},
        "trigger_id": "1.2.trigger",
    }
    return urlencode({"payload": json.dumps({**payload, **more})})


def press(
    slack_api: ScriptedSlackApi, action: str = "start", value: str = "7", user_team: str = TEAM, response_url: str = ""
) -> str:
    """A button in a channel."""
    return interaction(
        "block_actions",
        user={"id": USER, "team_id": user_team},
        channel={"id": "C1"},
        container={"type": "message"},
        response_url=response_url or slack_api.response_url,
        actions=[{"type": "button", "action_id": action, "block_id": "b", "value": value}],
    )


def press_in(view: dict[str, Any], action: str = "start") -> str:
    """A button in a modal or on Home."""
    return interaction(
        "block_actions",
        container={"type": "view"},
        view=view,
        actions=[{"type": "button", "action_id": action, "block_id": "b", "value": "7"}],
    )


def submit(view: dict[str, Any] | None = None) -> str:
    return interaction("view_submission", view=view or FORM)


def event(name: str = "app_home_opened", event_id: str = "Ev1", **more: object) -> str:
    return json.dumps(
        {
            "type": "event_callback",
            "team_id": TEAM,
            "event_id": event_id,
            "event": {"type": name, "user": USER, "tab": "home", **more},
        }
    )
