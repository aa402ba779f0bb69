"""The driver finds by visible labels, and can do no more than a person."""

from datetime import timedelta
from typing import Any

import pytest
from slack_sdk import WebClient

from bot.sandbox.client.driver import Driver
from bot.sandbox.clock import Clock
from bot.sandbox.errors import CannotDo
from bot.sandbox.workspace.app_setup import AppSetup, Shortcut, SlashCommand
from bot.sandbox.workspace.seed import GENERAL
from bot.sandbox.workspace.workspace import Workspace
from tests.support.slack.block_builders import (
    actions,
    actions_block,
    button,
    confirm_dialog,
    element,
    option,
    options,
    plain,
    section,
)
from tests.support.slack.sample_app import SampleApp

Json = dict[str, Any]


def test_a_press_carries_what_stands_in_the_inputs_of_its_message(bot: SampleApp, mia: Driver) -> None:
    box = element("checkboxes", action_id="value", options=options(2))
    bot.client.chat_postMessage(
        channel=GENERAL, text="t", blocks=[actions_block(box), actions(button("Go", "open_link"))]
    )

    mia.fill({"value": ["Option 1"]}, where="general")
    mia.press("Go")

    (values,) = bot.received_of("block_actions")[-1]["state"]["values"].values()
    assert [one["value"] for one in values["value"]["selected_options"]] == ["1"]


def test_a_button_that_asks_first_wants_a_yes(bot: SampleApp, mia: Driver) -> None:
    sure = button("Delete", "open_link", confirm=confirm_dialog())
    bot.client.chat_postMessage(channel=GENERAL, text="t", blocks=[actions(sure, button("Keep", "value"))])
    mia.go("general")

    with pytest.raises(CannotDo, match=r"asks first: Sure\? Really"):
        mia.press("Delete")
    with pytest.raises(CannotDo, match="asks nothing"):
        mia.press("Keep", confirm=True)
    assert bot.received_of("block_actions") == []
    mia.press("Delete", confirm=True)
    assert len(bot.received_of("block_actions")) == 1


def test_a_link_button_gives_its_address_and_tells_the_app(bot: SampleApp, mia: Driver) -> None:
    link = button("Open", "open_link", url="https://meet.test/7")
    bot.client.chat_postMessage(channel=GENERAL, text="t", blocks=[actions(link)])
    mia.go("general")

    assert mia.press("Open") == "https://meet.test/7"
    assert mia.messages()[0].links == {"Open": "https://meet.test/7"}
    assert len(bot.received_of("block_actions")) == 1


def test_an_overflow_entry_is_pressed_like_a_button(bot: SampleApp, mia: Driver) -> None:
    menu = element("overflow", action_id="open_link", options=[option("Rename", "r"), option("Remove", "x")])
    bot.client.chat_postMessage(channel=GENERAL, text="t", blocks=[section("A room", accessory=menu)])
    mia.go("general")

    mia.press("Remove")

    assert bot.received_of("block_actions")[0]["actions"][0]["selected_option"]["value"] == "x"


def test_one_of_several_equal_buttons_is_chosen_by_what_it_stands_beside(bot: SampleApp, mia: Driver) -> None:
    rooms = [section(name, accessory=button("Edit", "open_link", value=name)) for name in ("Blue", "Green")]
    bot.client.chat_postMessage(channel=GENERAL, text="t", blocks=rooms)
    mia.go("general")

    with pytest.raises(CannotDo, match="2 times"):
        mia.press("Edit")
    mia.press("Edit", beside="Green")
    assert bot.received_of("block_actions")[0]["actions"][0]["value"] == "Green"


def test_the_newest_message_is_meant_and_the_place_where_one_is_comes_first(bot: SampleApp, mia: Driver) -> None:
    for channel, value in ((GENERAL, "old"), (GENERAL, "new"), ("U0MIA", "dm")):
        press = button(":tada: Go", "open_link", value=value)
        bot.client.chat_postMessage(channel=channel, text="t", blocks=[actions(press)])

    mia.go("general")
    mia.press("Go")
    mia.press("Go", where="@app")
    mia.press(":tada: Go", where=mia.messages("general")[0])

    assert [one["actions"][0]["value"] for one in bot.received_of("block_actions")] == ["new", "dm", "old"]


def test_dates_are_read_in_the_readers_own_zone(client: WebClient, mia: Driver, max_: Driver) -> None:
    text = "Until <!date^1772357400^{date_num} {time}|a date> with <https://meet.test|a link> &amp; _more_"
    client.chat_postMessage(channel=GENERAL, text=text)

    assert mia.messages("general")[0].text == "Until 2026-03-01 10:30 AM with a link & more"
    assert max_.messages("general")[0].text == "Until 2026-03-01 1:30 AM with a link & more"
    assert mia.messages("general")[0].links == {"a link": "https://meet.test"}


def test_nobody_acts_where_they_are_not(bot: SampleApp, workspace: Workspace) -> None:
    dana, sol, xenia = (Driver(workspace, one) for one in ("U0DANA", "U0SOL", "U0XENIA"))

    with pytest.raises(CannotDo, match="is deactivated"):
        dana.type("/hello", channel="general")
    with pytest.raises(CannotDo, match="is not in general"):
        sol.type("/hello", channel="general")
    with pytest.raises(CannotDo, match="of another company"):
        xenia.open_home()
    with pytest.raises(CannotDo, match="no channel 'nowhere'"):
        sol.go("nowhere")
    assert bot.received == []


def test_a_person_of_another_company_is_told_apart_by_their_team(bot: SampleApp, workspace: Workspace) -> None:
    workspace.invite_bot("partners")
    bot.client.chat_postMessage(channel="C0PARTNERS", text="t", blocks=[actions(button("Go", "open_link"))])
    Driver(workspace, "U0XENIA").press("Go", where="partners")

    press = bot.received_of("block_actions")[0]
    assert press["team"]["id"] != press["user"]["team_id"]


def test_a_command_that_the_app_does_not_have_is_answered_by_slack(workspace: Workspace, mia: Driver) -> None:
    workspace.setup = AppSetup(commands={"/hello": SlashCommand("/hello")})

    answer = mia.type("/goodbye", channel="general")

    assert answer is not None
    assert (answer.text, answer.author) == ("/goodbye is not a valid command.", "Slackbot")


def test_names_stay_words_where_a_command_does_not_escape(bot: SampleApp, mia: Driver) -> None:
    bot.app.command("/plain")(lambda ack: ack())
    mia.workspace.setup = AppSetup(commands={"/plain": SlashCommand("/plain", should_escape=False)})

    mia.type("/plain @Max in #random", channel="general")

    assert bot.received[0]["text"] == "@Max in #random"


def test_an_answer_for_the_channel_shows_the_command_too_and_who_typed_it(
    bot: SampleApp, mia: Driver, max_: Driver
) -> None:
    bot.app.command("/tell")(lambda ack: ack(text="Told", response_type="in_channel"))

    mia.type("/tell all", channel="general")

    assert [(one.author, one.text) for one in max_.messages("general")] == [("Mia", "/tell all"), ("App", "Told")]


def test_an_answer_that_breaks_a_rule_is_seen_as_an_error(bot: SampleApp, mia: Driver) -> None:
    bot.app.command("/bad")(lambda ack: ack(text="x", blocks=[{"type": "alert", "text": plain("no modal")}]))

    answer = mia.type("/bad", channel="general")

    assert answer is not None
    assert answer.text == "/bad failed with the error “invalid_command_response”"
    assert "unsupported type: alert" in mia.workspace.visible_errors[0].detail


def test_a_mention_of_the_app_reaches_it_where_it_is_a_member(bot: SampleApp, mia: Driver) -> None:
    mia.type("hello @app", channel="random")
    mia.type("hello @app", channel="general")

    mia.wait_for(lambda: bool(bot.received_of("app_mention")))
    assert [one["event"]["channel"] for one in bot.received_of("app_mention")] == [GENERAL]


def test_only_the_apps_own_shortcuts_can_be_used(bot: SampleApp, mia: Driver) -> None:
    kinds = {"greet_somebody": Shortcut("Greet", "message", "greet_somebody")}
    mia.workspace.setup = AppSetup(shortcuts=kinds)
    mia.type("hello", channel="random")

    with pytest.raises(CannotDo, match="no global shortcut"):
        mia.shortcut("greet_somebody")
    mia.message_shortcut("greet_somebody", mia.messages("random")[0])
    assert bot.received_of("message_action")[0]["message"]["text"] == "hello"


def test_a_press_that_the_app_does_not_answer_shows_slacks_warning_until_it_works(bot: SampleApp, mia: Driver) -> None:
    blocks = [actions(button("Broken", "nobody_listens"), button("Fine", "open_link"))]
    bot.client.chat_postMessage(channel=GENERAL, text="t", blocks=blocks)
    mia.workspace.delivery.ack_seconds = 0.5
    mia.go("general")

    mia.press("Broken")
    assert mia.messages()[0].errors == {"": "We had some trouble connecting. Try again?"}
    mia.workspace.delivery.ack_seconds = 3
    mia.press("Fine")
    assert mia.messages()[0].errors == {}


def test_a_modal_hides_what_is_behind_it(bot: SampleApp, mia: Driver) -> None:
    mia.type("/form", channel="general")

    with pytest.raises(CannotDo, match="covers everything else"):
        mia.press("Go", where="general")
    mia.close()
    with pytest.raises(CannotDo, match="no modal is open"):
        mia.submit()
    assert bot.received


def test_time_moves_the_whole_workspace(workspace: Workspace, clock: Clock, mia: Driver) -> None:
    before = clock.now()
    mia.type("before", channel="random")
    clock.advance(timedelta(days=30))
    mia.type("after", channel="random")

    stamps = [float(one.ts) for one in workspace.messages]
    assert stamps[1] - stamps[0] == pytest.approx(30 * 86_400, abs=1)
    assert clock.now() - before == timedelta(days=30)


def test_waiting_in_vain_is_said(mia: Driver) -> None:
    with pytest.raises(CannotDo, match="in vain"):
        mia.wait_for(lambda: False, 0.01)
