"""Inviting again: the host is told once, the others when the host says so, each once and by what they know (INV-3, INV-4)."""

from datetime import datetime, timedelta
from functools import partial

import pytest

from bot.policy.clock import Instant
from bot.policy.deliveries.deliveries import DeliveryState, Urgency
from bot.policy.deliveries.outcomes import Rejected
from bot.policy.ids import PersonId, UserId
from bot.policy.invitations.invitations import differences
from bot.policy.rooms.numbers import EndReason
from bot.policy.rooms.rooms import existing_room
from bot.policy.values.results import Denied
from bot.use_cases import room_numbers
from bot.use_cases.deliveries.outbox import MessageKind
from bot.use_cases.deliveries.worker import Discard
from bot.use_cases.invitations import updates
from bot.use_cases.invitations.updates import SentUpdates, UpdatesContent
from bot.use_cases.meetings import cancellations
from bot.use_cases.people import identities
from storage import Database
from storage.rooms import rooms as room_store
from tests.support.database.databases import all_rows
from tests.support.factories.meetings import (
    GUEST,
    GUEST_2,
    MONDAY,
    WEEK,
    WEEKLY,
    enqueued,
    expect_edited,
    save_following_form,
    save_meeting_form,
    schedule_meeting,
    seen_version,
    stored_meeting,
)
from tests.support.factories.people import HOST, NOW, TEAM, add_person, caller, identity, make_context
from tests.support.fixtures.meeting_queue import meeting_queue, send_pending
from tests.support.fixtures.worker_fixture import MINUTE, PostBehaviour
from tests.support.machine.threads import run_concurrently

BOTH = (GUEST, GUEST_2)


def replace_room(db: Database) -> None:
    """What replacing a number does, and the hook that belongs behind it."""
    with db.write(TEAM) as tx:
        profile = room_store.known_profile(tx, TEAM, HOST)
        before = existing_room(profile)
        number = room_numbers.claim_new_number(tx, before.person, Instant(NOW))
        room_numbers.move_to_number(tx, before, number, EndReason.REPLACED, "new-code", NOW)
        after = existing_room(room_store.known_profile(tx, TEAM, HOST))
        updates.on_room_changed(tx, profile.account.id, before, after, NOW)


def message(db: Database, now: datetime = NOW) -> UpdatesContent:
    """The latest message to the host, sent."""
    found = [facts for facts in send_pending(db, now) if isinstance(facts, UpdatesContent)]
    assert len(found) == 1, found
    return found[0]


def press(db: Database, facts: UpdatesContent, user: UserId = HOST) -> SentUpdates:
    answer = updates.send_updates(make_context(db), caller(user), facts.update_id)
    assert isinstance(answer, SentUpdates)
    return answer


def test_an_edit_of_the_time_tells_the_host_old_new_and_who_was_invited(db: Database) -> None:
    meeting = schedule_meeting(db, invite=BOTH)
    send_pending(db)
    expect_edited(save_meeting_form(db, meeting, start=MONDAY + WEEK, invite=BOTH))
    assert [(each.recipient.user, each.urgency) for each in enqueued(db, MessageKind.INVITATION_UPDATE)] == [
        (HOST, Urgency.APPROVAL)
    ]
    facts = message(db)
    changed = facts.changed[0]
    assert (changed.before.start, changed.view.snapshot.start) == ("2026-03-02T10:00", "2026-03-09T10:00")
    assert [each.person.user for each in changed.invitees] == [GUEST, GUEST_2]


@pytest.mark.parametrize("wished", [{"topic": "Other"}, {"description": "More"}], ids=["topic", "description"])
def test_a_topic_is_no_reason_to_invite_again(db: Database, wished: dict[str, str]) -> None:
    meeting = schedule_meeting(db, invite=BOTH)
    send_pending(db)
    expect_edited(save_meeting_form(db, meeting, invite=BOTH, **wished))  # type: ignore[arg-type] # fields of a draft
    assert enqueued(db, MessageKind.INVITATION_UPDATE) == []


def test_a_meeting_that_nobody_was_invited_to_needs_no_message_when_its_host_edits_it(db: Database) -> None:
    expect_edited(save_meeting_form(db, schedule_meeting(db), start=MONDAY + WEEK))
    assert enqueued(db, MessageKind.INVITATION_UPDATE) == []


def test_whoever_has_not_heard_of_it_yet_gets_the_invitation_as_it_is_when_it_is_sent(db: Database) -> None:
    meeting = schedule_meeting(db, invite=BOTH)
    after = expect_edited(save_meeting_form(db, meeting, start=MONDAY + WEEK, invite=BOTH))
    sent = send_pending(db)
    assert [(each.known, each.actual.start) for each in sent] == [(None, "2026-03-09T10:00")] * 2
    assert enqueued(db, MessageKind.INVITATION_UPDATE) == []
    assert after.version == 1


def test_each_invitee_gets_one_message_with_old_and_new_and_pressing_twice_sends_once(db: Database) -> None:
    meeting = schedule_meeting(db, invite=BOTH)
    send_pending(db)
    expect_edited(save_meeting_form(db, meeting, passcode="new-code", invite=BOTH))
    facts = message(db)
    assert press(db, facts) == SentUpdates(people=2, posts=0, fresh=True)
    assert press(db, facts) == SentUpdates(people=0, posts=0, fresh=False)
    sent = send_pending(db)
    assert [each.invitee.person.user for each in sent] == [GUEST, GUEST_2]
    assert [differences(each.known, each.actual).link for each in sent] == [True, True]
    assert send_pending(db) == []


def test_of_eight_presses_at_the_same_instant_one_sends(replicas: list[Database]) -> None:
    meeting = schedule_meeting(replicas[0], invite=BOTH)
    send_pending(replicas[0])
    expect_edited(save_meeting_form(replicas[0], meeting, start=MONDAY + WEEK, invite=BOTH))
    facts = message(replicas[0])
    answers = run_concurrently([partial(press, replicas[n % 4], facts) for n in range(8)])
    assert sorted(answer.people for answer in answers) == [0] * 7 + [2]
    assert len(send_pending(replicas[0])) == 2


def test_only_the_host_can_press(db: Database) -> None:
    meeting = schedule_meeting(db, invite=BOTH)
    send_pending(db)
    expect_edited(save_meeting_form(db, meeting, start=MONDAY + WEEK, invite=BOTH))
    facts = message(db)
    before = all_rows(db)
    assert isinstance(updates.send_updates(make_context(db), caller(GUEST), facts.update_id), Denied)
    assert all_rows(db) == before


def test_a_message_that_nobody_pressed_yet_is_updated_and_not_repeated(db: Database) -> None:
    meeting = schedule_meeting(db, invite=BOTH)
    send_pending(db)
    moved = expect_edited(save_meeting_form(db, meeting, start=MONDAY + WEEK, invite=BOTH))
    facts = message(db)
    expect_edited(save_meeting_form(db, moved, start=MONDAY + 2 * WEEK, invite=BOTH))
    assert [each for each in send_pending(db) if isinstance(each, UpdatesContent)] == []
    again = updates.shown_updates_content(db, facts.update_id, NOW)
    assert isinstance(again, UpdatesContent)
    assert (again.changed[0].before, again.changed[0].view.snapshot.start) == (
        facts.changed[0].before,
        "2026-03-16T10:00",
    )
    assert press(db, facts).people == 2
    assert [each.actual.start for each in send_pending(db)] == ["2026-03-16T10:00"] * 2


def test_after_a_press_the_next_change_is_a_new_message(db: Database) -> None:
    meeting = schedule_meeting(db, invite=BOTH)
    send_pending(db)
    moved = expect_edited(save_meeting_form(db, meeting, start=MONDAY + WEEK, invite=BOTH))
    press(db, message(db))
    expect_edited(save_meeting_form(db, moved, start=MONDAY + 2 * WEEK, invite=BOTH))
    assert len(enqueued(db, MessageKind.INVITATION_UPDATE)) == 2


def test_what_is_changed_back_before_the_message_is_sent_needs_none(db: Database) -> None:
    meeting = schedule_meeting(db, invite=BOTH)
    send_pending(db)
    moved = expect_edited(save_meeting_form(db, meeting, start=MONDAY + WEEK, invite=BOTH))
    expect_edited(save_meeting_form(db, moved, start=MONDAY, invite=BOTH))
    sent = send_pending(db)
    assert [type(each) for each in sent] == [Discard]


@pytest.mark.parametrize(
    "wait,posts,state",
    [
        (timedelta(days=8), [], DeliveryState.DROPPED),
        (timedelta(0), [Rejected("user_disabled")], DeliveryState.FAILED),
    ],
)
def test_a_host_whom_the_last_message_did_not_reach_gets_the_next_one(
    db: Database, wait: timedelta, posts: list[Rejected], state: DeliveryState
) -> None:
    """INV-3: a message that came too late or could not be delivered does not stand in the way of the next."""
    meeting = schedule_meeting(db, invite=BOTH)
    send_pending(db)
    moved = expect_edited(save_meeting_form(db, meeting, start=MONDAY + WEEK, invite=BOTH))
    send_pending(db, NOW + wait, posts=posts)
    assert [each.state for each in enqueued(db, MessageKind.INVITATION_UPDATE)] == [state]
    expect_edited(save_meeting_form(db, moved, start=MONDAY + 2 * WEEK, invite=BOTH))
    facts = message(db)
    assert (facts.changed[0].before.start, facts.changed[0].view.snapshot.start) == (
        "2026-03-02T10:00",
        "2026-03-16T10:00",
    )
    assert press(db, facts).people == 2


def test_meetings_on_a_pmi_follow_their_host_to_a_new_number_and_one_message_says_so(db: Database) -> None:
    """INV-4: also to those that nobody was invited to by the bot."""
    add_person(db)
    keys = [schedule_meeting(db, str(n), on_pmi=True, start=MONDAY + n * WEEK, invite=BOTH[:n]).key for n in range(3)]
    generated = schedule_meeting(db, "generated", invite=BOTH)
    send_pending(db)
    replace_room(db)
    facts = message(db)
    assert [each.view.meeting.key for each in facts.changed] == keys
    assert all(each.before.number != each.view.snapshot.number for each in facts.changed)
    assert [stored_meeting(db, key).version for key in [*keys, generated.key]] == [1, 1, 1, 0]
    assert press(db, facts).people == 1 + 2


def test_a_pmi_that_is_replaced_while_updated_invitations_are_half_sent_leaves_nobody_with_an_old_number(
    db: Database,
) -> None:
    add_person(db)
    schedule_meeting(db, on_pmi=True, invite=BOTH)
    send_pending(db)
    replace_room(db)
    press(db, message(db))
    first = send_pending(db, most=1)
    replace_room(db)
    rest = send_pending(db)
    second_message = next(each for each in rest if isinstance(each, UpdatesContent))
    late = next(each for each in rest if not isinstance(each, UpdatesContent))
    assert late.actual.number != first[0].actual.number
    assert press(db, second_message).people == 1
    last = send_pending(db)
    assert [each.invitee.person.user for each in last] == [first[0].invitee.person.user]
    assert last[0].actual.number == late.actual.number
    assert send_pending(db) == []


def test_a_message_whose_outcome_is_unclear_counts_as_delivered_only_once_it_is_found(db: Database) -> None:
    """REM-4: what it said was written down before it left."""
    meeting = schedule_meeting(db, invite=(GUEST,))
    queue = meeting_queue(db)
    queue.harness.slack.next_posts = [PostBehaviour.ACCEPTS_SILENTLY]
    queue.tick(NOW)
    moved = expect_edited(save_meeting_form(db, meeting, start=MONDAY + WEEK, invite=(GUEST,)))
    assert len(enqueued(db, MessageKind.INVITATION_UPDATE)) == 1
    assert [each.state for each in enqueued(db, MessageKind.INVITATION)] == [DeliveryState.SENDING]
    queue.harness.clocks.advance(3 * MINUTE)
    queue.harness.reconcile()
    assert [each.state for each in enqueued(db, MessageKind.INVITATION)] == [DeliveryState.SENT]
    press(db, message(db, NOW + 3 * MINUTE))
    sent = send_pending(db, NOW + 3 * MINUTE)
    assert [(each.known.start, each.actual.start) for each in sent] == [("2026-03-02T10:00", "2026-03-09T10:00")]
    assert moved.version == 1


def test_an_invitation_that_failed_is_sent_with_the_next_update(db: Database) -> None:
    meeting = schedule_meeting(db, invite=BOTH)
    send_pending(db, posts=[Rejected("user_disabled")])
    assert [each.state for each in enqueued(db, MessageKind.INVITATION)] == [DeliveryState.FAILED, DeliveryState.SENT]
    expect_edited(save_meeting_form(db, meeting, start=MONDAY + WEEK, invite=BOTH))
    press(db, message(db))
    assert [(each.invitee.person.user, each.known is None) for each in send_pending(db)] == [
        (GUEST, True),
        (GUEST_2, False),
    ]


def test_who_left_the_company_is_told_nothing_and_holds_nobody_up(db: Database) -> None:
    meeting = schedule_meeting(db, invite=BOTH)
    send_pending(db)
    expect_edited(save_meeting_form(db, meeting, start=MONDAY + WEEK, invite=BOTH))
    press(db, message(db))
    identities.sync_identity(db, identity(GUEST, name="Ben", active=False), NOW)
    sent = send_pending(db)
    assert [each.reason for each in sent if isinstance(each, Discard)] == ["they left the workspace"]
    assert [each.invitee.person.user for each in sent if not isinstance(each, Discard)] == [GUEST_2]


def test_a_cancelled_meeting_is_told_to_those_who_know_of_it_at_once(db: Database) -> None:
    meeting = schedule_meeting(db, invite=BOTH)
    send_pending(db, most=1)
    cancellations.cancel(make_context(db), caller(HOST), seen_version(meeting))
    sent = send_pending(db)
    assert [each.invitee.person.user for each in sent if not isinstance(each, Discard)] == [GUEST]
    assert [each.actual.cancelled for each in sent if not isinstance(each, Discard)] == [True]
    assert enqueued(db, MessageKind.INVITATION_UPDATE) == []


def test_a_series_that_is_cut_is_told_of_once_with_its_later_part(db: Database) -> None:
    """INV-3, MEET-5: one message a person."""
    whole = schedule_meeting(db, rule=WEEKLY, invite=BOTH)
    send_pending(db)
    later = expect_edited(save_following_form(db, whole, start=(MONDAY + 2 * WEEK).replace(hour=15), invite=BOTH))
    facts = message(db)
    assert [each.view.meeting.key for each in facts.changed] == [later.key]
    assert (facts.changed[0].before.start, facts.changed[0].view.snapshot.start) == (
        "2026-03-16T10:00",
        "2026-03-16T15:00",
    )
    assert press(db, facts).people == 2
    assert [each.view.meeting.key for each in send_pending(db)] == [later.key] * 2


def test_a_cut_that_only_renames_the_rest_tells_nobody(db: Database) -> None:
    whole = schedule_meeting(db, rule=WEEKLY, invite=BOTH)
    send_pending(db)
    expect_edited(save_following_form(db, whole, topic="Other", invite=BOTH))
    assert enqueued(db, MessageKind.INVITATION_UPDATE) == []


def test_a_message_that_is_late_is_not_sent_to_a_host_who_left(db: Database) -> None:
    meeting = schedule_meeting(db, invite=BOTH)
    send_pending(db)
    expect_edited(save_meeting_form(db, meeting, start=MONDAY + WEEK, invite=BOTH))
    identities.sync_identity(db, identity(active=False), NOW)
    assert [each.reason for each in send_pending(db) if isinstance(each, Discard)] == ["the host left"]


def test_following_a_room_that_did_not_change_changes_nothing(db: Database) -> None:
    profile = add_person(db)
    schedule_meeting(db, on_pmi=True)
    before = all_rows(db)
    with db.write(TEAM) as tx:
        room = room_store.current(tx, PersonId(profile.person.id))
        assert room is not None
        updates.on_room_changed(tx, profile.account.id, room, room, NOW + timedelta(days=1))
    assert all_rows(db) == before
