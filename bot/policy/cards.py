"""A message in a channel that shows a session."""

from dataclasses import dataclass
from typing import NewType

from bot.policy.people import Person, TeamId
from bot.policy.rooms import Session

CardId = NewType("CardId", int)


@dataclass(frozen=True, slots=True)
class Card:
    """A posted card with what it shows. `call` is the id of Slack's call, empty where the workspace grants none."""

    id: CardId
    team: TeamId
    channel: str
    ts: str
    call: str
    host: Person
    session: Session
