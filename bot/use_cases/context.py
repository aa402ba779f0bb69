"""What every use case is given to work with."""

from dataclasses import dataclass

from bot.policy.ids import TeamId
from bot.policy.options import Options
from bot.policy.people.people import NO_ACCOUNT, Account
from bot.policy.values.results import Allowed, Denied
from bot.use_cases.ports import Directory, Messenger
from storage import Connection, Database
from storage.people import people as people_store


@dataclass(frozen=True, slots=True)
class Context:
    """The database, Slack's directory and messenger, and the options of this deployment."""

    db: Database
    directory: Directory
    messenger: Messenger
    options: Options


def permitted_account(tx: Connection, team: TeamId, permission: Allowed | Denied) -> Account | Denied:
    """The account of the workspace, or why it cannot be used: no permission, or an unknown workspace."""
    return permission if isinstance(permission, Denied) else people_store.find_account(tx, team) or NO_ACCOUNT
