"""First contact, and what Slack says about people: they joined, changed, left, came back (PMI-11, ROLE-1)."""

from typing import Any

import httpx
import pytest

from bot.policy.people.people import Role
from bot.policy.rooms.numbers import format_number
from bot.sandbox.client.driver import Driver
from bot.sandbox.faults import drop_before, rate_limited, server_error, slack_error
from bot.sandbox.workspace.people import OTHER_TEAM, Person
from tests.support.fixtures.bot_fixture import BotUnderTest, wait_until

CLOSED = "This room is closed"


def said(person: Driver, text: str = "/pmi") -> str:
    seen = person.type(text)
    assert seen is not None
    return seen.text


def role(live_bot: BotUnderTest, person: Driver) -> Role | None:
    profile = live_bot.profile(person)
    return profile.person.role if profile else None


def entering(live_bot: BotUnderTest, person: Driver) -> httpx.Response:
    """What a guest with a one-click link finds."""
    room = live_bot.room(person)
    with live_bot.http_client() as browser:
        return browser.get(f"/j/{room.number}", params={"pwd": room.token})


def test_joining_the_workspace_assigns_a_number_silently(live_bot: BotUnderTest) -> None:
    """PMI-11."""
    new = Person("U0JOINED", "jo", "Jo", tz="Asia/Kolkata")
    live_bot.workspace.join(new)
    jo = Driver(live_bot.workspace, new.id)
    wait_until(lambda: live_bot.profile(jo) is not None)
    profile = live_bot.profile(jo)
    assert profile is not None
    assert (profile.person.name, profile.person.zone, profile.person.role) == ("Jo", "Asia/Kolkata", Role.MEMBER)
    assert profile.person.greeted_at is None
    assert jo.dm() == []
    assert format_number(live_bot.room(jo).number) in said(jo)


def test_a_guest_who_joins_the_workspace_gets_none(live_bot: BotUnderTest) -> None:
    live_bot.workspace.join(Person("U0JOINGUEST", "joguest", "JoGuest", is_restricted=True))
    guest = Driver(live_bot.workspace, "U0JOINGUEST")
    wait_until(lambda: live_bot.profile(guest) is not None)
    profile = live_bot.profile(guest)
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
def test_the_role_is_read_from_slack(live_bot: BotUnderTest, flags: dict[str, Any], expected: Role) -> None:
    """ROLE-1; owners need not carry the flag of admins (Slack's user object)."""
    mia = live_bot.newcomer(**flags)
    said(mia)
    assert role(live_bot, mia) is expected


def test_a_new_name_and_zone_are_known_at_once(live_bot: BotUnderTest) -> None:
    mia = live_bot.newcomer()
    said(mia)
    live_bot.workspace.change(mia.user_id, real_name="Mia Renamed", tz="America/New_York")
    wait_until(lambda: (known := live_bot.profile(mia)) is not None and known.person.name == "Mia Renamed")
    assert "Mia Renamed invites you" in said(mia, "/pmi invite")
    profile = live_bot.profile(mia)
    assert profile is not None
    assert profile.person.zone == "America/New_York"


def test_a_host_who_becomes_a_guest_loses_the_open_room_at_once(live_bot: BotUnderTest) -> None:
    mia = live_bot.newcomer()
    said(mia, "/pmi start")
    assert entering(live_bot, mia).status_code == 303
    live_bot.workspace.change(mia.user_id, is_restricted=True)
    wait_until(lambda: role(live_bot, mia) is Role.GUEST)
    assert CLOSED in entering(live_bot, mia).text
    assert "Guests have no personal meeting room" in said(mia)
    profile = live_bot.profile(mia)
    assert profile is not None
    assert profile.session is None


def test_a_deactivated_hosts_room_closes_at_once_and_comes_back_with_the_same_number(live_bot: BotUnderTest) -> None:
    """Issue: within its validity."""
    mia = live_bot.newcomer()
    said(mia, "/pmi start")
    room = live_bot.room(mia)
    live_bot.workspace.deactivate(mia.user_id)
    wait_until(lambda: CLOSED in entering(live_bot, mia).text)
    live_bot.workspace.reactivate(mia.user_id)
    wait_until(lambda: CLOSED not in entering(live_bot, mia).text)
    assert "The meeting is over" in entering(live_bot, mia).text
    assert format_number(room.number) in said(mia)
    assert "Your room is open." in said(mia, "/pmi start")
    assert entering(live_bot, mia).status_code == 303
    assert live_bot.room(mia).passcode == room.passcode


@pytest.mark.parametrize(
    "fault",
    [server_error(), rate_limited(0), drop_before(), slack_error("internal_error"), slack_error("token_revoked")],
)
def test_when_slack_cannot_say_who_somebody_is_they_may_try_again_and_nothing_is_stored(
    live_bot: BotUnderTest, fault: object
) -> None:
    """ROLE-1."""
    mia = live_bot.newcomer()
    for act in ("/pmi", "/pmi start", "/pmi edit", "/pmi invite"):
        live_bot.workspace.faults.next("users.info", fault)  # type: ignore[arg-type]  # one of the list above
        assert (
            said(mia, act) == "Slack did not answer me just now, so I could not do that. Please try again in a moment."
        )
    assert live_bot.profile(mia) is None
    assert "Personal Meeting ID" in said(mia)


def test_who_is_known_is_not_looked_up_again(live_bot: BotUnderTest) -> None:
    mia = live_bot.newcomer()
    said(mia)
    before = len(live_bot.workspace.calls.of("users.info"))
    for act in ("/pmi", "/pmi start", "/pmi invite", "/pmi history"):
        said(mia, act)
    assert len(live_bot.workspace.calls.of("users.info")) == before


def test_people_of_another_company_are_refused_and_have_no_room(live_bot: BotUnderTest) -> None:
    """ROLE-1: they may join, and see nothing."""
    xenia = live_bot.newcomer("Xenia", team_id=OTHER_TEAM, is_stranger=True)
    mia = live_bot.newcomer()
    place = live_bot.channel(mia, xenia)
    answer = xenia.type("/pmi", channel=place)
    assert answer is not None
    assert "for people of this workspace" in answer.text
    mia.type("/pmi start", channel=place)
    mia.press("Share in this channel")
    live_bot.tick()
    before = len(xenia.messages(place))
    xenia.press("Join")
    (refusal,) = xenia.messages(place)[before:]
    assert "for people of this workspace" in refusal.text
    profile = live_bot.profile(xenia)
    assert profile is None or profile.room is None


def test_a_change_of_somebody_unknown_is_nobodys_business(live_bot: BotUnderTest) -> None:
    mia, other = live_bot.newcomer(), live_bot.newcomer("Max")
    said(other)
    live_bot.workspace.change(mia.user_id, real_name="Never Met")
    live_bot.workspace.change(other.user_id, real_name="Was Met")
    wait_until(lambda: (known := live_bot.profile(other)) is not None and known.person.name == "Was Met")
    assert live_bot.profile(mia) is None
