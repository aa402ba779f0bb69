"""Nothing that an .ics file says of a meeting changes without a higher SEQUENCE, in whichever transaction that is (INV-2)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.policy.approvals.changes import ChangeMembers, DeleteGroup
from bot.policy.meetings.meetings import Meeting, OccurrenceOverride, find_occurrence
from bot.policy.people.people import License, Plan, Role
from bot.policy.settings.catalogue import Setting
from bot.policy.settings.lock_resolution import SettingState
from bot.use_cases.approvals import account_settings, follow_ups
from bot.use_cases.context import Context
from bot.use_cases.meetings import cancellations, edits, handovers, scheduling, series, starts
from bot.use_cases.meetings.cancellations import Cancelled
from bot.use_cases.meetings.handovers import HandedOver, Handover
from bot.use_cases.meetings.series import OccurrenceRef
from bot.use_cases.meetings.zone_updates import follow_zone_data
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
from tests.support.factories.zone_editions import became_known
from tests.support.fixtures.admin_fixture import ADMIN, ANN, BEN, CAT, OFF, ON, OWNER, PASSCODE_IN_LINK, AdminHarness
from tests.support.fixtures.meeting_queue import send_pending
from tests.support.fixtures.meetings_of_all_kinds import meetings_of_all_kinds
from tests.support.invariants.ics_history import IcsHistory

Act = Callable[[AdminHarness], object]
A_YEAR = timedelta(days=366)
LATER_DATE = MONDAY + WEEK
"""A date to come of each series that is not cut before it."""


def with_directory(harness: AdminHarness) -> Context:
    return make_context(harness.db, directory=directory())


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


def to_come(harness: AdminHarness, *, recurring: bool = False) -> list[Meeting]:
    """Ann's meetings that are not over; of the series those with another date at `MONDAY + WEEK`."""
    with harness.db.read() as tx:
        upcoming = meeting_store.all_upcoming(tx, harness.ids[ANN])
    return [each for each in upcoming if not recurring or find_occurrence(each, LATER_DATE)]


def edit_each(harness: AdminHarness, moved_by: timedelta = timedelta(), **changed: Any) -> None:  # noqa: ANN401 - of a draft
    for each in to_come(harness):
        on_pmi, pattern = each.generated_id is None, each.pattern
        wanted = draft(start=pattern.start + moved_by, rule=pattern.rule, invite=[BEN], on_pmi=on_pmi, **changed)
        expect_edited(edits.edit_meeting(with_directory(harness), caller(ANN), seen_version(each), wanted))


def another_time(harness: AdminHarness) -> None:
    edit_each(harness, timedelta(hours=1))


def another_topic(harness: AdminHarness) -> None:
    edit_each(harness, topic="Another topic")


def another_duration(harness: AdminHarness) -> None:
    edit_each(harness, minutes=45)


def one_date_each(harness: AdminHarness) -> list[OccurrenceRef]:
    return [OccurrenceRef(each.key, each.version, LATER_DATE) for each in to_come(harness, recurring=True)]


def one_date_moved(harness: AdminHarness) -> None:
    for each in one_date_each(harness):
        change = OccurrenceOverride(LATER_DATE + timedelta(hours=2), 30, "Only this one")
        expect_edited(series.edit_one(with_directory(harness), caller(ANN), each, change))


def one_date_as_planned(harness: AdminHarness) -> None:
    for each in one_date_each(harness):
        expect_edited(
            series.edit_one(with_directory(harness), caller(ANN), each, OccurrenceOverride(LATER_DATE, 30, ""))
        )


def one_date_cancelled(harness: AdminHarness) -> None:
    for each in one_date_each(harness):
        assert isinstance(cancellations.cancel_one(with_directory(harness), caller(ANN), each), Cancelled)


def rest_edited(harness: AdminHarness) -> None:
    for each in one_date_each(harness):
        wanted = draft(start=LATER_DATE, rule=WEEKLY, topic="The rest", invite=[BEN])
        expect_edited(series.edit_following(with_directory(harness), caller(ANN), each, wanted))


def rest_cancelled(harness: AdminHarness) -> None:
    for each in one_date_each(harness):
        assert isinstance(cancellations.cancel_following(with_directory(harness), caller(ANN), each), Cancelled)


def cancelled(harness: AdminHarness) -> None:
    for each in to_come(harness):
        answer = cancellations.cancel(with_directory(harness), caller(ANN), seen_version(each))
        assert isinstance(answer, Cancelled)


def other_zone_data(harness: AdminHarness) -> None:
    became_known(harness.db)
    assert follow_zone_data(harness.db, NOW) > 0


@dataclass(frozen=True)
class Step:
    """An act, and how many of the 24 files it changes; how many its follow-ups change; how many UIDs vanish from files."""

    act: Act
    changed: int
    by_follow_ups: int = 0
    vanished: int = 0


def steps(acts: list[Act], changed: int) -> list[Step]:
    return [Step(act, changed) for act in acts]


JOURNEYS: dict[str, list[Step]] = {
    "own PMI": steps(own_choice(Setting.PMI_ENABLED), 10),
    "PMI of the account": steps(of_account(Setting.PMI_ENABLED), 10),
    "PMI of many": [Step(many, 0), *steps(of_account(Setting.PMI_ENABLED), 10)],
    "own link": steps(own_choice(PASSCODE_IN_LINK), 20),
    "link of the account": steps(of_account(PASSCODE_IN_LINK), 20),
    "link of many": [Step(many, 0), *steps(of_account(PASSCODE_IN_LINK), 20)],
    "a group, left": [Step(in_a_group, 20), Step(out_of_the_group, 20)],
    "a group of many, deleted": [Step(many, 0), Step(in_a_group, 20), Step(without_the_group, 20)],
    "locks": [Step(by_a_lock, 20)],
    "replaced": [Step(replaced, 10), Step(replaced, 10)],
    "edited": [Step(another_passcode, 10), Step(another_number, 10), Step(another_link, 0)],
    "suspended": [Step(suspended, 0), Step(lifted, 0)],
    "license, plan, role": [Step(basic, 0), Step(free, 0), Step(an_admin, 0), Step(elsewhere, 0)],
    "gone and back": [Step(gone, 20), Step(back, 20), Step(replaced, 10)],
    "a guest, handed over": [Step(a_guest, 20), Step(handed_over, 20)],
    "gone, erased": [Step(gone, 20), Step(erased, 24, vanished=4)],
    "erased": [Step(erased, 24, vanished=4)],
    "passcode needed": [Step(without_passcode, 10), Step(with_passcode, 0, by_follow_ups=10)],
    "switched to IDs": [Step(all_switched, 10), Step(replaced, 0)],
    "passcode of a part": [Step(one_part_with_another_passcode, 6)],
    "used": [Step(used, 0)],
    "time, topic, duration": [Step(another_time, 20), Step(another_topic, 20), Step(another_duration, 20)],
    "one date": [Step(one_date_moved, 16), Step(one_date_as_planned, 16), Step(one_date_cancelled, 16)],
    "the rest edited": [Step(rest_edited, 16)],
    "the rest cancelled": [Step(rest_cancelled, 16)],
    "cancelled": [Step(one_date_moved, 16), Step(cancelled, 20)],
    "time zone data": [Step(other_zone_data, 16)],
}


@pytest.mark.parametrize("name", JOURNEYS)
def test_no_event_changes_without_a_higher_sequence(harness: AdminHarness, name: str) -> None:
    """INV-2: at each commit, and by no follow-up alone."""
    files = IcsHistory(harness.db, meetings_of_all_kinds(harness))
    for step in JOURNEYS[name]:
        step.act(harness)
        assert files.assert_changes_raise_sequence(vanished=step.vanished) == step.changed
        by_follow_ups = 0
        while follow_ups.run_follow_ups(harness.context, NOW):
            by_follow_ups += files.assert_changes_raise_sequence()
        assert by_follow_ups == step.by_follow_ups
        send_pending(harness.db)
        assert files.assert_changes_raise_sequence() == 0


CHANGED_AFTER_DAYS = {1: (0, 0, 0), 2: (4, 0, 0), 40: (12, 0, 0), 366: (0, 8, 0), 400: (0, 0, 0), 800: (0, 0, 0)}
"""How many files change by each of three jobs: what is over, what has expired, and IDs that retire, which changes none."""


def test_what_time_brings_about_is_a_change_once_a_job_has_found_it(harness: AdminHarness) -> None:
    """INV-2: a meeting is over, a number expires, an ID retires. Reading a file asks no clock."""
    files = IcsHistory(harness.db, meetings_of_all_kinds(harness))
    jobs: list[Callable[[datetime], int]] = [
        lambda now: scheduling.advance_occurrence_times(harness.db, now),
        lambda now: room_expiry.enqueue_due(harness.context, now),
        lambda now: starts.retire_meeting_ids(harness.db, now),
    ]
    done = [0, 0, 0]
    for days, changed in CHANGED_AFTER_DAYS.items():
        for number, job in enumerate(jobs):
            done[number] += job(NOW + timedelta(days=days))
            assert files.assert_changes_raise_sequence() == changed[number], (days, number)
    assert all(done)


def test_a_number_that_expired_and_was_replaced(harness: AdminHarness) -> None:
    """INV-2, PMI-13: with whichever comes first, the job or the visit."""
    files = IcsHistory(harness.db, meetings_of_all_kinds(harness))
    open_profile(harness.db, ANN, now=NOW + A_YEAR)
    assert files.assert_changes_raise_sequence() == 10
    room_expiry.enqueue_due(harness.context, NOW + 2 * A_YEAR)
    assert files.assert_changes_raise_sequence() == 10
    open_profile(harness.db, ANN, now=NOW + 2 * A_YEAR)
    assert files.assert_changes_raise_sequence() == 10


def test_a_clock_that_was_ahead_when_a_number_expired(harness: AdminHarness) -> None:
    """INV-2, CLOCK-1: set back, the number is valid again."""
    files = IcsHistory(harness.db, meetings_of_all_kinds(harness))
    room_expiry.enqueue_due(harness.context, NOW + A_YEAR)
    assert files.assert_changes_raise_sequence() == 10
    room_expiry.enqueue_due(harness.context, NOW + timedelta(days=364))
    assert files.assert_changes_raise_sequence() == 10


def test_a_room_that_is_used_or_lifted_when_its_number_is_marked_as_expired(harness: AdminHarness) -> None:
    """INV-2: by a process whose clock is a little behind."""
    files = IcsHistory(harness.db, meetings_of_all_kinds(harness))
    suspended(harness)
    room_expiry.enqueue_due(harness.context, NOW + A_YEAR)
    assert files.assert_changes_raise_sequence() == 10
    lifted(harness)
    assert files.assert_changes_raise_sequence() == 10
    room_expiry.enqueue_due(harness.context, NOW + A_YEAR)
    assert files.assert_changes_raise_sequence() == 10
    used(harness)
    assert files.assert_changes_raise_sequence() == 10


def test_a_name_is_no_change_of_a_meeting(harness: AdminHarness) -> None:
    """RFC 5546, 2.1.4: CN alone follows it, under the same SEQUENCE."""
    meetings = meetings_of_all_kinds(harness)
    before = {each.key: stored_meeting(harness.db, each.key).version for each in meetings}
    describe_ann(harness, name="Ann Other")
    assert {each.key: stored_meeting(harness.db, each.key).version for each in meetings} == before
