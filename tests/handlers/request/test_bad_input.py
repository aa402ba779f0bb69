"""What nobody should send gets a clear refusal and changes nothing; nobody waits in vain (section 12)."""

from typing import Any

import pytest

from bot.i18n.messages import say
from bot.sandbox.client.driver import Driver
from bot.sandbox.events.envelopes import AckResult, EnvelopeType
from bot.sandbox.workspace.people import OTHER_TEAM
from bot.views.components.help import NO_LONGER_AVAILABLE
from tests.support.database.databases import all_rows
from tests.support.fixtures.bot_fixture import BotUnderTest
from tests.support.fixtures.screens import top_modal


def rename_action(person: Driver, label: str, action: str) -> None:
    """A button of an older or newer version of the bot."""
    surface = person.messages()[-1].surface
    assert surface is not None
    for block in surface.blocks:
        for element in block.get("elements", []):
            if isinstance(element.get("text"), dict) and element["text"]["text"] == label:
                element["action_id"] = action


def test_an_unknown_button_is_answered(live_bot: BotUnderTest) -> None:
    mia = live_bot.newcomer()
    mia.type("/pmi")
    rename_action(mia, "Edit", "from_another_version")
    mia.press("Edit")
    assert mia.messages()[-1].text == "That is not available any more. Use /pmi to see what is."


def test_an_unknown_form_is_answered(live_bot: BotUnderTest) -> None:
    mia = live_bot.newcomer()
    mia.type("/pmi edit")
    view = live_bot.workspace.views.top(mia.user_id)
    assert view is not None
    view.body["callback_id"] = "from_another_version"
    mia.submit()
    assert "That is not available any more" in top_modal(mia).text


def test_an_unknown_command_and_shortcut_are_answered(live_bot: BotUnderTest) -> None:
    for payload in (command(live_bot, "/elsewhere"), {**interactive(live_bot, "shortcut"), "callback_id": "elsewhere"}):
        kind = EnvelopeType.COMMAND if "command" in payload else EnvelopeType.INTERACTIVE
        assert sent(live_bot, kind, payload).acked
    assert any(say(NO_LONGER_AVAILABLE) in str(call.args) for call in live_bot.workspace.calls.of("chat.postMessage"))


def test_unknown_events_and_option_requests_are_taken_quietly(live_bot: BotUnderTest) -> None:
    assert sent(
        live_bot,
        EnvelopeType.INTERACTIVE,
        {**interactive(live_bot, "block_suggestion"), "action_id": "x", "value": "y"},
    ).acked
    assert live_bot.workspace.emit({"type": "app_home_opened", "user": "U0MIA", "tab": "about"}) is not None


def command(live_bot: BotUnderTest, name: str, text: str = "") -> dict[str, Any]:
    return {
        "command": name,
        "text": text,
        "team_id": live_bot.workspace.team_id,
        "user_id": "U0MIA",
        "channel_id": "C0GENERAL",
        "response_url": "",
        "trigger_id": "1.2.3",
    }


def interactive(live_bot: BotUnderTest, kind: str, **user: str) -> dict[str, Any]:
    team = live_bot.workspace.team_id
    return {
        "type": kind,
        "team": {"id": team},
        "user": {"id": "U0MIA", "team_id": team, **user},
        "trigger_id": "1.2.3",
    }


def sent(live_bot: BotUnderTest, kind: EnvelopeType, payload: dict[str, Any]) -> AckResult:
    return live_bot.send(kind, payload)


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
def test_a_form_that_slack_would_never_send_changes_nothing(live_bot: BotUnderTest, view: dict[str, Any]) -> None:
    Driver(live_bot.workspace, "U0MIA").type("/pmi", channel="general")
    before = all_rows(live_bot.bot.database)
    sent(
        live_bot,
        EnvelopeType.INTERACTIVE,
        {**interactive(live_bot, "view_submission"), "view": {"type": "modal", "blocks": [], **view}},
    )
    assert all_rows(live_bot.bot.database) == before


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
def test_a_button_that_nobody_showed_changes_nothing(live_bot: BotUnderTest, action: dict[str, Any]) -> None:
    Driver(live_bot.workspace, "U0MIA").type("/pmi", channel="general")
    before = all_rows(live_bot.bot.database)
    payload = {**interactive(live_bot, "block_actions"), "actions": [action], "channel": {"id": "C0GENERAL"}}
    sent(live_bot, EnvelopeType.INTERACTIVE, {**payload, "container": {"type": "message"}})
    assert all_rows(live_bot.bot.database) == before


def test_a_person_of_another_workspace_presses_in_vain(live_bot: BotUnderTest) -> None:
    """ROLE-1: the payload says whose person it is; no id of theirs means anything here."""
    mia = live_bot.newcomer()
    mia.type("/pmi start")
    before = all_rows(live_bot.bot.database)
    payload = {
        **interactive(live_bot, "block_actions", id="U0ELSEWHERE", team_id=OTHER_TEAM),
        "actions": [{"action_id": "room_start"}],
    }
    assert sent(live_bot, EnvelopeType.INTERACTIVE, payload).acked
    assert all_rows(live_bot.bot.database) == before


def test_a_command_in_the_name_of_another_workspace_opens_no_room(live_bot: BotUnderTest) -> None:
    """ROLE-1: Slack Connect; whatever workspace the payload names, Slack is asked who it is."""
    payload = {**command(live_bot, "/pmi"), "team_id": OTHER_TEAM, "user_id": "U0XENIA"}
    assert "for people of this workspace" in str(sent(live_bot, EnvelopeType.COMMAND, payload).payload)
    profile = live_bot.profile(Driver(live_bot.workspace, "U0XENIA"))
    assert profile is None or profile.room is None
