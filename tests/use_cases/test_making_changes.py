"""Changing what account and groups say: at once where that is enough, refused where it cannot be (APP-1, LOCK-5, section 4)."""

from datetime import timedelta

import pytest

from bot.policy.approvals import Impact
from bot.policy.audit import AuditAction
from bot.policy.changes import Change, ChangeMembers, ChangeSetting, CreateGroup, DeleteGroup, OrderGroups
from bot.policy.groups import GroupId
from bot.policy.people import Actor, PersonId, Role
from bot.policy.resolution import FROM_ACCOUNT, UNSET, Resolved
from bot.policy.settings import Setting
from bot.use_cases import approvals, groups
from bot.use_cases.approvals import Applied, MustRequest, Unchanged, make_changes
from storage import Database
from tests.databases import everything_in
from tests.factories import NOW, TEAM, met
from tests.office import (
    ADMIN,
    ANN,
    BEN,
    CAT,
    GUEST,
    LINK,
    OFF,
    OFF_LOCKED,
    ON,
    ON_LOCKED,
    OWNER,
    PMI,
    Office,
    denied,
    must_ask,
)


def test_an_admin_changes_an_account_value_at_once_and_it_is_written_down(db: Database) -> None:
    """APP-1: everything else an admin changes applies at once; AUDIT-1."""
    office = Office(db)
    assert office.change(ChangeSetting(None, LINK, OFF)) == Applied(Impact(people=6))
    assert office.resolved(ANN) == Resolved(False, FROM_ACCOUNT)
    (entry,) = office.audit()
    assert (entry.event.action, entry.event.setting, entry.cause.actor) == (AuditAction.SETTING, LINK, ADMIN)
    assert (entry.event.before, entry.event.after) == (
        {"value": None, "locked": False},
        {"value": False, "locked": False},
    )


def test_what_is_so_already_is_no_change_and_leaves_no_entry(db: Database) -> None:
    office = Office(db)
    office.change(ChangeSetting(None, LINK, OFF))
    before = everything_in(db)
    assert office.change(ChangeSetting(None, LINK, OFF)) == Unchanged()
    assert everything_in(db) == before


def test_a_lock_is_not_set_without_approval_and_its_impact_is_told(db: Database) -> None:
    """APP-1, APP-2."""
    office = Office(db)
    office.upcoming = {ANN: 2, GUEST: 5}
    before = everything_in(db)
    assert must_ask(office.change(ChangeSetting(None, PMI, OFF_LOCKED))).impact == Impact(people=6, meetings=2)
    assert everything_in(db) == before


def test_the_preview_changes_nothing_and_says_what_the_change_would_do(db: Database) -> None:
    office = Office(db)
    before = everything_in(db)
    actor = office.actor(ADMIN)
    assert approvals.preview(office.admin, TEAM, actor, ChangeSetting(None, LINK, OFF), NOW) == Impact(people=6)
    assert approvals.preview(office.admin, TEAM, actor, ChangeSetting(None, LINK, UNSET), NOW) == Unchanged()
    must_ask(approvals.preview(office.admin, TEAM, actor, ChangeSetting(None, LINK, ON_LOCKED), NOW))
    assert everything_in(db) == before


def test_of_a_form_what_needs_approval_waits_and_the_rest_is_done(db: Database) -> None:
    office = Office(db)
    wanted = [
        ChangeSetting(None, LINK, OFF),
        ChangeSetting(None, PMI, OFF_LOCKED),
        ChangeSetting(None, Setting.PMI_FOR_INSTANT, ON),
    ]
    outcomes = make_changes(office.admin, TEAM, office.actor(ADMIN), wanted, NOW)
    assert isinstance(outcomes, list)
    assert [type(outcome) for outcome in outcomes] == [Applied, MustRequest, Applied]
    assert office.layout().account == {LINK: OFF, Setting.PMI_FOR_INSTANT: ON}


def test_if_one_change_of_a_form_cannot_be_made_none_is(db: Database) -> None:
    office = Office(db)
    group = office.group("Sales", ANN)
    office.lock(PMI, ON_LOCKED)
    before = everything_in(db)
    wanted = [ChangeSetting(group, LINK, OFF), ChangeSetting(group, PMI, OFF)]
    refused = make_changes(office.admin, TEAM, office.actor(ADMIN), wanted, NOW)
    assert "locked by the account" in denied(refused)
    assert everything_in(db) == before


def test_a_group_cannot_change_or_lock_what_the_account_locked(db: Database) -> None:
    """LOCK-5; LOCK-3: and what it said before is kept."""
    office = Office(db)
    group = office.group("Sales", ANN, stands={LINK: OFF})
    office.lock(LINK, ON_LOCKED)
    for stand in (ON, ON_LOCKED, UNSET):
        assert "locked by the account" in denied(office.change(ChangeSetting(group, LINK, stand), by=OWNER))
    office.lock(LINK, ON)
    assert office.resolved(ANN).value is False


def test_a_group_admin_changes_their_own_group_and_no_other_one(db: Database) -> None:
    """Section 4."""
    office = Office(db)
    mine, other = office.group("Mine", BEN), office.group("Other")
    groups.name_group_admin(db, TEAM, office.actor(ADMIN), mine, ANN, NOW)
    assert office.change(ChangeSetting(mine, LINK, OFF), by=ANN) == Applied(Impact(people=1))
    assert office.change(ChangeMembers(mine, add=office.people(CAT)), by=ANN) == Applied(Impact(people=1))
    assert must_ask(office.change(ChangeSetting(mine, LINK, ON_LOCKED), by=ANN)).impact == Impact(people=2)
    before = everything_in(db)
    others: list[Change] = [
        ChangeSetting(other, LINK, OFF),
        ChangeMembers(other, add=office.people(CAT)),
        ChangeSetting(None, LINK, OFF),
        DeleteGroup(mine),
        CreateGroup("New", 1),
        OrderGroups((other, mine)),
    ]
    for change in others:
        denied(office.change(change, by=ANN))
    assert everything_in(db) == before


def test_a_group_admin_who_became_a_guest_changes_nothing(db: Database) -> None:
    """ROLE-1."""
    office = Office(db)
    mine = office.group("Mine", BEN)
    groups.name_group_admin(db, TEAM, office.actor(ADMIN), mine, ANN, NOW)
    for role, active in ((Role.GUEST, True), (Role.EXTERNAL, True), (Role.MEMBER, False)):
        office.become(ANN, role, active=active)
        denied(office.change(ChangeSetting(mine, LINK, OFF), by=ANN))


def test_a_group_admin_adds_nobody_who_is_in_a_group_of_higher_priority(db: Database) -> None:
    """APP-1."""
    office = Office(db)
    office.group("Above", CAT)
    mine = office.group("Mine")
    office.group("Below", BEN)
    groups.name_group_admin(db, TEAM, office.actor(ADMIN), mine, ANN, NOW)
    assert "comes before" in denied(office.change(ChangeMembers(mine, add=office.people(BEN, CAT)), by=ANN))
    assert isinstance(office.change(ChangeMembers(mine, add=office.people(BEN)), by=ANN), Applied)
    assert isinstance(office.change(ChangeMembers(mine, add=office.people(CAT)), by=ADMIN), Applied)


@pytest.mark.parametrize("user", [ANN, GUEST])
def test_whoever_is_no_admin_is_refused_and_learns_nothing(db: Database, user: str) -> None:
    """Section 4, ROLE-1."""
    office = Office(db)
    existing = office.group("Sales")
    before = everything_in(db)
    by = ANN if user == ANN else GUEST
    answers = {denied(office.change(ChangeSetting(group, LINK, OFF), by=by)) for group in (existing, GroupId(99))}
    assert len(answers) == 1
    assert everything_in(db) == before


def test_a_role_from_long_ago_changes_nothing(db: Database) -> None:
    """ROLE-1: a form that was open for long is saved by today's role."""
    office = Office(db)
    stale = Actor(ADMIN, Role.ADMIN, NOW - timedelta(minutes=2))
    assert "try again" in denied(make_changes(office.admin, TEAM, stale, [ChangeSetting(None, LINK, OFF)], NOW))


def test_people_of_another_workspace_and_invented_ids_come_into_no_group(db: Database) -> None:
    """Section 12."""
    office = Office(db)
    group = office.group("Sales")
    stranger = met(db, "U9", team="T9").person.id
    before = everything_in(db)
    for person in (stranger, PersonId(10**8)):
        assert "workspace" in denied(office.change(ChangeMembers(group, add=frozenset({person}))))
        assert "workspace" in denied(office.change(CreateGroup("New", 1, members=frozenset({person}))))
    assert everything_in(db) == before


def test_a_group_is_created_in_its_place_with_all_that_belongs_to_it(db: Database) -> None:
    office = Office(db)
    office.group("First")
    office.group("Last")
    new = CreateGroup("Second", 2, {LINK: OFF, PMI: UNSET}, office.people(ANN, BEN))
    assert office.change(new) == Applied(Impact(people=2))
    assert [(group.name, dict(group.states)) for group in office.layout().groups] == [
        ("First", {}),
        ("Second", {LINK: OFF}),
        ("Last", {}),
    ]
    assert office.resolved(ANN).source.name == "Second"


def test_a_second_group_of_the_same_name_is_refused(db: Database) -> None:
    office = Office(db)
    office.group("Sales")
    assert "already" in denied(office.change(CreateGroup("SALES", 1)))


def test_bringing_somebody_into_a_group_twice_changes_nothing(db: Database) -> None:
    office = Office(db)
    group = office.group("Sales", ANN)
    assert office.change(ChangeMembers(group, add=office.people(ANN))) == Unchanged()
    assert office.change(ChangeMembers(group, office.people(ANN), office.people(ANN))) == Unchanged()
    assert office.change(ChangeMembers(group, office.people(ANN, BEN), office.people(CAT))) == Applied(Impact())
    added = [entry.event.person for entry in office.audit() if entry.event.action is AuditAction.MEMBER_ADDED]
    assert added == [office.ids[ANN], office.ids[BEN]]


def test_an_order_of_other_groups_than_there_are_is_refused(db: Database) -> None:
    office = Office(db)
    first, second = office.group("A"), office.group("B")
    assert office.change(OrderGroups((second, first))) == Applied(Impact())
    assert "changed meanwhile" in denied(office.change(OrderGroups((first,))))
    assert [group.id for group in office.layout().groups] == [second, first]


def test_a_person_in_four_groups_with_contradicting_locks(db: Database) -> None:
    """LOCK-1 (b), with an account lock over them and its lifting."""
    office = Office(db)
    for name, stands in (("A", {}), ("B", {LINK: OFF_LOCKED}), ("C", {LINK: ON_LOCKED}), ("D", {LINK: OFF})):
        office.group(name, ANN, stands=stands)
    assert (office.resolved(ANN).value, office.resolved(ANN).source.name) == (False, "B")
    office.lock(LINK, ON_LOCKED)
    assert office.resolved(ANN) == Resolved(True, FROM_ACCOUNT, FROM_ACCOUNT)
    office.lock(LINK, UNSET)
    assert (office.resolved(ANN).value, office.resolved(ANN).source.name) == (False, "B")
    b = office.layout().groups[1].id
    office.force(DeleteGroup(b))
    assert (office.resolved(ANN).value, office.resolved(ANN).source.name) == (True, "C")


@pytest.mark.parametrize("kind", ["order", "above", "emptied", "deleted", "imported", "removed above"])
def test_a_change_of_groups_that_changes_locked_values_needs_approval(db: Database, kind: str) -> None:
    """APP-1, for every kind of change."""
    office = Office(db)
    first = office.group("First", ANN, stands={LINK: ON_LOCKED})
    second = office.group("Second", ANN, BEN, stands={LINK: OFF_LOCKED})
    changes: dict[str, Change] = {
        "order": OrderGroups((second, first)),
        "above": CreateGroup("New", 1, {LINK: OFF}, office.people(ANN)),
        "emptied": ChangeMembers(first, remove=office.people(ANN)),
        "deleted": DeleteGroup(first),
        "imported": ChangeMembers(first, add=office.people(ANN, BEN, CAT)),
        "removed above": ChangeMembers(second, remove=office.people(BEN)),
    }
    assert must_ask(office.change(changes[kind])).impact.people == 1
