"""Nothing that an .ics file says of a meeting changes without a higher SEQUENCE, in whichever transaction that is (INV-2)."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from bot.policy.approvals.changes import ChangeMembers, DeleteGroup
from bot.policy.meetings.meetings import Meeting
from bot.policy.people.people import License, Plan, Role
from bot.policy.settings.catalogue import Setting
from bot.policy.settings.lock_resolution import SettingState
from bot.use_cases.approvals import account_settings, follow_ups
from bot.use_cases.meetings import edits, handovers, scheduling, series, starts
from bot.use_cases.meetings.handovers import HandedOver, Handover
from bot.use_cases.meetings.series import OccurrenceRef
from bot.use_cases.people import identities
from bot.use_cases.personal_data import erasure
from bot.use_cases.reminders import room_expiry
from bot.use_cases.rooms import replacements
from bot.use_cases.settings import settings
from storage.meetings import meetings as meeting_store
from storage.rooms import rooms as room_store
from tests.support.factories.many_people import copy_person
from tests.support.factories.meetings import (
    MONDAY,
    WEEK,
    WEEKLY,
    directory,
    draft,
    expect_edited,
    schedule_meeting,
    seen_version,
    set_account_setting,
    stored_meeting,
)
from tests.support.factories.people import (
    NOW,
    TEAM,
    caller,
    choose_setting,
    identity,
    make_context,
    open_profile,
    save_room_form,
    start_room,
)
from tests.support.fixtures.admin_fixture import ADMIN, ANN, BEN, CAT, OFF, ON, OWNER, PASSCODE_IN_LINK, AdminHarness
from tests.support.fixtures.meeting_queue import send_pending
from tests.support.invariants.ics_history import IcsHistory

Act = Callable[[AdminHarness], object]
A_YEAR = timedelta(days=366)
EARLIER = NOW - 4 * WEEK
FIRST = MONDAY - 4 * WEEK


def planned(harness: AdminHarness) -> list[Meeting]:
    """Ann's meetings: to come, over, in the middle, and cut in two; on her PMI and on IDs of their own."""
    kinds = [
        schedule_meeting(harness.db, f"{name} {on_pmi}", ANN, now=EARLIER, on_pmi=on_pmi, invite=[BEN], **fields)
        for on_pmi in (True, False)
        for name, fields in (
            ("to come", {"start": MONDAY}),
            ("over", {"start": FIRST}),
            ("series", {"start": FIRST, "rule": WEEKLY}),
            ("cut", {"start": FIRST, "rule": WEEKLY}),
        )
    ]
    for cut in (kinds[3], kinds[7]):
        for start in (FIRST + 2 * WEEK, FIRST + 6 * WEEK):
            occurrence = OccurrenceRef(cut.key, cut.version, start)
            wanted = draft(start=start, rule=WEEKLY, invite=[BEN], on_pmi=cut.generated_id is None)
            context = make_context(harness.db, directory=directory())
            cut = expect_edited(series.edit_following(context, caller(ANN, now=EARLIER), occurrence, wanted))  # noqa: PLW2901 - the rest is cut again
            kinds.append(cut)
    scheduling.advance_occurrence_times(harness.db, NOW)
    send_pending(harness.db)
    return kinds


def own_choice(setting: Setting) -> list[Act]:
    return [
        lambda harness, value=value: choose_setting(harness.db, ANN, setting, value=value)  # type: ignore[misc] # a default
        for value in (False, True)
    ]


def of_account(setting: Setting) -> list[Act]:
    return [lambda harness, state=state: harness.apply_setting(setting, state) for state in (OFF, ON)]  # type: ignore[misc] # a default


def many(harness: AdminHarness) -> None:
    """So many people that not all of them are looked at in the transaction of a change."""
    copy_person(harness.db, harness.ids[CAT], settings.FEW)


def in_a_group(harness: AdminHarness) -> None:
    states = {Setting.PMI_ENABLED: OFF, PASSCODE_IN_LINK: OFF}
    harness.create_group("Sales", ANN, states=states)


def out_of_the_group(harness: AdminHarness) -> None:
    (group,) = harness.settings_tree().groups
    harness.apply_directly(ChangeMembers(group.id, remove=harness.people(ANN)))


def without_the_group(harness: AdminHarness) -> None:
    (group,) = harness.settings_tree().groups
    harness.apply_directly(DeleteGroup(group.id))


def by_a_lock(harness: AdminHarness) -> None:
    for setting in (PASSCODE_IN_LINK, Setting.PMI_ENABLED):
        harness.apply_setting(setting, SettingState(value=False, locked=True))


def replaced(harness: AdminHarness) -> None:
    with harness.db.read() as tx:
        room = room_store.current(tx, harness.ids[ANN])
    assert room is not None
    replacements.replace_number(harness.context, caller(ANN), ANN, room.id)


def another_passcode(harness: AdminHarness) -> None:
    save_room_form(harness.db, ANN, passcode="p4ssc0de")


def another_number(harness: AdminHarness) -> None:
    save_room_form(harness.db, ANN, number="5550142368")


def another_link(harness: AdminHarness) -> None:
    save_room_form(harness.db, ANN, link="ann.at.home")


def suspended(harness: AdminHarness) -> None:
    replacements.suspend_room(harness.context, caller(harness.actor(ADMIN)), ANN)


def lifted(harness: AdminHarness) -> None:
    replacements.lift_suspension(harness.context, caller(harness.actor(ADMIN)), ANN)


def basic(harness: AdminHarness) -> None:
    account_settings.assign_license(harness.context, caller(harness.actor(ADMIN)), ANN, License.BASIC)


def free(harness: AdminHarness) -> None:
    account_settings.set_plan(harness.context, caller(harness.actor(OWNER)), Plan.FREE)


def describe_ann(harness: AdminHarness, **described: object) -> None:
    identities.sync_identity(harness.db, identity(ANN, **{"name": ANN, **described}), NOW)


def gone(harness: AdminHarness) -> None:
    describe_ann(harness, active=False)


def a_guest(harness: AdminHarness) -> None:
    describe_ann(harness, role=Role.GUEST)


def an_admin(harness: AdminHarness) -> None:
    describe_ann(harness, role=Role.ADMIN)


def elsewhere(harness: AdminHarness) -> None:
    describe_ann(harness, zone="Asia/Tokyo")


def back(harness: AdminHarness) -> None:
    describe_ann(harness)


def handed_over(harness: AdminHarness) -> None:
    answer = handovers.hand_over(harness.context, caller(harness.actor(ADMIN)), Handover(ANN, CAT))
    assert isinstance(answer, HandedOver)


def erased(harness: AdminHarness) -> None:
    erasure.erase(harness.db, TEAM, ANN, NOW)


def used(harness: AdminHarness) -> None:
    start_room(harness.db, ANN)


def without_passcode(harness: AdminHarness) -> None:
    set_account_setting(harness.db, Setting.PMI_PASSCODE_REQUIRED, value=False)
    save_room_form(harness.db, ANN, passcode="")


def with_passcode(harness: AdminHarness) -> None:
    harness.apply_setting(Setting.PMI_PASSCODE_REQUIRED, ON)


def one_part_with_another_passcode(harness: AdminHarness) -> None:
    """The parts of a series share an ID."""
    with harness.db.read() as tx:
        upcoming = meeting_store.all_upcoming(tx, harness.ids[ANN])
    part, _ = [each for each in upcoming if each.generated_id and each.part_of != each.key]
    wanted = draft(start=part.pattern.start, rule=WEEKLY, invite=[BEN], passcode="n3wp4ss")
    expect_edited(edits.edit_meeting(make_context(harness.db), caller(ANN), seen_version(part), wanted))


def all_switched(harness: AdminHarness) -> None:
    edits.switch_all(make_context(harness.db), caller(ANN))


JOURNEYS: dict[str, list[Act]] = {
    "own PMI": own_choice(Setting.PMI_ENABLED),
    "PMI of the account": of_account(Setting.PMI_ENABLED),
    "PMI of many": [many, *of_account(Setting.PMI_ENABLED)],
    "own link": own_choice(PASSCODE_IN_LINK),
    "link of the account": of_account(PASSCODE_IN_LINK),
    "link of many": [many, *of_account(PASSCODE_IN_LINK)],
    "a group, left": [in_a_group, out_of_the_group],
    "a group of many, deleted": [many, in_a_group, without_the_group],
    "locks": [by_a_lock],
    "replaced": [replaced, replaced],
    "edited": [another_passcode, another_number, another_link],
    "suspended": [suspended, lifted],
    "license, plan, role": [basic, free, an_admin, elsewhere],
    "gone and back": [gone, back, replaced],
    "a guest, handed over": [a_guest, handed_over],
    "gone, erased": [gone, erased],
    "erased": [erased],
    "passcode needed": [without_passcode, with_passcode],
    "switched to IDs": [all_switched, replaced],
    "passcode of a part": [one_part_with_another_passcode],
    "used": [used],
}


@pytest.mark.parametrize("name", JOURNEYS)
def test_no_event_changes_without_a_higher_sequence(harness: AdminHarness, name: str) -> None:
    """INV-2: at each commit, and by no follow-up alone."""
    files = IcsHistory(harness.db, planned(harness))
    for act in JOURNEYS[name]:
        act(harness)
        files.assert_changes_raise_sequence()
        while follow_ups.run_follow_ups(harness.context, NOW):
            files.assert_changes_raise_sequence()
        send_pending(harness.db)
        assert files.assert_changes_raise_sequence() == 0


def test_what_time_brings_about_is_a_change_once_a_job_has_found_it(harness: AdminHarness) -> None:
    """INV-2: a meeting is over, a number expires, an ID retires. Reading a file asks no clock."""
    files = IcsHistory(harness.db, planned(harness))
    jobs: list[Callable[[datetime], int]] = [
        lambda now: scheduling.advance_occurrence_times(harness.db, now),
        lambda now: room_expiry.enqueue_due(harness.context, now),
        lambda now: starts.retire_meeting_ids(harness.db, now),
    ]
    for days in (1, 2, 40, 366, 400, 800):
        for job in jobs:
            job(NOW + timedelta(days=days))
            files.assert_changes_raise_sequence()


def test_a_number_that_expired_and_was_replaced(harness: AdminHarness) -> None:
    """INV-2, PMI-13: with whichever comes first, the job or the visit."""
    files = IcsHistory(harness.db, planned(harness))
    open_profile(harness.db, ANN, now=NOW + A_YEAR)
    files.assert_changes_raise_sequence()
    room_expiry.enqueue_due(harness.context, NOW + 2 * A_YEAR)
    assert files.assert_changes_raise_sequence() > 0
    open_profile(harness.db, ANN, now=NOW + 2 * A_YEAR)
    assert files.assert_changes_raise_sequence() > 0


def test_a_clock_that_was_ahead_when_a_number_expired(harness: AdminHarness) -> None:
    """INV-2, CLOCK-1: set back, the number is valid again."""
    files = IcsHistory(harness.db, planned(harness))
    room_expiry.enqueue_due(harness.context, NOW + A_YEAR)
    assert files.assert_changes_raise_sequence() > 0
    room_expiry.enqueue_due(harness.context, NOW + timedelta(days=364))
    assert files.assert_changes_raise_sequence() > 0


def test_a_room_that_is_used_or_lifted_when_its_number_is_marked_as_expired(harness: AdminHarness) -> None:
    """INV-2: by a process whose clock is a little behind."""
    files = IcsHistory(harness.db, planned(harness))
    suspended(harness)
    room_expiry.enqueue_due(harness.context, NOW + A_YEAR)
    assert files.assert_changes_raise_sequence() > 0
    lifted(harness)
    files.assert_changes_raise_sequence()
    room_expiry.enqueue_due(harness.context, NOW + A_YEAR)
    files.assert_changes_raise_sequence()
    used(harness)
    files.assert_changes_raise_sequence()


def test_a_name_is_no_change_of_a_meeting(harness: AdminHarness) -> None:
    """RFC 5546, 2.1.4: CN alone follows it, under the same SEQUENCE."""
    meetings = planned(harness)
    before = {each.key: stored_meeting(harness.db, each.key).version for each in meetings}
    describe_ann(harness, name="Ann Other")
    assert {each.key: stored_meeting(harness.db, each.key).version for each in meetings} == before
