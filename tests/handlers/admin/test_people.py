"""**“People”** in the console: one person's room, license and settings with where they come from, and care for their room."""

from datetime import timedelta

import pytest

from bot.i18n.setting_labels import setting_label
from bot.policy.people.people import License
from bot.policy.rooms.numbers import format_number
from bot.policy.settings.catalogue import Setting
from bot.sandbox.client.snapshot import Snapshot
from tests.support.database.databases import all_rows, table_rows
from tests.support.fixtures.organisation import (
    IN_LINK,
    LOCK_GROUP,
    PMI,
    Organisation,
    create_group,
    open_console,
    set_button_values,
)
from tests.support.fixtures.screens import top_modal


def looked_at(org: Organisation, name: str = "@Mia") -> Snapshot:
    open_console(org.ada, "People")
    org.ada.fill({"Find somebody": name})
    return top_modal(org.ada)


def test_one_sees_who_they_are_and_what_they_have_but_never_the_passcode(org: Organisation) -> None:
    """Issue 5; PASS-3: nobody but the host is ever shown a passcode."""
    room = org.live_bot.room(org.mia)
    seen = looked_at(org)
    for words in ("@Mia", "Member", "Licensed", "In no group", format_number(room.number), room.link, "Not yet"):
        assert words in seen.text
    assert room.passcode not in str(seen.surface)
    assert room.token not in str(seen.surface)
    assert f"{IN_LINK}: on\n" in seen.text  # of the default it is not said where it comes from


def test_effective_settings_say_where_they_come_from(org: Organisation) -> None:
    """LOCK-2, LOCK-4."""
    create_group(org.olivia, "Sales", "@Mia")
    org.olivia.press("Change", beside=IN_LINK)
    org.olivia.fill({"Value": "Off", "Lock": [LOCK_GROUP]})
    org.olivia.submit()
    org.olivia.submit()
    open_console(org.ada, "Requests", "Open")
    org.ada.press("Approve", confirm=True)
    org.mia.type("/pmi settings")
    org.mia.fill({"Switched on for me": []})
    org.mia.submit()
    seen = looked_at(org).text
    assert "Sales" in seen
    assert f"{IN_LINK}: off · 🔒 Locked by their group Sales." in seen
    assert f"{setting_label(Setting.PMI_ENABLED)}: off · Their own choice" in seen
    assert f"{setting_label(Setting.PMI_FOR_INSTANT)}: off · Without effect while “{PMI}” is off." in seen


def test_a_license_is_given_and_taken(org: Organisation) -> None:
    """Section 4, LINK-3, AUDIT-1."""
    looked_at(org)
    org.ada.press("Make basic", confirm=True)
    assert "Basic" in top_modal(org.ada).text
    profile = org.live_bot.profile(org.mia)
    assert profile is not None
    assert profile.person.license is License.BASIC
    org.ada.press("Make licensed")
    assert "Licensed" in top_modal(org.ada).text
    assert open_console(org.ada, "Audit log").text.count("changed the license of @Mia") == 2


def test_a_number_is_replaced_for_somebody_and_a_second_press_on_an_old_page_does_nothing(org: Organisation) -> None:
    """PMI-15, UX-5."""
    before = org.live_bot.room(org.mia)
    looked_at(org)
    open_console(org.adam, "People")
    org.adam.fill({"Find somebody": "@Mia"})
    org.ada.press("Replace number", confirm=True)
    now = org.live_bot.room(org.mia)
    assert now.number != before.number
    assert now.passcode != before.passcode
    assert format_number(now.number) in top_modal(org.ada).text
    assert now.passcode not in str(top_modal(org.ada).surface)
    org.adam.press("Replace number", confirm=True)
    assert "This number was replaced already." in top_modal(org.adam).text
    assert org.live_bot.room(org.mia).number == now.number
    org.ada.press("History")
    assert f"{format_number(now.number)} since" in top_modal(org.ada).text
    assert f"{format_number(before.number)} from" in top_modal(org.ada).text
    assert "replaced after a leak" in top_modal(org.ada).text
    org.ada.press("Back")
    assert "Their settings" in top_modal(org.ada).text


def test_a_room_is_suspended_and_lifted(org: Organisation) -> None:
    """PMI-15."""
    looked_at(org)
    org.ada.press("Suspend", confirm=True)
    assert "Suspended: nobody can join" in top_modal(org.ada).text
    org.mia.type("/pmi start")
    assert "An admin has suspended your room" in org.mia.messages()[-1].text
    org.ada.press("Lift suspension", confirm=True)
    assert "Suspended:" not in top_modal(org.ada).text
    org.mia.type("/pmi start")
    assert "Your room is open" in org.mia.messages()[-1].text
    log = open_console(org.ada, "Audit log").text
    assert "suspended the room of @Mia" in log
    assert "lifted the suspension of @Mia" in log


def test_somebody_whom_the_bot_has_not_met_is_found_all_the_same(org: Organisation) -> None:
    org.newcomer("U0LATELY")
    seen = looked_at(org, "@U0LATELY")
    assert "@U0LATELY" in seen.text
    assert "Member" in seen.text
    assert seen.fields["Find somebody"] == "U0LATELY"


@pytest.mark.parametrize(
    "user, words",
    [("@Gus", "Guests have no personal meeting room."), ("@Xenia", "People of other companies have no room here")],
)
def test_who_has_no_room_is_shown_with_the_reason(org: Organisation, user: str, words: str) -> None:
    """ROLE-1."""
    seen = looked_at(org, user).text
    assert words in seen
    assert "It is created at their first visit" not in seen
    assert "Their settings" not in seen


TAMPERED = ["", "U0ELSEWHERE.1", "U0MIA", "U0MIA.x", "U0MIA.<!channel>", f"U0MIA.{'9' * 30}", "." * 500]


@pytest.mark.parametrize("label", ["Make basic", "Replace number", "Suspend"])
def test_tampered_buttons_care_for_nobody(org: Organisation, label: str) -> None:
    """Section 12: a person whom a button may name is as good as any that an admin may choose; all else is refused.

    Suspending needs no more than the person; the others name what was seen, too.
    """
    for value in TAMPERED:
        looked_at(org, "@Max")
        set_button_values(org.ada, value)
        before = all_rows(org.live_bot.bot.database)
        org.ada.press(label, confirm=True)
        after = all_rows(org.live_bot.bot.database)
        assert (after != before) == (label == "Suspend" and value.startswith("U0MIA")), value
    assert [each.user_id for each in (org.mia, org.max) if org.live_bot.room(each).suspended_at] == (
        ["U0MIA"] if label == "Suspend" else []
    )


def test_a_member_with_a_forged_button_cares_for_nobody(org: Organisation) -> None:
    """ROLE-1: rights are asked at the act."""
    looked_at(org)
    surface = top_modal(org.ada).surface
    assert surface is not None
    before = table_rows(org.live_bot.bot.database, "rooms")
    with org.live_bot.workspace.changing():
        people = org.live_bot.workspace.people
        people["U0ADA"] = type(people["U0ADA"])("U0ADA", "ada", "Ada")
    for label in ("Suspend", "Replace number"):
        org.ada.press(label, confirm=True)
        assert "Only owners and admins can do that." in top_modal(org.ada).text
        org.ada.close()
    assert table_rows(org.live_bot.bot.database, "rooms") == before


def test_an_expired_number_is_seen_as_it_is(org: Organisation) -> None:
    org.live_bot.clock.advance(timedelta(days=400))
    assert format_number(org.live_bot.room(org.mia).number) in looked_at(org).text
