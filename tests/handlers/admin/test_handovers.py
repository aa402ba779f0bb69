"""**“Hand over to …”** from the message to the admins and from **“People”**: a host left, and what they had planned (MEET-9)."""

import pytest

from bot.policy.rooms.numbers import format_number
from bot.sandbox.client.driver import Driver
from bot.sandbox.client.snapshot import Snapshot
from tests.support.database.databases import all_rows, table_rows
from tests.support.fixtures.bot_fixture import wait_until
from tests.support.fixtures.organisation import DAY, Organisation, open_console, set_button_values
from tests.support.fixtures.screens import messages_with, top_modal

LABEL = "Hand over to …"
GONE = "Meetings that need another host"


@pytest.fixture
def left(org: Organisation) -> Organisation:
    """Mia has planned one meeting on her number, to which Max is invited, and a series; then she left."""
    plan(
        org.mia,
        "Roof garden",
        on=f"Personal Meeting ID {format_number(org.live_bot.room(org.mia).number)}",
        invite=["@Max"],
    )
    plan(org.mia, "Weekly numbers weekly")
    org.tick()
    org.live_bot.workspace.deactivate("U0MIA")
    wait_until(lambda: not is_active(org))
    org.tick()
    return org


def is_active(org: Organisation) -> bool:
    profile = org.live_bot.profile(org.mia)
    return profile is not None and profile.person.active


def plan(person: Driver, text: str, *, on: str = "", invite: list[str] | None = None) -> None:
    person.type(f"/schedule {text}")
    person.fill({"Date": "2026-04-01", "Time": "15:00", "Invite": invite or []})
    if on:
        person.fill({"Meeting ID": on})
    person.submit()
    person.close(everything=True)


def handing_over(org: Organisation, to: str = "@Max", **chosen: str) -> Snapshot:
    """Ada presses the button in her message, and fills the form in."""
    org.ada.press(LABEL, where=messages_with(org.ada, "has left")[-1])
    org.ada.fill({"Hand over to": to, **chosen})
    org.ada.submit()
    return top_modal(org.ada)


def test_every_admin_gets_one_message_that_lists_what_was_planned(left: Organisation) -> None:
    for admin in (left.olivia, left.ada, left.adam):
        (message,) = messages_with(admin, "has left")
        assert "@Mia has left. 2 meetings need another host" in message.text
        assert "Roof garden" in message.text
        assert "Weekly numbers" in message.text
    assert messages_with(left.max, "has left") == []
    left.advance(DAY)
    assert len(messages_with(left.ada, "has left")) == 1


def test_all_are_handed_over_from_the_message_and_the_new_host_and_the_invitees_hear_of_it(left: Organisation) -> None:
    """INV-3, UX-5."""
    old = format_number(left.live_bot.room(left.mia).number)
    assert "2 meetings of @Mia are handed over to @Adam" in handing_over(left, "@Adam").text
    left.ada.close()
    left.tick()
    (given,) = messages_with(left.adam, "over to you")
    assert "@Mia has left, and @Ada has handed 2 meetings of theirs over to you. You host them from now" in given.text
    assert given.text.count("You host them") == 1
    left.adam.press("Your meetings", where=given)
    assert "Your meetings (2)" in left.adam.dm()[-1].text
    (changed,) = messages_with(left.adam, "after people were invited")
    assert f"{old} → " in changed.text
    assert "Host: you from now on" in changed.text
    left.adam.press("Send updated invitations", where=changed)
    left.tick()
    (message,) = messages_with(left.max, "’s meeting has changed")
    assert "Host: @Adam from now on" in message.text
    assert f"{old} → " in message.text


def test_one_goes_to_one_person_and_the_rest_to_another(left: Organisation) -> None:
    which = {"Which meetings?": "Weekly numbers, 1 April 2026, 15:00"}
    assert "1 meeting of @Mia is handed over to @Max" in handing_over(left, **which).text
    left.ada.close()
    left.ada.press(LABEL, where=messages_with(left.ada, "has left")[-1])
    assert "Roof garden" in top_modal(left.ada).text
    assert "Which meetings?" not in top_modal(left.ada).fields
    left.ada.fill({"Hand over to": "@Adam"})
    left.ada.submit()
    assert "1 meeting of @Mia is handed over to @Adam" in top_modal(left.ada).text


def test_a_message_whose_meetings_another_admin_handed_over_says_so(left: Organisation) -> None:
    """UX-5."""
    handing_over(left)
    message = messages_with(left.adam, "has left")[-1]
    left.adam.press(LABEL, where=message)
    assert left.adam.modal is None
    assert "Nothing that @Mia had planned needs another host any more." in left.adam.dm()[-1].text
    assert LABEL not in left.adam.dm()[-1].buttons


def test_two_forms_at_once_hand_over_once(left: Organisation) -> None:
    for admin in (left.ada, left.adam):
        admin.press(LABEL, where=messages_with(admin, "has left")[-1])
    left.ada.fill({"Hand over to": "@Max"})
    left.ada.submit()
    before = all_rows(left.live_bot.bot.database)
    left.adam.fill({"Hand over to": "@Olivia"})
    left.adam.submit()
    assert "Nothing that @Mia had planned needs another host any more." in top_modal(left.adam).text
    assert all_rows(left.live_bot.bot.database) == before


def test_the_people_page_lists_who_left_and_hands_over(left: Organisation) -> None:
    """A menu of people offers nobody who is deactivated."""
    seen = open_console(left.ada, "People")
    assert GONE in seen.text
    assert "@Mia: 2 meetings" in seen.text
    left.ada.press(LABEL)
    assert "Planned by @Mia" in top_modal(left.ada).text
    left.ada.fill({"Hand over to": "@Max"})
    left.ada.submit()
    seen = top_modal(left.ada)
    assert seen.title == "People"
    assert "2 meetings of @Mia are handed over to @Max" in seen.text
    assert GONE not in seen.text
    log = open_console(left.ada, "Audit log").text
    assert "@Ada handed over the meetings of @Mia (2 meetings)" in log
    assert "@Ada gave meetings to @Max (2 meetings)" in log


@pytest.mark.parametrize(
    "forged, words",
    [
        ("U0GUS", "Guests, apps and people whose account is deactivated host no meetings."),
        ("U0MIA", "Choose somebody other than the person who left."),
    ],
)
def test_who_cannot_host_is_refused_beside_the_field(left: Organisation, forged: str, words: str) -> None:
    """ROLE-1, section 12."""
    before = table_rows(left.live_bot.bot.database, "meetings")
    left.ada.press(LABEL, where=messages_with(left.ada, "has left")[-1])
    left.ada.fill({"Hand over to": "@Max"})
    view = left.live_bot.workspace.views.top("U0ADA")
    assert view is not None
    view.state["to"]["typed"]["selected_user"] = forged
    left.ada.submit()
    assert words in top_modal(left.ada).errors["Hand over to"]
    assert table_rows(left.live_bot.bot.database, "meetings") == before


def test_who_came_back_keeps_their_meetings(left: Organisation) -> None:
    """UX-5."""
    left.ada.press(LABEL, where=messages_with(left.ada, "has left")[-1])
    left.live_bot.workspace.reactivate("U0MIA")
    wait_until(lambda: is_active(left))
    left.ada.fill({"Hand over to": "@Max"})
    left.ada.submit()
    assert "They are here again" in top_modal(left.ada).errors["Hand over to"]
    left.mia.type("/schedule list")
    assert "Your meetings (2)" in left.mia.messages()[-1].text


@pytest.mark.parametrize("value", ["", "U0MAX", "U0NOBODY", "<!channel>", "9" * 40])
def test_a_forged_button_hands_nothing_over(left: Organisation, value: str) -> None:
    """Section 12."""
    open_console(left.ada, "People")
    before = all_rows(left.live_bot.bot.database)
    set_button_values(left.ada, value)
    left.ada.press(LABEL)
    assert all_rows(left.live_bot.bot.database) == before


def test_a_member_who_forges_the_button_sees_and_changes_nothing(left: Organisation) -> None:
    """ROLE-1."""
    open_console(left.ada, "People")
    with left.live_bot.workspace.changing():
        people = left.live_bot.workspace.people
        people["U0ADA"] = type(people["U0ADA"])("U0ADA", "ada", "Ada")
    left.ada.press(LABEL)
    assert "Only owners and admins can do that." in top_modal(left.ada).text
