"""The driver in a person's words: it finds what reads so, fills every kind of input, and can do no more than a person."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from slack_sdk import WebClient

from bot.sandbox.clock import Clock
from bot.sandbox.driver import Driver
from bot.sandbox.errors import CannotDo
from bot.sandbox.rooms import GENERAL
from bot.sandbox.setup import AppSetup, Shortcut, SlashCommand
from bot.sandbox.workspace import Workspace
from tests.sandbox.kit import asking, confirm, element, option, options, row
from tests.sandbox.small_bot import SmallBot, actions, button, modal, plain, section

Json = dict[str, Any]


def _rich(block_id: str, label: str, inner: Json, **more: object) -> Json:
    return asking(inner, block_id=block_id, label=plain(label), **more) | {"label": plain(label)}


EVERY_KIND = modal(
    "Every kind",
    _rich("text", "Topic", element("plain_text_input")),
    _rich("mail", "Mail", element("email_text_input")),
    _rich("number", "Seats", element("number_input", is_decimal_allowed=False, min_value="1", max_value="9")),
    _rich("one", "Plan", element("static_select", options=options(3))),
    _rich("many", "Days", element("multi_static_select", options=options(3))),
    _rich("boxes", "Extras", element("checkboxes", options=options(3))),
    _rich("radio", "How often", element("radio_buttons", options=options(3))),
    _rich("person", "Host", element("users_select")),
    _rich("people", "Guests", element("multi_users_select")),
    _rich("place", "Post to", element("conversations_select", default_to_current_conversation=True)),
    _rich("channel", "Channel", element("channels_select")),
    _rich("date", "Day", element("datepicker")),
    _rich("time", "Time", element("timepicker", timezone="Europe/Berlin")),
    _rich("moment", "Moment", element("datetimepicker")),
    _rich("far", "Fruit", element("external_select", action_id="value")),
)
WORDS: Json = {
    "Topic": "Standup",
    "Mail": "mia@example.com",
    "Seats": 5,
    "Plan": "Option 1",
    "Days": ["Option 0", "Option 2"],
    "Extras": ["Option 1"],
    "How often": "Option 2",
    "Host": "Max",
    "Guests": ["Max", "@noor"],
    "Channel": "#random",
    "Day": date(2026, 3, 1),
    "Time": time(9, 30),
    "Moment": datetime(2026, 3, 1, 9, 30, tzinfo=UTC),
    "Fruit": "Apricot",
}


def test_every_kind_of_input_is_filled_in_by_its_label_and_reaches_the_app(bot: SmallBot, mia: Driver) -> None:
    bot.view = EVERY_KIND
    mia.type("/form", channel="general")
    mia.fill(WORDS)

    assert mia.submit() is None
    state = bot.of("view_submission")[0]["view"]["state"]["values"]
    held = {block: next(iter(values.values())) for block, values in state.items()}
    assert held["text"] == {"type": "plain_text_input", "value": "Standup"}
    assert held["number"]["value"] == "5"
    assert held["one"]["selected_option"]["value"] == "1"
    assert [one["value"] for one in held["many"]["selected_options"]] == ["0", "2"]
    assert [one["value"] for one in held["boxes"]["selected_options"]] == ["1"]
    assert held["radio"]["selected_option"]["value"] == "2"
    assert held["person"]["selected_user"] == "U0MAX"
    assert held["people"]["selected_users"] == ["U0MAX", "U0NOOR"]
    assert held["place"]["selected_conversation"] == GENERAL
    assert held["channel"]["selected_channel"] == "C0RANDOM"
    assert held["date"]["selected_date"] == "2026-03-01"
    assert held["time"] == {"type": "timepicker", "selected_time": "09:30", "timezone": "Europe/Berlin"}
    assert held["moment"]["selected_date_time"] == 1_772_357_400
    assert held["far"]["selected_option"]["value"] == "apricot"
    assert bot.of("block_suggestion")[0]["value"] == "Apricot"


def test_what_inputs_hold_is_read_in_words(bot: SmallBot, mia: Driver) -> None:
    bot.view = EVERY_KIND
    mia.type("/form", channel="general")
    mia.fill({"Plan": "Option 1", "Guests": ["Max"], "Days": ["Option 0", "Option 2"]})

    assert mia.modal is not None
    fields = mia.modal.fields
    assert (fields["Plan"], fields["Guests"], fields["Days"]) == ("Option 1", ("Max",), ("Option 0", "Option 2"))
    assert (fields["Topic"], fields["Post to"]) == ("", "general")


@pytest.mark.parametrize(
    "label, said, complaint",
    [
        ("Plan", "Option 9", "there is no option 'Option 9'"),
        ("Host", "Nobody", "there is nobody called 'Nobody'"),
        ("Host", "Dana", "there is nobody called 'Dana'"),
        ("Post to", "approvals", "is not offered here"),
        ("Channel", "@Max", "is not offered here"),
        ("Nothing", "x", "sees no input 'Nothing'"),
        ("Fruit", "Cherry", "there is no option 'Cherry'"),
    ],
)
def test_what_is_not_offered_cannot_be_chosen(
    bot: SmallBot, mia: Driver, label: str, said: str, complaint: str
) -> None:
    bot.view = EVERY_KIND
    mia.type("/form", channel="general")

    with pytest.raises(CannotDo, match=complaint):
        mia.fill({label: said})


def test_slacks_client_refuses_what_does_not_fit_before_it_sends(bot: SmallBot, mia: Driver) -> None:
    bot.view = EVERY_KIND
    mia.type("/form", channel="general")
    mia.fill(WORDS | {"Seats": 12, "Mail": "no address", "Host": None})

    seen = mia.submit()

    assert seen is not None
    assert seen.errors == {
        "Seats": "Please enter a number of at most 9.",
        "Mail": "Please enter a valid email address.",
        "Host": "Please complete this required field.",
    }


def test_an_input_that_dispatches_tells_the_app_at_once(bot: SmallBot, mia: Driver) -> None:
    bot.view = modal(
        "Live",
        _rich("live", "Live", element("plain_text_input", action_id="value"), dispatch_action=True),
        section("Choose", accessory=element("static_select", action_id="value", options=options(2))),
    )
    mia.type("/form", channel="general")

    mia.fill({"Live": "now", "Choose": "Option 1"})

    told = [one["actions"][0] for one in bot.of("block_actions")]
    assert (told[0]["type"], told[0]["value"]) == ("plain_text_input", "now")
    assert told[1]["selected_option"]["value"] == "1"
    assert bot.of("block_actions")[1]["view"]["state"]["values"]["live"]["value"]["value"] == "now"


def test_a_press_carries_what_stands_in_the_inputs_of_its_message(bot: SmallBot, mia: Driver) -> None:
    box = element("checkboxes", action_id="value", options=options(2))
    bot.client.chat_postMessage(channel=GENERAL, text="t", blocks=[row(box), actions(button("Go", "open_link"))])

    mia.fill({"value": ["Option 1"]}, where="general")
    mia.press("Go")

    (values,) = bot.of("block_actions")[-1]["state"]["values"].values()
    assert [one["value"] for one in values["value"]["selected_options"]] == ["1"]


def test_a_button_that_asks_first_wants_a_yes(bot: SmallBot, mia: Driver) -> None:
    sure = button("Delete", "open_link", confirm=confirm())
    bot.client.chat_postMessage(channel=GENERAL, text="t", blocks=[actions(sure, button("Keep", "value"))])
    mia.go("general")

    with pytest.raises(CannotDo, match=r"asks first: Sure\? Really"):
        mia.press("Delete")
    with pytest.raises(CannotDo, match="asks nothing"):
        mia.press("Keep", confirm=True)
    assert bot.of("block_actions") == []
    mia.press("Delete", confirm=True)
    assert len(bot.of("block_actions")) == 1


def test_a_link_button_gives_its_address_and_tells_the_app(bot: SmallBot, mia: Driver) -> None:
    link = button("Open", "open_link", url="https://meet.test/7")
    bot.client.chat_postMessage(channel=GENERAL, text="t", blocks=[actions(link)])
    mia.go("general")

    assert mia.press("Open") == "https://meet.test/7"
    assert mia.messages()[0].links == {"Open": "https://meet.test/7"}
    assert len(bot.of("block_actions")) == 1


def test_an_overflow_entry_is_pressed_like_a_button(bot: SmallBot, mia: Driver) -> None:
    menu = element("overflow", action_id="open_link", options=[option("Rename", "r"), option("Remove", "x")])
    bot.client.chat_postMessage(channel=GENERAL, text="t", blocks=[section("A room", accessory=menu)])
    mia.go("general")

    mia.press("Remove")

    assert bot.of("block_actions")[0]["actions"][0]["selected_option"]["value"] == "x"


def test_one_of_several_equal_buttons_is_chosen_by_what_it_stands_beside(bot: SmallBot, mia: Driver) -> None:
    rooms = [section(name, accessory=button("Edit", "open_link", value=name)) for name in ("Blue", "Green")]
    bot.client.chat_postMessage(channel=GENERAL, text="t", blocks=rooms)
    mia.go("general")

    with pytest.raises(CannotDo, match="2 times"):
        mia.press("Edit")
    mia.press("Edit", beside="Green")
    assert bot.of("block_actions")[0]["actions"][0]["value"] == "Green"


def test_the_newest_message_is_meant_and_the_place_where_one_is_comes_first(bot: SmallBot, mia: Driver) -> None:
    for channel, value in ((GENERAL, "old"), (GENERAL, "new"), ("U0MIA", "dm")):
        press = button(":tada: Go", "open_link", value=value)
        bot.client.chat_postMessage(channel=channel, text="t", blocks=[actions(press)])

    mia.go("general")
    mia.press("Go")
    mia.press("Go", where="@app")
    mia.press(":tada: Go", where=mia.messages("general")[0])

    assert [one["actions"][0]["value"] for one in bot.of("block_actions")] == ["new", "dm", "old"]


def test_dates_are_read_in_the_readers_own_zone(client: WebClient, mia: Driver, max_: Driver) -> None:
    text = "Until <!date^1772357400^{date_num} {time}|a date> with <https://meet.test|a link> &amp; _more_"
    client.chat_postMessage(channel=GENERAL, text=text)

    assert mia.messages("general")[0].text == "Until 2026-03-01 10:30 AM with a link & more"
    assert max_.messages("general")[0].text == "Until 2026-03-01 1:30 AM with a link & more"
    assert mia.messages("general")[0].links == {"a link": "https://meet.test"}


def test_nobody_acts_where_they_are_not(bot: SmallBot, workspace: Workspace) -> None:
    dana, sol, xenia = (Driver(workspace, one) for one in ("U0DANA", "U0SOL", "U0XENIA"))

    with pytest.raises(CannotDo, match="is deactivated"):
        dana.type("/hello", channel="general")
    with pytest.raises(CannotDo, match="is not in general"):
        sol.type("/hello", channel="general")
    with pytest.raises(CannotDo, match="of another company"):
        xenia.open_home()
    with pytest.raises(CannotDo, match="no channel 'nowhere'"):
        sol.go("nowhere")
    assert bot.heard == []


def test_a_person_of_another_company_is_told_apart_by_their_team(bot: SmallBot, workspace: Workspace) -> None:
    workspace.invite_bot("partners")
    bot.client.chat_postMessage(channel="C0PARTNERS", text="t", blocks=[actions(button("Go", "open_link"))])
    Driver(workspace, "U0XENIA").press("Go", where="partners")

    press = bot.of("block_actions")[0]
    assert press["team"]["id"] != press["user"]["team_id"]


def test_a_command_that_the_app_does_not_have_is_answered_by_slack(workspace: Workspace, mia: Driver) -> None:
    workspace.setup = AppSetup(commands={"/hello": SlashCommand("/hello")})

    answer = mia.type("/goodbye", channel="general")

    assert answer is not None
    assert (answer.text, answer.author) == ("/goodbye is not a valid command.", "Slackbot")


def test_names_stay_words_where_a_command_does_not_escape(bot: SmallBot, mia: Driver) -> None:
    bot.app.command("/plain")(lambda ack: ack())
    mia.workspace.setup = AppSetup(commands={"/plain": SlashCommand("/plain", should_escape=False)})

    mia.type("/plain @Max in #random", channel="general")

    assert bot.heard[0]["text"] == "@Max in #random"


def test_only_the_apps_own_shortcuts_can_be_used(bot: SmallBot, mia: Driver) -> None:
    kinds = {"greet_somebody": Shortcut("Greet", "message", "greet_somebody")}
    mia.workspace.setup = AppSetup(shortcuts=kinds)
    mia.type("hello", channel="random")

    with pytest.raises(CannotDo, match="no global shortcut"):
        mia.shortcut("greet_somebody")
    mia.message_shortcut("greet_somebody", mia.messages("random")[0])
    assert bot.of("message_action")[0]["message"]["text"] == "hello"


def test_a_press_that_the_app_does_not_answer_shows_slacks_warning_until_it_works(bot: SmallBot, mia: Driver) -> None:
    blocks = [actions(button("Broken", "nobody_listens"), button("Fine", "open_link"))]
    bot.client.chat_postMessage(channel=GENERAL, text="t", blocks=blocks)
    mia.workspace.delivery.ack_seconds = 0.5
    mia.go("general")

    mia.press("Broken")
    assert mia.messages()[0].errors == {"": "We had some trouble connecting. Try again?"}
    mia.workspace.delivery.ack_seconds = 3
    mia.press("Fine")
    assert mia.messages()[0].errors == {}


def test_a_modal_hides_what_is_behind_it(bot: SmallBot, mia: Driver) -> None:
    mia.type("/form", channel="general")

    with pytest.raises(CannotDo, match="covers everything else"):
        mia.press("Go", where="general")
    mia.close()
    with pytest.raises(CannotDo, match="no modal is open"):
        mia.submit()
    assert bot.heard


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
