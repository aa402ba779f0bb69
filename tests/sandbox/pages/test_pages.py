"""Looking at the sandbox's pages: who one is, where one is, what one sees and what one does not."""

import json
import re
from datetime import timedelta

import pytest

from bot.sandbox.workspace.channels import Channel
from bot.sandbox.workspace.workspace import Workspace
from tests.support.slack.block_builders import plain
from tests.support.slack.sandbox_pages import (
    WELCOME,
    PageClient,
    attach_app,
    input_field,
    mrkdwn,
    pages_of,
    say,
    visible_text,
)


def test_the_first_address_leads_to_the_first_persons_first_channel(olivia: PageClient) -> None:
    answer = olivia.request("GET", "/")
    assert answer.url.path == "/as/U0OLIVIA/in/C0GENERAL"
    assert "<h1>" in answer.text


def test_an_empty_channel_greets_the_newcomer(olivia: PageClient) -> None:
    assert WELCOME in visible_text(olivia.open("/in/C0GENERAL"))


def test_a_channel_with_messages_does_not(olivia: PageClient, workspace: Workspace) -> None:
    say(workspace, "Morning")
    assert WELCOME not in visible_text(olivia.open("/in/C0GENERAL"))


def test_everybody_is_listed_with_their_role(olivia: PageClient) -> None:
    page = visible_text(olivia.open("/in/C0GENERAL"))
    for who in (
        "Olivia Owner",
        "Ada Admin",
        "Mia Member",
        "Gus Guest",
        "Sol Single-channel guest",
        "Xenia Other company",
    ):
        assert who in page
    assert "Slackbot" not in page


def test_being_somebody_else_is_a_link_to_the_same_place(olivia: PageClient) -> None:
    assert 'href="/as/U0MIA/in/C0RANDOM"' in olivia.open("/in/C0RANDOM")


def test_who_may_not_come_along_begins_at_their_own_first_place(olivia: PageClient) -> None:
    page = olivia.open("/in/C0APPROVALS")
    assert 'href="/as/U0MIA/in/C0GENERAL"' in page
    assert 'href="/as/U0ADA/in/C0APPROVALS"' in page


def test_a_deactivated_person_is_listed_but_cannot_be_chosen(olivia: PageClient) -> None:
    page = olivia.open("/in/C0GENERAL")
    assert "Dana Deactivated" in visible_text(page)
    assert "/as/U0DANA" not in page


@pytest.mark.parametrize("who", ["U0DANA", "U0BOT", "USLACKBOT", "U0NOBODY"])
def test_one_cannot_be_who_is_no_active_person(olivia: PageClient, who: str) -> None:
    assert olivia.request("GET", f"/as/{who}/in/C0GENERAL").url.path == "/as/U0OLIVIA/in/C0GENERAL"


def test_a_private_channel_of_others_is_neither_listed_nor_opened(workspace: Workspace) -> None:
    mia = PageClient(pages_of(workspace), "U0MIA")
    assert "approvals" not in visible_text(mia.open("/in/C0GENERAL"))
    assert mia.request("GET", "/as/U0MIA/in/C0APPROVALS").url.path == "/as/U0MIA/in/C0GENERAL"


def test_somebody_elses_direct_messages_are_not_opened(olivia: PageClient, workspace: Workspace) -> None:
    others = workspace.dm("U0MIA")
    assert olivia.request("GET", f"/as/U0OLIVIA/in/{others.id}").url.path == "/as/U0OLIVIA/in/C0GENERAL"


def test_the_sidebar_counts_what_is_new_until_it_was_looked_at(olivia: PageClient, workspace: Workspace) -> None:
    say(workspace, "Your number expires soon", user="U0BOT", channel=workspace.dm("U0OLIVIA").id)
    assert "PMI Bot 1 unread" in visible_text(olivia.open("/in/C0GENERAL"))
    olivia.open(f"/in/{workspace.dm('U0OLIVIA').id}")
    assert "unread" not in visible_text(olivia.open("/in/C0GENERAL"))


def test_ones_own_messages_are_never_new(olivia: PageClient, workspace: Workspace) -> None:
    say(workspace, "mine", user="U0OLIVIA", channel="C0RANDOM")
    assert "unread" not in visible_text(olivia.open("/in/C0GENERAL"))


def test_people_of_another_company_see_no_apps(workspace: Workspace) -> None:
    xenia = PageClient(pages_of(workspace), "U0XENIA")
    page = visible_text(xenia.open("/in/C0PARTNERS"))
    assert "PMI Bot" not in page
    assert "shared with another company" in page
    assert xenia.request("GET", "/as/U0XENIA/home").url.path == "/as/U0XENIA/in/C0PARTNERS"


def test_a_direct_message_between_people_carries_the_others_name(olivia: PageClient, workspace: Workspace) -> None:
    direct = workspace.channels.add(Channel("D0", "", is_im=True, is_private=True, members={"U0OLIVIA", "U0MIA"}))
    say(workspace, "psst", channel=direct.id)
    assert "<span>Mia</span></h1>" in olivia.open("/in/D0")


def test_opening_home_tells_the_app_and_shows_what_it_publishes(olivia: PageClient, workspace: Workspace) -> None:
    app = attach_app(workspace)
    view = {"type": "home", "blocks": [{"type": "section", "text": mrkdwn("*Welcome home*")}]}
    app.side_effects["app_home_opened"] = lambda heard: app.call(
        "views.publish", user_id=heard["event"]["user"], view=view
    )
    assert "Welcome home" in visible_text(olivia.open("/home"))
    assert [(one["event"]["tab"], one["event"]["user"]) for one in app.received] == [("home", "U0OLIVIA")]


def test_looking_again_by_itself_is_no_opening(olivia: PageClient, workspace: Workspace) -> None:
    app = attach_app(workspace)
    olivia.open("/home", **{"X-Refresh": "1"})
    assert app.received == []


def test_a_home_that_the_app_left_empty_says_so(olivia: PageClient) -> None:
    assert "The app has put nothing here yet." in visible_text(olivia.open("/home"))


def test_opening_the_messages_tab_tells_the_app(olivia: PageClient, workspace: Workspace) -> None:
    app = attach_app(workspace)
    olivia.open(f"/in/{workspace.dm('U0OLIVIA').id}")
    assert [one["event"]["tab"] for one in app.received] == ["messages"]


def test_a_modal_is_a_dialog_with_the_views_own_labels(olivia: PageClient, workspace: Workspace) -> None:
    app = attach_app(workspace)
    view = {"type": "modal", "title": plain("Edit my PMI"), "submit": plain("Save changes"), "close": plain("Not now")}
    blocks = [input_field("Personal link", "link", {"type": "plain_text_input"})]
    app.side_effects["/pmi"] = lambda heard: app.call(
        "views.open", trigger_id=heard["trigger_id"], view=view | {"blocks": blocks}
    )
    page = olivia.send("/in/C0GENERAL/say", text="/pmi edit")
    assert re.search(r'<dialog class="window" id="window-(\w+)" aria-labelledby="title-\1" data-key open>', page)
    for label in ("Edit my PMI", "Save changes", "Not now", "Personal link"):
        assert label in visible_text(page)
    assert "Edit my PMI" not in visible_text(PageClient(pages_of(workspace), "U0MIA").open("/in/C0GENERAL"))


def test_the_composer_offers_the_apps_commands_and_shortcuts(olivia: PageClient, workspace: Workspace) -> None:
    say(workspace, "Hello")
    page = olivia.open("/in/C0GENERAL")
    assert 'data-value="/pmi "' in page
    assert "/pmi [start | help] Your personal meeting room" in visible_text(page)
    assert "/invite" in visible_text(page)
    assert 'name="shortcut" value="start_meeting"' in page
    assert 'name="shortcut" value="schedule_about"' in page


def test_the_clock_shows_the_workspaces_time_where_the_person_is(olivia: PageClient, workspace: Workspace) -> None:
    assert "Mon 23 Nov, 9:42 AM" in visible_text(olivia.open("/in/C0GENERAL"))
    assert "Mon 23 Nov, 3:12 PM" in visible_text(PageClient(pages_of(workspace), "U0NOOR").open("/in/C0GENERAL"))


def test_the_pulse_changes_when_something_happens_and_when_a_minute_passes(
    olivia: PageClient, workspace: Workspace
) -> None:
    def pulse() -> str:
        answer: dict[str, str] = olivia.request("GET", "/as/U0OLIVIA/pulse").json()
        return answer["version"]

    first = pulse()
    assert pulse() == first
    assert f'data-version="{first}"' in olivia.open("/in/C0GENERAL")
    with workspace.changing():
        say(workspace, "Hello")
    second = pulse()
    assert second != first
    workspace.clock.advance(timedelta(minutes=1))
    assert pulse() != second


def test_a_page_needs_nothing_from_outside_and_no_inline_script(olivia: PageClient) -> None:
    page = olivia.open("/in/C0GENERAL")
    assert set(re.findall(r'(?:src|href)="(?!/as/|/static/|#)([^"]*)"', page)) == set()
    assert not re.search(r"\son\w+=|style=", page)
    for file in re.findall(r'"(/static/[^"]+)"', page):
        assert olivia.request("GET", file).status_code == 200


@pytest.mark.parametrize("path", ["/as/U0OLIVIA/in/C0GENERAL", "/static/pages.js", "/as/U0OLIVIA/pulse", "/"])
def test_a_foreign_host_gets_nothing(olivia: PageClient, path: str) -> None:
    assert olivia.request("GET", path, headers={"host": "evil.example"}).status_code == 403


def test_the_pulse_of_nobody_is_empty(olivia: PageClient) -> None:
    assert json.loads(olivia.request("GET", "/as/U0NOBODY/pulse").text) == {"version": ""}


@pytest.mark.parametrize("path", ["/as/U0OLIVIA/", "/as/U0OLIVIA/home/", "/as/U0OLIVIA/pulse/", "/place/garden/"])
def test_an_address_with_a_slash_at_its_end_redirects_to_no_address_of_the_requests_own(
    olivia: PageClient, path: str
) -> None:
    """GATE-6: it is no address of the sandbox; the page that says so leads back."""
    answer = olivia.request("GET", path)
    assert (answer.status_code, answer.history) == (404, [])
