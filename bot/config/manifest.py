"""The Slack app as `manifest.yml` describes it, and the same app for HTTP; it must not know how either is connected."""

import copy
from pathlib import Path
from typing import Any

import yaml

Manifest = dict[str, Any]
_PATHS = (Path(__file__).parents[2] / "manifest.yml", Path(__file__).parent / "manifest.yml")
"""Beside `pyproject.toml` in a checkout, beside this file in an installed wheel."""


def read() -> Manifest:
    """The manifest for Socket Mode. Raises FileNotFoundError where it was not installed."""
    path = next((place for place in _PATHS if place.is_file()), _PATHS[0])
    manifest: Manifest = yaml.safe_load(path.read_text(encoding="utf-8"))
    return manifest


def bot_scopes(manifest: Manifest) -> frozenset[str]:
    """The scopes that the bot token must have; those that may be declined are left out."""
    scopes = manifest["oauth_config"]["scopes"]
    return frozenset(scopes["bot"]) - frozenset(scopes.get("bot_optional", ()))


def over_http(manifest: Manifest, public_url: str) -> Manifest:
    """The same app with signed HTTP instead of Socket Mode: one address for commands, buttons and events."""
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
    """The manifest as Slack's page takes it."""
    return yaml.safe_dump(manifest, sort_keys=False, allow_unicode=True)
