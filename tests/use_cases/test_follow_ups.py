"""What a decision leads to for people: open rooms close at once, passcodes and messages follow in portions (LOCK-6 to LOCK-8, APP-6)."""

from collections.abc import Collection

import pytest

from bot.policy.audit import AuditAction
from bot.policy.changes import ChangeMembers, ChangeSetting
from bot.policy.follow_ups import BATCH_SIZE
from bot.policy.people import Role, UserId
from bot.policy.resolution import UNSET
from bot.policy.settings import Setting
from bot.use_cases import people
from bot.use_cases.follow_ups import MEETINGS_STOPPED, PASSCODE_GIVEN, run_follow_ups
from storage import Database
from storage import rooms as room_store
from storage.tables import follow_ups
from tests.crowds import crowd_like
from tests.factories import NOW, TEAM, identity, started
from tests.office import ADMIN, ANN, BEN, CAT, LINK, OFF, OFF_LOCKED, ON, ON_LOCKED, OWNER, PMI, Office
from tests.together import at_once

REQUIRED = Setting.PMI_PASSCODE_REQUIRED


def passcodes(office: Office) -> dict[UserId, str]:
    found = {}
    for user in office.ids:
        with office.db.read() as tx:
            profile = room_store.profile(tx, TEAM, user)
        if profile is not None and profile.room is not None:
            found[user] = profile.room.passcode
    return found


def is_open(office: Office, user: UserId) -> bool:
    with office.db.read() as tx:
        profile = room_store.profile(tx, TEAM, user)
    return profile is not None and profile.session is not None


def bare(office: Office, users: Collection[UserId] = (ANN, BEN)) -> None:
    """Rooms of theirs have no passcode, and need none."""
    office.lock(REQUIRED, OFF)
    for user in users:
        with office.db.write(TEAM) as tx:
            profile = room_store.profile(tx, TEAM, user)
            assert profile is not None
            assert profile.room is not None
            room_store.set_passcode(tx, profile.room.id, "", "token")


def portions(db: Database) -> int:
    with db.read() as tx:
        return len(tx.execute(follow_ups.select()).all())


def test_rooms_that_are_switched_off_close_in_the_transaction_of_the_decision(db: Database) -> None:
    """LOCK-6, LOCK-8: from the instant of the decision; others stay open."""
    office = Office(db)
    group = office.group("Sales", ANN)
    started(db, ANN)
    started(db, BEN)
    office.approve(office.ask(ChangeSetting(group, PMI, OFF_LOCKED)))
    assert (is_open(office, ANN), is_open(office, BEN)) == (False, True)


def test_a_passcode_rule_gives_each_bare_room_a_passcode_and_tells_its_host(db: Database) -> None:
    """LOCK-7."""
    office = Office(db)
    bare(office)
    before = passcodes(office)
    office.approve(office.ask(ChangeSetting(None, REQUIRED, ON_LOCKED)))
    assert passcodes(office) == before
    while run_follow_ups(office.admin, NOW):
        pass
    after = passcodes(office)
    assert {user for user in after if after[user] != before[user]} == {ANN, BEN}
    assert all(len(after[user]) == 6 and after[user].isdigit() for user in (ANN, BEN))
    assert sorted(office.owed_to(PASSCODE_GIVEN)) == [ANN, BEN]
    entries = [entry.event for entry in office.audit() if entry.event.action is AuditAction.PASSCODE]
    assert {(entry.person, entry.before, entry.after) for entry in entries} == {
        (office.ids[ANN], False, True),
        (office.ids[BEN], False, True),
    }


def test_a_bare_room_gets_its_passcode_also_when_the_rule_comes_to_bear_by_another_way(db: Database) -> None:
    """LOCK-7, LOCK-4: by joining a group, or by the PMI coming back."""
    office = Office(db)
    bare(office, [ANN, BEN])
    group = office.group("Strict", stands={REQUIRED: ON})
    office.change(ChangeMembers(group, add=office.people(ANN)))
    run_follow_ups(office.admin, NOW)
    office.group("Off", BEN, stands={PMI: OFF, REQUIRED: ON})
    run_follow_ups(office.admin, NOW)
    assert (passcodes(office)[ANN] != "", passcodes(office)[BEN]) == (True, "")
    office.lock(PMI, ON_LOCKED)
    run_follow_ups(office.admin, NOW)
    assert passcodes(office)[BEN] != ""


def test_a_rule_that_was_lifted_before_its_portion_came_up_gives_no_passcode(db: Database) -> None:
    """LOCK-8: each portion is done by the settings of its moment."""
    office = Office(db)
    bare(office)
    office.lock(REQUIRED, ON_LOCKED)
    office.lock(REQUIRED, OFF)
    while run_follow_ups(office.admin, NOW):
        pass
    assert passcodes(office)[ANN] == ""
    assert office.owed_to(PASSCODE_GIVEN) == []


def test_every_host_whose_meetings_stop_working_gets_one_message_of_the_decision(db: Database) -> None:
    """APP-6."""
    office = Office(db)
    office.upcoming = {ANN: 2, CAT: 1}
    group = office.group("Sales", ANN, BEN)
    office.approve(office.ask(ChangeSetting(group, PMI, OFF_LOCKED)))
    while run_follow_ups(office.admin, NOW):
        pass
    assert office.owed_to(MEETINGS_STOPPED) == [ANN]


def test_two_decisions_that_stop_meetings_are_told_each(db: Database) -> None:
    office = Office(db)
    office.upcoming = {ANN: 2}
    for stand in (OFF, ON, OFF):
        office.lock(PMI, stand)
        run_follow_ups(office.admin, NOW)
    assert office.owed_to(MEETINGS_STOPPED) == [ANN, ANN]


def test_who_has_the_pmi_back_before_their_portion_came_up_is_not_alarmed(db: Database) -> None:
    office = Office(db)
    office.upcoming = {ANN: 2}
    office.lock(PMI, OFF)
    office.lock(PMI, UNSET)
    run_follow_ups(office.admin, NOW)
    assert office.owed_to(MEETINGS_STOPPED) == []


def test_a_thousand_people_are_done_in_portions_by_several_workers_and_each_once(
    replicas: list[Database],
) -> None:
    """LOCK-8: resumable, and nobody is told twice whoever does the work."""
    office = Office(replicas[0])
    office.lock(REQUIRED, OFF)
    many = crowd_like(office.db, office.ids[ANN], 1000)
    office.approve(office.ask(ChangeSetting(None, REQUIRED, ON_LOCKED)))
    assert portions(office.db) > 1000 // BATCH_SIZE
    assert run_follow_ups(office.admin, NOW, most=1) == 1
    offices = [Office(replica) for replica in replicas]
    at_once([lambda each=each: run_follow_ups(each.admin, NOW, most=50) for each in offices])  # type: ignore[misc] # a default binds the loop's value
    while run_follow_ups(office.admin, NOW):
        pass
    assert portions(office.db) == 0
    told = office.owed_to(PASSCODE_GIVEN)
    assert len(told) == len(set(told)) == len(many)
    with office.db.read() as tx:
        assert room_store.without_passcode(tx, many) == {}


@pytest.mark.parametrize("by", [ADMIN, OWNER])
def test_what_follows_is_by_whoever_decided(db: Database, by: UserId) -> None:
    """AUDIT-1."""
    office = Office(db)
    bare(office, [ANN])
    office.change(ChangeSetting(None, REQUIRED, ON), by=by)
    run_follow_ups(office.admin, NOW)
    assert [entry.cause.actor for entry in office.audit() if entry.event.action is AuditAction.PASSCODE] == [by]


def test_people_without_a_right_to_a_room_get_nothing(db: Database) -> None:
    office = Office(db)
    bare(office, [ANN])
    people.sync_identity(db, identity(ANN, role=Role.GUEST), NOW)
    office.lock(REQUIRED, ON)
    run_follow_ups(office.admin, NOW)
    assert passcodes(office)[ANN] == ""


def test_a_change_that_touches_no_room_leaves_nothing_to_do(db: Database) -> None:
    office = Office(db)
    office.lock(LINK, OFF)
    assert portions(db) == 0
    assert run_follow_ups(office.admin, NOW) == 0
