"""Getting to know people: at their first contact, and when Slack says that somebody changed (PMI-11, ROLE-1)."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest

from bot.i18n.reasons import reason_text
from bot.policy.ids import TeamId, UserId
from bot.policy.options import Options
from bot.policy.people.people import Identity, Plan, Role
from bot.policy.rooms import links, numbers
from bot.policy.rooms.rooms import ProfileSnapshot, RoomState, existing_room
from bot.policy.values.results import Denied
from bot.use_cases.gateway.admission import Admitted, open_page
from bot.use_cases.people import approvers, identities, onboarding
from bot.use_cases.ports import SlackUnavailableError
from bot.use_cases.rooms import sessions, visits
from storage import Database
from tests.support.database.databases import all_rows, table_rows
from tests.support.factories.join_addresses import by_number
from tests.support.factories.people import (
    HOST,
    NOW,
    OPTIONS,
    OTHER,
    TEAM,
    FakeDirectory,
    add_person,
    caller,
    identity,
    make_context,
    open_profile,
    start_room,
)
from tests.support.machine.threads import run_concurrently

LATER = NOW + timedelta(days=3)
ELIGIBLE = [Role.PRIMARY_OWNER, Role.OWNER, Role.ADMIN, Role.MEMBER]
WHY_NOT = {
    "guest": (identity(role=Role.GUEST), "Guests have no personal meeting room"),
    "external": (identity(role=Role.EXTERNAL), "for people of this workspace"),
    "bot": (identity(role=Role.BOT), "Apps have no personal meeting room"),
    "deactivated": (identity(active=False), "deactivated"),
    "deactivated owner": (identity(role=Role.OWNER, active=False), "deactivated"),
}


@pytest.mark.parametrize("role", ELIGIBLE)
def test_the_first_contact_gives_a_member_a_room_with_everything_generated(db: Database, role: Role) -> None:
    """PMI-11, LINK-3, PASS-1, PASS-2."""
    room = existing_room(add_person(db, role=role))
    assert numbers.violations(room.number) == []
    assert links.violations(room.link) == []
    assert len(room.passcode) == 6
    assert room.passcode.isdecimal()
    assert len(room.token) == 32
    assert (room.assigned_at, room.last_used_at, room.ended_at) == (NOW, None, None)


def test_a_generated_passcode_has_the_length_that_the_deployment_asks_for(db: Database) -> None:
    """PASS-1."""
    profile = onboarding.ensure_profile(
        make_context(db, directory=FakeDirectory(identity()), options=Options(passcode_min_length=9)), caller(HOST)
    )
    assert len(existing_room(profile).passcode) == 9


def test_the_second_contact_finds_the_same_room_and_does_not_ask_slack_again(db: Database) -> None:
    directory = FakeDirectory(identity())
    first = onboarding.ensure_profile(make_context(db, directory=directory), caller(HOST))
    directory.is_available = False
    assert onboarding.ensure_profile(make_context(db, directory=directory), caller(HOST, now=LATER)) == first
    assert directory.lookups == 1


def test_first_contacts_of_one_person_at_the_same_instant_give_one_number(replicas: list[Database]) -> None:
    """PMI-11."""
    profiles = run_concurrently([partial(add_person, replicas[n % 4]) for n in range(8)])
    assert len({existing_room(profile).number for profile in profiles}) == 1
    everything = all_rows(replicas[0])
    assert {name: len(everything[name]) for name in ("accounts", "people", "rooms", "numbers", "links")} == {
        "accounts": 1,
        "people": 1,
        "rooms": 1,
        "numbers": 1,
        "links": 1,
    }


def test_first_contacts_of_many_people_at_the_same_instant_give_each_their_own(replicas: list[Database]) -> None:
    profiles = run_concurrently([partial(add_person, replicas[n % 4], f"U{n}", team=f"T{n % 2}") for n in range(8)])
    met_rooms = [existing_room(profile) for profile in profiles]
    assert len({room.number for room in met_rooms}) == len({room.link for room in met_rooms}) == 8


def test_the_same_id_in_another_workspace_is_another_person(db: Database) -> None:
    assert existing_room(add_person(db)).number != existing_room(add_person(db, team="T0ANOTHER")).number


@pytest.mark.parametrize("somebody,reason", WHY_NOT.values(), ids=WHY_NOT)
def test_guests_and_others_get_no_number_and_are_told_why(db: Database, somebody: Identity, reason: str) -> None:
    """PMI-11, ROLE-2."""
    directory = FakeDirectory(somebody)
    seen = visits.open_profile(make_context(db, directory=directory), caller(HOST))
    start = sessions.start_room(make_context(db, directory=directory), caller(HOST), "")
    assert isinstance(seen, Denied)
    assert reason in reason_text(seen.reason)
    assert start == seen
    everything = all_rows(db)
    assert [everything[name] for name in ("rooms", "numbers", "links", "sessions")] == [[], [], [], []]


def test_nothing_is_remembered_of_somebody_while_slack_cannot_say_who_they_are(db: Database) -> None:
    directory = FakeDirectory(identity())
    directory.is_available = False
    before = all_rows(db)
    with pytest.raises(SlackUnavailableError):
        visits.open_profile(make_context(db, directory=directory), caller(HOST))
    assert all_rows(db) == before
    directory.is_available = True
    assert isinstance(visits.open_profile(make_context(db, directory=directory), caller(HOST)), ProfileSnapshot)


def test_joining_the_workspace_gives_a_room_silently(db: Database) -> None:
    """PMI-11: the greeting waits for the person's own first act."""
    onboarding.on_joined(make_context(db), identity(), NOW)
    everything = all_rows(db)
    assert len(everything["rooms"]) == 1
    assert everything["deliveries"] == []
    open_profile(db, now=LATER)
    assert len(table_rows(db, "deliveries")) == 1


def test_joining_twice_gives_one_room(db: Database) -> None:
    onboarding.on_joined(make_context(db), identity(), NOW)
    number = open_profile(db).room.number
    onboarding.on_joined(make_context(db), identity(name="Ava Again"), LATER)
    seen = open_profile(db, now=LATER)
    assert (seen.room.number, seen.profile.person.name) == (number, "Ava Again")


def test_a_guest_who_joins_gets_nothing_until_they_become_a_member(db: Database) -> None:
    onboarding.on_joined(make_context(db), identity(role=Role.GUEST), NOW)
    assert table_rows(db, "rooms") == []
    identities.sync_identity(db, identity(), LATER)
    assert open_profile(db, now=LATER).room.assigned_at == LATER


def test_somebody_is_greeted_once_however_often_and_fast_they_act(replicas: list[Database]) -> None:
    add_person(replicas[0])
    run_concurrently([partial(open_profile, replicas[n % 4]) for n in range(8)])
    assert len(table_rows(replicas[0], "deliveries")) == 1


def test_a_change_of_somebody_unknown_is_not_remembered(db: Database) -> None:
    add_person(db, OTHER)
    before = all_rows(db)
    identities.sync_identity(db, identity(), NOW)
    identities.sync_identity(db, identity(OTHER, team=TeamId("T0ANOTHER")), NOW)
    assert all_rows(db) == before


def test_name_zone_and_role_follow_slack(db: Database) -> None:
    add_person(db)
    identities.sync_identity(db, identity(name="Ava B.", zone="Asia/Tokyo", role=Role.ADMIN), LATER)
    person = open_profile(db, now=LATER).profile.person
    assert (person.name, person.zone, person.role) == ("Ava B.", "Asia/Tokyo", Role.ADMIN)


@pytest.mark.parametrize(
    "changed", [identity(active=False), identity(role=Role.GUEST)], ids=["deactivated", "made a guest"]
)
def test_who_may_not_have_a_room_any_more_is_in_no_session_from_that_moment(db: Database, changed: Identity) -> None:
    room = start_room(db).room
    identities.sync_identity(db, changed, NOW)
    entry = open_page(db, by_number(room), room.token, "", NOW)
    assert isinstance(entry, Admitted)
    assert (entry.state, entry.meeting_name) == (RoomState.CLOSED, None)


def test_who_comes_back_has_the_same_number_again_and_no_open_session(db: Database) -> None:
    before = start_room(db)
    identities.sync_identity(db, identity(active=False), NOW)
    assert isinstance(visits.open_profile(make_context(db, directory=FakeDirectory()), caller(HOST)), Denied)
    soon = NOW + timedelta(minutes=5)
    identities.sync_identity(db, identity(), soon)
    seen = open_profile(db, now=soon)
    assert (seen.room, seen.session) == (before.room, None)
    assert start_room(db, now=soon).fresh


def test_a_change_of_name_ends_no_session(db: Database) -> None:
    session = start_room(db).session
    identities.sync_identity(db, identity(name="Ava B."), LATER)
    assert open_profile(db, now=NOW).session == session


def test_owners_and_admins_are_named_as_helpers_five_at_most(db: Database) -> None:
    """ROLE-2: a refusal says who can help."""
    assert approvers.admins_to_ask(db, TEAM) == []
    add_person(db, OTHER)
    add_person(db, "U0ELSEWHERE", team="T0ANOTHER", role=Role.OWNER)
    add_person(db, "U0GONE", role=Role.OWNER, active=False)
    expected = [UserId(f"U{n}") for n in range(5)]
    for n, user in enumerate([*expected, "U5"]):
        add_person(db, user, role=[Role.PRIMARY_OWNER, Role.OWNER, Role.ADMIN][n % 3])
    assert approvers.admins_to_ask(db, TEAM) == expected


def test_a_workspace_keeps_the_plan_that_it_was_first_seen_with(db: Database) -> None:
    """ROLE-3: the deployment's values only seed."""
    add_person(db)
    options = replace(OPTIONS, default_plan=Plan.FREE)
    profile = onboarding.ensure_profile(
        make_context(db, directory=FakeDirectory(identity(OTHER)), options=options), caller(OTHER, now=LATER)
    )
    assert profile.account.plan is OPTIONS.default_plan
