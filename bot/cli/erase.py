"""`pmi-bot erase`: erases a person's personal values from the audit log, as the law may demand; it needs no Slack."""

from functools import partial

import storage
from bot.cli.console import EXIT_FAILED, echo, echo_error
from bot.cli.database import with_database
from bot.policy.ids import TeamId, UserId
from bot.use_cases.audit import log as audit_log


def erase(team: str, user: str) -> int:
    """Erase the personal values of `user` in the workspace `team`; the exit status."""
    return with_database(partial(_erase, TeamId(team), UserId(user)))


def _erase(team: TeamId, user: UserId, database: storage.Database) -> int:
    erased = audit_log.erase_personal(database, team, user)
    if erased is None:
        echo_error(f"Nobody is known as {user} in the workspace {team}.")
        return EXIT_FAILED
    echo(f"Erased what the audit log held of {user} personally (entries: {erased}); the entries themselves stay.")
    return 0
