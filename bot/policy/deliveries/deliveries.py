"""Messages of the delivery queue: urgency, state, recipient. It knows no Slack and no database."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum, StrEnum

from bot.policy.ids import AccountId, DeliveryId, PersonId, TeamId, UserId

MessageSubject = Mapping[str, int | str]
"""Ids and small plain facts of what a message is about, never texts or passcodes: the text is made when it is sent."""


class Urgency(IntEnum):
    """The classes of REM-7, the most urgent first."""

    WAITING = 0  # somebody is waiting for it
    MEETING_START = 1
    APPROVAL = 2
    EXPIRY_NOW = 3  # expired, or about to within a day
    EXPIRY_SOON = 4  # within days
    EXPIRY_LATER = 5
    BULK = 6


class DeliveryState(StrEnum):
    """The state of a delivery. `sending`: a request may be on its way; `unknown`: an admin must decide."""

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    DROPPED = "dropped"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class ChannelTarget:
    """A channel by its Slack id, or a thread in it by the ts of its first message."""

    channel: str
    thread: str = ""


@dataclass(frozen=True, slots=True)
class OutboxMessage:
    """A message to be sent, as a use case enqueues it.

    `dedup_key` names its cause within the account (`room 12 expires 2026-03-01: 7 days`): a second one with the same key is
    refused for as long as the first is on record. `due` and `deadline` are of the product's clock; at the deadline it
    is dropped.
    """

    account: AccountId
    dedup_key: str
    kind: str
    urgency: Urgency
    to: PersonId | ChannelTarget
    due: datetime
    deadline: datetime
    subject: MessageSubject = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Recipient:
    """Where a message goes: to a person, or into a channel. `user` is empty for a channel, `channel` for a person.

    `locale` is what its readers read: the person's, or the language of the account; empty where neither is known (LANG-1).
    """

    person: PersonId | None
    user: UserId
    channel: str
    thread: str = ""
    locale: str = ""


@dataclass(frozen=True, slots=True)
class Delivery:
    """A message in the queue, as it is stored. `idempotency_key` is the random id by which it is found again in Slack.

    `failures` counts the faults of this message or person (REM-4), `tries` every request for it. Of an unclear outcome
    `first_tried_at` is the earliest instant at which Slack can have taken it, by whichever clock was behind, `last_tried_at` when
    it was sent last, by whichever was ahead, and `lookup_position` how far it was looked for: empty at the beginning.
    """

    id: DeliveryId
    account: AccountId
    team: TeamId
    idempotency_key: str
    dedup_key: str
    kind: str
    urgency: Urgency
    recipient: Recipient
    subject: MessageSubject
    due: datetime
    deadline: datetime
    state: DeliveryState
    failures: int
    tries: int
    first_tried_at: datetime | None
    reason: str
    channel: str
    ts: str
    finished_at: datetime | None
    last_tried_at: datetime | None
    lookup_position: str


@dataclass(frozen=True, slots=True)
class SuspendedWorkspace:
    """A workspace to which nothing is sent by this method of Slack's, and why, since when by the database's clock."""

    team: TeamId
    method: str
    reason: str
    since: datetime
