"""What acts of administration are given to work with; it does nothing itself."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.policy.ids import AccountId, PersonId
from bot.policy.options import Options
from bot.policy.rooms.rooms import Room
from bot.use_cases.ports import Directory
from storage import Connection, Database

UpcomingOnPmi = Callable[[Connection, Sequence[PersonId], datetime], Mapping[PersonId, int]]
"""How many upcoming meetings each of these people hosts on their PMI; those who host none are left out. One statement."""


def none_upcoming(_tx: Connection, _hosts: Sequence[PersonId], _now: datetime) -> Mapping[PersonId, int]:
    """Where nothing can be scheduled, nothing is upcoming."""
    return {}


RoomChanged = Callable[[Connection, AccountId, Room, Room, datetime], None]
"""What follows for meetings in the room of somebody whose number or passcode changed: before, after (INV-3)."""


def nobody_invited(_tx: Connection, _account: AccountId, _before: Room, _after: Room, _now: datetime) -> None:
    """Where nothing can be scheduled, nobody was invited."""


@dataclass(frozen=True, slots=True)
class Administration:
    """Handed to every act of administration."""

    db: Database
    directory: Directory
    terms: Options
    upcoming_on_pmi: UpcomingOnPmi = none_upcoming
    room_changed: RoomChanged = nobody_invited
