"""**“People”** in the console: one person's room, license and settings with where they come from, and care for their room."""

from datetime import timedelta

import pytest

from bot.policy.accounts import License
from bot.policy.numbers import format_number
from bot.policy.settings import CATALOGUE, Setting
from bot.sandbox.driver import Driver
from bot.sandbox.seen import Seen
from tests.databases import everything_in, rows_in
from tests.handlers.administering import (
    IN_LINK,
    LOCK_GROUP,
    Organisation,
    new_group,
    on_top,
    opened,
)


def looked_at(org: Organisation, name: str = "@Mia") -> Seen:
    opened(org.ada, "People")
    org.ada.fill({"Find somebody": name})
    return on_top(org.ada)


def test_one_sees_who_they_are_and_what_they_have_but_never_the_passcode(org: Organisation) -> None:
    """Issue 5; PASS-3: nobody but the host is ever shown a passcode."""
    room = org.house.room(org.mia)
    seen = looked_at(org)
    for words in ("@Mia", "Member", "Licensed", "in none", format_number(room.number), room.link, "not yet"):
        assert words in seen.text
    assert room.passcode not in str(seen.surface)
    assert room.token not in str(seen.surface)


def test_effective_settings_say_where_they_come_from(org: Organisation) -> None:
    """LOCK-2, LOCK-4."""
    new_group(org.olivia, "Sales", "@Mia")
    org.olivia.press("Change", beside=IN_LINK)
    org.olivia.fill({"Value": "Off", "Lock": [LOCK_GROUP]})
    org.olivia.submit()
    org.olivia.submit()
    opened(org.ada, "Requests", "Open")
    org.ada.press("Approve", confirm=True)
    org.mia.type("/pmi settings")
    org.mia.fill({"Switched on for me": []})
    org.mia.submit()
    seen = looked_at(org).text
    assert "Sales" in seen
    assert f"{IN_LINK}: off (🔒 locked by their group Sales)" in seen
    assert f"{CATALOGUE[Setting.PMI_ENABLED].label}: off (their own choice)" in seen
    assert f"{CATALOGUE[Setting.PMI_FOR_INSTANT].label}: off (the default, without effect now)" in seen


def test_a_license_is_given_and_taken(org: Organisation) -> None:
    """Section 4, LINK-3, AUDIT-1."""
    looked_at(org)
    org.ada.press("Make basic", confirm=True)
    assert "Basic" in on_top(org.ada).text
    profile = org.house.profile(org.mia)
    assert profile is not None
    assert profile.person.license is License.BASIC
    org.ada.press("Make licensed")
    assert "Licensed" in on_top(org.ada).text
    assert opened(org.ada, "Audit log").text.count("changed the license of @Mia") == 2


def test_a_number_is_replaced_for_somebody_and_a_second_press_on_an_old_page_does_nothing(org: Organisation) -> None:
    """PMI-15, UX-5."""
    before = org.house.room(org.mia)
    looked_at(org)
    opened(org.adam, "People")
    org.adam.fill({"Find somebody": "@Mia"})
    org.ada.press("Replace number", confirm=True)
    now = org.house.room(org.mia)
    assert now.number != before.number
    assert now.passcode != before.passcode
    assert format_number(now.number) in on_top(org.ada).text
    assert now.passcode not in str(on_top(org.ada).surface)
    org.adam.press("Replace number", confirm=True)
    assert "This number was replaced already." in on_top(org.adam).text
    assert org.house.room(org.mia).number == now.number
    org.ada.press("History")
    assert f"{format_number(now.number)} since" in on_top(org.ada).text
    assert f"{format_number(before.number)} from" in on_top(org.ada).text
    assert "replaced after a leak" in on_top(org.ada).text
    org.ada.press("Back")
    assert "What holds for them" in on_top(org.ada).text


def test_a_room_is_suspended_and_lifted(org: Organisation) -> None:
    """PMI-15."""
    looked_at(org)
    org.ada.press("Suspend", confirm=True)
    assert "Suspended: nobody can join" in on_top(org.ada).text
    org.mia.type("/pmi start")
    assert "An admin has suspended your room" in org.mia.messages()[-1].text
    org.ada.press("Lift suspension", confirm=True)
    assert "Suspended:" not in on_top(org.ada).text
    org.mia.type("/pmi start")
    assert "Your room is open" in org.mia.messages()[-1].text
    log = opened(org.ada, "Audit log").text
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
    assert "it is made at their first visit" not in seen
    assert "What holds for them" not in seen


def buttons_with(person: Driver, value: str) -> None:
    """Put another value on every button, as a forged request would carry it."""
    view = person.workspace.views.top(person.user_id)
    assert view is not None
    for block in view.body["blocks"]:
        for element in block.get("elements", []):
            if element.get("type") == "button":
                element["value"] = value


TAMPERED = ["", "U0ELSEWHERE.1", "U0MIA", "U0MIA.x", "U0MIA.<!channel>", f"U0MIA.{'9' * 30}", "." * 500]


@pytest.mark.parametrize("label", ["Make basic", "Replace number", "Suspend"])
def test_tampered_buttons_care_for_nobody(org: Organisation, label: str) -> None:
    """Section 12: a person whom a button may name is as good as any that an admin may choose; all else is refused."""
    for value in TAMPERED:
        looked_at(org, "@Max")
        buttons_with(org.ada, value)
        before = everything_in(org.house.bot.database)
        org.ada.press(label, confirm=True)
        after = everything_in(org.house.bot.database)
        assert after == before or (label, value.partition(".")[0]) == ("Suspend", "U0MIA"), value


def test_a_member_with_a_forged_button_cares_for_nobody(org: Organisation) -> None:
    """ROLE-1: rights are asked at the act."""
    looked_at(org)
    surface = on_top(org.ada).surface
    assert surface is not None
    before = rows_in(org.house.bot.database, "rooms")
    with org.house.workspace.changing():
        people = org.house.workspace.people
        people["U0ADA"] = type(people["U0ADA"])("U0ADA", "ada", "Ada")
    for label in ("Suspend", "Replace number"):
        org.ada.press(label, confirm=True)
        assert "Only owners and admins can do that." in on_top(org.ada).text
        org.ada.close()
    assert rows_in(org.house.bot.database, "rooms") == before


def test_an_expired_number_is_seen_as_it_is(org: Organisation) -> None:
    org.house.clock.advance(timedelta(days=400))
    assert format_number(org.house.room(org.mia).number) in looked_at(org).text
