"""A meeting with all that it takes to show it to somebody."""

from dataclasses import dataclass

from bot.policy.invitations import Entrance, Told, present
from bot.policy.meetings import Meeting, Occurrence
from bot.policy.people import Person


@dataclass(frozen=True, slots=True)
class Shown:
    """`entrance` is none where its host has no room, `occurrence` the one that runs or comes next.

    `needs_new_id`: by INV-4. `token_in_links`: its links may open by one click (PASS-2).
    """

    meeting: Meeting
    host: Person
    entrance: Entrance | None
    token_in_links: bool
    occurrence: Occurrence | None
    needs_new_id: bool

    @property
    def told(self) -> Told:
        """What anybody should know of it now."""
        return present(self.meeting, self.entrance)
