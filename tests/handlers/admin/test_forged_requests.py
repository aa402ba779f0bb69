"""Every button, menu and form of settings and administration with what Slack would never send: nothing changes (section 12)."""

from typing import Any

import pytest

from bot.protocol import Block
from bot.sandbox.events.envelopes import AckResult, EnvelopeType
from tests.support.database.databases import all_rows
from tests.support.fixtures.organisation import Organisation, create_group, request_lock
from tests.support.views.catalogue_of_admin_views import admin_messages, admin_views

GARBAGE: list[Any] = [
    "",
    "x",
    "1.1.1",
    "0.0.0",
    "2.<!channel>",
    "U0NOBODY.",
    "-1",
    "9" * 40,
    None,
    7,
    ["1"],
    {"id": 1},
    "𝟙",
    "a" * 5000,
]
FORM_GARBAGE: list[dict[str, Any]] = [
    {},
    {"state": {}},
    {"state": {"values": []}},
    {"state": {"values": {"value:1u": {"typed": None}}}, "private_metadata": "{"},
    {
        "state": {"values": {}},
        "private_metadata": '{"group": 99, "setting": "pmi_enabled", "seen_stand": "-u"}',
        "blocks": [],
    },
    {
        "state": {"values": {"name": {"typed": {"value": 7}}}},
        "private_metadata": '{"group": "1", "request": "1"}',
        "blocks": [],
    },
    {"state": {"values": {}}, "private_metadata": '{"group": 99, "request": 99, "seen": [1, 2, 3]}', "blocks": [{}]},
]


def elements() -> set[str]:
    """The action of everything that acts by itself."""
    surfaces = [
        *admin_messages("Sales", "x").values(),
        *(view["blocks"] for view in admin_views("Sales", "x").values()),
    ]
    found = (
        element for blocks in surfaces for block in blocks if block["type"] != "input" for element in acting(block)
    )
    return {element["action_id"] for element in found}


def acting(block: Block) -> list[Block]:
    parts = [block.get("accessory"), *block.get("elements", [])]
    return [part for part in parts if isinstance(part, dict) and "action_id" in part]


def forms() -> set[str]:
    return {view["callback_id"] for view in admin_views("Sales", "x").values() if view.get("callback_id")}


def sent(org: Organisation, user: str, kind: str, **more: Any) -> AckResult:  # noqa: ANN401 - Slack's own fields
    team = org.team
    payload = {"type": kind, "team": {"id": team}, "user": {"id": user, "team_id": team}, "trigger_id": "1.2.3", **more}
    return org.live_bot.send(EnvelopeType.INTERACTIVE, payload)


def kept(org: Organisation) -> dict[str, Any]:
    """All that is stored, but for what a first contact or a look at somebody brings, and the records of requests for a file."""
    everything = all_rows(org.live_bot.bot.database)
    return {name: rows for name, rows in everything.items() if name not in {"deliveries", "people", "taken_requests"}}


@pytest.mark.parametrize("user", ["U0MIA", "U0ADA"])
def test_no_button_with_a_foreign_value_changes_anything(org: Organisation, user: str) -> None:
    create_group(org.olivia, "Sales", "@Max")
    request_lock(org.olivia)
    before = kept(org)
    own = {"room_replace_number", "settings_open", "room_copy_invitation", "reminder_open_profile", "feed_renew"}
    for place, action in enumerate(sorted(elements() - own)):  # each button gets some of it, all of it comes to some
        for value in GARBAGE[place % 4 :: 4]:
            chosen = {"value": value, "selected_user": value, "selected_option": {"value": value}}
            actions = [{"type": "button", "action_id": action, "block_id": "b", **chosen}]
            answer = sent(org, user, "block_actions", actions=actions, container={"type": "view"}, view=VIEW)
            assert answer.acked, (action, value)
        assert kept(org) == before, action


VIEW: dict[str, Any] = {"id": "V1", "type": "modal", "hash": "h", "blocks": [], "state": {"values": {}}}


@pytest.mark.parametrize("user", ["U0MIA", "U0ADA"])
def test_no_form_that_slack_would_never_send_changes_anything(org: Organisation, user: str) -> None:
    create_group(org.olivia, "Sales", "@Max")
    request_lock(org.olivia)
    before = kept(org)
    for callback in sorted(forms()):
        for garbage in FORM_GARBAGE:
            view = {"id": "V1", "type": "modal", "callback_id": callback, "blocks": [], **garbage}
            answer = sent(org, user, "view_submission", view=view)
            assert answer.acked, (callback, garbage)
        assert kept(org) == before, callback
