"""Posts that somebody asks for, by the real worker: once, never lost, from the facts of the moment (UX-8, UX-9, REM-4)."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from bot.handlers.messages.post_replies import posting_replies, refreshed_modal
from bot.handlers.request.post_errors import why_not_posted
from bot.i18n.reasons import reason_text
from bot.policy.clock import Instant
from bot.policy.deliveries.deliveries import DeliveryState
from bot.policy.deliveries.outcomes import Rejected
from bot.policy.ids import SessionId
from bot.policy.meetings.meetings import Meeting
from bot.policy.people.people import Role
from bot.policy.people.permissions import ROOM_REFUSALS
from bot.policy.values.reasons import reason
from bot.policy.values.results import Denied
from bot.protocol import UpdateModal
from bot.use_cases.deliveries import queue
from bot.use_cases.deliveries.outbox import MessageKind
from bot.use_cases.invitations import channel_posts, messages, room_invitations
from bot.use_cases.invitations.post_outcomes import MODAL_GRACE
from bot.use_cases.invitations.requested_posts import PostTarget, RequestedPost
from bot.use_cases.meetings import cancellations, cards
from bot.use_cases.people import identities
from bot.use_cases.ports import PostRefusal
from storage import Database
from storage.invitations import cards as card_store
from storage.invitations import posts as post_store
from storage.invitations.reservations import ABANDONED_AFTER
from tests.support.database.databases import table_rows
from tests.support.factories.meetings import (
    enqueued,
    save_meeting_form,
    schedule_meeting,
    seen_version,
    try_to_schedule,
)
from tests.support.factories.people import (
    HOST,
    NOW,
    OPTIONS,
    TEAM,
    caller,
    identity,
    make_context,
    start_room,
)
from tests.support.fixtures.posting_fixture import PLACE, Posting
from tests.support.fixtures.worker_fixture import (
    PostBehaviour,
    WorkerKilled,
)
from tests.support.machine.threads import run_concurrently

IN_PLACE = PostTarget(PLACE)
FROM_MODAL = PostTarget(PLACE, view="V1")
FRESH, AGAIN = RequestedPost(), RequestedPost(fresh=False)
RECONCILED = timedelta(minutes=4)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def posting(db: Database) -> Posting:
    return Posting(db)


def post_meeting(db: Database, meeting: Meeting, target: PostTarget = FROM_MODAL) -> RequestedPost | Denied:
    """Slack is not asked: the context has no messenger."""
    return channel_posts.post_meeting(make_context(db), caller(HOST), meeting.key, target)


def share_room(db: Database, target: PostTarget = IN_PLACE, after: timedelta = timedelta(0)) -> RequestedPost | Denied:
    session = start_room(db).session.id
    return cards.share_session(make_context(db), caller(HOST, now=NOW + after), session, target)


def post_room(db: Database, submission: str = "view V1 as of 1") -> RequestedPost | Denied:
    return room_invitations.post_invitation(make_context(db), caller(HOST), FROM_MODAL, submission)


Act = Callable[[Database], RequestedPost | Denied]
EVERY_POST = pytest.mark.parametrize(
    "act",
    [post_room, share_room, lambda db: post_meeting(db, schedule_meeting(db))],
    ids=["room", "card", "meeting"],
)


@EVERY_POST
def test_what_was_asked_for_is_posted_by_another_process_too(posting: Posting, act: Act) -> None:
    """UX-9: the process that took the act was killed before it sent anything."""
    assert act(posting.db) == FRESH
    posting.restart()
    posting.tick()
    assert len(posting.in_channel) == 1
    assert posting.delivery().state is DeliveryState.SENT


@EVERY_POST
@pytest.mark.parametrize(
    "behaviour, dies",
    [
        (PostBehaviour.WORKER_DIES_BEFORE, True),
        (PostBehaviour.WORKER_DIES_AFTER, True),
        (PostBehaviour.ACCEPTS_SILENTLY, False),
        (PostBehaviour.HANGS, False),
    ],
    ids=str,
)
def test_it_is_posted_once_whatever_happens_on_the_way(
    posting: Posting, act: Act, behaviour: PostBehaviour, dies: bool
) -> None:
    """REM-4: an unclear outcome is found out by the message's metadata."""
    act(posting.db)
    posting.slack.next_posts = [behaviour]
    if dies:
        with pytest.raises(WorkerKilled):
            posting.tick()
        posting.restart()
    posting.tick_for(RECONCILED)
    assert len(posting.in_channel) == 1
    assert posting.delivery().state is DeliveryState.SENT


@EVERY_POST
def test_why_slack_refuses_is_stored_without_a_language_and_read_as_a_sentence(posting: Posting, act: Act) -> None:
    """LANG-1, UX-8."""
    posting.channel.refusal = PostRefusal.NOT_GRANTED
    act(posting.db)
    posting.tick()
    assert (posting.delivery().state, posting.delivery().reason) == (DeliveryState.DROPPED, "not_granted")
    assert "has not given me the permission for that" in why_not_posted(posting.delivery())


@EVERY_POST
def test_whoever_is_not_in_the_channel_posts_nothing_there_until_they_are(posting: Posting, act: Act) -> None:
    """UX-8."""
    posting.channel.members.clear()
    act(posting.db)
    posting.tick()
    assert posting.in_channel == []
    assert (posting.delivery().state, posting.delivery().reason) == (
        DeliveryState.DROPPED,
        "invitations.not_in_channel",
    )
    posting.channel.members.add(HOST)
    post_room(posting.db, "view V1 as of 2") if act is post_room else act(posting.db)
    posting.tick()
    assert len(posting.in_channel) == 1


@EVERY_POST
def test_while_slack_does_not_say_who_is_in_the_channel_it_waits(posting: Posting, act: Act) -> None:
    """UX-8: the queue asks again in a few seconds."""
    posting.channel.is_available = False
    act(posting.db)
    posting.tick_for(MINUTE)
    assert posting.delivery().state is DeliveryState.PENDING
    posting.channel.is_available = True
    posting.tick_for(timedelta(seconds=10))
    assert len(posting.in_channel) == 1


def test_a_form_that_is_sent_twice_posts_once(posting: Posting) -> None:
    """UX-8: the same form as of the same state; after an answer it is another."""
    assert [post_room(posting.db), post_room(posting.db)] == [FRESH, AGAIN]
    posting.tick()
    assert post_room(posting.db, "view V1 as of 2") == FRESH
    posting.tick()
    assert len(posting.in_channel) == 2


@pytest.mark.parametrize("times", [2, 5])
def test_of_several_who_share_one_session_at_once_one_does(posting: Posting, times: int) -> None:
    """MEET-1, UX-8: on both databases."""
    start_room(posting.db)
    answers = run_concurrently([lambda: share_room(posting.db)] * times)
    assert sorted(answers, key=str) == sorted([FRESH, *[AGAIN] * (times - 1)], key=str)
    posting.tick()
    assert len(posting.in_channel) == 1
    assert share_room(posting.db) == RequestedPost(fresh=False, is_posted=True)


def test_a_meeting_is_scheduled_and_posted_by_one_act(posting: Posting) -> None:
    """UX-9: a second submission of the form posts nothing more."""
    for _ in range(2):
        scheduled = try_to_schedule(posting.db, post_to=FROM_MODAL)
        assert isinstance(scheduled.post, RequestedPost)
    posting.tick()
    assert len(posting.in_channel) == 1
    assert posting.title() == "Meeting scheduled"
    assert f"Posted in <#{PLACE}>" in str(posting.modals.open["V1"])


def test_a_meeting_cancelled_before_it_is_sent_is_not_posted(posting: Posting) -> None:
    """UX-5, REM-3."""
    meeting = schedule_meeting(posting.db)
    post_meeting(posting.db, meeting)
    cancellations.cancel(make_context(posting.db), caller(HOST), seen_version(meeting))
    posting.tick()
    assert posting.in_channel == []
    assert posting.title() == "Not posted"
    assert "cancelled" in str(posting.modals.open["V1"])


def snapshot_start(db: Database, meeting: Meeting) -> str:
    """The start that the posted invitation shows."""
    with db.read() as tx:
        (post,) = post_store.of_meetings(tx, [meeting.key])[meeting.key]
    return post.snapshot.start


def test_a_meeting_moved_before_it_is_sent_is_posted_as_it_is_now(posting: Posting) -> None:
    """INV-3: what was never shown needs no update."""
    meeting = schedule_meeting(posting.db)
    post_meeting(posting.db, meeting)
    save_meeting_form(posting.db, meeting, start=meeting.pattern.start + timedelta(hours=3))
    posting.tick()
    assert snapshot_start(posting.db, meeting) == "2026-03-02T13:00"
    assert enqueued(posting.db, MessageKind.INVITATION_UPDATE) == []


def test_a_meeting_moved_while_it_is_on_its_way_is_news_for_its_host(posting: Posting) -> None:
    """INV-3: the post shows the old time, and the host decides when it is updated."""
    meeting = schedule_meeting(posting.db)
    post_meeting(posting.db, meeting)
    later = meeting.pattern.start + timedelta(hours=3)
    posting.slack.before_answers = [lambda: save_meeting_form(posting.db, meeting, start=later)]
    posting.tick()
    assert snapshot_start(posting.db, meeting) == "2026-03-02T10:00"
    assert len(enqueued(posting.db, MessageKind.INVITATION_UPDATE)) == 1


def test_a_meeting_cancelled_while_it_is_on_its_way_is_marked_in_its_post(posting: Posting) -> None:
    """INV-3: at once, as every cancelled meeting is."""
    meeting = schedule_meeting(posting.db)
    post_meeting(posting.db, meeting)

    def cancel() -> None:
        cancellations.cancel(make_context(posting.db), caller(HOST), seen_version(meeting))

    posting.slack.before_answers = [cancel]
    posting.tick()
    with posting.db.read() as tx:
        assert [each.meeting for each in post_store.stale(tx, 9)] == [meeting.key]


def test_a_posted_card_is_found_once_its_session_is_over(posting: Posting) -> None:
    """MEET-1."""
    share_room(posting.db)
    posting.tick()
    with posting.db.read() as tx:
        (card,) = card_store.with_ended_session(tx, NOW + timedelta(days=1), 9)
    assert (card.channel, card.call) == (PLACE, "R1")


def test_slacks_call_is_opened_once_however_often_the_card_is_tried(posting: Posting) -> None:
    """MEET-1."""
    share_room(posting.db)
    posting.slack.next_posts = [Rejected("some_error"), Rejected("ratelimited", 1.0)]
    posting.tick_for(MINUTE)
    assert len(posting.in_channel) == 1
    assert len(posting.channel.calls) == 1


@pytest.mark.parametrize("refusal", ["is_archived", "not_in_channel"])
def test_a_failure_without_a_modal_reaches_its_person_once(posting: Posting, refusal: str) -> None:
    """UX-8: also where an operator tries it again in vain."""
    share_room(posting.db)
    posting.slack.next_posts = [Rejected(refusal)]
    posting.tick()
    posting.tick()
    queue.retry(posting.db, posting.delivery().id, NOW)
    posting.tick()
    posting.tick()
    assert len(posting.direct_messages("Not posted")) == 1
    assert posting.in_channel == []


def test_a_failure_whose_modal_is_closed_reaches_its_person(posting: Posting) -> None:
    """UX-8; a post that was made is seen in its channel."""
    meeting = schedule_meeting(posting.db)
    posting.modals.open.clear()
    posting.slack.next_posts = [Rejected("is_archived")]
    post_meeting(posting.db, meeting)
    posting.tick_for(2 * MODAL_GRACE)
    (told,) = posting.direct_messages("Not posted")
    assert "archived" in told
    post_meeting(posting.db, meeting)
    posting.tick_for(2 * MODAL_GRACE)
    assert (len(posting.in_channel), len(posting.direct_messages("Not posted"))) == (1, 1)


def test_a_failure_that_its_modal_shows_is_told_by_no_message(posting: Posting) -> None:
    """UX-8."""
    posting.slack.next_posts = [Rejected("is_archived")]
    post_meeting(posting.db, schedule_meeting(posting.db))
    posting.tick_for(2 * MODAL_GRACE)
    assert posting.title() == "Not posted"
    assert posting.direct_messages("Not posted") == []


def test_a_failure_that_no_process_lived_to_show_is_told_by_a_message(posting: Posting) -> None:
    """UX-9: only redraws live in memory."""
    posting.slack.next_posts = [Rejected("is_archived")]
    post_meeting(posting.db, schedule_meeting(posting.db))
    posting.worker.tick()
    posting.restart()
    posting.tick_for(2 * MODAL_GRACE)
    assert posting.modals.open == {"V1": {}}
    assert len(posting.direct_messages("Not posted")) == 1


def test_an_answer_that_comes_after_its_post_shows_what_became_of_it(posting: Posting) -> None:
    """UX-9: a late one would cover it with “Posting …”."""
    requested = post_meeting(posting.db, schedule_meeting(posting.db))
    assert isinstance(requested, RequestedPost)
    refreshed = refreshed_modal(posting.context, requested)
    assert refreshed.build() is None
    posting.tick()
    assert refreshed.build() == posting.modals.open["V1"]


def test_another_form_for_what_is_on_its_way_says_so_and_waits_for_nothing(posting: Posting) -> None:
    """UX-8: another modal shows what becomes of it."""
    meeting = schedule_meeting(posting.db)
    post_meeting(posting.db, meeting)
    again = post_meeting(posting.db, meeting)
    assert isinstance(again, RequestedPost)
    (answer,) = posting_replies(posting.context, again, PLACE, {})
    assert isinstance(answer, UpdateModal)
    assert "on its way" in str(answer.view)


def test_a_post_that_may_be_there_may_be_tried_again(posting: Posting) -> None:
    """REM-4: Slack does not let the bot look; a person can."""
    meeting = schedule_meeting(posting.db)
    post_meeting(posting.db, meeting)
    posting.slack.next_posts = [PostBehaviour.ACCEPTS_SILENTLY]
    posting.slack.next_lookups = [Rejected("missing_scope")]
    posting.tick_for(RECONCILED)
    assert posting.delivery().state is DeliveryState.UNKNOWN
    assert "If the invitation is not in the channel, please try again" in str(posting.modals.open["V1"])
    assert post_meeting(posting.db, meeting) == FRESH


def test_what_an_operator_tries_again_disturbs_no_later_try(posting: Posting) -> None:
    """UX-8: whoever asked was told that it failed, and has posted it since."""
    meeting = schedule_meeting(posting.db)
    post_meeting(posting.db, meeting)
    posting.slack.next_posts = [Rejected("is_archived")]
    posting.tick()
    failed = posting.delivery()
    post_meeting(posting.db, meeting)
    posting.tick()
    queue.retry(posting.db, failed.id, NOW)
    posting.tick()
    assert len(posting.in_channel) == 1
    assert post_meeting(posting.db, meeting) == RequestedPost(fresh=False, is_posted=True)


def test_a_reservation_lives_as_long_as_its_message(posting: Posting) -> None:
    """UX-8: a post that waits is not taken for one that was cut off."""
    posting.channel.is_available = False
    share_room(posting.db)
    posting.tick_for(ABANDONED_AFTER + MINUTE)
    assert share_room(posting.db, after=ABANDONED_AFTER + MINUTE) == AGAIN
    posting.channel.is_available = True
    posting.tick_for(timedelta(seconds=10))
    assert len(posting.in_channel) == 1


def test_what_is_posted_is_never_taken_for_cut_off(posting: Posting) -> None:
    """UX-8: it is not in the queue any more, either."""
    share_room(posting.db)
    posting.tick()
    assert share_room(posting.db, after=ABANDONED_AFTER + MINUTE) == RequestedPost(fresh=False, is_posted=True)


def test_a_failure_that_was_mended_before_it_was_told_is_not_told(posting: Posting) -> None:
    """UX-8: an operator has tried it again."""
    posting.modals.open.clear()
    posting.slack.next_posts = [Rejected("is_archived")]
    post_room(posting.db)
    posting.tick()
    queue.retry(posting.db, posting.delivery().id, NOW)
    posting.tick_for(2 * MODAL_GRACE)
    assert len(posting.in_channel) == 1
    assert posting.direct_messages("Not posted") == []


@pytest.mark.parametrize("kind", ["card", "meeting"])
def test_what_0_1_0_reserved_and_did_not_post_is_taken_over_after_five_minutes(posting: Posting, kind: str) -> None:
    """That version posted by itself, without the queue."""
    db, meeting, session = posting.db, schedule_meeting(posting.db), start_room(posting.db).session.id
    with db.write(TEAM) as tx:
        shown = messages.meeting_view(tx, meeting, NOW).snapshot
        card_store.reserve(tx, meeting.account, session, PLACE, NOW)
        post_store.reserve(tx, meeting.key, PLACE, shown, NOW, with_passcode=False)

    def act(at: timedelta) -> RequestedPost | Denied:
        who = caller(HOST, now=NOW + at)
        if kind == "card":
            return cards.share_session(make_context(db), who, session, IN_PLACE)
        return channel_posts.post_meeting(make_context(db), who, meeting.key, IN_PLACE)

    assert act(ABANDONED_AFTER - MINUTE) == AGAIN
    assert act(ABANDONED_AFTER) == FRESH
    posting.tick(ABANDONED_AFTER)
    assert len(posting.in_channel) == 1
    assert len(table_rows(db, "cards")) == len(table_rows(db, "invitation_posts")) == 1


def test_a_rule_that_forbids_a_post_is_kept_without_a_language_and_read_as_a_sentence(posting: Posting) -> None:
    """LANG-1."""
    post_room(posting.db)
    with posting.db.write(TEAM) as tx:
        identities.add_or_sync(tx, OPTIONS, identity(HOST, role=Role.GUEST), Instant(NOW))
    posting.tick()
    assert posting.delivery().reason == "people.guest_has_no_room"
    assert reason_text(ROOM_REFUSALS[Role.GUEST].reason) in str(posting.modals.open["V1"])


@pytest.mark.parametrize("channel", ["", "general", "C" * 33])
def test_what_is_no_channel_is_refused_at_once(db: Database, channel: str) -> None:
    """Section 12."""
    meeting, session = schedule_meeting(db), start_room(db).session.id
    context, who, target = make_context(db), caller(HOST), PostTarget(channel)
    answers = [
        channel_posts.post_meeting(context, who, meeting.key, target),
        cards.share_session(context, who, SessionId(session), target),
        room_invitations.post_invitation(context, who, target, "view V1 as of 1"),
    ]
    assert answers == [Denied(reason("invitations.no_channel"))] * 3
