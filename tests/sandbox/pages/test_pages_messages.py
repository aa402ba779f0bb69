"""Messages on the sandbox's pages: who sees them, how they are grouped, and that no text becomes markup."""

import re
from datetime import timedelta

import httpx

from bot.sandbox.workspace.workspace import Workspace
from tests.support.slack.block_builders import button
from tests.support.slack.sandbox_pages import NOW, PageClient, pages_of, say, visible_text


def test_an_ephemeral_answer_is_seen_by_its_person_alone_and_marked(olivia: PageClient, workspace: Workspace) -> None:
    say(workspace, "Your number is 234", user="U0BOT", ephemeral_to="U0OLIVIA")
    mine = visible_text(olivia.open("/in/C0GENERAL"))
    assert "Only visible to you" in mine
    assert "Your number is 234" in mine
    others = visible_text(PageClient(pages_of(workspace), "U0MIA").open("/in/C0GENERAL"))
    assert "234" not in others


def test_messages_of_one_author_in_a_row_name_them_once(olivia: PageClient, workspace: Workspace) -> None:
    for text in ("one", "two"):
        say(workspace, text)
    workspace.clock.advance(timedelta(minutes=6))
    say(workspace, "three")
    page = olivia.open("/in/C0GENERAL")
    assert page.count("<strong>Mia</strong>") == 2


def test_days_are_divided_in_the_readers_own_zone(olivia: PageClient, workspace: Workspace) -> None:
    say(workspace, "late", ts=f"{(NOW - timedelta(hours=10)).timestamp():.6f}")  # 23:42 in London, 05:12 in Kolkata
    say(workspace, "early")
    assert visible_text(olivia.open("/in/C0GENERAL")).count("Yesterday") == 1
    noor = visible_text(PageClient(pages_of(workspace), "U0NOOR").open("/in/C0GENERAL"))
    assert "Yesterday" not in noor
    assert noor.count("Today") == 1


def test_times_are_shown_in_the_readers_own_zone(olivia: PageClient, workspace: Workspace) -> None:
    """UX-4."""
    say(workspace, f"at <!date^{int(NOW.timestamp())}^{{time}}|x>")
    assert "at 9:42 AM" in visible_text(olivia.open("/in/C0GENERAL"))
    assert "at 3:12 PM" in visible_text(PageClient(pages_of(workspace), "U0NOOR").open("/in/C0GENERAL"))


def test_replies_stand_under_the_message_that_began_the_thread(olivia: PageClient, workspace: Workspace) -> None:
    root = say(workspace, "Who comes?")
    say(workspace, "Later message")
    say(workspace, "I do", user="U0ADA", thread_ts=root.ts)
    page = visible_text(olivia.open("/in/C0GENERAL"))
    assert page.index("Who comes?") < page.index("I do") < page.index("Later message")


def test_a_press_that_failed_is_shown_beside_its_message(olivia: PageClient, workspace: Workspace) -> None:
    message = say(workspace, "Hello", user="U0BOT")
    message.failures["U0OLIVIA"] = "We had some trouble connecting."
    assert "We had some trouble connecting." in visible_text(olivia.open("/in/C0GENERAL"))


def test_an_ephemeral_message_has_no_menu(olivia: PageClient, workspace: Workspace) -> None:
    say(workspace, "Hello", user="U0BOT", ephemeral_to="U0OLIVIA")
    assert "schedule_about" not in olivia.open("/in/C0GENERAL")


def test_a_message_of_buttons_is_a_form_of_its_own(olivia: PageClient, workspace: Workspace) -> None:
    message = say(
        workspace,
        "",
        user="U0BOT",
        blocks=[{"type": "actions", "block_id": "row", "elements": [button("Start", "start")]}],
    )
    page = olivia.open("/in/C0GENERAL")
    assert f'action="/as/U0OLIVIA/message/C0GENERAL/{message.ts}/press"' in page
    assert 'name="press" value="row/start">Start</button>' in page


def test_texts_of_people_never_become_markup(olivia: PageClient, workspace: Workspace) -> None:
    workspace.channels.find("general").name = "<b>general"
    workspace.change("U0MIA", real_name="<script>alert(1)</script>")
    say(workspace, "&lt;img src=x onerror=alert(1)&gt;<script>x</script>")
    page = olivia.open("/in/C0GENERAL")
    assert "<script>" not in page
    assert "<img" not in page
    assert "<b>general" not in page


def test_every_id_on_a_page_stands_once(olivia: PageClient, workspace: Workspace) -> None:
    for _ in range(2):
        blocks = [{"type": "actions", "block_id": "row", "elements": [button("Start", "start")]}]
        say(workspace, "", user="U0BOT", blocks=blocks)
    ids = re.findall(r'\sid="([^"]+)"', olivia.open("/in/C0GENERAL"))
    assert len(ids) == len(set(ids))


def test_pictures_of_the_workspace_are_served_and_nothing_else(olivia: PageClient, workspace: Workspace) -> None:
    picture = workspace.files.announce("qr.png", 3, "", 0)
    picture.content = b"png"
    secret = workspace.files.announce("secrets.html", 3, "", 0)
    answer: httpx.Response = olivia.request("GET", f"/pictures/{picture.id}")
    assert (answer.content, answer.headers["content-type"]) == (b"png", "image/png")
    assert olivia.request("GET", f"/pictures/{secret.id}").status_code == 404
    assert olivia.request("GET", "/pictures/F404").status_code == 404


def test_an_address_that_leads_to_no_page_leads_back(olivia: PageClient) -> None:
    response: httpx.Response = olivia.request("GET", "/pmi")
    assert response.status_code == 404
    assert "There is nothing here" in response.text
    assert '<a href="/">' in response.text
