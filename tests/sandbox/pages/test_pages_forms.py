"""Acting on the sandbox's pages: every form, without a script, does in the workspace what a person would do in Slack."""

import pytest

from bot.sandbox.workspace.messages import Message
from bot.sandbox.workspace.workspace import Workspace
from tests.support.slack.block_builders import button, option
from tests.support.slack.sandbox_pages import (
    NOW,
    ORIGIN,
    AutoAckApp,
    Json,
    PageClient,
    pages_of,
    visible_text,
)


def posted(workspace: Workspace, *elements: Json, **more: object) -> Message:
    """A message of the app with a row of elements, in #general."""
    given: Json = {"blocks": [{"type": "actions", "block_id": "row", "elements": list(elements)}]} | more
    ts = workspace.ids.ts(NOW)
    return workspace.messages.add(Message("C0GENERAL", ts, "U0BOT", "", bot_id=workspace.bot_id, **given))


def test_a_command_reaches_the_app_with_its_text(olivia: PageClient, app: AutoAckApp) -> None:
    app.answers["/pmi"] = {"text": "Your number is 234 567 8901"}
    page = visible_text(olivia.send("/in/C0GENERAL/say", text="/pmi start Review with @Mia"))
    assert app.received[0]["text"] == "start Review with <@U0MIA|mia>"
    assert "Only visible to you PMI Bot APP 9:42 AM Your number is 234 567 8901" in page


def test_a_message_is_posted_as_it_was_typed(olivia: PageClient) -> None:
    page = olivia.send("/in/C0GENERAL/say", text="Hello @Mia & <b>all</b>")
    assert "Hello @Mia & <b>all</b>" in visible_text(page)
    assert "<b>all" not in page


def test_blanks_are_not_sent(olivia: PageClient, workspace: Workspace) -> None:
    olivia.send("/in/C0GENERAL/say", text="  \r\n ")
    assert list(workspace.messages) == []


def test_a_command_that_the_app_leaves_unanswered_shows_slacks_own_error(olivia: PageClient) -> None:
    assert "/pmi failed with the error “dispatch_failed”" in visible_text(olivia.send("/in/C0GENERAL/say", text="/pmi"))


def test_the_app_is_invited_as_in_slack(olivia: PageClient, app: AutoAckApp, workspace: Workspace) -> None:
    olivia.open("/in/C0APPROVALS")
    olivia.send("/in/C0APPROVALS/say", text="/invite @PMI Bot")
    assert workspace.bot_user_id in workspace.channels.find("approvals").members
    assert app.received[-1]["event"]["type"] == "member_joined_channel"
    assert "The app is here already." in visible_text(olivia.send("/in/C0APPROVALS/say", text="/invite @PMI Bot"))


def test_what_a_person_cannot_do_is_told_once_on_their_page(workspace: Workspace) -> None:
    mia = PageClient(pages_of(workspace), "U0MIA")
    page = visible_text(mia.send("/in/C0APPROVALS/say", text="let me in"))
    assert "U0MIA is not in approvals." in page
    assert "U0MIA is not in approvals." not in visible_text(mia.open("/in/C0GENERAL"))
    assert list(workspace.messages) == []


def test_a_button_is_pressed(olivia: PageClient, app: AutoAckApp, workspace: Workspace) -> None:
    message = posted(workspace, button("Start", "start"))
    olivia.send(f"/message/C0GENERAL/{message.ts}/press", press="row/start")
    assert app.received[0]["actions"][0]["value"] == "1"
    assert app.received[0]["user"]["id"] == "U0OLIVIA"


def test_an_option_of_a_menu_is_pressed(olivia: PageClient, app: AutoAckApp, workspace: Workspace) -> None:
    menu = {"type": "overflow", "action_id": "more", "options": [option("Settings", "a/b c"), option("End", "e")]}
    message = posted(workspace, menu)
    olivia.send(f"/message/C0GENERAL/{message.ts}/press", press="row/more?a%2Fb%20c")
    assert app.received[0]["actions"][0]["selected_option"]["value"] == "a/b c"


def test_a_choice_in_a_message_tells_the_app_at_once(olivia: PageClient, app: AutoAckApp, workspace: Workspace) -> None:
    select = {"type": "static_select", "action_id": "level", "options": [option("On", "on"), option("Off", "off")]}
    message = posted(workspace, select, button("Start", "start"))
    olivia.send(f"/message/C0GENERAL/{message.ts}/press", **{"press": "row/level", "row/level": "off"})
    assert app.received[0]["actions"][0]["selected_option"]["value"] == "off"
    olivia.send(f"/message/C0GENERAL/{message.ts}/press", **{"press": "row/start", "row/level": "on"})
    assert app.received[1]["state"]["values"]["row"]["level"]["selected_option"]["value"] == "on"


@pytest.mark.parametrize("press", ["", "row", "row/gone", "a/b/c", "row/start?x", "row/more?gone"])
def test_a_press_made_by_hand_or_too_late_changes_nothing(
    olivia: PageClient, app: AutoAckApp, workspace: Workspace, press: str
) -> None:
    menu = {"type": "overflow", "action_id": "more", "options": [option("Settings", "s")]}
    message = posted(workspace, button("Start", "other"), menu)
    page = olivia.send(f"/message/C0GENERAL/{message.ts}/press", press=press)
    assert 'class="notice problem"><svg' in page
    assert app.received == []


def test_a_message_for_somebody_else_cannot_be_pressed(
    olivia: PageClient, app: AutoAckApp, workspace: Workspace
) -> None:
    message = posted(workspace, button("Start", "start"), ephemeral_to="U0MIA")
    assert "This message is gone." in visible_text(
        olivia.send(f"/message/C0GENERAL/{message.ts}/press", press="row/start")
    )
    assert app.received == []


def test_a_button_on_home_is_pressed_without_opening_home_anew(
    olivia: PageClient, app: AutoAckApp, workspace: Workspace
) -> None:
    blocks = [{"type": "actions", "block_id": "row", "elements": [button("Start", "start")]}]
    app.call("views.publish", user_id="U0OLIVIA", view={"type": "home", "blocks": list(blocks)})
    olivia.open("/home")
    page = olivia.send("/home/press", press="row/start")
    assert [one["type"] for one in app.received] == ["event_callback", "block_actions"]
    assert 'id="home"' in page
    assert workspace.views.homes["U0OLIVIA"].id == app.received[1]["view"]["id"]


def test_an_empty_home_has_nothing_to_press(olivia: PageClient) -> None:
    assert "The app has put nothing here yet." in visible_text(olivia.send("/home/press", press="row/start"))


def test_a_message_shortcut_carries_its_message(olivia: PageClient, app: AutoAckApp, workspace: Workspace) -> None:
    message = workspace.messages.add(Message("C0GENERAL", "1795426920.000001", "U0MIA", "Let us meet"))
    olivia.send(f"/message/C0GENERAL/{message.ts}/shortcut", shortcut="schedule_about")
    assert app.received[0]["message"]["text"] == "Let us meet"


@pytest.mark.parametrize(
    "sent,shown",
    [
        ({"hours": "1"}, "Mon 23 Nov, 10:42"),
        ({"hours": "24"}, "Tue 24 Nov, 9:42 AM"),
        ({"hours": "720"}, "Wed 23 Dec, 9:42 AM"),
        ({"days": "14", "move": "days"}, "Mon 7 Dec, 9:42 AM"),
        ({"hours": "24", "days": "14"}, "Tue 24 Nov, 9:42 AM"),
    ],
)
def test_the_clock_is_moved_ahead(olivia: PageClient, sent: dict[str, str], shown: str) -> None:
    assert shown in visible_text(olivia.send("/clock", **sent))


@pytest.mark.parametrize("days", ["", "-1", "1.5", "soon", "9999", "99999999999999", "²"])
def test_a_number_of_days_that_is_none_moves_nothing(olivia: PageClient, workspace: Workspace, days: str) -> None:
    page = olivia.send("/clock", days=days, move="days")
    assert 'class="notice problem"><svg' in page
    assert workspace.clock.now() == NOW


def test_an_act_leads_back_to_the_page_where_it_was_done(olivia: PageClient) -> None:
    olivia.open("/in/C0RANDOM")
    assert "<span>random</span></h1>" in olivia.send("/clock", hours="1")


def test_an_admin_deactivates_somebody_and_brings_them_back(olivia: PageClient, workspace: Workspace) -> None:
    """As on Slack's own pages; the app hears of it as user_change."""
    page = olivia.send("/account", person="U0MIA", active="no")
    assert "Mia Deactivated" in visible_text(page)
    assert workspace.person("U0MIA").deleted
    page = olivia.send("/account", person="U0MIA", active="yes")
    assert "Mia Member" in visible_text(page)


@pytest.mark.parametrize(
    "who, person, active, words_",
    [
        ("U0MIA", "U0MAX", "no", "Only owners and admins change accounts."),
        ("U0ADA", "U0ADA", "no", "Ada stays."),
        ("U0ADA", "U0OLIVIA", "no", "Olivia stays."),
        ("U0ADA", "U0BOT", "no", "stays."),
        ("U0ADA", "U0MIA", "yes", "Mia is active already."),
        ("U0ADA", "U0DANA", "no", "Dana is deactivated already."),
        ("U0ADA", "U0NOBODY", "no", "no person"),
    ],
)
def test_nobody_else_can_and_not_of_everybody(
    workspace: Workspace, who: str, person: str, active: str, words_: str
) -> None:
    before = dict(workspace.people)
    assert words_ in visible_text(PageClient(pages_of(workspace), who).send("/account", person=person, active=active))
    assert workspace.people == before


def test_everybody_has_slack_in_the_language_of_their_choice(
    olivia: PageClient, app: AutoAckApp, workspace: Workspace
) -> None:
    """The app hears of it as user_change, with the locale (LANG-1)."""
    page = olivia.send("/language", locale="de-DE")
    assert workspace.person("U0OLIVIA").locale == "de-DE"
    (event,) = [one["event"] for one in app.received]
    assert (event["type"], event["user"]["id"], event["user"]["locale"]) == ("user_change", "U0OLIVIA", "de-DE")
    assert '<option value="de-DE" lang="de-DE" selected>Deutsch</option>' in page
    olivia.send("/language", locale="de-DE")
    assert len(app.received) == 1


@pytest.mark.parametrize("locale", ["", "tlh", "de"])
def test_a_language_that_slack_does_not_have_is_refused(olivia: PageClient, workspace: Workspace, locale: str) -> None:
    assert "Slack has no such language here." in visible_text(olivia.send("/language", locale=locale))
    assert workspace.person("U0OLIVIA").locale == "en-GB"


def test_only_admins_are_offered_it(olivia: PageClient, workspace: Workspace) -> None:
    assert "Somebody’s account" in olivia.open("/in/C0GENERAL")
    assert "Somebody’s account" not in PageClient(pages_of(workspace), "U0MIA").open("/in/C0GENERAL")


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": ORIGIN, "sec-fetch-site": "cross-site"},
        {"origin": ORIGIN, "host": "evil.example"},
    ],
)
@pytest.mark.parametrize("path", ["/in/C0GENERAL/say", "/clock", "/account", "/home/press", "/shortcut"])
def test_a_form_that_another_page_sends_is_refused_and_does_nothing(
    olivia: PageClient, workspace: Workspace, path: str, headers: dict[str, str]
) -> None:
    form = {"text": "hello", "hours": "1", "shortcut": "start_meeting"}
    assert olivia.request("POST", f"/as/U0OLIVIA{path}", data=form, headers=headers).status_code == 403
    assert list(workspace.messages) == []
    assert workspace.clock.now() == NOW


def test_who_is_deactivated_acts_no_more(olivia: PageClient, workspace: Workspace) -> None:
    workspace.deactivate("U0OLIVIA")
    assert "You are Ada" in olivia.send("/in/C0GENERAL/say", text="hello")
    assert list(workspace.messages) == []
