"""Batch work that a decided change requires for the people it affects (LOCK-7, LOCK-8, APP-6)."""

from dataclasses import dataclass
from enum import StrEnum

from bot.policy.audit.events import Cause
from bot.policy.ids import AccountId, FollowUpId, PersonId, TeamId

BATCH_SIZE = 200
"""People handled in one transaction: well under a second, so that nobody else waits long for the account's lock."""


class FollowUpTask(StrEnum):
    """The work done for each affected person."""

    PASSCODES = "passcodes"  # give rooms one that must have one and have none, and tell their hosts
    MEETINGS = "meetings"  # tell hosts which upcoming meetings stop working
    LINKS = "links"  # offer hosts to tell their invitees that links open by one click no longer, or again


@dataclass(frozen=True, slots=True)
class FollowUp:
    """One batch of people. `change` identifies the change within the account, so that nobody is notified twice of it."""

    id: FollowUpId
    account: AccountId
    team: TeamId
    task: FollowUpTask
    people: tuple[PersonId, ...]
    change: str
    cause: Cause
