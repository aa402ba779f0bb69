"""Who calls a use case in a test, and what the use case is given."""

from datetime import datetime
from typing import cast

from bot.policy.ids import TeamId, UserId
from bot.policy.options import Options
from bot.policy.people.caller import Caller
from bot.policy.people.people import Actor
from bot.use_cases.context import Context
from bot.use_cases.ports import Directory, Messenger
from storage import Database
from tests.support.factories.people import NOW, TEAM, TERMS, FakeDirectory


def caller(who: UserId | Actor, now: datetime = NOW, team: TeamId = TEAM) -> Caller:
    """This person as caller; an `Actor` brings the role that Slack confirmed."""
    return Caller(team, who if isinstance(who, Actor) else Actor.acting_on_own(who), now)


class NoMessenger:
    """In place of a messenger where a test expects that nothing is posted."""

    def __getattr__(self, name: str) -> object:
        raise AssertionError(f"nothing was to be posted, but {name} was called")


def make_context(
    db: Database,
    *,
    directory: Directory | None = None,
    messenger: Messenger | None = None,
    options: Options = TERMS,
) -> Context:
    """What a use case is given: an empty directory and no messenger, unless said otherwise."""
    return Context(db, directory or FakeDirectory(), messenger or cast(Messenger, NoMessenger()), options)
