"""Reads `manifest.yml`, which describes the Slack app, and adapts it to HTTP; it must not know how the bot connects."""

import copy
from pathlib import Path
from typing import Any

import yaml

Manifest = dict[str, Any]
_PATHS = (Path(__file__).parents[2] / "manifest.yml", Path(__file__).parent / "manifest.yml")
"""Beside `pyproject.toml` in a checkout, beside this file in an installed wheel."""


def read() -> Manifest:
    """The manifest for Socket Mode. Raises FileNotFoundError where it was not installed."""
    path = next((candidate for candidate in _PATHS if candidate.is_file()), _PATHS[0])
    manifest: Manifest = yaml.safe_load(path.read_text(encoding="utf-8"))
    return manifest


def bot_scopes(manifest: Manifest) -> frozenset[str]:
    """The scopes that the bot token must have, without the optional ones."""
    scopes = manifest["oauth_config"]["scopes"]
    return frozenset(scopes["bot"]) - frozenset(scopes.get("bot_optional", ()))


def over_http(manifest: Manifest, public_url: str) -> Manifest:
    """The same app with signed HTTP instead of Socket Mode: one URL for commands, buttons and events."""
    url = f"{public_url.rstrip('/')}/slack/events"
    http_manifest = copy.deepcopy(manifest)
    for command in http_manifest["features"]["slash_commands"]:
        command["url"] = url
    settings = http_manifest["settings"]
    settings["event_subscriptions"]["request_url"] = url
    settings["interactivity"] |= {"request_url": url, "message_menu_options_url": url}
    settings["socket_mode_enabled"] = False
    return http_manifest


def as_yaml(manifest: Manifest) -> str:
    """The manifest as text for Slack's page."""
    return yaml.safe_dump(manifest, sort_keys=False, allow_unicode=True)
