"""What every use case is given to work with."""

from dataclasses import dataclass

from bot.policy.options import Options
from bot.use_cases.ports import Directory, Messenger
from storage import Database


@dataclass(frozen=True, slots=True)
class Context:
    """The database, Slack's directory and messenger, and the options of this deployment."""

    db: Database
    directory: Directory
    messenger: Messenger
    options: Options
