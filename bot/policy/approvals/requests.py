"""Approval requests: what is asked for, states and deadlines, and the channel that shows them (APP-1 to APP-7)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import assert_never

from bot.policy.approvals.changes import (
    Change,
    ChangeMembers,
    ChangeSetting,
    CreateGroup,
    DeleteGroup,
    OrderGroups,
    Precondition,
)
from bot.policy.approvals.impact import Impact
from bot.policy.ids import GroupId, PersonId, RequestId, UserId
from bot.policy.people.people import Account
from bot.policy.settings import groups
from bot.policy.values.reasons import reason
from bot.policy.values.results import Denied

REQUEST_LIFETIME = timedelta(days=7)
NUDGE_AFTER = timedelta(hours=24)
REMIND_EVERY = timedelta(hours=24)
MAX_REASON_LENGTH = 500
"""Characters of a reason that are kept."""


class RequestState(StrEnum):
    """The state of a request; only a pending one can still change."""

    PENDING = "pending"
    APPROVED = "approved"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    SUPERSEDED = "superseded"


@dataclass(frozen=True, slots=True)
class RequestSubject:
    """What a request is about: at most one pending request per subject (APP-3)."""

    scope: str
    topic: str


@dataclass(frozen=True, slots=True)
class NewRequest:
    """A request as it is first stored. `group_name` names its group also after that was deleted."""

    change: Change
    precondition: Precondition
    impact: Impact
    group_name: str
    asked_by: UserId
    person: PersonId
    reason: str


@dataclass(frozen=True, slots=True)
class RequestPost:
    """The message that shows the request. `channel` and `ts` are empty until Slack accepted it; `error`: why it did not."""

    channel: str = ""
    ts: str = ""
    error: str = ""


@dataclass(frozen=True, slots=True)
class ApprovalRequest:
    """A request on record. `impact` is what was shown last; `closing_reason` is why it was rejected or superseded.

    `version` goes up whenever what the post shows has changed.
    """

    id: RequestId
    account: Account
    proposal: NewRequest
    asked_at: datetime
    expires_at: datetime
    state: RequestState
    impact: Impact
    decided_by: UserId
    decided_at: datetime | None
    closing_reason: str
    nudged_at: datetime | None
    reminded_at: datetime | None
    post: RequestPost
    version: int


def scope_of(group: GroupId | None) -> str:
    """The stored name of the account, or of one of its groups."""
    return "account" if group is None else f"group {group}"


GROUP_ORDER = RequestSubject(scope_of(None), "order")


def subject_of(change: Change) -> RequestSubject:
    """The subject of a change: its scope and setting, or the kind of change where it is about no setting."""
    match change:
        case ChangeSetting(group, setting):
            return RequestSubject(scope_of(group), setting)
        case ChangeMembers(group):
            return RequestSubject(scope_of(group), "members")
        case DeleteGroup(group):
            return RequestSubject(scope_of(group), "deletion")
        case OrderGroups():
            return GROUP_ORDER
        case CreateGroup(name):
            return RequestSubject(f"new {groups.name_key(name)}", "creation")
    assert_never(change)


def has_expired(request: ApprovalRequest, now: datetime) -> bool:
    """Whether a request has outlived its seven days, to the instant (APP-5)."""
    return now >= request.expires_at


@dataclass(frozen=True, slots=True)
class ChannelInfo:
    """A channel as Slack describes it at this moment."""

    found: bool = True
    archived: bool = False
    shared_outside: bool = False
    has_bot: bool = True


def channel_refusal(channel: ChannelInfo) -> Denied | None:
    """Why requests cannot be posted to a channel, with the fix (APP-7); none if they can."""
    if channel.shared_outside:
        return Denied(reason("approvals.channel_shared"))
    if channel.archived:
        return Denied(reason("approvals.channel_archived"))
    if not channel.found or not channel.has_bot:
        return Denied(reason("approvals.channel_without_me"))
    return None
