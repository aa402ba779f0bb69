"""views.* of the stand-in and which values updates keep, called by the real slack_sdk."""

from datetime import timedelta
from typing import Any

from slack_sdk import WebClient

from bot.sandbox.client.actions import UserActions
from bot.sandbox.client.driver import Driver
from bot.sandbox.clock import Clock
from bot.sandbox.workspace.workspace import Workspace
from tests.support.slack.api_errors import api_error, api_error_messages
from tests.support.slack.block_builders import actions, button, home_with, long_text, modal, section, text_input
from tests.support.slack.sample_app import SampleApp

Json = dict[str, Any]
FORM = modal("A form", text_input("Name", "name"), text_input("Note", "note", initial_value="first"))


def _trigger(workspace: Workspace) -> str:
    return workspace.interaction_tokens.issue_trigger("U0MIA")


def _open(client: WebClient, workspace: Workspace, view: Json = FORM) -> Json:
    opened: Json = client.views_open(trigger_id=_trigger(workspace), view=view)["view"]
    return opened


def test_a_trigger_opens_one_view(client: WebClient, workspace: Workspace, mia: Driver) -> None:
    trigger = _trigger(workspace)
    client.views_open(trigger_id=trigger, view=FORM)

    assert mia.modal is not None
    assert mia.modal.title == "A form"
    assert api_error(lambda: client.views_open(trigger_id=trigger, view=FORM)) == "exchanged_trigger_id"
    assert api_error(lambda: client.views_open(trigger_id="1.2", view=FORM)) == "invalid_trigger_id"


def test_a_trigger_is_dead_after_three_seconds(client: WebClient, workspace: Workspace, clock: Clock) -> None:
    fresh, stale = _trigger(workspace), _trigger(workspace)

    clock.advance(timedelta(seconds=3))
    assert client.views_open(trigger_id=fresh, view=FORM)["ok"]
    clock.advance(timedelta(milliseconds=1))
    assert api_error(lambda: client.views_open(trigger_id=stale, view=FORM)) == "expired_trigger_id"


def test_a_view_that_breaks_a_rule_is_refused_with_a_pointer(client: WebClient, workspace: Workspace) -> None:
    trigger = _trigger(workspace)
    bad = modal("T", section(long_text(3_001)))

    assert api_error_messages(lambda: client.views_open(trigger_id=trigger, view=bad)) == [
        "[ERROR] must be less than 3001 characters [json-pointer:/view/blocks/0/text/text]"
    ]
    large = modal("T", *[section(long_text(2_000))] * 100)
    assert api_error(lambda: client.views_open(trigger_id=trigger, view=large)) == "view_too_large"
    assert api_error(lambda: client.views_open(trigger_id=trigger, view=home_with(section("s")))) == "invalid_arguments"


def test_the_view_comes_back_whole(client: WebClient, workspace: Workspace) -> None:
    view = modal("T", section("s"), private_metadata="room 7", callback_id="edit", external_id="mine")
    opened = _open(client, workspace, view)

    assert (opened["private_metadata"], opened["callback_id"], opened["external_id"]) == ("room 7", "edit", "mine")
    assert opened["root_view_id"] == opened["id"]
    assert opened["blocks"][0]["block_id"]
    assert opened["hash"]
    assert api_error(lambda: client.views_open(trigger_id=_trigger(workspace), view=view)) == "duplicate_external_id"


def test_what_was_typed_lives_on_where_block_id_and_action_id_stay(
    client: WebClient, workspace: Workspace, mia: Driver
) -> None:
    opened = _open(client, workspace)
    mia.fill({"Name": "Standup", "Note": "changed"})

    again = modal("A form", text_input("Name", "name"), text_input("Note", "other_block", initial_value="first"))
    client.views_update(view_id=opened["id"], view=again)

    assert mia.modal is not None
    assert mia.modal.fields == {"Name": "Standup", "Note": "first"}


def test_an_initial_value_does_not_overwrite_what_was_typed(
    client: WebClient, workspace: Workspace, mia: Driver
) -> None:
    opened = _open(client, workspace)
    mia.fill({"Name": "Standup"})

    client.views_update(view_id=opened["id"], view=modal("A form", text_input("Name", "name", initial_value="Other")))

    assert mia.modal is not None
    assert mia.modal.fields == {"Name": "Standup"}


def test_a_stale_hash_is_refused(client: WebClient, workspace: Workspace) -> None:
    opened = _open(client, workspace)
    client.views_update(view_id=opened["id"], view=FORM, hash=opened["hash"])

    assert (
        api_error(lambda: client.views_update(view_id=opened["id"], view=FORM, hash=opened["hash"])) == "hash_conflict"
    )


def test_a_view_is_found_by_the_apps_own_id(client: WebClient, workspace: Workspace, mia: Driver) -> None:
    _open(client, workspace, FORM | {"external_id": "form-1"})
    client.views_update(external_id="form-1", view=modal("Changed", section("s")))

    assert mia.modal is not None
    assert mia.modal.title == "Changed"
    mia.close()
    assert api_error(lambda: client.views_update(external_id="form-1", view=FORM)) == "not_found"


def test_a_stack_is_three_views_deep(bot: SampleApp, mia: Driver) -> None:
    bot.view = modal("Deeper", section("s"), actions(button("Push", "push")))
    mia.type("/form", channel="general")
    mia.press("Push")
    mia.press("Push")

    assert len(mia.workspace.views.stack("U0MIA")) == 3
    trigger = mia.workspace.interaction_tokens.issue_trigger("U0MIA", view_id=_top(mia))
    assert api_error(lambda: bot.client.views_push(trigger_id=trigger, view=bot.view)) == "push_limit_reached"


def test_a_push_needs_a_trigger_from_inside_the_modal(client: WebClient, workspace: Workspace) -> None:
    _open(client, workspace)

    assert api_error(lambda: client.views_push(trigger_id=_trigger(workspace), view=FORM)) == "invalid_trigger_id"


def test_a_pushed_view_knows_its_root_and_the_one_below(client: WebClient, workspace: Workspace) -> None:
    opened = _open(client, workspace)
    trigger = workspace.interaction_tokens.issue_trigger("U0MIA", view_id=opened["id"])

    pushed = client.views_push(trigger_id=trigger, view=FORM)["view"]

    assert (pushed["root_view_id"], pushed["previous_view_id"]) == (opened["id"], opened["id"])


def test_a_home_tab_is_published_for_one_person_and_guarded_by_its_hash(
    client: WebClient, mia: Driver, max_: Driver
) -> None:
    first = client.views_publish(user_id="U0MIA", view=home_with(section("one")))["view"]
    client.views_publish(user_id="U0MIA", view=home_with(section("two")), hash=first["hash"])

    assert mia.home.text == "two"
    assert max_.home.text == ""
    stale = first["hash"]
    assert (
        api_error(lambda: client.views_publish(user_id="U0MIA", view=home_with(section("three")), hash=stale))
        == "hash_conflict"
    )
    assert api_error(lambda: client.views_publish(user_id="U0NOBODY", view=home_with())) == "invalid_arguments"


def test_closing_tells_the_app_only_where_it_asked_for_it(bot: SampleApp, mia: Driver) -> None:
    mia.type("/form", channel="general")
    mia.close()
    assert bot.received_of("view_closed") == []

    bot.view = bot.view | {"notify_on_close": True}
    mia.type("/form", channel="general")
    mia.close()
    assert [one["is_cleared"] for one in bot.received_of("view_closed")] == [False]


def test_the_cross_closes_the_stack_and_tells_of_its_root(bot: SampleApp, mia: Driver) -> None:
    bot.view = modal("Deeper", actions(button("Push", "push")), notify_on_close=True)
    mia.type("/form", channel="general")
    root = _top(mia)
    mia.press("Push")

    mia.close(everything=True)

    assert mia.modal is None
    closed = bot.received_of("view_closed")[0]
    assert (closed["view"]["id"], closed["is_cleared"]) == (root, True)


def test_a_required_input_is_asked_for_before_anything_is_sent(bot: SampleApp, mia: Driver) -> None:
    mia.type("/form", channel="general")

    seen = mia.submit()

    assert seen is not None
    assert seen.errors == {"Name": "Please complete this required field."}
    assert bot.received_of("view_submission") == []


def test_a_view_that_is_not_in_front_cannot_be_acted_on(client: WebClient, workspace: Workspace) -> None:
    _open(client, workspace)
    view = workspace.views.top("U0MIA")
    assert view is not None
    UserActions(workspace, "U0MIA").close()

    assert workspace.views.find(view_id=view.id) is None


def _top(person: Driver) -> str:
    view = person.workspace.views.top(person.user_id)
    assert view is not None
    return view.id
