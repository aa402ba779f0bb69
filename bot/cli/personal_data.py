"""`pmi-bot erase` and `pmi-bot export`: one person's data, as the law may demand.

They work without Slack; where Slack is configured, `erase` asks it for the time.
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import storage
from bot.cli.clock import at_believed_time
from bot.cli.console import EXIT_FAILED, echo, echo_data, echo_error
from bot.cli.database import with_database
from bot.policy.ids import TeamId, UserId
from bot.use_cases.personal_data import erasure, export

RESERVED = "numbers"


def erase(team: str, user: str, *, confirmed: bool) -> int:
    """Erase `user` in the workspace `team`; the exit status. Unless it is `confirmed`, print what would be erased.

    Nothing is erased by a clock that is in doubt: until when numbers stay reserved is counted from it (CLOCK-1).
    """
    who = (TeamId(team), UserId(user))
    return with_database(at_believed_time(partial(_erase, *who)) if confirmed else partial(_preview, *who))


def _erase(team: TeamId, user: UserId, database: storage.Database, now: datetime) -> int:
    found = erasure.erase(database, team, user, now)
    if found is None:
        return _unknown(team, user)
    echo(f"Erased {user} in {team}. Rows deleted: {_listed(found)}. Audit entries stay, without names and typed texts.")
    echo(f"Numbers that stay reserved for 365 days, for nobody: {found[RESERVED]}.")
    return 0


def _preview(team: TeamId, user: UserId, database: storage.Database) -> int:
    found = erasure.rehearse(database, team, user, datetime.now(UTC))
    if found is None:
        return _unknown(team, user)
    echo(f"This would erase {user} in {team} for good. Rows to delete: {_listed(found)}.")
    echo("Their open meetings end and their upcoming ones are cancelled; whoever was invited is told.")
    echo(f"To do it: pmi-bot erase {team} {user} --yes")
    return EXIT_FAILED


def _listed(found: Mapping[str, int]) -> str:
    deleted = {table: count for table, count in found.items() if table != RESERVED}
    return ", ".join(f"{table} {count}" for table, count in deleted.items()) or "none"


def export_person(team: str, user: str, output: str | None) -> int:
    """Write what is kept of `user` in the workspace `team` as JSON to the file `output`, or print it; the exit status."""
    return with_database(partial(_export, TeamId(team), UserId(user), output))


def _export(team: TeamId, user: UserId, output: str | None, database: storage.Database) -> int:
    found = export.export(database, team, user, datetime.now(UTC))
    if found is None:
        return _unknown(team, user)
    text = json.dumps(found, indent=2, ensure_ascii=False)
    if output is None:
        echo_data(text)
        return 0
    try:
        _write_private(Path(output), text)
    except OSError as fault:
        echo_error(f"The file cannot be written: {fault.strerror or fault}.")
        return EXIT_FAILED
    return 0


def _write_private(path: Path, text: str) -> None:
    """Write a file that nobody else on this machine may read."""
    path.touch(mode=0o600)
    path.chmod(0o600)
    path.write_text(text + "\n", encoding="utf-8")


def _unknown(team: TeamId, user: UserId) -> int:
    echo_error(f"Nobody is known as {user} in the workspace {team}. Nothing is kept of them, or they were erased.")
    return EXIT_FAILED
