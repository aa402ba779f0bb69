"""Audit events, one of every change (AUDIT-1): ids and plain values; personal texts are fields apart, so that they can be erased."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.policy.ids import AuditEntryId, GroupId, PersonId, RequestId, UserId
from bot.policy.settings.catalogue import Setting

AuditValue = bool | int | str | None | list[int] | Mapping[str, "bool | int | str | None"]
"""A value before or after: plain, a list of ids, or a few named ones."""

SYSTEM_ACTOR = UserId("")
"""Actor recorded for automatic changes (deadlines, batch follow-ups)."""


class AuditAction(StrEnum):
    """The kind of change, as it is stored."""

    SETTING = "setting"
    CHOICE = "choice"
    LICENSE = "license"
    PLAN = "plan"
    DEFAULT_LICENSE = "default_license"
    APPROVALS_CHANNEL = "approvals_channel"
    LANGUAGE = "language"
    GROUP_CREATED = "group_created"
    GROUP_RENAMED = "group_renamed"
    GROUP_DELETED = "group_deleted"
    GROUPS_ORDERED = "groups_ordered"
    MEMBER_ADDED = "member_added"
    MEMBER_REMOVED = "member_removed"
    GROUP_ADMIN_NAMED = "group_admin_named"
    GROUP_ADMIN_DISMISSED = "group_admin_dismissed"
    NUMBER = "number"
    LINK = "link"
    PASSCODE = "passcode"
    SUSPENDED = "suspended"
    LIFTED = "lifted"
    MEETINGS_TAKEN = "meetings_taken"
    MEETINGS_GIVEN = "meetings_given"
    REQUESTED = "requested"
    DECIDED = "decided"
    ERASED = "erased"


@dataclass(frozen=True, slots=True)
class AuditEvent:
    """One change: of the account where neither `group` nor `person` is set.

    `personal_before` and `personal_after` are names and typed texts, which can be erased; never a passcode.
    """

    action: AuditAction
    person: PersonId | None = None
    group: GroupId | None = None
    setting: Setting | None = None
    before: AuditValue = None
    after: AuditValue = None
    personal_before: str = ""
    personal_after: str = ""


@dataclass(frozen=True, slots=True)
class Cause:
    """Who did it and when, by which request; `note` says how, where that matters (`SOLE_APPROVER`)."""

    actor: UserId
    at: datetime
    request: RequestId | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """An event on record."""

    id: AuditEntryId
    event: AuditEvent
    cause: Cause


SOLE_APPROVER = "sole approver"


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """Which entries are shown: those about a `person` or by a `user`, those about a setting; all where nothing is set."""

    person: PersonId | None = None
    user: UserId | None = None
    setting: Setting | None = None
