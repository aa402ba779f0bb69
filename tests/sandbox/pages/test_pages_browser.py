"""The sandbox's page in a real browser: what its script adds, and that the keyboard is enough."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from bot.sandbox.transport.server import SandboxServer
from bot.sandbox.workspace.messages import Message
from bot.sandbox.workspace.workspace import Workspace
from tests.support.slack.block_builders import button, option, plain
from tests.support.slack.sandbox_pages import AutoAckApp, Json, attach_app, input_field, mrkdwn, pages_of

pytestmark = pytest.mark.browser

ASKS = {"title": plain("End it?"), "text": mrkdwn("For *all*"), "confirm": plain("End it"), "deny": plain("Keep it")}
FORM: Json = {
    "type": "modal",
    "callback_id": "plan",
    "title": plain("Plan"),
    "submit": plain("Save"),
    "blocks": [
        input_field("Topic", "topic", {"type": "plain_text_input"}),
        input_field("Zone", "zone", {"type": "external_select", "min_query_length": 1}, optional=True),
        {"type": "actions", "block_id": "row", "elements": [button("Unfold", "unfold")]},
    ],
}


@pytest.fixture
def app(workspace: Workspace) -> AutoAckApp:
    made = attach_app(workspace)
    made.side_effects["/plan"] = lambda payload: made.call("views.open", trigger_id=payload["trigger_id"], view=FORM)
    return made


@pytest.fixture
def page(browser: Browser, workspace: Workspace) -> Iterator[Page]:
    """Olivia's page at #general; a script that fails or a refused resource fails the test."""
    with SandboxServer(workspace, pages=pages_of(workspace)) as server, browser.new_context() as context:
        opened = context.new_page()
        complaints: list[str] = []
        opened.on("pageerror", lambda error: complaints.append(str(error)))
        opened.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        opened.goto(server.url)
        yield opened
        assert complaints == []


def composer(page: Page) -> Locator:
    """Where one types."""
    return page.get_by_role("textbox", name="Message general")


def plan(page: Page) -> Locator:
    """The form, opened by its command."""
    composer(page).fill("/plan")
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="Plan")
    expect(dialog).to_be_visible()
    return dialog


def post(workspace: Workspace, text: str, *elements: Json) -> None:
    """The app posts a message."""
    blocks: list[Json] = [{"type": "section", "block_id": "text", "text": mrkdwn(text)}]
    blocks += [{"type": "actions", "block_id": "row", "elements": list(elements)}] if elements else []
    with workspace.changing():
        ts = workspace.ids.ts(workspace.clock.now())
        workspace.messages.add(Message("C0GENERAL", ts, workspace.bot_user_id, text, blocks=blocks, bot_id="B0"))


def test_a_command_is_completed_and_sent_with_the_keyboard_alone(page: Page, app: AutoAckApp) -> None:
    app.answers["/pmi"] = {"text": "Your number is 234 567 8901"}
    expect(composer(page)).to_be_focused()
    page.keyboard.type("/pm")
    expect(page.get_by_role("option", name="/pmi")).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    expect(composer(page)).to_have_value("/pmi ")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Your number is 234 567 8901")).to_be_visible()
    expect(page.get_by_text("Only visible to you")).to_be_visible()
    expect(composer(page)).to_have_value("")
    expect(composer(page)).to_be_focused()


def test_a_new_message_appears_by_itself_and_a_half_written_one_stays(page: Page, workspace: Workspace) -> None:
    composer(page).fill("half a sent")
    post(workspace, "Here I am")
    expect(page.get_by_text("Here I am")).to_be_visible()
    expect(composer(page)).to_have_value("half a sent")
    expect(composer(page)).to_be_focused()


def test_focus_goes_into_a_form_stays_there_and_comes_back(page: Page, app: AutoAckApp) -> None:
    dialog = plan(page)
    expect(dialog.get_by_label("Topic")).to_be_focused()
    for _ in range(12):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement === document.body || !!document.activeElement.closest('dialog')")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(composer(page)).to_be_focused()
    assert [one.get("type") for one in app.received[1:]] == []


def test_errors_leave_everything_typed_and_point_at_the_field(page: Page, app: AutoAckApp) -> None:
    app.answers["plan"] = {"response_action": "errors", "errors": {"topic": "Too short"}}
    dialog = plan(page)
    dialog.get_by_label("Topic").fill("R")
    dialog.get_by_role("button", name="Save").click()
    expect(dialog.get_by_text("Too short")).to_be_visible()
    topic = dialog.get_by_label("Topic")
    expect(topic).to_have_value("R")
    expect(topic).to_be_focused()
    expect(topic).to_have_accessible_description("Too short")
    app.answers["plan"] = {}
    topic.fill("Review")
    page.keyboard.press("Enter")
    expect(dialog).to_be_hidden()
    assert app.received[-1]["view"]["state"]["values"]["topic"]["value"]["value"] == "Review"


def test_an_option_is_found_by_typing_and_taken_by_enter(page: Page, app: AutoAckApp) -> None:
    app.answers["value"] = {"options": [option("Berlin", "Europe/Berlin"), option("Bern", "Europe/Zurich")]}
    dialog = plan(page)
    dialog.get_by_role("combobox", name="Zone").focus()
    page.keyboard.type("ber")
    expect(page.get_by_role("option", name="Bern")).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(dialog.get_by_role("combobox", name="Zone")).to_have_value("Bern")
    dialog.get_by_label("Topic").fill("x")
    dialog.get_by_role("button", name="Save").click()
    expect(dialog).to_be_hidden()
    chosen = app.received[-1]["view"]["state"]["values"]["zone"]["value"]["selected_option"]
    assert chosen == option("Bern", "Europe/Zurich")


def test_a_view_that_is_updated_keeps_what_was_typed_where_the_field_stays(
    page: Page, app: AutoAckApp, workspace: Workspace
) -> None:
    dialog = plan(page)
    dialog.get_by_label("Topic").fill("Half a to")
    view = workspace.views.top("U0OLIVIA")
    assert view is not None
    more = FORM | {"blocks": [*FORM["blocks"], input_field("Notes", "notes", {"type": "plain_text_input"})]}
    app.call("views.update", view_id=view.id, view=more)
    expect(dialog.get_by_label("Notes")).to_be_visible()
    expect(dialog.get_by_label("Topic")).to_have_value("Half a to")
    expect(dialog.get_by_label("Topic")).to_be_focused()


def test_a_far_reaching_button_asks_first(page: Page, app: AutoAckApp, workspace: Workspace) -> None:
    """UX-5."""
    post(workspace, "A meeting runs", button("End", "end", confirm=ASKS))
    page.get_by_role("button", name="End", exact=True).click()
    asked = page.get_by_role("dialog", name="End it?")
    expect(asked.get_by_text("For all")).to_be_visible()
    asked.get_by_role("button", name="Keep it").click()
    expect(asked).to_be_hidden()
    assert app.received == []
    page.get_by_role("button", name="End", exact=True).click()
    asked.get_by_role("button", name="End it").click()
    page.get_by_text("A meeting runs").wait_for()
    assert workspace.wait_until(lambda: len(app.received) == 1)


def test_a_choice_that_was_not_confirmed_goes_back(page: Page, app: AutoAckApp, workspace: Workspace) -> None:
    level = {"type": "static_select", "action_id": "level", "options": [option("On", "on"), option("Off", "off")]}
    post(workspace, "Reminders", level | {"initial_option": option("On", "on"), "confirm": ASKS})
    select = page.get_by_role("combobox", name="Choose")
    select.select_option("Off")
    page.get_by_role("button", name="Keep it").click()
    expect(select).to_have_value("on")
    assert app.received == []


def test_two_tabs_are_two_people(page: Page, browser: Browser, app: AutoAckApp) -> None:
    app.answers["/pmi"] = {"text": "for Olivia alone"}
    composer(page).fill("Hello from Olivia")
    page.keyboard.press("Enter")
    with browser.new_context() as context:
        other = context.new_page()
        other.goto(page.url.replace("U0OLIVIA", "U0MIA"))
        expect(other.get_by_text("Hello from Olivia")).to_be_visible()
        composer(page).fill("/pmi")
        page.keyboard.press("Enter")
        expect(page.get_by_text("for Olivia alone")).to_be_visible()
        composer(other).fill("Hello from Mia")
        other.keyboard.press("Enter")
        expect(page.get_by_text("Hello from Mia")).to_be_visible()
        expect(other.get_by_text("for Olivia alone")).to_have_count(0)


def test_a_window_opens_over_another_and_leads_back(page: Page, app: AutoAckApp) -> None:
    second = FORM | {"title": plain("More"), "blocks": FORM["blocks"][:1]}
    app.side_effects["unfold"] = lambda payload: app.call("views.push", trigger_id=payload["trigger_id"], view=second)
    dialog = plan(page)
    dialog.get_by_label("Topic").fill("Kept")
    dialog.get_by_role("button", name="Unfold").click()
    expect(page.get_by_role("dialog", name="More")).to_be_visible()
    page.get_by_role("button", name="Back").click()
    expect(page.get_by_role("dialog", name="More")).to_be_hidden()
    expect(dialog.get_by_label("Topic")).to_have_value("Kept")


def test_the_clock_is_moved_and_the_menu_stays(page: Page, workspace: Workspace) -> None:
    page.get_by_role("button", name="Workspace clock").click()
    page.get_by_role("button", name="+7 days").click()
    expect(page.locator("#clock-now")).to_have_text("Mon 30 Nov, 9:42 AM")
    page.get_by_label("Days ahead").fill("3")
    page.get_by_role("button", name="Move").click()
    expect(page.locator("#clock-now")).to_have_text("Thu 3 Dec, 9:42 AM")
    assert workspace.clock.now().day == 3
