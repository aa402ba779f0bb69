"""On whose behalf something is done: who, in which workspace, and when."""

from dataclasses import dataclass
from datetime import datetime

from bot.policy.ids import TeamId, UserId
from bot.policy.people.people import Actor, Role


@dataclass(frozen=True, slots=True)
class Caller:
    """Who acts, in which workspace, and the instant of the act. `actor` has the role that Slack confirmed, if it was asked (ROLE-1).

    `clock_believed`: whether the instant is good enough for what cannot be undone (CLOCK-1).
    """

    team: TeamId
    actor: Actor
    now: datetime
    clock_believed: bool = True

    @classmethod
    def on_own(cls, team: TeamId, user: UserId, now: datetime, *, clock_believed: bool = True) -> "Caller":
        """Somebody who acts on what is theirs, where no role matters."""
        return cls(team, Actor(user, Role.MEMBER, None), now, clock_believed)

    @property
    def user(self) -> UserId:
        """Slack's id of whoever acts."""
        return self.actor.user
