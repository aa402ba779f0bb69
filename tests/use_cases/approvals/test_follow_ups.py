"""What a decision leads to for people: open rooms close at once, passcodes and messages follow in batches (LOCK-6 to LOCK-8, APP-6)."""

from collections.abc import Collection

import pytest

from bot.policy.approvals.changes import ChangeMembers, ChangeSetting
from bot.policy.approvals.follow_ups import BATCH_SIZE
from bot.policy.audit.events import AuditAction
from bot.policy.ids import UserId
from bot.policy.people.people import Role
from bot.policy.settings.lock_resolution import UNSET
from bot.use_cases.approvals.follow_ups import run_follow_ups
from bot.use_cases.deliveries.outbox import MessageKind
from bot.use_cases.people import identities
from storage import Database
from storage.rooms import rooms as room_store
from storage.tables.settings_and_approvals import follow_ups
from tests.support.factories.many_people import copy_person
from tests.support.factories.people import NOW, TEAM, identity, start_room
from tests.support.fixtures.admin_fixture import (
    ADMIN,
    ANN,
    BEN,
    CAT,
    OFF,
    OFF_LOCKED,
    ON,
    ON_LOCKED,
    OWNER,
    PASSCODE_IN_LINK,
    PASSCODE_REQUIRED,
    PMI_ENABLED,
    AdminHarness,
)
from tests.support.machine.threads import run_concurrently


def passcodes(harness: AdminHarness) -> dict[UserId, str]:
    found = {}
    for user in harness.ids:
        with harness.db.read() as tx:
            profile = room_store.profile(tx, TEAM, user)
        if profile is not None and profile.room is not None:
            found[user] = profile.room.passcode
    return found


def is_open(harness: AdminHarness, user: UserId) -> bool:
    with harness.db.read() as tx:
        profile = room_store.profile(tx, TEAM, user)
    return profile is not None and profile.session is not None


def bare(harness: AdminHarness, users: Collection[UserId] = (ANN, BEN)) -> None:
    """Rooms of theirs have no passcode, and need none."""
    harness.apply_setting(PASSCODE_REQUIRED, OFF)
    for user in users:
        with harness.db.write(TEAM) as tx:
            profile = room_store.profile(tx, TEAM, user)
            assert profile is not None
            assert profile.room is not None
            room_store.set_passcode(tx, profile.room.id, "", "token")


def batches(db: Database) -> int:
    with db.read() as tx:
        return len(tx.execute(follow_ups.select()).all())


def test_rooms_that_are_switched_off_close_in_the_transaction_of_the_decision(
    db: Database, harness: AdminHarness
) -> None:
    """LOCK-6, LOCK-8: from the instant of the decision; others stay open."""
    group = harness.create_group("Sales", ANN)
    start_room(db, ANN)
    start_room(db, BEN)
    harness.approve(harness.request_change(ChangeSetting(group, PMI_ENABLED, OFF_LOCKED)))
    assert (is_open(harness, ANN), is_open(harness, BEN)) == (False, True)


def test_a_passcode_rule_gives_each_bare_room_a_passcode_and_tells_its_host(harness: AdminHarness) -> None:
    """LOCK-7."""
    bare(harness)
    before = passcodes(harness)
    harness.approve(harness.request_change(ChangeSetting(None, PASSCODE_REQUIRED, ON_LOCKED)))
    assert passcodes(harness) == before
    while run_follow_ups(harness.context, NOW):
        pass
    after = passcodes(harness)
    assert {user for user in after if after[user] != before[user]} == {ANN, BEN}
    assert all(len(after[user]) == 6 and after[user].isdigit() for user in (ANN, BEN))
    assert sorted(harness.recipients_of(MessageKind.PASSCODE_GIVEN)) == [ANN, BEN]
    entries = [entry.event for entry in harness.audit_entries() if entry.event.action is AuditAction.PASSCODE]
    assert {(entry.person, entry.before, entry.after) for entry in entries} == {
        (harness.ids[ANN], False, True),
        (harness.ids[BEN], False, True),
    }


def test_a_bare_room_gets_its_passcode_also_when_the_rule_comes_to_bear_by_another_way(harness: AdminHarness) -> None:
    """LOCK-7, LOCK-4: by joining a group, or by the PMI coming back."""
    bare(harness, [ANN, BEN])
    group = harness.create_group("Strict", states={PASSCODE_REQUIRED: ON})
    harness.change(ChangeMembers(group, add=harness.people(ANN)))
    run_follow_ups(harness.context, NOW)
    harness.create_group("Off", BEN, states={PMI_ENABLED: OFF, PASSCODE_REQUIRED: ON})
    run_follow_ups(harness.context, NOW)
    assert (passcodes(harness)[ANN] != "", passcodes(harness)[BEN]) == (True, "")
    harness.apply_setting(PMI_ENABLED, ON_LOCKED)
    run_follow_ups(harness.context, NOW)
    assert passcodes(harness)[BEN] != ""


def test_a_rule_that_was_lifted_before_its_batch_came_up_gives_no_passcode(harness: AdminHarness) -> None:
    """LOCK-8: each batch is done by the settings of its moment."""
    bare(harness)
    harness.apply_setting(PASSCODE_REQUIRED, ON_LOCKED)
    harness.apply_setting(PASSCODE_REQUIRED, OFF)
    while run_follow_ups(harness.context, NOW):
        pass
    assert passcodes(harness)[ANN] == ""
    assert harness.recipients_of(MessageKind.PASSCODE_GIVEN) == []


def test_every_host_whose_meetings_stop_working_gets_one_message_of_the_decision(harness: AdminHarness) -> None:
    """APP-6."""
    harness.plan_on_pmi({ANN: 2, CAT: 1})
    group = harness.create_group("Sales", ANN, BEN)
    harness.approve(harness.request_change(ChangeSetting(group, PMI_ENABLED, OFF_LOCKED)))
    while run_follow_ups(harness.context, NOW):
        pass
    assert harness.recipients_of(MessageKind.MEETINGS_STOPPED) == [ANN]


def test_two_decisions_that_stop_meetings_are_told_each(harness: AdminHarness) -> None:
    harness.plan_on_pmi({ANN: 2})
    for stand in (OFF, ON, OFF):
        harness.apply_setting(PMI_ENABLED, stand)
        run_follow_ups(harness.context, NOW)
    assert harness.recipients_of(MessageKind.MEETINGS_STOPPED) == [ANN, ANN]


def test_who_has_the_pmi_back_before_their_batch_came_up_is_not_alarmed(harness: AdminHarness) -> None:
    harness.plan_on_pmi({ANN: 2})
    harness.apply_setting(PMI_ENABLED, OFF)
    harness.apply_setting(PMI_ENABLED, UNSET)
    run_follow_ups(harness.context, NOW)
    assert harness.recipients_of(MessageKind.MEETINGS_STOPPED) == []


def test_a_thousand_people_are_done_in_batches_by_several_workers_and_each_once(
    replicas: list[Database],
) -> None:
    """LOCK-8: resumable, and nobody is told twice whoever does the work."""
    harness = AdminHarness(replicas[0])
    harness.apply_setting(PASSCODE_REQUIRED, OFF)
    many = copy_person(harness.db, harness.ids[ANN], 1000)
    harness.approve(harness.request_change(ChangeSetting(None, PASSCODE_REQUIRED, ON_LOCKED)))
    assert batches(harness.db) > 1000 // BATCH_SIZE
    assert run_follow_ups(harness.context, NOW, most=1) == 1
    harnesses = [AdminHarness(replica) for replica in replicas]
    run_concurrently([lambda each=each: run_follow_ups(each.context, NOW, most=50) for each in harnesses])  # type: ignore[misc] # a default binds the loop's value
    while run_follow_ups(harness.context, NOW):
        pass
    assert batches(harness.db) == 0
    recipients = harness.recipients_of(MessageKind.PASSCODE_GIVEN)
    assert len(recipients) == len(set(recipients)) == len(many)
    with harness.db.read() as tx:
        assert room_store.without_passcode(tx, many) == []


@pytest.mark.parametrize("by", [ADMIN, OWNER])
def test_what_follows_is_by_whoever_decided(harness: AdminHarness, by: UserId) -> None:
    """AUDIT-1."""
    bare(harness, [ANN])
    harness.change(ChangeSetting(None, PASSCODE_REQUIRED, ON), by=by)
    run_follow_ups(harness.context, NOW)
    assert [entry.cause.actor for entry in harness.audit_entries() if entry.event.action is AuditAction.PASSCODE] == [
        by
    ]


def test_people_without_a_right_to_a_room_get_nothing(db: Database, harness: AdminHarness) -> None:
    bare(harness, [ANN])
    identities.sync_identity(db, identity(ANN, role=Role.GUEST), NOW)
    harness.apply_setting(PASSCODE_REQUIRED, ON)
    run_follow_ups(harness.context, NOW)
    assert passcodes(harness)[ANN] == ""


def test_a_change_that_touches_no_room_leaves_nothing_to_do(db: Database, harness: AdminHarness) -> None:
    harness.apply_setting(PASSCODE_IN_LINK, OFF)
    assert batches(db) == 0
    assert run_follow_ups(harness.context, NOW) == 0
