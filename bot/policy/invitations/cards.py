"""A message in a channel that shows an open room or meeting, by whatever ID it is reached."""

from dataclasses import dataclass
from datetime import datetime

from bot.policy.ids import CardId, TeamId
from bot.policy.invitations.invitations import JoinCredentials
from bot.policy.people.people import Person
from bot.policy.rooms.rooms import Session


@dataclass(frozen=True, slots=True)
class OpenMeeting:
    """A room or a meeting with an ID of its own, while its host has it open. `token_in_links`: by PASS-2."""

    host: Person
    credentials: JoinCredentials
    session: Session
    token_in_links: bool


@dataclass(frozen=True, slots=True)
class Card:
    """A posted card with what it shows. `call` is the id of Slack's call, empty where the workspace grants none.

    `host` and `session` are none where the host was erased. `language` is the account's.
    """

    id: CardId
    team: TeamId
    channel: str
    ts: str
    call: str
    posted_at: datetime
    host: Person | None
    session: Session | None
    language: str = ""
