"""Modals on the sandbox's pages: what is typed is kept, errors stand beside their fields, windows stack and close."""

from collections.abc import Callable
from typing import Any

import pytest

from bot.sandbox.pages.render_fields import as_choice
from bot.sandbox.workspace.views import View
from bot.sandbox.workspace.workspace import Workspace
from tests.support.slack.block_builders import button, option, plain
from tests.support.slack.sandbox_pages import (
    AutoAckApp,
    Json,
    PageClient,
    input_field,
    mrkdwn,
    pages_of,
    visible_text,
)

FORM: list[Json] = [
    {"type": "section", "block_id": "s", "text": mrkdwn("Choose"), "accessory": button("Unfold", "unfold")},
    input_field("Topic", "topic", {"type": "plain_text_input"}),
    input_field("Notes", "notes", {"type": "plain_text_input", "multiline": True}, optional=True),
    input_field("Zone", "zone", {"type": "external_select", "min_query_length": 1}, optional=True),
    input_field("Invite", "invite", {"type": "multi_users_select"}, optional=True),
    input_field("Length", "length", {"type": "static_select", "options": [option("15 min", "15")]}, optional=True),
]


def modal(*blocks: Json, **more: object) -> Json:
    """A modal that can be saved."""
    return {
        "type": "modal",
        "title": plain("Plan"),
        "submit": plain("Save"),
        "callback_id": "plan",
        "blocks": list(blocks),
    } | more


def opens(app: AutoAckApp, view: Json) -> Callable[[Json], object]:
    """A side effect that opens a view."""
    return lambda payload: app.call("views.open", trigger_id=payload["trigger_id"], view=view)


def top(workspace: Workspace) -> View:
    """The modal that Olivia looks at."""
    view = workspace.views.top("U0OLIVIA")
    assert view is not None
    return view


@pytest.fixture
def form(olivia: PageClient, app: AutoAckApp, workspace: Workspace) -> str:
    """The path of an open form."""
    app.side_effects["/plan"] = opens(app, modal(*FORM))
    olivia.send("/in/C0GENERAL/say", text="/plan")
    return f"/view/{top(workspace).id}"


def test_a_form_is_submitted_with_everything_in_it(olivia: PageClient, app: AutoAckApp, form: str) -> None:
    zone = as_choice(option("Berlin", "Europe/Berlin")).value
    typed: dict[str, Any] = {
        "submit": "1",
        "topic/value": "Review",
        "notes/value": "one\r\ntwo",
        "zone/value": zone,
        "invite/value": ["U0MIA", "U0ADA"],
        "length/value": "15",
    }
    page = olivia.send(form, **typed)
    values = app.received[-1]["view"]["state"]["values"]
    assert values["topic"]["value"]["value"] == "Review"
    assert values["notes"]["value"]["value"] == "one\ntwo"
    assert values["zone"]["value"]["selected_option"] == option("Berlin", "Europe/Berlin")
    assert values["invite"]["value"]["selected_users"] == ["U0MIA", "U0ADA"]
    assert values["length"]["value"]["selected_option"] == option("15 min", "15")
    assert 'class="window" id="window-' not in page


def test_errors_stand_beside_the_fields_with_everything_typed_kept(
    olivia: PageClient, app: AutoAckApp, form: str
) -> None:
    app.answers["plan"] = {"response_action": "errors", "errors": {"topic": "Too short a topic"}}
    page = olivia.send(form, **{"submit": "1", "topic/value": "R", "notes/value": "kept"})
    assert 'value="R"' in page
    assert ">\nkept</textarea>" in page
    assert "Topic Too short a topic" in visible_text(page)
    assert 'aria-invalid="true"' in page


def test_an_empty_required_field_is_held_back_as_in_slack(olivia: PageClient, app: AutoAckApp, form: str) -> None:
    before = len(app.received)
    page = olivia.send(form, **{"submit": "1", "notes/value": "kept"})
    assert "Please complete this required field." in visible_text(page)
    assert ">\nkept</textarea>" in page
    assert len(app.received) == before


def test_a_button_in_a_form_keeps_what_was_typed(olivia: PageClient, app: AutoAckApp, form: str) -> None:
    page = olivia.send(form, **{"press": "s/unfold", "topic/value": "Half a to"})
    assert app.received[-1]["view"]["state"]["values"]["topic"]["value"]["value"] == "Half a to"
    assert 'value="Half a to"' in page


def test_a_form_of_made_up_choices_is_refused(olivia: PageClient, app: AutoAckApp, form: str) -> None:
    before = len(app.received)
    page = olivia.send(form, **{"submit": "1", "topic/value": "x", "length/value": "9999"})
    assert "This form was old; look again and choose anew." in visible_text(page)
    assert len(app.received) == before


def test_windows_stack_and_close_one_by_one_or_all_at_once(
    olivia: PageClient, app: AutoAckApp, workspace: Workspace, form: str
) -> None:
    app.side_effects["unfold"] = lambda payload: app.call(
        "views.push", trigger_id=payload["trigger_id"], view=modal(*FORM)
    )
    page = olivia.send(form, press="s/unfold")
    assert page.count('class="window" id="window-') == 2
    assert visible_text(page).count("Back") == 1
    upper = f"/view/{top(workspace).id}"
    olivia.send(upper, close="top")
    assert f"/view/{top(workspace).id}" == form
    olivia.send(upper, close="top")
    assert f"/view/{top(workspace).id}" == form
    olivia.send(form, press="s/unfold")
    olivia.send(form, close="all")
    assert workspace.views.stack("U0OLIVIA") == ()


def test_a_form_that_is_closed_already_is_not_sent(olivia: PageClient, app: AutoAckApp, form: str) -> None:
    olivia.send(form, close="top")
    before = len(app.received)
    assert "This window is closed already." in visible_text(olivia.send(form, **{"submit": "1", "topic/value": "x"}))
    assert len(app.received) == before


def test_nobody_sends_another_persons_form(workspace: Workspace, app: AutoAckApp, form: str) -> None:
    before = len(app.received)
    mia = PageClient(pages_of(workspace), "U0MIA")
    assert "closed already" in visible_text(mia.send(form, **{"submit": "1", "topic/value": "x"}))
    assert len(app.received) == before


def test_an_external_select_asks_the_app_while_somebody_types(olivia: PageClient, app: AutoAckApp, form: str) -> None:
    berlin = option("Berlin", "Europe/Berlin")
    app.answers["value"] = {"options": [berlin]}
    path = f"/as/U0OLIVIA{form}/options"
    answer = olivia.request("GET", path, params={"field": "zone/value", "typed": "ber"})
    assert app.received[-1]["value"] == "ber"
    assert answer.json() == [{"label": "Berlin", "value": as_choice(berlin).value}]


@pytest.mark.parametrize("field", ["", "zone", "gone/value"])
def test_options_of_a_field_that_is_none_are_not_asked_for(
    olivia: PageClient, app: AutoAckApp, form: str, field: str
) -> None:
    before = len(app.received)
    assert olivia.request("GET", f"/as/U0OLIVIA{form}/options", params={"field": field}).status_code == 404
    assert len(app.received) == before


def test_a_global_shortcut_opens_its_form(olivia: PageClient, app: AutoAckApp) -> None:
    app.side_effects["start_meeting"] = opens(app, modal(*FORM))
    assert "Plan" in visible_text(olivia.send("/shortcut", shortcut="start_meeting"))
