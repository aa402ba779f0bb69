"""What is put into the delivery queue: the kinds of messages, with their urgency and lifetime (REM-7)."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum

from bot.policy.deliveries.deliveries import ChannelTarget, MessageSubject, OutboxMessage, Urgency
from bot.policy.gateway.admission import ALERT_INTERVAL
from bot.policy.ids import AccountId, PersonId


class MessageKind(StrEnum):
    """What a message is about, and so how it is rendered. The values are stored with each delivery."""

    GREETING = "greeting"
    EXPIRY_REMINDER = "expiry reminder"
    MEETING_REMINDER = "meeting_reminder"
    INVITATION = "meeting_invitation"
    INVITATION_UPDATE = "meetings_changed"
    MEETINGS_STOPPED = "meetings_stopped"
    PASSCODE_GIVEN = "passcode_given"
    HOST_LEFT = "host_left"
    MEETINGS_GIVEN = "meetings_given"
    BRUTE_FORCE = "guessing"
    REQUEST_POST = "request_post"
    REQUEST_UNPOSTED = "request_unposted"
    REQUEST_DECIDED = "request_decided"
    REQUEST_NUDGE = "request_nudge"
    REQUEST_REMINDER = "request_reminder"
    ROOM_POST = "room_post"
    MEETING_POST = "meeting_post"
    SESSION_CARD = "session_card"
    POST_FAILED = "post_failed"


A_WEEK = timedelta(days=7)
THREE_MONTHS = timedelta(days=90)
"""Whoever was invited hears of a change or a cancellation however long the queue was away; what is over by then is not sent."""
WHILE_SOMEBODY_WAITS = timedelta(hours=1)
"""After this a post would surprise whoever asked for it; they hear that it was not made."""
URGENCY_AND_LIFETIME: Mapping[MessageKind, tuple[Urgency, timedelta]] = {
    MessageKind.GREETING: (Urgency.BULK, A_WEEK),
    MessageKind.MEETING_REMINDER: (Urgency.MEETING_START, A_WEEK),
    MessageKind.INVITATION: (Urgency.BULK, THREE_MONTHS),
    MessageKind.INVITATION_UPDATE: (Urgency.APPROVAL, A_WEEK),
    MessageKind.MEETINGS_STOPPED: (Urgency.BULK, A_WEEK),
    MessageKind.PASSCODE_GIVEN: (Urgency.BULK, A_WEEK),
    MessageKind.HOST_LEFT: (Urgency.APPROVAL, A_WEEK),
    MessageKind.MEETINGS_GIVEN: (Urgency.APPROVAL, A_WEEK),
    MessageKind.BRUTE_FORCE: (Urgency.APPROVAL, ALERT_INTERVAL),
    MessageKind.REQUEST_POST: (Urgency.APPROVAL, A_WEEK),
    MessageKind.REQUEST_UNPOSTED: (Urgency.APPROVAL, A_WEEK),
    MessageKind.REQUEST_DECIDED: (Urgency.APPROVAL, A_WEEK),
    MessageKind.REQUEST_NUDGE: (Urgency.APPROVAL, A_WEEK),
    MessageKind.REQUEST_REMINDER: (Urgency.APPROVAL, A_WEEK),
    MessageKind.ROOM_POST: (Urgency.WAITING, WHILE_SOMEBODY_WAITS),
    MessageKind.MEETING_POST: (Urgency.WAITING, WHILE_SOMEBODY_WAITS),
    MessageKind.SESSION_CARD: (Urgency.WAITING, WHILE_SOMEBODY_WAITS),
    MessageKind.POST_FAILED: (Urgency.WAITING, A_WEEK),
}
"""The lifetime counts where the cause has no deadline. Of an expiry reminder policy computes both."""


def new_message(
    kind: MessageKind,
    account: AccountId,
    to: PersonId | ChannelTarget,
    dedup_key: str,
    subject: MessageSubject,
    due: datetime,
    deadline: datetime | None = None,
) -> OutboxMessage:
    """A message to be enqueued. Without a `deadline` it is dropped when the lifetime of its kind is over."""
    urgency, lifetime = URGENCY_AND_LIFETIME[kind]
    return OutboxMessage(account, dedup_key, kind, urgency, to, due, deadline or due + lifetime, subject)
