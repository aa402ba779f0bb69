"""`pmi-bot migrate`: the database of DATABASE_URL at the newest schema; it needs no Slack."""

import storage
from bot import config
from bot.commands.console import FAILED, FAULTY, complain, say
from bot.config_faults import ConfigError


def migrate() -> int:
    """The status to end with."""
    try:
        storage.migrate(config.read_database_url())
    except ConfigError as fault:
        complain(str(fault))
        return FAULTY
    except storage.StorageError as fault:
        complain(f"The database was not migrated ({fault}). Check DATABASE_URL.")
        return FAILED
    say("The database is at the newest schema.")
    return 0
