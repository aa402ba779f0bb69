"""What the console counts: none, one and several are different messages (LANG-1)."""

import pytest

from bot.policy.ids import GroupId
from bot.policy.settings.catalogue import Setting
from bot.policy.settings.lock_resolution import Group, SettingState
from bot.views.admin.console import menu
from bot.views.admin.groups import delete_form, list_page
from bot.views.admin.home_panel import home_panel
from bot.views.components.console_page import range_text
from tests.support.views.catalogue_of_admin_views import sample_account, sample_requests

SALES = GroupId(7)
LOCKED = SettingState(value=True, locked=True)


def group(settings: int) -> Group:
    return Group(SALES, "Sales", dict.fromkeys(list(Setting)[:settings], LOCKED))


@pytest.mark.parametrize(
    "members, settings, row, question",
    [
        (0, 0, "1. *Sales*\nno members · no settings", "It has no members. It has no settings."),
        (
            1,
            1,
            "1. *Sales*\n1 member · 1 setting · 🔒 1 lock",
            "1 member then follows other groups and the account. 1 setting is deleted.",
        ),
        (
            1200,
            2,
            "1. *Sales*\n1,200 members · 2 settings · 🔒 2 locks",
            "1,200 members then follow other groups and the account. 2 settings are deleted.",
        ),
    ],
)
def test_a_group_with_its_members_and_settings(members: int, settings: int, row: str, question: str) -> None:
    listed = list_page([(1, group(settings))], {SALES: members}, skip=0, total=1, admin=True)
    assert row in str_of(listed)
    assert f"Delete the group *Sales*? {question}" in str_of(delete_form(group(settings), members))


@pytest.mark.parametrize(
    "count, groups, requests",
    [
        (0, "There are no groups yet.", "None is open."),
        (1, "some people: 1 group.", "approval: *1* waits for a decision."),
        (2, "some people: 2 groups.", "approval: *2* wait for a decision."),
    ],
)
def test_the_menu(count: int, groups: str, requests: str) -> None:
    shown = str_of(menu(sample_account(), groups=count, pending=count))
    assert groups in shown
    assert requests in shown
    assert "Plan: *Enterprise* · New people: *Licensed*" in shown


@pytest.mark.parametrize(
    "shown, total, expiring, requests, numbers",
    [
        (0, 0, 0, "No request is open.", "No number expires within 30 days."),
        (1, 1, 1, "*1 request waits* for a decision.", "*1 number* expires within 30 days."),
        (
            3,
            4,
            2,
            "*4 requests wait* for a decision. 1 more is under *Requests*.",
            "*2 numbers* expire within 30 days.",
        ),
        (3, 9, 2, "*9 requests wait* for a decision. 6 more are under *Requests*.", "*2 numbers* expire"),
    ],
)
def test_home(shown: int, total: int, expiring: int, requests: str, numbers: str) -> None:
    blocks = str_of(home_panel(sample_requests("Sales", "")[:shown], total, expiring))
    assert requests in blocks
    assert numbers in blocks


def test_which_part_of_a_list_a_page_shows() -> None:
    assert range_text(50, 50, 170) == " · 51 to 100"
    assert range_text(0, 50, 50) == ""


def str_of(view: object) -> str:
    return str(view).replace("\\n", "\n")
