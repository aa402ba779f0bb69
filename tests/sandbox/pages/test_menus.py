"""What an app's manifest offers in the composer and the menus."""

from bot.sandbox.workspace.app_setup import Shortcut, SlashCommand, setup_from_manifest

NAME = {"display_information": {"name": "Rooms"}}


def test_commands_and_shortcuts_come_from_the_manifest_in_its_order() -> None:
    features = {
        "slash_commands": [
            {"command": "/pmi", "description": "Your room", "usage_hint": "[start]", "should_escape": True},
            {"command": "/schedule"},
        ],
        "shortcuts": [{"name": "Start a meeting", "type": "global", "callback_id": "start", "description": "Now"}],
    }
    setup = setup_from_manifest({**NAME, "features": features})
    assert list((setup.commands or {}).values()) == [
        SlashCommand("/pmi", "Your room", "[start]"),
        SlashCommand("/schedule", should_escape=False),
    ]
    assert list((setup.shortcuts or {}).values()) == [Shortcut("Start a meeting", "global", "start", "Now")]


def test_an_app_without_either_offers_nothing() -> None:
    setup = setup_from_manifest(NAME)
    assert (setup.commands, setup.shortcuts) == ({}, {})
