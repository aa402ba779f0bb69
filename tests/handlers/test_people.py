"""First contact, and what Slack says about people: they joined, changed, left, came back (PMI-11, ROLE-1)."""

from typing import Any

import httpx
import pytest

from bot.policy.numbers import format_number
from bot.policy.people import Role
from bot.sandbox.driver import Driver
from bot.sandbox.faults import drop_before, rate_limited, refuses, server_error
from bot.sandbox.people import OTHER_TEAM, Person
from tests.living import House, eventually

CLOSED = "This room is closed"


def said(person: Driver, text: str = "/pmi") -> str:
    seen = person.type(text)
    assert seen is not None
    return seen.text


def role(house: House, person: Driver) -> Role | None:
    profile = house.profile(person)
    return profile.person.role if profile else None


def entering(house: House, person: Driver) -> httpx.Response:
    """What a guest with a one-click link finds."""
    room = house.room(person)
    with house.browser() as browser:
        return browser.get(f"/j/{room.number}", params={"pwd": room.token})


def test_joining_the_workspace_assigns_a_number_silently(house: House) -> None:
    """PMI-11."""
    new = Person("U0JOINED", "jo", "Jo", tz="Asia/Kolkata")
    house.workspace.join(new)
    jo = Driver(house.workspace, new.id)
    eventually(lambda: house.profile(jo) is not None)
    profile = house.profile(jo)
    assert profile is not None
    assert (profile.person.name, profile.person.zone, profile.person.role) == ("Jo", "Asia/Kolkata", Role.MEMBER)
    assert profile.person.greeted_at is None
    assert jo.dm() == []
    assert format_number(house.room(jo).number) in said(jo)


def test_a_guest_who_joins_the_workspace_gets_none(house: House) -> None:
    house.workspace.join(Person("U0JOINGUEST", "joguest", "JoGuest", is_restricted=True))
    guest = Driver(house.workspace, "U0JOINGUEST")
    eventually(lambda: house.profile(guest) is not None)
    profile = house.profile(guest)
    assert profile is not None
    assert profile.room is None


@pytest.mark.parametrize(
    "flags, expected",
    [
        ({"is_primary_owner": True, "is_owner": True, "is_admin": True}, Role.PRIMARY_OWNER),
        ({"is_owner": True}, Role.OWNER),
        ({"is_admin": True}, Role.ADMIN),
        ({}, Role.MEMBER),
        ({"is_restricted": True}, Role.GUEST),
        ({"is_restricted": True, "is_ultra_restricted": True}, Role.GUEST),
    ],
)
def test_the_role_is_read_from_slack(house: House, flags: dict[str, Any], expected: Role) -> None:
    """ROLE-1; owners need not carry the flag of admins (slack.md 3.4)."""
    mia = house.newcomer(**flags)
    said(mia)
    assert role(house, mia) is expected


def test_a_new_name_and_zone_are_known_at_once(house: House) -> None:
    mia = house.newcomer()
    said(mia)
    house.workspace.change(mia.user_id, real_name="Mia Renamed", tz="America/New_York")
    eventually(lambda: (known := house.profile(mia)) is not None and known.person.name == "Mia Renamed")
    assert "Mia Renamed invites you" in said(mia, "/pmi invite")
    profile = house.profile(mia)
    assert profile is not None
    assert profile.person.zone == "America/New_York"


def test_a_host_who_becomes_a_guest_loses_the_open_room_at_once(house: House) -> None:
    mia = house.newcomer()
    said(mia, "/pmi start")
    assert entering(house, mia).status_code == 303
    house.workspace.change(mia.user_id, is_restricted=True)
    eventually(lambda: role(house, mia) is Role.GUEST)
    assert CLOSED in entering(house, mia).text
    assert "Guests have no personal meeting room" in said(mia)
    profile = house.profile(mia)
    assert profile is not None
    assert profile.session is None


def test_a_deactivated_hosts_room_closes_at_once_and_comes_back_with_the_same_number(house: House) -> None:
    """Issue: within its validity."""
    mia = house.newcomer()
    said(mia, "/pmi start")
    room = house.room(mia)
    house.workspace.deactivate(mia.user_id)
    eventually(lambda: CLOSED in entering(house, mia).text)
    house.workspace.reactivate(mia.user_id)
    eventually(lambda: CLOSED not in entering(house, mia).text)
    assert "The meeting is over" in entering(house, mia).text
    assert format_number(room.number) in said(mia)
    assert "Your room is open." in said(mia, "/pmi start")
    assert entering(house, mia).status_code == 303
    assert house.room(mia).passcode == room.passcode


@pytest.mark.parametrize(
    "fault", [server_error(), rate_limited(0), drop_before(), refuses("internal_error"), refuses("token_revoked")]
)
def test_when_slack_cannot_say_who_somebody_is_they_may_try_again_and_nothing_is_stored(
    house: House, fault: object
) -> None:
    """ROLE-1."""
    mia = house.newcomer()
    for act in ("/pmi", "/pmi start", "/pmi edit", "/pmi invite"):
        house.workspace.faults.next("users.info", fault)  # type: ignore[arg-type]  # one of the list above
        assert (
            said(mia, act) == "Slack did not answer me just now, so I could not do that. Please try again in a moment."
        )
    assert house.profile(mia) is None
    assert "Personal Meeting ID" in said(mia)


def test_who_is_known_is_not_looked_up_again(house: House) -> None:
    mia = house.newcomer()
    said(mia)
    before = len(house.workspace.calls.of("users.info"))
    for act in ("/pmi", "/pmi start", "/pmi invite", "/pmi history"):
        said(mia, act)
    assert len(house.workspace.calls.of("users.info")) == before


def test_people_of_another_company_are_refused_and_have_no_room(house: House) -> None:
    """ROLE-1: they may join, and see nothing."""
    xenia = house.newcomer("Xenia", team_id=OTHER_TEAM, is_stranger=True)
    mia = house.newcomer()
    place = house.channel(mia, xenia)
    told = xenia.type("/pmi", channel=place)
    assert told is not None
    assert "for people of this workspace" in told.text
    mia.type("/pmi start", channel=place)
    mia.press("Share in this channel")
    before = len(xenia.messages(place))
    xenia.press("Join")
    assert all("for people of this workspace" in seen.text for seen in xenia.messages(place)[before:])
    profile = house.profile(xenia)
    assert profile is None or profile.room is None


def test_a_change_of_somebody_unknown_is_nobodys_business(house: House) -> None:
    mia, other = house.newcomer(), house.newcomer("Max")
    said(other)
    house.workspace.change(mia.user_id, real_name="Never Met")
    house.workspace.change(other.user_id, real_name="Was Met")
    eventually(lambda: (known := house.profile(other)) is not None and known.person.name == "Was Met")
    assert house.profile(mia) is None
