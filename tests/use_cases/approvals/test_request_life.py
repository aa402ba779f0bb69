"""A request in the course of time: posted, nudged about, reminded of, expired; its message always true (APP-2, APP-5, APP-7)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.policy.approvals.changes import ChangeSetting, OrderGroups
from bot.policy.approvals.impact import Impact
from bot.policy.approvals.requests import ApprovalRequest, ChannelInfo, RequestPost, RequestState
from bot.policy.deliveries.deliveries import Delivery, DeliveryState
from bot.policy.ids import TeamId
from bot.use_cases.approvals.account_settings import set_approvals_channel
from bot.use_cases.approvals.channel_posts import on_post_finished, post_again, refresh_posts
from bot.use_cases.approvals.deadlines import expire_requests, nudge_approvers, remind_approvers
from bot.use_cases.approvals.decisions import Reject
from bot.use_cases.approvals.groups import rename_group
from bot.use_cases.deliveries.outbox import MessageKind
from bot.use_cases.ports import Message, NotPostedError, PostRefusal, SlackUnavailableError
from storage import Database
from tests.support.database.databases import all_rows
from tests.support.factories.people import NOW, TEAM, caller, make_context
from tests.support.fixtures.admin_fixture import (
    ADMIN,
    ANN,
    CHANNEL,
    LOCK,
    OFF_LOCKED,
    ON,
    OWNER,
    PASSCODE_IN_LINK,
    PMI_ENABLED,
    SECOND_ADMIN,
    AdminHarness,
    expect_denied,
)

A_DAY = timedelta(days=1)
A_WEEK = timedelta(days=7)
INSTANT = timedelta(microseconds=1)


class FakeApprovalsChannel:
    """The approvals channel: what its messages show. `trouble` is what Slack answers instead."""

    def __init__(self) -> None:
        self.shown: dict[str, str] = {}
        self.error: Exception | None = None

    def change(self, team: TeamId, channel: str, ts: str, message: Message) -> None:
        """Replace a message."""
        assert (team, channel) == (TEAM, CHANNEL)
        if self.error:
            raise self.error
        self.shown[ts] = message.text


def render(request: ApprovalRequest) -> Message:
    return Message(f"{request.state} {request.impact.people}")


def finish_post(
    harness: AdminHarness,
    request: ApprovalRequest,
    attempt: int = 1,
    state: DeliveryState = DeliveryState.SENT,
    reason: str = "",
) -> Delivery:
    """What the queue does once Slack has answered."""
    delivery = harness.enqueued(f"request {request.id} post {attempt}")
    assert delivery is not None
    delivery = replace(delivery, state=state, reason=reason, channel=CHANNEL, ts=f"{request.id}.{attempt}")
    with harness.db.write(TEAM) as tx:
        on_post_finished(tx, delivery, NOW)
    return delivery


def refresh_channel(harness: AdminHarness, fake_channel: FakeApprovalsChannel) -> int:
    return refresh_posts(make_context(harness.db, messenger=fake_channel), render)  # type: ignore[arg-type] # the one method that it calls


def test_a_posted_request_knows_its_message(harness: AdminHarness) -> None:
    """APP-2."""
    request = harness.request_change(LOCK)
    finish_post(harness, request)
    assert harness.request(request).post == RequestPost(CHANNEL, f"{request.id}.1")


def test_the_message_is_made_true_after_every_change_and_only_then(harness: AdminHarness) -> None:
    """APP-5: also when the decision came from elsewhere."""
    fake_channel = FakeApprovalsChannel()
    group = harness.create_group("Sales", ANN)
    request = harness.request_change(ChangeSetting(group, PASSCODE_IN_LINK, OFF_LOCKED))
    finish_post(harness, request)
    assert refresh_channel(harness, fake_channel) == 0
    harness.plan_on_pmi({ANN: 1})
    harness.add_to_group(group, ADMIN)
    harness.decide(request)
    assert refresh_channel(harness, fake_channel) == 1
    assert fake_channel.shown == {f"{request.id}.1": "pending 2"}
    harness.approve(harness.request(request))
    assert refresh_channel(harness, fake_channel) == 1
    assert fake_channel.shown == {f"{request.id}.1": "approved 2"}
    assert refresh_channel(harness, fake_channel) == 0


def test_a_request_is_called_by_the_present_name_of_its_group_until_it_is_decided(
    db: Database, harness: AdminHarness
) -> None:
    """APP-5: renaming makes its message due; so it does that of a request about the order, which names every group."""
    fake_channel = FakeApprovalsChannel()
    first, second = (
        harness.create_group("First", ANN, states={PASSCODE_IN_LINK: OFF_LOCKED}),
        harness.create_group("Second", ANN, states={PASSCODE_IN_LINK: ON}),
    )
    about, order, other = (
        harness.request_change(ChangeSetting(second, PMI_ENABLED, OFF_LOCKED)),
        harness.request_change(OrderGroups((second, first))),
        harness.request_change(LOCK),
    )
    for request in (about, order, other):
        finish_post(harness, request)
    rename_group(make_context(db), caller(harness.actor(ADMIN)), second, "Field")
    assert refresh_channel(harness, fake_channel) == 2
    assert set(fake_channel.shown) == {f"{about.id}.1", f"{order.id}.1"}
    assert harness.request(about).proposal.group_name == "Field"
    harness.decide(about, Reject("no"))
    rename_group(make_context(db), caller(harness.actor(ADMIN)), second, "Board")
    assert harness.request(about).proposal.group_name == "Field"


def test_a_message_that_is_not_posted_yet_is_left_to_the_queue(harness: AdminHarness) -> None:
    fake_channel = FakeApprovalsChannel()
    request = harness.request_change(LOCK)
    harness.decide(request, Reject("no"))
    assert refresh_channel(harness, fake_channel) == 0
    finish_post(harness, request)
    assert refresh_channel(harness, fake_channel) == 1


def test_while_slack_does_not_answer_the_message_stays_due(harness: AdminHarness) -> None:
    fake_channel = FakeApprovalsChannel()
    request = harness.request_change(LOCK)
    finish_post(harness, request)
    harness.decide(request, Reject("no"))
    fake_channel.error = SlackUnavailableError()
    assert refresh_channel(harness, fake_channel) == 0
    fake_channel.error = None
    assert refresh_channel(harness, fake_channel) == 1


@pytest.mark.parametrize("refusal", [PostRefusal.ARCHIVED, PostRefusal.GONE, PostRefusal.NOT_IN_CHANNEL])
def test_a_message_that_can_never_be_changed_again_is_given_up(harness: AdminHarness, refusal: PostRefusal) -> None:
    """The channel was archived, the bot was removed from it."""
    fake_channel = FakeApprovalsChannel()
    request = harness.request_change(LOCK)
    finish_post(harness, request)
    harness.decide(request, Reject("no"))
    fake_channel.error = NotPostedError(refusal)
    refresh_channel(harness, fake_channel)
    fake_channel.error = None
    assert refresh_channel(harness, fake_channel) == 0


@pytest.mark.parametrize("state", [DeliveryState.FAILED, DeliveryState.DROPPED, DeliveryState.UNKNOWN])
def test_a_request_that_could_not_be_posted_is_not_lost_and_whoever_asked_hears_of_it(
    harness: AdminHarness, state: DeliveryState
) -> None:
    """APP-7: the channel was archived, or the bot was removed from it; decided in the console all the same."""
    request = harness.request_change(LOCK)
    finish_post(harness, request, state=state, reason="not_in_channel")
    assert harness.request(request).post == RequestPost(error="not_in_channel")
    assert harness.request(request).state is RequestState.PENDING
    assert harness.recipients_of(MessageKind.REQUEST_UNPOSTED) == [ADMIN]
    assert harness.approve(request).state is RequestState.APPROVED


def test_after_the_fix_a_request_is_posted_again_once(db: Database, harness: AdminHarness) -> None:
    """APP-7."""
    request = harness.request_change(LOCK)
    account = harness.account().id
    before = all_rows(db)
    post_again(db, account, TEAM, request.id, NOW)
    assert all_rows(db) == before
    finish_post(harness, request, state=DeliveryState.FAILED, reason="is_archived")
    post_again(db, account, TEAM, request.id, NOW)
    post_again(db, account, TEAM, request.id, NOW)
    assert harness.recipients_of(MessageKind.REQUEST_POST) == [CHANNEL, CHANNEL]
    finish_post(harness, request, attempt=2)
    assert harness.request(request).post == RequestPost(CHANNEL, f"{request.id}.2")


def test_a_new_channel_shows_what_the_old_one_could_not(db: Database, harness: AdminHarness) -> None:
    """APP-7."""
    unposted, well = harness.request_change(LOCK), harness.request_change(ChangeSetting(None, PMI_ENABLED, OFF_LOCKED))
    finish_post(harness, unposted, state=DeliveryState.FAILED, reason="is_archived")
    finish_post(harness, well)
    set_approvals_channel(make_context(db), caller(harness.actor(OWNER)), "C0NEW", ChannelInfo())
    assert harness.recipients_of(MessageKind.REQUEST_POST) == [CHANNEL, CHANNEL, "C0NEW"]


def test_a_decided_request_is_not_posted_again(db: Database, harness: AdminHarness) -> None:
    request = harness.request_change(LOCK)
    finish_post(harness, request, state=DeliveryState.FAILED, reason="is_archived")
    harness.decide(request, Reject("no"))
    assert "not open" in expect_denied(post_again(db, harness.account().id, TEAM, request.id, NOW))


def test_a_request_expires_after_seven_days_and_whoever_asked_is_told(db: Database, harness: AdminHarness) -> None:
    """APP-5."""
    request = harness.request_change(LOCK)
    assert expire_requests(db, NOW + A_WEEK - INSTANT) == 0
    assert expire_requests(db, NOW + A_WEEK) == 1
    assert expire_requests(db, NOW + A_WEEK) == 0
    assert harness.request(request).state is RequestState.EXPIRED
    assert harness.recipients_of(MessageKind.REQUEST_DECIDED) == [ADMIN]
    assert harness.request_change(LOCK, now=NOW + A_WEEK).id > request.id


def test_one_nudge_comes_into_its_thread_after_a_day(db: Database, harness: AdminHarness) -> None:
    """APP-5."""
    request = harness.request_change(LOCK)
    finish_post(harness, request)
    assert nudge_approvers(db, NOW + A_DAY - INSTANT) == 0
    assert nudge_approvers(db, NOW + A_DAY) == 1
    assert nudge_approvers(db, NOW + 2 * A_DAY) == 0
    delivery = harness.enqueued(f"request {request.id} nudge")
    assert delivery is not None
    assert (delivery.kind, delivery.recipient.channel, delivery.recipient.thread) == (
        MessageKind.REQUEST_NUDGE,
        CHANNEL,
        f"{request.id}.1",
    )


def test_nobody_is_nudged_about_what_is_decided_over_or_posted_nowhere(db: Database, harness: AdminHarness) -> None:
    decided, unposted = (
        harness.request_change(LOCK),
        harness.request_change(ChangeSetting(None, PMI_ENABLED, OFF_LOCKED)),
    )
    finish_post(harness, decided)
    harness.decide(decided, Reject("no"))
    assert nudge_approvers(db, NOW + A_DAY) == 0
    finish_post(harness, unposted)
    assert nudge_approvers(db, NOW + A_WEEK) == 0


def test_approvers_are_reminded_in_the_thread_once_a_day_at_most(harness: AdminHarness) -> None:
    """APP-5."""
    request = harness.request_change(LOCK)

    def remind(by: str, later: timedelta) -> object:
        actor = harness.actor(ADMIN if by == ADMIN else SECOND_ADMIN, NOW + later)
        return remind_approvers(harness.context, caller(actor, now=NOW + later), request.id)

    assert "not shown" in expect_denied(remind(ADMIN, timedelta()))
    finish_post(harness, request)
    expect_denied(remind(SECOND_ADMIN, timedelta()))
    assert isinstance(remind(ADMIN, timedelta()), ApprovalRequest)
    expect_denied(remind(ADMIN, A_DAY - INSTANT))
    assert isinstance(remind(ADMIN, A_DAY), ApprovalRequest)
    assert harness.recipients_of(MessageKind.REQUEST_REMINDER) == [CHANNEL, CHANNEL]
    assert "not open" in expect_denied(remind(ADMIN, A_WEEK))


def test_a_value_that_moved_while_the_request_was_pending_shows_in_its_message(harness: AdminHarness) -> None:
    """APP-5: superseded, by a change from elsewhere."""
    fake_channel = FakeApprovalsChannel()
    request = harness.request_change(LOCK)
    finish_post(harness, request)
    harness.change(ChangeSetting(None, PASSCODE_IN_LINK, ON))
    refresh_channel(harness, fake_channel)
    assert fake_channel.shown == {f"{request.id}.1": f"superseded {Impact(6).people}"}
