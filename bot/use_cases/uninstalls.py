"""The bot was removed from a workspace, or its token revoked: nothing is sent there until it is back (REM-4)."""

from bot.policy.pace import LOOK_UP, POST, stopped
from bot.policy.patience import Patience
from bot.policy.people import TeamId
from storage import Database
from storage import paces as pace_store
from storage import people as people_store
from storage.clock import database_now

REVOKED = "token_revoked"
"""As Slack itself would answer: the workspace is tried out again now and then, and goes on once the token is good."""


def stop_sending(db: Database, team: TeamId) -> None:
    """What is owed to the workspace waits. Twice is the same as once: Slack tells of it by two events."""
    with db.write(team) as tx:
        account = people_store.account(tx, team)
        if account is None:
            return
        at = database_now(tx)
        for method in (POST, LOOK_UP):
            pace = pace_store.get(tx, account.id, method)
            pace_store.put(tx, account.id, method, stopped(pace, REVOKED, at, at + Patience().probe_every))
