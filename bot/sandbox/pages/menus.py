"""The commands and shortcuts that an app offers in its workspace, as its manifest declares them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Command:
    """A slash command (`/pmi`) with what its completion shows."""

    name: str
    description: str
    usage_hint: str


@dataclass(frozen=True, slots=True)
class Shortcut:
    """A shortcut of Slack's: `type` is `global` (beside the composer) or `message` (in a message's menu)."""

    name: str
    type: str
    callback_id: str
    description: str


def from_manifest(manifest: Mapping[str, Any]) -> tuple[list[Command], list[Shortcut]]:
    """What `features` of a parsed app manifest declares, in its order; either list may be empty."""
    features = manifest.get("features", {})
    commands = [
        Command(one["command"], one.get("description", ""), one.get("usage_hint", ""))
        for one in features.get("slash_commands", ())
    ]
    shortcuts = [
        Shortcut(one["name"], one["type"], one["callback_id"], one.get("description", ""))
        for one in features.get("shortcuts", ())
    ]
    return commands, shortcuts
