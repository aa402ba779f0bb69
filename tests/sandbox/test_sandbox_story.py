"""People and a real Bolt app in the stand-in, over Socket Mode and over signed HTTP (issue: the stand-in workspace)."""

import pytest

from bot.sandbox.client.driver import Driver
from bot.sandbox.errors import CannotDo
from bot.sandbox.workspace.workspace import Workspace
from tests.support.slack.block_builders import modal, section, text_input
from tests.support.slack.sample_app import SampleApp


def test_a_command_is_answered_to_the_person_alone(bot: SampleApp, mia: Driver, max_: Driver) -> None:
    answer = mia.type("/hello there @Max", channel="general")

    assert answer is not None
    assert answer.text == "Hello @Mia: there @Max"
    assert answer.only_me
    assert answer.buttons == ("Greet all", "Replace", "Form")
    assert max_.messages("general") == []
    assert bot.received[0]["text"] == "there <@U0MAX|max>"


def test_a_command_works_where_the_bot_is_no_member(bot: SampleApp, mia: Driver) -> None:
    assert mia.type("/hello", channel="random") is not None
    assert bot.received[0]["channel_name"] == "random"


def test_a_press_on_an_ephemeral_message_reaches_the_app_without_the_message(bot: SampleApp, mia: Driver) -> None:
    mia.type("/hello", channel="general")
    mia.press("Greet all")

    assert mia.messages("general")[-1].text == "@Mia greets you all"
    press = bot.received_of("block_actions")[0]
    assert press["container"]["is_ephemeral"]
    assert "message" not in press


def test_an_ephemeral_message_is_replaced_through_its_response_url(
    bot: SampleApp, mia: Driver, workspace: Workspace
) -> None:
    mia.type("/hello", channel="general")
    mia.press("Replace")

    mia.wait_for(lambda: mia.messages("general")[-1].text == "Replaced")
    assert len(mia.messages("general")) == 1
    assert [call.outcome for call in workspace.calls.of("response_url")] == ["ok"]
    assert bot.received_of("block_actions")[0]["response_url"].startswith(workspace.address)


def test_a_late_answer_comes_by_the_response_url(bot: SampleApp, mia: Driver) -> None:
    mia.type("/later", channel="general")

    mia.wait_for(lambda: bool(mia.messages("general")))
    assert mia.messages("general")[0].text == "This comes later"
    assert bot.received[0]["response_url"]


def test_an_app_that_does_not_answer_in_time_shows_slacks_own_error(
    bot: SampleApp, mia: Driver, workspace: Workspace
) -> None:
    workspace.delivery.ack_seconds = 0.2

    answer = mia.type("/hang", channel="general")

    assert answer is not None
    assert answer.text == "/hang failed with the error “operation_timeout”"
    assert answer.only_me
    assert workspace.visible_errors[0].person == "U0MIA"
    bot.hang.set()


def test_a_form_is_filled_in_and_what_was_typed_reaches_the_app(bot: SampleApp, mia: Driver) -> None:
    mia.type("/form", channel="general")
    mia.fill({"Name": "Standup"})

    assert mia.submit() is None
    view = bot.received_of("view_submission")[0]["view"]
    assert view["state"]["values"] == {"name": {"value": {"type": "plain_text_input", "value": "Standup"}}}


def test_errors_stand_beside_their_inputs_and_what_was_typed_is_kept(bot: SampleApp, mia: Driver) -> None:
    bot.answer = {"response_action": "errors", "errors": {"name": "That name is taken."}}
    mia.type("/form", channel="general")
    mia.fill({"Name": "Standup"})

    seen = mia.submit()

    assert seen is not None
    assert seen.errors == {"Name": "That name is taken."}
    assert seen.fields == {"Name": "Standup"}


def test_an_update_shows_the_new_view_and_keeps_what_was_typed_in_the_same_input(bot: SampleApp, mia: Driver) -> None:
    new = modal("Saved so far", section("Nearly done"), text_input("Your name", "name"), text_input("Age", "age"))
    bot.answer = {"response_action": "update", "view": new}
    mia.type("/form", channel="general")
    mia.fill({"Name": "Standup"})

    seen = mia.submit()

    assert seen is not None
    assert seen.title == "Saved so far"
    assert seen.fields == {"Your name": "Standup", "Age": ""}


def test_a_push_stacks_and_closing_leads_back(bot: SampleApp, mia: Driver) -> None:
    bot.answer = {"response_action": "push", "view": modal("Second", section("deeper"))}
    mia.type("/form", channel="general")
    mia.fill({"Name": "Standup"})

    mia.press("Save")
    assert mia.modal is not None
    assert mia.modal.title == "Second"
    mia.close()
    assert mia.modal is not None
    assert mia.modal.fields == {"Name": "Standup"}


def test_a_clear_closes_the_whole_stack(bot: SampleApp, mia: Driver) -> None:
    bot.answer = {"response_action": "push", "view": modal("Second", section("deeper"))}
    mia.type("/form", channel="general")
    mia.fill({"Name": "Standup"})
    mia.submit()
    bot.answer = {"response_action": "clear"}

    mia.submit()

    assert mia.modal is None


@pytest.mark.parametrize(
    "answer",
    [
        {"response_action": "errors", "errors": {"nowhere": "This block does not exist"}},
        {"response_action": "errors", "errors": {}},
        {"response_action": "update", "view": modal("A title that is far too long for Slack", section("x"))},
        {"response_action": "push", "view": {"type": "modal", "title": {"type": "plain_text", "text": "No blocks"}}},
        {"response_action": "leave"},
    ],
)
def test_an_answer_that_slack_would_not_take_is_seen_as_trouble(
    bot: SampleApp, mia: Driver, workspace: Workspace, answer: dict[str, object]
) -> None:
    bot.view = modal("A form", text_input("Name", "name", initial_value="x"))
    mia.type("/form", channel="general")
    workspace.delivery.ack_seconds = 0.5  # Bolt itself refuses to send empty errors: no ack comes at all
    bot.answer = answer

    seen = mia.submit()

    assert seen is not None
    assert seen.errors == {"": "We had some trouble connecting. Try again?"}
    assert workspace.visible_errors[-1].detail


def test_the_home_tab_is_published_when_it_is_opened_and_its_buttons_work(bot: SampleApp, mia: Driver) -> None:
    mia.open_home()
    mia.wait_for(lambda: mia.home.text == "Welcome home")
    mia.press("Form")

    assert mia.modal is not None
    assert mia.modal.title == "A form"
    assert bot.received_of("block_actions")[0]["container"]["type"] == "view"


def test_the_messages_tab_opens_without_a_view(bot: SampleApp, mia: Driver) -> None:
    assert mia.open_messages() == []
    assert bot.received_of("app_home_opened")[0]["event"]["tab"] == "messages"


def test_what_is_written_to_the_bot_reaches_it_and_is_answered(bot: SampleApp, mia: Driver) -> None:
    mia.type("good morning", channel="@app")

    mia.wait_for(lambda: len(mia.dm()) == 2)
    assert mia.dm()[-1].text == "You said: good morning"
    assert bot.received_of("message")[0]["event"]["channel_type"] == "im"


def test_a_shortcut_opens_a_form(bot: SampleApp, mia: Driver) -> None:
    mia.shortcut("greet_somebody")

    assert mia.modal is not None
    assert "channel" not in bot.received_of("shortcut")[0]


def test_a_modal_covers_everything_else(bot: SampleApp, mia: Driver) -> None:
    mia.type("/hello", channel="general")
    mia.press("Form")
    with pytest.raises(CannotDo, match="sees no button 'Greet all'"):
        mia.press("Greet all")
    assert bot.received_of("block_actions")[0]["actions"][0]["action_id"] == "form"
