"""Changing what account and groups say: at once where that is enough, refused where it cannot be (APP-1, LOCK-5, section 4)."""

from datetime import timedelta

import pytest

from bot.policy.approvals.changes import Change, ChangeMembers, ChangeSetting, CreateGroup, DeleteGroup, OrderGroups
from bot.policy.approvals.impact import Impact
from bot.policy.audit.events import AuditAction
from bot.policy.ids import GroupId, PersonId
from bot.policy.people.people import Actor, Role
from bot.policy.settings.catalogue import Setting
from bot.policy.settings.lock_resolution import FROM_ACCOUNT, UNSET, Resolved
from bot.use_cases.approvals import groups, requests
from bot.use_cases.approvals.requests import Applied, MustRequest, Unchanged, make_changes
from storage import Database
from tests.support.database.databases import all_rows
from tests.support.database.recorded_statements import reads_of, recorded_statements
from tests.support.factories.people import NOW, add_person, caller, make_context
from tests.support.fixtures.admin_fixture import (
    ADMIN,
    ANN,
    BEN,
    CAT,
    GUEST,
    OFF,
    OFF_LOCKED,
    ON,
    ON_LOCKED,
    OWNER,
    PASSCODE_IN_LINK,
    PMI_ENABLED,
    AdminHarness,
    expect_denied,
    expect_must_request,
)


def test_an_admin_changes_an_account_value_at_once_and_it_is_written_down(harness: AdminHarness) -> None:
    """APP-1: everything else an admin changes applies at once; AUDIT-1."""
    assert harness.change(ChangeSetting(None, PASSCODE_IN_LINK, OFF)) == Applied(Impact(people=6))
    assert harness.resolved(ANN) == Resolved(False, FROM_ACCOUNT)
    (entry,) = harness.audit_entries()
    assert (entry.event.action, entry.event.setting, entry.cause.actor) == (
        AuditAction.SETTING,
        PASSCODE_IN_LINK,
        ADMIN,
    )
    assert (entry.event.before, entry.event.after) == (
        {"value": None, "locked": False},
        {"value": False, "locked": False},
    )


def test_what_is_so_already_is_no_change_and_leaves_no_entry(db: Database, harness: AdminHarness) -> None:
    harness.change(ChangeSetting(None, PASSCODE_IN_LINK, OFF))
    before = all_rows(db)
    assert harness.change(ChangeSetting(None, PASSCODE_IN_LINK, OFF)) == Unchanged()
    assert all_rows(db) == before


def test_a_lock_is_not_set_without_approval_and_its_impact_is_told(db: Database, harness: AdminHarness) -> None:
    """APP-1, APP-2."""
    harness.plan_on_pmi({ANN: 2, GUEST: 5})
    before = all_rows(db)
    assert expect_must_request(harness.change(ChangeSetting(None, PMI_ENABLED, OFF_LOCKED))).impact == Impact(
        people=6, meetings=2
    )
    assert all_rows(db) == before


def test_the_preview_changes_nothing_and_says_what_the_change_would_do(db: Database, harness: AdminHarness) -> None:
    before = all_rows(db)
    actor = harness.actor(ADMIN)
    assert requests.preview(harness.context, caller(actor), ChangeSetting(None, PASSCODE_IN_LINK, OFF)) == Impact(
        people=6
    )
    assert requests.preview(harness.context, caller(actor), ChangeSetting(None, PASSCODE_IN_LINK, UNSET)) == Unchanged()
    expect_must_request(
        requests.preview(harness.context, caller(actor), ChangeSetting(None, PASSCODE_IN_LINK, ON_LOCKED))
    )
    assert all_rows(db) == before


def test_the_preview_reads_the_people_once_and_their_meetings_once(harness: AdminHarness) -> None:
    """APP-2: one statement each, and no subquery that reads them again."""
    harness.plan_on_pmi({ANN: 2, BEN: 1})
    actor = harness.actor(ADMIN)
    with recorded_statements() as asked:
        seen = requests.preview(harness.context, caller(actor), ChangeSetting(None, PMI_ENABLED, OFF_LOCKED))
    assert expect_must_request(seen).impact == Impact(people=6, meetings=3)
    assert (reads_of("people", asked), reads_of("meetings", asked)) == ([1], [1])


def test_of_a_form_what_needs_approval_waits_and_the_rest_is_done(harness: AdminHarness) -> None:
    wanted = [
        ChangeSetting(None, PASSCODE_IN_LINK, OFF),
        ChangeSetting(None, PMI_ENABLED, OFF_LOCKED),
        ChangeSetting(None, Setting.PMI_FOR_INSTANT, ON),
    ]
    outcomes = make_changes(harness.context, caller(harness.actor(ADMIN)), wanted)
    assert isinstance(outcomes, list)
    assert [type(outcome) for outcome in outcomes] == [Applied, MustRequest, Applied]
    assert harness.settings_tree().account == {PASSCODE_IN_LINK: OFF, Setting.PMI_FOR_INSTANT: ON}


def test_if_one_change_of_a_form_cannot_be_made_none_is(db: Database, harness: AdminHarness) -> None:
    group = harness.create_group("Sales", ANN)
    harness.apply_setting(PMI_ENABLED, ON_LOCKED)
    before = all_rows(db)
    wanted = [ChangeSetting(group, PASSCODE_IN_LINK, OFF), ChangeSetting(group, PMI_ENABLED, OFF)]
    refused = make_changes(harness.context, caller(harness.actor(ADMIN)), wanted)
    assert "locked by the account" in expect_denied(refused)
    assert all_rows(db) == before


def test_a_group_cannot_change_or_lock_what_the_account_locked(harness: AdminHarness) -> None:
    """LOCK-5; LOCK-3: and what it said before is kept."""
    group = harness.create_group("Sales", ANN, states={PASSCODE_IN_LINK: OFF})
    harness.apply_setting(PASSCODE_IN_LINK, ON_LOCKED)
    for stand in (ON, ON_LOCKED, UNSET):
        assert "locked by the account" in expect_denied(
            harness.change(ChangeSetting(group, PASSCODE_IN_LINK, stand), by=OWNER)
        )
    harness.apply_setting(PASSCODE_IN_LINK, ON)
    assert harness.resolved(ANN).value is False


def test_a_group_admin_changes_their_own_group_and_no_other_one(db: Database, harness: AdminHarness) -> None:
    """Section 4."""
    mine, other = harness.create_group("Mine", BEN), harness.create_group("Other")
    groups.name_group_admin(make_context(db), caller(harness.actor(ADMIN)), mine, ANN)
    assert harness.change(ChangeSetting(mine, PASSCODE_IN_LINK, OFF), by=ANN) == Applied(Impact(people=1))
    assert harness.change(ChangeMembers(mine, add=harness.people(CAT)), by=ANN) == Applied(Impact(people=1))
    assert expect_must_request(
        harness.change(ChangeSetting(mine, PASSCODE_IN_LINK, ON_LOCKED), by=ANN)
    ).impact == Impact(people=2)
    before = all_rows(db)
    others: list[Change] = [
        ChangeSetting(other, PASSCODE_IN_LINK, OFF),
        ChangeMembers(other, add=harness.people(CAT)),
        ChangeSetting(None, PASSCODE_IN_LINK, OFF),
        DeleteGroup(mine),
        CreateGroup("New", 1),
        OrderGroups((other, mine)),
    ]
    for change in others:
        expect_denied(harness.change(change, by=ANN))
    assert all_rows(db) == before


def test_a_group_admin_who_became_a_guest_changes_nothing(db: Database, harness: AdminHarness) -> None:
    """ROLE-1."""
    mine = harness.create_group("Mine", BEN)
    groups.name_group_admin(make_context(db), caller(harness.actor(ADMIN)), mine, ANN)
    for role, active in ((Role.GUEST, True), (Role.EXTERNAL, True), (Role.MEMBER, False)):
        harness.set_slack_role(ANN, role, active=active)
        expect_denied(harness.change(ChangeSetting(mine, PASSCODE_IN_LINK, OFF), by=ANN))


def test_a_group_admin_adds_nobody_who_is_in_a_group_of_higher_priority(db: Database, harness: AdminHarness) -> None:
    """APP-1."""
    harness.create_group("Above", CAT)
    mine = harness.create_group("Mine")
    harness.create_group("Below", BEN)
    groups.name_group_admin(make_context(db), caller(harness.actor(ADMIN)), mine, ANN)
    assert "comes before" in expect_denied(harness.change(ChangeMembers(mine, add=harness.people(BEN, CAT)), by=ANN))
    assert isinstance(harness.change(ChangeMembers(mine, add=harness.people(BEN)), by=ANN), Applied)
    assert isinstance(harness.change(ChangeMembers(mine, add=harness.people(CAT)), by=ADMIN), Applied)


@pytest.mark.parametrize("user", [ANN, GUEST])
def test_whoever_is_no_admin_is_refused_and_learns_nothing(db: Database, harness: AdminHarness, user: str) -> None:
    """Section 4, ROLE-1."""
    existing = harness.create_group("Sales")
    before = all_rows(db)
    by = ANN if user == ANN else GUEST
    answers = {
        expect_denied(harness.change(ChangeSetting(group, PASSCODE_IN_LINK, OFF), by=by))
        for group in (existing, GroupId(99))
    }
    assert len(answers) == 1
    assert all_rows(db) == before


def test_a_role_from_long_ago_changes_nothing(harness: AdminHarness) -> None:
    """ROLE-1: a form that was open for long is saved by today's role."""
    stale = Actor(ADMIN, Role.ADMIN, NOW - timedelta(minutes=2))
    assert "try again" in expect_denied(
        make_changes(harness.context, caller(stale), [ChangeSetting(None, PASSCODE_IN_LINK, OFF)])
    )


def test_people_of_another_workspace_and_invented_ids_come_into_no_group(db: Database, harness: AdminHarness) -> None:
    """Section 12."""
    group = harness.create_group("Sales")
    stranger = add_person(db, "U9", team="T9").person.id
    before = all_rows(db)
    for person in (stranger, PersonId(10**8)):
        assert "workspace" in expect_denied(harness.change(ChangeMembers(group, add=frozenset({person}))))
        assert "workspace" in expect_denied(harness.change(CreateGroup("New", 1, members=frozenset({person}))))
    assert all_rows(db) == before


def test_a_group_is_created_in_its_place_with_all_that_belongs_to_it(harness: AdminHarness) -> None:
    harness.create_group("First")
    harness.create_group("Last")
    new = CreateGroup("Second", 2, {PASSCODE_IN_LINK: OFF, PMI_ENABLED: UNSET}, harness.people(ANN, BEN))
    assert harness.change(new) == Applied(Impact(people=2))
    assert [(group.name, dict(group.states)) for group in harness.settings_tree().groups] == [
        ("First", {}),
        ("Second", {PASSCODE_IN_LINK: OFF}),
        ("Last", {}),
    ]
    assert harness.resolved(ANN).source.name == "Second"


def test_a_second_group_of_the_same_name_is_refused(harness: AdminHarness) -> None:
    harness.create_group("Sales")
    assert "already" in expect_denied(harness.change(CreateGroup("SALES", 1)))


def test_bringing_somebody_into_a_group_twice_changes_nothing(harness: AdminHarness) -> None:
    group = harness.create_group("Sales", ANN)
    assert harness.change(ChangeMembers(group, add=harness.people(ANN))) == Unchanged()
    assert harness.change(ChangeMembers(group, harness.people(ANN), harness.people(ANN))) == Unchanged()
    assert harness.change(ChangeMembers(group, harness.people(ANN, BEN), harness.people(CAT))) == Applied(Impact())
    added = [entry.event.person for entry in harness.audit_entries() if entry.event.action is AuditAction.MEMBER_ADDED]
    assert added == [harness.ids[ANN], harness.ids[BEN]]


def test_an_order_of_other_groups_than_there_are_is_refused(harness: AdminHarness) -> None:
    first, second = harness.create_group("A"), harness.create_group("B")
    assert harness.change(OrderGroups((second, first))) == Applied(Impact())
    assert "changed meanwhile" in expect_denied(harness.change(OrderGroups((first,))))
    assert [group.id for group in harness.settings_tree().groups] == [second, first]


def test_a_person_in_four_groups_with_contradicting_locks(harness: AdminHarness) -> None:
    """LOCK-1 (b), with an account lock over them and its lifting."""
    for name, stands in (
        ("A", {}),
        ("B", {PASSCODE_IN_LINK: OFF_LOCKED}),
        ("C", {PASSCODE_IN_LINK: ON_LOCKED}),
        ("D", {PASSCODE_IN_LINK: OFF}),
    ):
        harness.create_group(name, ANN, states=stands)
    assert (harness.resolved(ANN).value, harness.resolved(ANN).source.name) == (False, "B")
    harness.apply_setting(PASSCODE_IN_LINK, ON_LOCKED)
    assert harness.resolved(ANN) == Resolved(True, FROM_ACCOUNT, FROM_ACCOUNT)
    harness.apply_setting(PASSCODE_IN_LINK, UNSET)
    assert (harness.resolved(ANN).value, harness.resolved(ANN).source.name) == (False, "B")
    b = harness.settings_tree().groups[1].id
    harness.apply_directly(DeleteGroup(b))
    assert (harness.resolved(ANN).value, harness.resolved(ANN).source.name) == (True, "C")


@pytest.mark.parametrize("kind", ["order", "above", "emptied", "deleted", "imported", "removed above"])
def test_a_change_of_groups_that_changes_locked_values_needs_approval(harness: AdminHarness, kind: str) -> None:
    """APP-1, for every kind of change."""
    first = harness.create_group("First", ANN, states={PASSCODE_IN_LINK: ON_LOCKED})
    second = harness.create_group("Second", ANN, BEN, states={PASSCODE_IN_LINK: OFF_LOCKED})
    changes: dict[str, Change] = {
        "order": OrderGroups((second, first)),
        "above": CreateGroup("New", 1, {PASSCODE_IN_LINK: OFF}, harness.people(ANN)),
        "emptied": ChangeMembers(first, remove=harness.people(ANN)),
        "deleted": DeleteGroup(first),
        "imported": ChangeMembers(first, add=harness.people(ANN, BEN, CAT)),
        "removed above": ChangeMembers(second, remove=harness.people(BEN)),
    }
    assert expect_must_request(harness.change(changes[kind])).impact.people == 1
