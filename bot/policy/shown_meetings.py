"""A meeting with all that it takes to show it to somebody."""

from dataclasses import dataclass

from bot.policy.invitations import JoinCredentials, MeetingSnapshot, current_snapshot
from bot.policy.meetings import Meeting, Occurrence
from bot.policy.people import Person


@dataclass(frozen=True, slots=True)
class MeetingView:
    """`credentials` is none where its host has no room, `occurrence` the one that runs or comes next.

    `needs_new_id`: by INV-4. `token_in_links`: its links may open by one click (PASS-2).
    """

    meeting: Meeting
    host: Person
    credentials: JoinCredentials | None
    token_in_links: bool
    occurrence: Occurrence | None
    needs_new_id: bool

    @property
    def snapshot(self) -> MeetingSnapshot:
        """The snapshot of the meeting as it is now."""
        return current_snapshot(self.meeting, self.credentials)
