"""The workspace's clock, and how an app is set up from a manifest."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.sandbox.clock import Clock
from bot.sandbox.workspace.app_setup import ALL_SCOPES, AppSetup, setup_from_manifest
from bot.sandbox.workspace.workspace import Workspace

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def test_a_frozen_clock_stands_still_until_it_is_moved() -> None:
    clock = Clock(NOON, frozen=True)

    assert clock.now() == clock.now() == NOON
    clock.advance(timedelta(days=2))
    clock.advance(timedelta(hours=-1))
    assert clock.now() == NOON + timedelta(hours=47)


def test_who_wants_to_know_is_told_of_each_move_when_it_is_done() -> None:
    clock, moves = Clock(NOON, frozen=True), list[datetime]()
    clock.on_move = lambda: moves.append(clock.now())
    clock.advance(timedelta(days=2))
    assert moves == [NOON + timedelta(days=2)]


def test_a_running_clock_goes_on_from_where_it_was_set() -> None:
    clock = Clock(NOON)

    first = clock.now()
    assert NOON <= first <= clock.now() < NOON + timedelta(minutes=1)
    clock.advance(timedelta(days=1))
    assert clock.now() >= NOON + timedelta(days=1)
    assert clock.offset == pytest.approx(NOON + timedelta(days=1) - datetime.now(UTC), abs=timedelta(minutes=1))


def test_a_clock_is_set_to_an_instant_not_to_a_wall() -> None:
    with pytest.raises(ValueError, match="aware"):
        Clock(datetime(2026, 3, 1))  # noqa: DTZ001 (that is what is refused)


def test_a_manifest_says_what_the_app_has_and_may() -> None:
    manifest = {
        "display_information": {"name": "Rooms"},
        "features": {
            "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True},
            "bot_user": {"display_name": "rooms"},
            "slash_commands": [{"command": "/room", "description": "A room", "should_escape": True}],
            "shortcuts": [{"name": "Start", "type": "global", "callback_id": "start", "description": "d"}],
        },
        "oauth_config": {"scopes": {"bot": ["commands", "chat:write"]}},
        "settings": {"event_subscriptions": {"bot_events": ["team_join"]}},
    }

    setup = setup_from_manifest(manifest)

    assert setup.scopes == {"commands", "chat:write"}
    assert setup.commands is not None
    assert setup.commands["/room"].should_escape
    assert setup.shortcuts is not None
    assert setup.shortcuts["start"].kind == "global"
    assert setup.events == frozenset({"team_join"})
    workspace = Workspace(Clock(), setup=setup)
    assert workspace.people[workspace.bot_user_id].name == "rooms"
    assert workspace.scopes == {"commands", "chat:write"}


def test_without_a_set_up_every_known_scope_is_granted() -> None:
    assert Workspace(Clock()).scopes == ALL_SCOPES
    assert Workspace(Clock(), setup=AppSetup(scopes=frozenset({"commands"}))).scopes == {"commands"}
