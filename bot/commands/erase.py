"""`pmi-bot erase`: what the audit log holds of somebody personally, for those who have a right to that; it needs no Slack."""

import storage
from bot import config
from bot.commands.console import complain, say
from bot.config_faults import ConfigError
from bot.policy.people import TeamId, UserId
from bot.use_cases import audit


def erase(team: str, user: str) -> int:
    """Erase it; the status to end with."""
    try:
        database = storage.Database(config.read_database_url())
    except ConfigError as fault:
        complain(str(fault))
        return 2
    try:
        return _erase(database, TeamId(team), UserId(user))
    except storage.StorageError as fault:
        complain(f"The database cannot be asked ({fault}). Check DATABASE_URL, and run: pmi-bot migrate")
        return 1
    finally:
        database.close()


def _erase(database: storage.Database, team: TeamId, user: UserId) -> int:
    erased = audit.erase_personal(database, team, user)
    if erased is None:
        complain(f"Nobody is known as {user} in the workspace {team}.")
        return 1
    say(f"Erased what the audit log held of {user} personally (entries: {erased}); the entries themselves stay.")
    return 0
