"""Who gets a room, and who chooses number and link (PMI-11, ROLE-1, ROLE-2, section 4)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.i18n.reasons import reason_text
from bot.policy.clock import Instant
from bot.policy.ids import PersonId, TeamId, UserId
from bot.policy.people.caller import Caller
from bot.policy.people.people import Actor, License, Person, Plan, Role
from bot.policy.people.permissions import (
    ROLE_NOT_CONFIRMED,
    may_choose_link,
    may_choose_number,
    may_have_room,
    may_manage_room,
    require_recent_role,
)
from bot.policy.values.reasons import reason
from bot.policy.values.results import Allowed, Denied
from tests.support.factories.people import NOW

ANN = UserId("U1")
PERSON = Person(PersonId(1), ANN, "Ann", "UTC", Role.MEMBER, active=True, license=License.LICENSED, greeted_at=None)
BASIC = replace(PERSON, license=License.BASIC)
ADMINS = (Role.PRIMARY_OWNER, Role.OWNER, Role.ADMIN)


@pytest.mark.parametrize(
    "role,words",
    [
        *((role, None) for role in (*ADMINS, Role.MEMBER)),
        (Role.GUEST, "Guests have no personal meeting room"),
        (Role.EXTERNAL, "people of this workspace"),
        (Role.BOT, "Apps have no personal meeting room"),
    ],
)
def test_members_have_a_room_and_everybody_else_hears_why_not(role: Role, words: str | None) -> None:
    """PMI-11."""
    answer = may_have_room(replace(PERSON, role=role))
    assert answer == Allowed() if words is None else isinstance(answer, Denied) and words in reason_text(answer.reason)
    deactivated = may_have_room(replace(PERSON, role=role, active=False))
    assert isinstance(deactivated, Denied)
    assert "deactivated" in reason_text(deactivated.reason)


def test_only_licensed_people_choose_their_number() -> None:
    """ROLE-2."""
    assert may_choose_number(PERSON) == Allowed()
    assert may_choose_number(BASIC) == Denied(reason("people.number_needs_license"))


@pytest.mark.parametrize("plan", Plan)
def test_a_link_is_chosen_by_licensed_people_of_the_larger_plans(plan: Plan) -> None:
    """Section 4."""
    answer = may_choose_link(PERSON, plan)
    if plan in {Plan.BUSINESS, Plan.EDUCATION, Plan.ENTERPRISE}:
        assert answer == Allowed()
    else:
        assert answer == Denied(reason("people.link_needs_plan"))
    assert may_choose_link(BASIC, plan) == Denied(reason("people.link_needs_license"))


@pytest.mark.parametrize("role", Role)
def test_a_room_is_managed_by_its_host_and_by_admins(role: Role) -> None:
    """PMI-15, section 4."""
    assert Actor(ANN, role, NOW).is_admin is (role in ADMINS)
    assert may_manage_room(Actor(ANN, role, None), ANN, NOW) == Allowed()
    answer = may_manage_room(Actor(UserId("U2"), role, NOW), ANN, NOW)
    assert isinstance(answer, Allowed) is (role in ADMINS)
    unconfirmed = may_manage_room(Actor(UserId("U2"), role, None), ANN, NOW)
    assert (unconfirmed == ROLE_NOT_CONFIRMED) is (role in ADMINS)


def test_acting_on_one_s_own_takes_no_role() -> None:
    assert Caller.on_own(TeamId("T1"), ANN, Instant(NOW)).actor == Actor(ANN, Role.MEMBER, None)


@pytest.mark.parametrize("seconds,fresh", [(0, True), (60, True), (-60, True), (60.001, False), (-60.001, False)])
def test_slack_s_word_on_a_role_is_good_for_a_minute_by_either_clock(seconds: float, fresh: bool) -> None:
    """ROLE-1."""
    actor = Actor(ANN, Role.ADMIN, NOW - timedelta(seconds=seconds))
    assert require_recent_role(actor, NOW) == (Allowed() if fresh else ROLE_NOT_CONFIRMED)
