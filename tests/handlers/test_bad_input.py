"""What nobody should send gets a clear refusal and changes nothing; nobody waits in vain (section 12)."""

from typing import Any

import pytest

from bot.sandbox.driver import Driver
from bot.sandbox.envelopes import Answer, Kind
from bot.sandbox.people import OTHER_TEAM
from bot.views.help import NO_LONGER_AVAILABLE
from tests.databases import everything_in
from tests.handlers.forms import form
from tests.living import House


def rename_action(person: Driver, label: str, action: str) -> None:
    """A button of an older or newer version of the bot."""
    surface = person.messages()[-1].surface
    assert surface is not None
    for block in surface.blocks:
        for element in block.get("elements", []):
            if isinstance(element.get("text"), dict) and element["text"]["text"] == label:
                element["action_id"] = action


def test_an_unknown_button_is_answered(house: House) -> None:
    mia = house.newcomer()
    mia.type("/pmi")
    rename_action(mia, "Edit", "from_another_version")
    mia.press("Edit")
    assert mia.messages()[-1].text == "That is not available any more. Use /pmi to see what is."


def test_an_unknown_form_is_answered(house: House) -> None:
    mia = house.newcomer()
    mia.type("/pmi edit")
    view = house.workspace.views.top(mia.user_id)
    assert view is not None
    view.body["callback_id"] = "from_another_version"
    mia.submit()
    assert "That is not available any more" in form(mia).text


def test_an_unknown_command_and_shortcut_are_answered(house: House) -> None:
    for payload in (command(house, "/elsewhere"), {**interactive(house, "shortcut"), "callback_id": "elsewhere"}):
        kind = Kind.COMMAND if "command" in payload else Kind.INTERACTIVE
        assert sent(house, kind, payload).acked
    assert any(NO_LONGER_AVAILABLE in str(call.args) for call in house.workspace.calls.of("chat.postMessage"))


def test_unknown_events_and_option_requests_are_taken_quietly(house: House) -> None:
    assert sent(
        house, Kind.INTERACTIVE, {**interactive(house, "block_suggestion"), "action_id": "x", "value": "y"}
    ).acked
    assert house.workspace.emit({"type": "app_home_opened", "user": "U0MIA", "tab": "about"}) is not None


def command(house: House, name: str, text: str = "") -> dict[str, Any]:
    return {
        "command": name,
        "text": text,
        "team_id": house.workspace.team_id,
        "user_id": "U0MIA",
        "channel_id": "C0GENERAL",
        "response_url": "",
        "trigger_id": "1.2.3",
    }


def interactive(house: House, kind: str, **user: str) -> dict[str, Any]:
    team = house.workspace.team_id
    return {
        "type": kind,
        "team": {"id": team},
        "user": {"id": "U0MIA", "team_id": team, **user},
        "trigger_id": "1.2.3",
    }


def sent(house: House, kind: Kind, payload: dict[str, Any]) -> Answer:
    return house.workspace.delivery.send(kind, payload)


@pytest.mark.parametrize(
    "view",
    [
        {},
        {"id": "V1"},
        {"id": "V1", "callback_id": "room_edit", "state": {}},
        {"id": "V1", "callback_id": "room_edit", "state": {"values": {"number:x": {}}}},
        {"id": "V1", "callback_id": "room_edit", "state": {"values": {"number:x": {"typed": None}}}},
        {"id": "V1", "callback_id": "room_edit", "state": {"values": []}},
        {"id": "V1", "callback_id": "invitation_post_form", "state": {"values": {}}},
    ],
)
def test_a_form_that_slack_would_never_send_changes_nothing(house: House, view: dict[str, Any]) -> None:
    Driver(house.workspace, "U0MIA").type("/pmi", channel="general")
    before = everything_in(house.bot.database)
    sent(
        house,
        Kind.INTERACTIVE,
        {**interactive(house, "view_submission"), "view": {"type": "modal", "blocks": [], **view}},
    )
    assert everything_in(house.bot.database) == before


@pytest.mark.parametrize(
    "action",
    [
        {"action_id": "room_end", "value": {"id": 1}},
        {"action_id": "room_end", "value": 7},
        {"action_id": "room_replace_number"},
        {"action_id": "room_renew_link", "value": "forged"},
        {"action_id": "room_renew_link", "value": ["x"]},
        {"action_id": "card_share", "value": "1"},
        {"action_id": "reminder_snooze", "value": "1"},
        {"action_id": "again", "value": "not json"},
    ],
)
def test_a_button_that_nobody_showed_changes_nothing(house: House, action: dict[str, Any]) -> None:
    Driver(house.workspace, "U0MIA").type("/pmi", channel="general")
    before = everything_in(house.bot.database)
    payload = {**interactive(house, "block_actions"), "actions": [action], "channel": {"id": "C0GENERAL"}}
    sent(house, Kind.INTERACTIVE, {**payload, "container": {"type": "message"}})
    assert everything_in(house.bot.database) == before


def test_a_person_of_another_workspace_presses_in_vain(house: House) -> None:
    """ROLE-1: the payload says whose person it is; no id of theirs means anything here."""
    mia = house.newcomer()
    mia.type("/pmi start")
    before = everything_in(house.bot.database)
    payload = {
        **interactive(house, "block_actions", id="U0ELSEWHERE", team_id=OTHER_TEAM),
        "actions": [{"action_id": "room_start"}],
    }
    assert sent(house, Kind.INTERACTIVE, payload).acked
    assert everything_in(house.bot.database) == before


def test_a_command_in_the_name_of_another_workspace_opens_no_room(house: House) -> None:
    """ROLE-1: Slack Connect; whatever workspace the payload names, Slack is asked who it is."""
    payload = {**command(house, "/pmi"), "team_id": OTHER_TEAM, "user_id": "U0XENIA"}
    assert "for people of this workspace" in str(sent(house, Kind.COMMAND, payload).payload)
    profile = house.profile(Driver(house.workspace, "U0XENIA"))
    assert profile is None or profile.room is None
