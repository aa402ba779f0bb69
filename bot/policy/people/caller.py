"""On whose behalf something is done: who, in which workspace, and when."""

from dataclasses import dataclass
from datetime import datetime

from bot.policy.clock import Instant
from bot.policy.ids import TeamId, UserId
from bot.policy.people.people import Actor, Role


@dataclass(frozen=True, slots=True)
class Caller:
    """Who acts, in which workspace, and the instant of the act. `actor` has the role that Slack confirmed, if it was asked (ROLE-1)."""

    team: TeamId
    actor: Actor
    instant: Instant

    @classmethod
    def on_own(cls, team: TeamId, user: UserId, instant: Instant) -> "Caller":
        """Somebody who acts on what is theirs, where no role matters."""
        return cls(team, Actor(user, Role.MEMBER, None), instant)

    @property
    def now(self) -> datetime:
        """When they act, by the clock that there is."""
        return self.instant.at

    @property
    def clock_believed(self) -> bool:
        """Whether `now` is good enough for what cannot be undone (CLOCK-1)."""
        return self.instant.believed

    @property
    def user(self) -> UserId:
        """Slack's id of whoever acts."""
        return self.actor.user
