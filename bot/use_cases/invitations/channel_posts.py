"""Invitations to a meeting in channels: posted once, updated in place (INV-3, UX-8)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.policy.ids import MeetingKey
from bot.policy.invitations.invitations import MeetingView
from bot.policy.meetings.meetings import NO_SUCH_MEETING, may_manage
from bot.policy.people.caller import Caller
from bot.policy.values.results import Denied
from bot.use_cases.context import Context
from bot.use_cases.invitations.messages import meeting_view
from bot.use_cases.ports import Message, NotPostedError, SlackUnavailableError
from storage.invitations import posts as post_store
from storage.invitations.posts import StalePost
from storage.meetings import meetings as meeting_store
from storage.rooms import rooms as room_store

BATCH = 50
NOT_IN_CHANNEL = Denied("You are not a member of that channel, so I do not post there for you.")

RenderPost = Callable[[MeetingView, bool], Message]
"""Renders a post of a meeting, with or without passcode and one-click link (PASS-3)."""


@dataclass(frozen=True, slots=True)
class PostTarget:
    """A channel. `with_passcode`: the host chose to include passcode and one-click link in this post (PASS-3)."""

    channel: str
    with_passcode: bool = False


@dataclass(frozen=True, slots=True)
class PostedInvitation:
    """The invitation is in the channel. `fresh` is false where it was posted before."""

    view: MeetingView
    fresh: bool


def post_meeting(
    context: Context, caller: Caller, render: RenderPost, key: MeetingKey, target: PostTarget
) -> PostedInvitation | Denied:
    """Post the invitation once in a channel of which host and bot are members.

    Raises NotPostedError and SlackUnavailableError; it may then be tried again.
    """
    if not context.messenger.is_member(caller.team, target.channel, caller.user):
        return NOT_IN_CHANNEL
    with context.db.write(caller.team) as tx:
        host = room_store.known_profile(tx, caller.team, caller.user).person
        meeting = meeting_store.find(tx, key)
        if meeting is None:
            return NO_SUCH_MEETING
        if isinstance(allowed := may_manage(meeting, host), Denied):
            return allowed
        view = meeting_view(tx, meeting, caller.now)
        post_store.drop_abandoned(tx, caller.now)
        channel, with_passcode = target.channel, target.with_passcode
        post = post_store.reserve(tx, key, channel, view.snapshot, caller.now, with_passcode=with_passcode)
    if post is None:
        return PostedInvitation(view, fresh=False)
    try:
        ts = context.messenger.post(caller.team, target.channel, render(view, target.with_passcode))
    except (NotPostedError, SlackUnavailableError):
        with context.db.write(caller.team) as tx:
            post_store.drop(tx, post)
        raise
    with context.db.write(caller.team) as tx:
        post_store.mark_posted(tx, post, ts)
    return PostedInvitation(view, fresh=True)


def refresh_posts(context: Context, render: RenderPost, now: datetime) -> int:
    """Update stale posts; return how many. Raises SlackUnavailableError: the rest waits for the next call.

    A post whose meeting changes during its update stays stale.
    """
    with context.db.read() as tx:
        stale = post_store.stale(tx, BATCH)
    for each in stale:
        _refresh(context, render, each, now)
    return len(stale)


def _refresh(context: Context, render: RenderPost, stale: StalePost, now: datetime) -> None:
    with context.db.read() as tx:
        view = meeting_view(tx, meeting_store.get(tx, stale.meeting), now)
    try:
        context.messenger.change(stale.team, stale.post.channel, stale.post.ts, render(view, stale.post.with_passcode))
    except NotPostedError:
        with context.db.write(stale.team) as tx:
            post_store.drop(tx, stale.post.id)  # it does not exist any more, or cannot be changed
        return
    with context.db.write(stale.team) as tx:
        post_store.mark_shown(tx, stale.post.id, view.snapshot, stale.stale_since)
