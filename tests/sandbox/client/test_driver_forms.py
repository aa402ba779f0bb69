"""The driver at forms: every kind of input is filled in by its label, and nothing that is not offered can be chosen."""

from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from bot.sandbox.client.driver import Driver
from bot.sandbox.client.input_values import InputValues
from bot.sandbox.errors import CannotDo
from bot.sandbox.pages.people import selectable
from bot.sandbox.workspace.seed import GENERAL
from tests.support.slack.block_builders import element, input_block, modal, options, plain, section
from tests.support.slack.sample_app import SampleApp

Json = dict[str, Any]


def _rich(block_id: str, label: str, inner: Json, **more: object) -> Json:
    return input_block(inner, block_id=block_id, label=plain(label), **more) | {"label": plain(label)}


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


def test_every_kind_of_input_is_filled_in_by_its_label_and_reaches_the_app(bot: SampleApp, mia: Driver) -> None:
    bot.view = EVERY_KIND
    mia.type("/form", channel="general")
    mia.fill(WORDS)

    assert mia.submit() is None
    state = bot.received_of("view_submission")[0]["view"]["state"]["values"]
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
    assert bot.received_of("block_suggestion")[0]["value"] == "Apricot"


def test_what_inputs_hold_is_read_in_words(bot: SampleApp, mia: Driver) -> None:
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
    bot: SampleApp, mia: Driver, label: str, said: str, complaint: str
) -> None:
    bot.view = EVERY_KIND
    mia.type("/form", channel="general")

    with pytest.raises(CannotDo, match=complaint):
        mia.fill({label: said})


@pytest.mark.parametrize(
    "wanted, offered",
    [
        ({}, {GENERAL, "C0PARTNERS", "@Max", "@App"}),
        ({"include": ["public"]}, {GENERAL, "C0PARTNERS"}),
        ({"include": ["im"], "exclude_bot_users": True}, {"@Max"}),
        ({"exclude_external_shared_channels": True, "exclude_bot_users": True}, {GENERAL, "@Max"}),
    ],
)
def test_a_select_of_conversations_takes_what_its_filter_leaves(mia: Driver, wanted: Json, offered: set[str]) -> None:
    menu = element("conversations_select", filter=wanted)
    values = InputValues(mia.workspace, mia.user_id)

    for name in (GENERAL, "C0PARTNERS", "@Max", "@App"):
        if name in offered:
            assert values.value(menu, name)
        else:
            with pytest.raises(CannotDo, match="is not offered here"):
                values.value(menu, name)
    shown = {choice.label for choice in selectable(mia.workspace, mia.user_id, menu)}
    assert ("# partners" in shown, "App" in shown) == ("C0PARTNERS" in offered, "@App" in offered)


def test_slacks_client_refuses_what_does_not_fit_before_it_sends(bot: SampleApp, mia: Driver) -> None:
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


def test_an_input_that_dispatches_tells_the_app_at_once(bot: SampleApp, mia: Driver) -> None:
    bot.view = modal(
        "Live",
        _rich("live", "Live", element("plain_text_input", action_id="value"), dispatch_action=True),
        section("Choose", accessory=element("static_select", action_id="value", options=options(2))),
    )
    mia.type("/form", channel="general")

    mia.fill({"Live": "now", "Choose": "Option 1"})

    actions = [one["actions"][0] for one in bot.received_of("block_actions")]
    assert (actions[0]["type"], actions[0]["value"]) == ("plain_text_input", "now")
    assert actions[1]["selected_option"]["value"] == "1"
    assert bot.received_of("block_actions")[1]["view"]["state"]["values"]["live"]["value"]["value"] == "now"
