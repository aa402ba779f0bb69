"""A request in the course of time: posted, nudged about, reminded of, expired; its message always true (APP-2, APP-5, APP-7)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.policy.approvals import ApprovalRequest, ChannelInfo, Impact, RequestPost, RequestState
from bot.policy.changes import ChangeSetting, OrderGroups
from bot.policy.deliveries import Delivery, DeliveryState
from bot.policy.people import TeamId
from bot.use_cases.accounts import set_approvals_channel
from bot.use_cases.decisions import Reject
from bot.use_cases.groups import rename_group
from bot.use_cases.ports import Message, NotPostedError, PostRefusal, SlackUnavailableError
from bot.use_cases.request_closings import DECIDED
from bot.use_cases.request_deadlines import NUDGE, REMINDER, expire_requests, nudge_approvers, remind_approvers
from bot.use_cases.request_posts import REQUEST_POST, REQUEST_UNPOSTED, on_post_finished, post_again, refresh_posts
from storage import Database
from tests.databases import everything_in
from tests.factories import NOW, TEAM
from tests.office import ADMIN, ANN, CHANNEL, LINK, OFF_LOCKED, ON, OWNER, PMI, SECOND_ADMIN, Office, denied

LOCK = ChangeSetting(None, LINK, OFF_LOCKED)
A_DAY = timedelta(days=1)
A_WEEK = timedelta(days=7)
INSTANT = timedelta(microseconds=1)


class Wall:
    """The approvals channel: what its messages show. `trouble` is what Slack answers instead."""

    def __init__(self) -> None:
        self.shown: dict[str, str] = {}
        self.trouble: Exception | None = None

    def change(self, team: TeamId, channel: str, ts: str, message: Message) -> None:
        """Replace a message."""
        assert (team, channel) == (TEAM, CHANNEL)
        if self.trouble:
            raise self.trouble
        self.shown[ts] = message.text


def compose(request: ApprovalRequest) -> Message:
    return Message(f"{request.state} {request.impact.people}")


def settle(
    office: Office,
    request: ApprovalRequest,
    attempt: int = 1,
    state: DeliveryState = DeliveryState.SENT,
    reason: str = "",
) -> Delivery:
    """What the queue does once Slack has answered."""
    delivery = office.owed(f"request {request.id} post {attempt}")
    assert delivery is not None
    delivery = replace(delivery, state=state, reason=reason, channel=CHANNEL, ts=f"{request.id}.{attempt}")
    with office.db.write(TEAM) as tx:
        on_post_finished(tx, delivery, NOW)
    return delivery


def show(office: Office, wall: Wall) -> int:
    return refresh_posts(office.db, wall, compose)  # type: ignore[arg-type] # the one method that it calls


def test_a_posted_request_knows_its_message(db: Database) -> None:
    """APP-2."""
    office = Office(db)
    request = office.ask(LOCK)
    settle(office, request)
    assert office.request(request).post == RequestPost(CHANNEL, f"{request.id}.1")


def test_the_message_is_made_true_after_every_change_and_only_then(db: Database) -> None:
    """APP-5: also when the decision came from elsewhere."""
    office, wall = Office(db), Wall()
    group = office.group("Sales", ANN)
    request = office.ask(ChangeSetting(group, LINK, OFF_LOCKED))
    settle(office, request)
    assert show(office, wall) == 0
    office.upcoming = {ANN: 1}
    office.join(group, ADMIN)
    office.decide(request)
    assert show(office, wall) == 1
    assert wall.shown == {f"{request.id}.1": "pending 2"}
    office.approve(office.request(request))
    assert show(office, wall) == 1
    assert wall.shown == {f"{request.id}.1": "approved 2"}
    assert show(office, wall) == 0


def test_a_request_is_called_by_the_present_name_of_its_group_until_it_is_decided(db: Database) -> None:
    """APP-5: renaming makes its message due; so it does that of a request about the order, which names every group."""
    office, wall = Office(db), Wall()
    first, second = (
        office.group("First", ANN, stands={LINK: OFF_LOCKED}),
        office.group("Second", ANN, stands={LINK: ON}),
    )
    about, order, other = (
        office.ask(ChangeSetting(second, PMI, OFF_LOCKED)),
        office.ask(OrderGroups((second, first))),
        office.ask(LOCK),
    )
    for request in (about, order, other):
        settle(office, request)
    rename_group(db, TEAM, office.actor(ADMIN), second, "Field", NOW)
    assert show(office, wall) == 2
    assert set(wall.shown) == {f"{about.id}.1", f"{order.id}.1"}
    assert office.request(about).proposal.group_name == "Field"
    office.decide(about, Reject("no"))
    rename_group(db, TEAM, office.actor(ADMIN), second, "Board", NOW)
    assert office.request(about).proposal.group_name == "Field"


def test_a_message_that_is_not_posted_yet_is_left_to_the_queue(db: Database) -> None:
    office, wall = Office(db), Wall()
    request = office.ask(LOCK)
    office.decide(request, Reject("no"))
    assert show(office, wall) == 0
    settle(office, request)
    assert show(office, wall) == 1


def test_while_slack_does_not_answer_the_message_stays_due(db: Database) -> None:
    office, wall = Office(db), Wall()
    request = office.ask(LOCK)
    settle(office, request)
    office.decide(request, Reject("no"))
    wall.trouble = SlackUnavailableError()
    assert show(office, wall) == 0
    wall.trouble = None
    assert show(office, wall) == 1


@pytest.mark.parametrize("refusal", [PostRefusal.ARCHIVED, PostRefusal.GONE, PostRefusal.NOT_IN_CHANNEL])
def test_a_message_that_can_never_be_changed_again_is_given_up(db: Database, refusal: PostRefusal) -> None:
    """The channel was archived, the bot was removed from it."""
    office, wall = Office(db), Wall()
    request = office.ask(LOCK)
    settle(office, request)
    office.decide(request, Reject("no"))
    wall.trouble = NotPostedError(refusal)
    show(office, wall)
    wall.trouble = None
    assert show(office, wall) == 0


@pytest.mark.parametrize("state", [DeliveryState.FAILED, DeliveryState.DROPPED, DeliveryState.UNKNOWN])
def test_a_request_that_could_not_be_posted_is_not_lost_and_whoever_asked_hears_of_it(
    db: Database, state: DeliveryState
) -> None:
    """APP-7: the channel was archived, or the bot was removed from it; decided in the console all the same."""
    office = Office(db)
    request = office.ask(LOCK)
    settle(office, request, state=state, reason="not_in_channel")
    assert office.request(request).post == RequestPost(error="not_in_channel")
    assert office.request(request).state is RequestState.PENDING
    assert office.owed_to(REQUEST_UNPOSTED) == [ADMIN]
    assert office.approve(request).state is RequestState.APPROVED


def test_after_the_fix_a_request_is_posted_again_once(db: Database) -> None:
    """APP-7."""
    office = Office(db)
    request = office.ask(LOCK)
    account = office.account().id
    before = everything_in(db)
    post_again(db, account, TEAM, request.id, NOW)
    assert everything_in(db) == before
    settle(office, request, state=DeliveryState.FAILED, reason="is_archived")
    post_again(db, account, TEAM, request.id, NOW)
    post_again(db, account, TEAM, request.id, NOW)
    assert office.owed_to(REQUEST_POST) == [CHANNEL, CHANNEL]
    settle(office, request, attempt=2)
    assert office.request(request).post == RequestPost(CHANNEL, f"{request.id}.2")


def test_a_new_channel_shows_what_the_old_one_could_not(db: Database) -> None:
    """APP-7."""
    office = Office(db)
    unposted, well = office.ask(LOCK), office.ask(ChangeSetting(None, PMI, OFF_LOCKED))
    settle(office, unposted, state=DeliveryState.FAILED, reason="is_archived")
    settle(office, well)
    set_approvals_channel(db, TEAM, office.actor(OWNER), "C0NEW", ChannelInfo(), NOW)
    assert office.owed_to(REQUEST_POST) == [CHANNEL, CHANNEL, "C0NEW"]


def test_a_decided_request_is_not_posted_again(db: Database) -> None:
    office = Office(db)
    request = office.ask(LOCK)
    settle(office, request, state=DeliveryState.FAILED, reason="is_archived")
    office.decide(request, Reject("no"))
    assert "not open" in denied(post_again(db, office.account().id, TEAM, request.id, NOW))


def test_a_request_expires_after_seven_days_and_whoever_asked_is_told(db: Database) -> None:
    """APP-5."""
    office = Office(db)
    request = office.ask(LOCK)
    assert expire_requests(db, NOW + A_WEEK - INSTANT) == 0
    assert expire_requests(db, NOW + A_WEEK) == 1
    assert expire_requests(db, NOW + A_WEEK) == 0
    assert office.request(request).state is RequestState.EXPIRED
    assert office.owed_to(DECIDED) == [ADMIN]
    assert office.ask(LOCK, now=NOW + A_WEEK).id > request.id


def test_one_nudge_comes_into_its_thread_after_a_day(db: Database) -> None:
    """APP-5."""
    office = Office(db)
    request = office.ask(LOCK)
    settle(office, request)
    assert nudge_approvers(db, NOW + A_DAY - INSTANT) == 0
    assert nudge_approvers(db, NOW + A_DAY) == 1
    assert nudge_approvers(db, NOW + 2 * A_DAY) == 0
    owed = office.owed(f"request {request.id} nudge")
    assert owed is not None
    assert (owed.kind, owed.recipient.channel, owed.recipient.thread) == (NUDGE, CHANNEL, f"{request.id}.1")


def test_nobody_is_nudged_about_what_is_decided_over_or_posted_nowhere(db: Database) -> None:
    office = Office(db)
    decided, unposted = office.ask(LOCK), office.ask(ChangeSetting(None, PMI, OFF_LOCKED))
    settle(office, decided)
    office.decide(decided, Reject("no"))
    assert nudge_approvers(db, NOW + A_DAY) == 0
    settle(office, unposted)
    assert nudge_approvers(db, NOW + A_WEEK) == 0


def test_approvers_are_reminded_in_the_thread_once_a_day_at_most(db: Database) -> None:
    """APP-5."""
    office = Office(db)
    request = office.ask(LOCK)

    def remind(by: str, later: timedelta) -> object:
        actor = office.actor(ADMIN if by == ADMIN else SECOND_ADMIN, NOW + later)
        return remind_approvers(office.admin, TEAM, actor, request.id, NOW + later)

    assert "not shown" in denied(remind(ADMIN, timedelta()))
    settle(office, request)
    denied(remind(SECOND_ADMIN, timedelta()))
    assert isinstance(remind(ADMIN, timedelta()), ApprovalRequest)
    denied(remind(ADMIN, A_DAY - INSTANT))
    assert isinstance(remind(ADMIN, A_DAY), ApprovalRequest)
    assert office.owed_to(REMINDER) == [CHANNEL, CHANNEL]
    assert "not open" in denied(remind(ADMIN, A_WEEK))


def test_a_value_that_moved_while_the_request_was_pending_shows_in_its_message(db: Database) -> None:
    """APP-5: superseded, by a change from elsewhere."""
    office, wall = Office(db), Wall()
    request = office.ask(LOCK)
    settle(office, request)
    office.change(ChangeSetting(None, LINK, ON))
    show(office, wall)
    assert wall.shown == {f"{request.id}.1": f"superseded {Impact(6).people}"}
