"""The bot was removed from a workspace, or its token revoked: nothing is sent there until it is back (REM-4)."""

from bot.policy.people import TeamId
from bot.use_cases import deliveries
from storage import Database
from storage import people as people_store

REVOKED = "token_revoked"
"""As Slack itself would answer: the workspace is tried out again now and then, and goes on once the token is good."""


def on_uninstalled(db: Database, team: TeamId) -> None:
    """What is owed to the workspace waits. Twice is the same as once: Slack tells of it by two events."""
    with db.read() as tx:
        account = people_store.find_account(tx, team)
    if account is not None:
        deliveries.suspend_workspace(db, account.id, team, REVOKED)
