"""What an app's manifest offers in the composer and the menus."""

from bot.sandbox.pages.menus import Command, Shortcut, from_manifest


def test_commands_and_shortcuts_come_from_the_manifest_in_its_order() -> None:
    manifest = {
        "features": {
            "slash_commands": [
                {"command": "/pmi", "description": "Your room", "usage_hint": "[start]", "should_escape": True},
                {"command": "/schedule"},
            ],
            "shortcuts": [{"name": "Start a meeting", "type": "global", "callback_id": "start", "description": "Now"}],
        }
    }
    commands, shortcuts = from_manifest(manifest)
    assert commands == [Command("/pmi", "Your room", "[start]"), Command("/schedule", "", "")]
    assert shortcuts == [Shortcut("Start a meeting", "global", "start", "Now")]


def test_an_app_without_either_offers_nothing() -> None:
    assert from_manifest({}) == ([], [])
