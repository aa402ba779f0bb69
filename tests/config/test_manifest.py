"""`manifest.yml` is what Slack takes and what this bot needs, for both ways of connecting (Slack's reference of app manifests)."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from bot.config import manifest

SCHEMA = json.loads((Path(__file__).parents[1] / "data" / "slack-manifest.schema.json").read_text(encoding="utf-8"))
ADDRESS = "https://pmi.example.com/slack/events"
SOCKET = manifest.read()
HTTP = manifest.over_http(SOCKET, "https://pmi.example.com/")
LEAST_SCOPES = {
    *("channels:read", "chat:write", "commands", "files:write", "groups:read", "im:history", "im:write", "users:read")
}

OPTIONAL_SCOPES = {"usergroups:read"}


def urls(part: object) -> list[str]:
    """Every address in a manifest, however deep."""
    match part:
        case dict():
            return [url for key, value in part.items() for url in ([value] if key.endswith("url") else urls(value))]
        case list():
            return [url for value in part for url in urls(value)]
    return []


@pytest.mark.parametrize("described", [SOCKET, HTTP], ids=["socket", "http"])
def test_slack_takes_the_manifest(described: dict[str, Any]) -> None:
    faults = [fault.message for fault in jsonschema.Draft7Validator(SCHEMA).iter_errors(described)]
    assert faults == []


def test_a_manifest_with_an_unknown_key_would_be_noticed() -> None:
    broken = {**SOCKET, "setings": {}}
    assert list(jsonschema.Draft7Validator(SCHEMA).iter_errors(broken)) != []


def test_the_bot_asks_for_the_least_scopes() -> None:
    assert manifest.bot_scopes(SOCKET) == LEAST_SCOPES
    assert SOCKET["oauth_config"]["scopes"] == {
        "bot": sorted(LEAST_SCOPES | OPTIONAL_SCOPES),
        "bot_optional": sorted(OPTIONAL_SCOPES),
    }


def test_socket_mode_names_no_address() -> None:
    assert urls(SOCKET) == []
    assert SOCKET["settings"]["socket_mode_enabled"] is True


def test_http_names_one_address_for_everything() -> None:
    assert urls(HTTP) == [ADDRESS] * (len(HTTP["features"]["slash_commands"]) + 3)
    assert HTTP["settings"]["socket_mode_enabled"] is False


def test_making_the_http_manifest_leaves_the_other_as_it_is() -> None:
    assert manifest.read() == SOCKET


@pytest.mark.parametrize("command", SOCKET["features"]["slash_commands"], ids=lambda command: command["command"])
def test_every_command_says_what_it_does_and_gets_ids_instead_of_names(command: dict[str, Any]) -> None:
    assert command["description"]
    assert command["usage_hint"]
    assert command["should_escape"] is True


def test_people_can_read_what_the_bot_sends_them_and_see_its_home() -> None:
    home = SOCKET["features"]["app_home"]
    assert home == {"home_tab_enabled": True, "messages_tab_enabled": True, "messages_tab_read_only_enabled": True}


def test_buttons_work_and_tokens_stay_as_they_are() -> None:
    settings = SOCKET["settings"]
    assert settings["interactivity"] == {"is_enabled": True}
    assert (settings["org_deploy_enabled"], settings["token_rotation_enabled"]) == (False, False)


def test_slack_can_tell_the_bot_who_comes_who_changes_and_that_it_was_removed() -> None:
    events = SOCKET["settings"]["event_subscriptions"]["bot_events"]
    assert events == ["app_home_opened", "app_uninstalled", "team_join", "tokens_revoked", "user_change"]


def test_the_printed_manifest_reads_back_as_it_was() -> None:
    assert yaml.safe_load(manifest.as_yaml(HTTP)) == HTTP
