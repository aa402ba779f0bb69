"""Links in invitations that hold the token no longer, or again, by whichever setting: INV-2, INV-3 and PASS-2."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from bot.policy.approvals.changes import ChangeMembers, DeleteGroup, OrderGroups
from bot.policy.deliveries.deliveries import DeliveryState
from bot.policy.invitations.invitations import current_snapshot, differences
from bot.policy.meetings.meetings import Meeting
from bot.policy.settings.catalogue import Setting
from bot.use_cases.approvals import follow_ups
from bot.use_cases.deliveries.outbox import MessageKind
from bot.use_cases.invitations import updates
from bot.use_cases.invitations.updates import SentUpdates, UpdatesContent
from bot.use_cases.meetings import edits, series
from bot.use_cases.meetings.series import OccurrenceRef
from bot.use_cases.reminders import room_expiry
from bot.use_cases.settings import settings
from storage.invitations import posts as post_store
from tests.support.factories.many_people import copy_person
from tests.support.factories.meetings import (
    THIRD,
    WEEKLY,
    directory,
    draft,
    enqueued,
    expect_edited,
    schedule_meeting,
    seen_version,
    stored_meeting,
    upcoming_meetings,
)
from tests.support.factories.people import NOW, caller, choose_setting, make_context
from tests.support.fixtures.admin_fixture import (
    ANN,
    BEN,
    CAT,
    LOCK,
    OFF,
    ON,
    PASSCODE_IN_LINK,
    PMI_ENABLED,
    AdminHarness,
)
from tests.support.fixtures.meeting_queue import send_pending


def follow_up(harness: AdminHarness) -> None:
    follow_ups.run_follow_ups(harness.context, NOW)


def by_own_choice(harness: AdminHarness) -> None:
    choose_setting(harness.db, ANN, PASSCODE_IN_LINK, value=False)


def by_the_account(harness: AdminHarness) -> None:
    harness.apply_setting(PASSCODE_IN_LINK, OFF)


def by_a_group(harness: AdminHarness) -> None:
    group = harness.create_group("Sales", ANN)
    harness.apply_setting(PASSCODE_IN_LINK, OFF, group)


def by_a_new_group(harness: AdminHarness) -> None:
    harness.create_group("Sales", ANN, states={PASSCODE_IN_LINK: OFF})


def by_joining_a_group(harness: AdminHarness) -> None:
    group = harness.create_group("Sales", states={PASSCODE_IN_LINK: OFF})
    harness.add_to_group(group, ANN)


def by_an_approved_lock(harness: AdminHarness) -> None:
    harness.approve(harness.request_change(LOCK))


def by_leaving_a_group(harness: AdminHarness) -> None:
    group = harness.create_group("Sales", ANN, states={PASSCODE_IN_LINK: ON})
    harness.apply_setting(PASSCODE_IN_LINK, OFF)
    harness.apply_directly(ChangeMembers(group, remove=harness.people(ANN)))


def by_the_end_of_a_group(harness: AdminHarness) -> None:
    group = harness.create_group("Sales", ANN, states={PASSCODE_IN_LINK: ON})
    harness.apply_setting(PASSCODE_IN_LINK, OFF)
    harness.apply_directly(DeleteGroup(group))


def by_the_order_of_groups(harness: AdminHarness) -> None:
    first = harness.create_group("Sales", ANN, states={PASSCODE_IN_LINK: ON})
    second = harness.create_group("Support", ANN, states={PASSCODE_IN_LINK: OFF})
    harness.apply_directly(OrderGroups((second, first)))


WAYS = [
    *(by_own_choice, by_the_account, by_a_group, by_a_new_group, by_joining_a_group, by_an_approved_lock),
    *(by_leaving_a_group, by_the_end_of_a_group, by_the_order_of_groups),
]


def invited(harness: AdminHarness, form: str = "form", **more: Any) -> Meeting:  # noqa: ANN401 - of a draft
    """Ann's meeting, of which Ben knows."""
    meeting = schedule_meeting(harness.db, form, ANN, invite=[BEN], **more)
    send_pending(harness.db)
    return meeting


def offered(harness: AdminHarness) -> list[UpdatesContent]:
    """The messages to hosts that are sent now."""
    return [facts for facts in send_pending(harness.db) if isinstance(facts, UpdatesContent)]


@pytest.mark.parametrize("on_pmi", [False, True], ids=["own ID", "PMI"])
@pytest.mark.parametrize("switch_off", WAYS, ids=lambda way: way.__name__)
def test_a_link_that_asks_for_the_passcode_is_a_new_version_and_its_host_is_told(
    harness: AdminHarness, switch_off: Callable[[AdminHarness], None], on_pmi: bool
) -> None:
    """INV-2, INV-3: in the transaction of the change."""
    meeting = invited(harness, on_pmi=on_pmi)
    switch_off(harness)
    assert stored_meeting(harness.db, meeting.key).version == meeting.version + 1
    ((changed,),) = [facts.changed for facts in offered(harness)]
    assert differences(changed.before, changed.view.snapshot).one_click
    assert not changed.view.token_in_links
    assert [each.person.user for each in changed.invitees] == [BEN]


def test_sending_tells_each_invitee_once_and_switched_on_again_is_another_change(harness: AdminHarness) -> None:
    """INV-3."""
    meeting = invited(harness)
    for number, value in enumerate((False, True), start=1):
        choose_setting(harness.db, ANN, PASSCODE_IN_LINK, value=value)
        (facts,) = offered(harness)
        answer = updates.send_updates(make_context(harness.db), caller(ANN), facts.update_id)
        assert answer == SentUpdates(people=1, posts=0, fresh=True)
        (told,) = send_pending(harness.db)
        assert differences(told.known, told.actual).one_click
        assert stored_meeting(harness.db, meeting.key).version == meeting.version + number


def test_switched_on_again_before_anybody_was_told_leaves_nothing_to_send(harness: AdminHarness) -> None:
    """INV-3: a message that nobody pressed is updated and not repeated; a calendar may have read both (INV-2)."""
    meeting = invited(harness)
    choose_setting(harness.db, ANN, PASSCODE_IN_LINK, value=False)
    (facts,) = offered(harness)
    choose_setting(harness.db, ANN, PASSCODE_IN_LINK, value=True)
    assert offered(harness) == []
    shown = updates.shown_updates_content(harness.db, facts.update_id, NOW)
    assert isinstance(shown, UpdatesContent)
    assert shown.changed == []
    assert stored_meeting(harness.db, meeting.key).version == meeting.version + 2


def test_a_series_that_is_cut_in_two_says_nothing_of_it_again(harness: AdminHarness) -> None:
    """INV-3: the later part is another meeting, of which people know what they knew of the whole."""
    meeting = invited(harness, rule=WEEKLY)
    choose_setting(harness.db, ANN, PASSCODE_IN_LINK, value=False)
    (facts,) = offered(harness)
    updates.send_updates(make_context(harness.db), caller(ANN), facts.update_id)
    send_pending(harness.db)
    whole = stored_meeting(harness.db, meeting.key)
    occurrence = OccurrenceRef(whole.key, whole.version, THIRD)
    wanted = draft(start=THIRD + timedelta(hours=1), rule=WEEKLY, invite=[BEN])
    series.edit_following(make_context(harness.db), caller(ANN), occurrence, wanted)
    ((changed,),) = [facts.changed for facts in offered(harness)]
    found = differences(changed.before, changed.view.snapshot)
    assert (found.time, found.one_click) == (True, False)


def test_only_those_for_whom_the_link_changes_are_told(harness: AdminHarness) -> None:
    """Nobody is invited; there is no passcode; a choice of one's own wins."""
    harness.apply_setting(Setting.MEETING_PASSCODE_REQUIRED, OFF)
    alone, bare = schedule_meeting(harness.db, "alone", ANN), invited(harness, "bare", passcode="")
    for value in (False, True):
        choose_setting(harness.db, CAT, PASSCODE_IN_LINK, value=value)
    own = schedule_meeting(harness.db, "own", CAT, invite=[BEN])
    send_pending(harness.db)
    by_the_account(harness)
    assert offered(harness) == []
    versions = [stored_meeting(harness.db, each.key).version for each in (alone, bare, own)]
    assert versions == [alone.version + 1, bare.version, own.version]


@pytest.mark.parametrize("setting", sorted(set(Setting) - {PASSCODE_IN_LINK, PMI_ENABLED}))
def test_a_setting_that_alters_nothing_in_an_invitation_is_no_new_version(
    harness: AdminHarness, setting: Setting
) -> None:
    meeting = invited(harness, on_pmi=True)
    value = harness.resolved(ANN, setting).value
    harness.apply_setting(setting, OFF if value else ON)
    follow_up(harness)
    assert stored_meeting(harness.db, meeting.key).version == meeting.version
    assert offered(harness) == []


def test_a_pmi_that_is_switched_off_or_on_is_a_new_version_of_what_is_on_it(harness: AdminHarness) -> None:
    """INV-2, INV-4: the file says that the meeting needs a new ID."""
    on_pmi, own = invited(harness, on_pmi=True), invited(harness, "own")
    for number, value in enumerate((False, True), start=1):
        choose_setting(harness.db, ANN, PMI_ENABLED, value=value)
        follow_up(harness)
        assert [each.needs_new_id for each in upcoming_meetings(harness.db, ANN)].count(True) == int(not value)
        assert stored_meeting(harness.db, on_pmi.key).version == on_pmi.version + number
    assert stored_meeting(harness.db, own.key).version == own.version


def test_a_number_that_expires_is_a_new_version_of_what_is_on_it(harness: AdminHarness) -> None:
    """INV-2, INV-4."""
    meeting = invited(harness, on_pmi=True)
    room_expiry.enqueue_due(harness.context, NOW + timedelta(days=366))
    assert stored_meeting(harness.db, meeting.key).version == meeting.version + 1


def test_many_hosts_are_told_in_batches(harness: AdminHarness) -> None:
    """LOCK-8; the new version is there with the decision, as the new link is (INV-2)."""
    meeting = invited(harness)
    copy_person(harness.db, harness.ids[CAT], settings.FEW)
    by_the_account(harness)
    assert stored_meeting(harness.db, meeting.key).version == meeting.version + 1
    assert offered(harness) == []
    follow_up(harness)
    assert stored_meeting(harness.db, meeting.key).version == meeting.version + 1
    (facts,) = offered(harness)
    assert [each.view.meeting.key for each in facts.changed] == [meeting.key]
    assert [each.state for each in enqueued(harness.db, MessageKind.INVITATION_UPDATE)] == [DeliveryState.SENT]


def test_what_is_made_between_the_decision_and_its_follow_up_is_made_under_it(harness: AdminHarness) -> None:
    """INV-2, INV-3: a meeting is told with the link that holds from then on. Of an edited one its host hears both."""
    older, renumbered = invited(harness, rule=WEEKLY), invited(harness, "renumbered", on_pmi=True)
    copy_person(harness.db, harness.ids[CAT], settings.FEW)
    by_the_account(harness)
    later = NOW + timedelta(seconds=1)
    newer = schedule_meeting(harness.db, "newer", ANN, now=later, invite=[BEN])
    edit_now = make_context(harness.db, directory=directory())
    seen = seen_version(stored_meeting(harness.db, renumbered.key))
    expect_edited(edits.edit_meeting(edit_now, caller(ANN, now=later), seen, draft(invite=[BEN])))
    occurrence = OccurrenceRef(older.key, older.version + 1, THIRD)
    wanted = draft(start=THIRD, rule=WEEKLY, invite=[BEN])
    part = expect_edited(series.edit_following(edit_now, caller(ANN, now=later), occurrence, wanted))
    follow_ups.run_follow_ups(harness.context, later)
    flipped = [stored_meeting(harness.db, each.key).link_flipped for each in (older, part, renumbered, newer)]
    assert flipped == [True, True, True, False]
    assert stored_meeting(harness.db, newer.key).version == newer.version


def test_a_part_is_known_by_the_post_of_the_whole_series(harness: AdminHarness) -> None:
    """INV-3: nobody is invited, and the post stands with the part that is over."""
    whole = schedule_meeting(harness.db, user=ANN, rule=WEEKLY)
    with harness.db.write("lock") as tx:
        snapshot = current_snapshot(whole, whole.generated_id)
        post = post_store.reserve(tx, whole.key, "C1", snapshot, NOW, with_passcode=False)
        post_store.mark_posted(tx, post, "1.1")
    context = make_context(harness.db, directory=directory())
    occurrence = OccurrenceRef(whole.key, whole.version, THIRD)
    moved = draft(start=THIRD + timedelta(hours=1), rule=WEEKLY)
    part = expect_edited(series.edit_following(context, caller(ANN), occurrence, moved))
    (facts,) = offered(harness)
    assert [[post.channel for post in each.posts] for each in facts.changed] == [["C1"]]
    assert updates.send_updates(context, caller(ANN), facts.update_id) == SentUpdates(people=0, posts=1, fresh=True)
    choose_setting(harness.db, ANN, PASSCODE_IN_LINK, value=False)
    (facts,) = offered(harness)
    assert part.key in [each.view.meeting.key for each in facts.changed]
    assert updates.send_updates(context, caller(ANN), facts.update_id) == SentUpdates(people=0, posts=1, fresh=True)
