"""Invitations to a meeting in channels: posted once through the queue, updated in place (INV-3, UX-8)."""

from collections.abc import Callable
from datetime import datetime

from bot.policy.deliveries.deliveries import Delivery, DeliveryState
from bot.policy.ids import ChannelPostId, MeetingKey
from bot.policy.invitations.invitations import MeetingView
from bot.policy.meetings.meetings import NO_SUCH_MEETING, Meeting, may_manage
from bot.policy.people.caller import Caller
from bot.policy.people.people import Person
from bot.policy.values.results import Denied
from bot.use_cases.context import Context
from bot.use_cases.deliveries.outbox import MessageKind
from bot.use_cases.invitations import post_outcomes, requested_posts, updates
from bot.use_cases.invitations.messages import meeting_view
from bot.use_cases.invitations.requested_posts import GIVEN_UP, PostRequest, PostTarget, RequestedPost
from bot.use_cases.ports import Message, NotPostedError
from storage import Connection, Database
from storage.invitations import posts as post_store
from storage.invitations.posts import StalePost
from storage.meetings import meetings as meeting_store
from storage.rooms import rooms as room_store

BATCH = 50
RenderPost = Callable[[MeetingView, bool], Message]
"""Renders a post of a meeting, with or without passcode and one-click link (PASS-3)."""
RenderStalePost = Callable[[MeetingView, bool, str], Message]
"""The same for a post that is there already, in the language of this code: the account's."""


def post_meeting(context: Context, caller: Caller, key: MeetingKey, target: PostTarget) -> RequestedPost | Denied:
    """Enqueue the invitation to one's meeting for a channel, once (UX-8)."""
    with context.db.write(caller.team) as tx:
        host = room_store.known_profile(tx, caller.team, caller.user).person
        meeting = meeting_store.find(tx, key)
        return NO_SUCH_MEETING if meeting is None else request_post(tx, caller, meeting, host, target)


def request_post(
    tx: Connection, caller: Caller, meeting: Meeting, host: Person, target: PostTarget, *, scheduled: bool = False
) -> RequestedPost | Denied:
    """Enqueue the invitation in the transaction of the act. `scheduled`: the modal shows the result of scheduling."""
    for answer in (requested_posts.require_channel(target), may_manage(meeting, host)):
        if isinstance(answer, Denied):
            return answer
    kind, subject = MessageKind.MEETING_POST, {"meeting": meeting.key, "scheduled": int(scheduled)}
    return requested_posts.enqueue_reserved(
        tx,
        PostRequest(kind, meeting.account, host.id, target, subject, caller.instant),
        post_store.find(tx, meeting.key, target.channel),
        release=post_store.release,
        reserve=lambda: _reserve(tx, meeting, target, caller.now),
    )


def _reserve(tx: Connection, meeting: Meeting, target: PostTarget, now: datetime) -> ChannelPostId:
    snapshot = meeting_view(tx, meeting, now).snapshot
    return post_store.reserve(tx, meeting.key, target.channel, snapshot, now, with_passcode=target.with_passcode)


def meeting_post_content(context: Context, delivery: Delivery, now: datetime) -> MeetingView | Denied:
    """What the invitation shows at the moment of sending, or why it is not posted. Raises NotPostedError, SlackUnavailableError.

    It is stored before it is sent: a change after this makes the post stale, even if Slack's answer is lost.
    """
    if isinstance(allowed := requested_posts.require_member(context, delivery), Denied):
        return allowed
    post = _reservation_of(delivery)
    with context.db.write(delivery.team) as tx:
        if not post_store.is_reserved(tx, post):
            return GIVEN_UP
        meeting = meeting_store.get(tx, _meeting_of(delivery))
        if isinstance(may := may_manage(meeting, requested_posts.requested_by(tx, delivery)), Denied):
            return may
        view = meeting_view(tx, meeting, now)
        post_store.mark_rendered(tx, post, view.snapshot)
        return view


def on_post_finished(tx: Connection, delivery: Delivery, now: datetime) -> None:
    """Hook of `MEETING_POST`: store where it was posted, or let it be posted again.

    Of what changed while it was under way the host decides as of any other change (INV-3).
    """
    if delivery.state is not DeliveryState.SENT:
        post_store.release(tx, _reservation_of(delivery))
        post_outcomes.on_finished(tx, delivery, now)
        return
    post = post_store.mark_posted(tx, _reservation_of(delivery), delivery.ts)
    meeting = meeting_store.get(tx, _meeting_of(delivery))
    if post is not None and meeting.cancelled_at is None:
        updates.offer_updates_if_known(tx, meeting, post.snapshot, meeting_view(tx, meeting, now).snapshot, now)


def posted_meeting(db: Database, delivery: Delivery, now: datetime) -> MeetingView:
    """The meeting as it is now, for the modal in which it was scheduled."""
    with db.read() as tx:
        return meeting_view(tx, meeting_store.get(tx, _meeting_of(delivery)), now)


def _reservation_of(delivery: Delivery) -> ChannelPostId:
    return ChannelPostId(int(delivery.subject["reservation"]))


def _meeting_of(delivery: Delivery) -> MeetingKey:
    return MeetingKey(int(delivery.subject["meeting"]))


def refresh_posts(context: Context, render: RenderStalePost, now: datetime) -> int:
    """Update stale posts; return how many. Raises SlackUnavailableError: the rest waits for the next call.

    A post whose meeting changes during its update stays stale.
    """
    with context.db.read() as tx:
        stale = post_store.stale(tx, BATCH)
    for each in stale:
        _refresh(context, render, each, now)
    return len(stale)


def _refresh(context: Context, render: RenderStalePost, stale: StalePost, now: datetime) -> None:
    with context.db.read() as tx:
        view = meeting_view(tx, meeting_store.get(tx, stale.meeting), now)
    try:
        context.messenger.change(
            stale.team, stale.post.channel, stale.post.ts, render(view, stale.post.with_passcode, stale.language)
        )
    except NotPostedError:
        with context.db.write(stale.team) as tx:
            post_store.drop(tx, stale.post.id)  # it does not exist any more, or cannot be changed
        return
    with context.db.write(stale.team) as tx:
        post_store.mark_shown(tx, stale.post.id, view.snapshot, stale.stale_since)
