"""A workspace of very many people with rooms, made inside the database itself: a million in seconds.

Some rooms are due for a reminder, spread evenly over the table. They have no links and no numbers on record.
"""

from datetime import datetime

from sqlalchemy import text

from storage import Database

_DAY = 86_400  # seconds
_SERIES = {
    "sqlite": "WITH RECURSIVE n(i) AS (SELECT :first UNION ALL SELECT i + 1 FROM n WHERE i < :last) {insert} FROM n",
    "postgresql": "{insert} FROM generate_series(CAST(:first AS BIGINT), CAST(:last AS BIGINT)) AS n(i)",
}
_INSTANT = {  # seconds since 1970, as the product's tables hold them
    "sqlite": "strftime('%Y-%m-%d %H:%M:%S', {seconds}, 'unixepoch') || '.000000'",
    "postgresql": "to_timestamp({seconds})",
}
_ACCOUNT = "INSERT INTO accounts (id, team, plan, created_at) VALUES (1, 'T0MANY', 'business', {now})"
_PEOPLE = """
    INSERT INTO people (id, account_id, slack_user, name, zone, role, active, license, created_at)
    SELECT i, 1, 'U' || (100000000 + i), 'Person ' || i, 'Europe/Berlin', 'member', true, 'licensed', {now}"""
_ROOMS = """
    INSERT INTO rooms (id, person_id, number, passcode, token, assigned_at, valid_until, reminded_days)
    SELECT i, i, CAST(2000000000 + i AS TEXT), '123456', 'token ' || i, {assigned}, {expires}, {reminded}"""
_IS_DUE = "i * :due / :many <> (i - 1) * :due / :many"
_WAS_REMINDED = "i % 50 = 0"


def _spread(first: int, last: int) -> str:
    """Seconds from now, between these days, in no order."""
    return f"{first * _DAY} + i * 7919 * 3600 % {(last - first) * _DAY}"


_EXPIRES_IN = f"CASE WHEN {_IS_DUE} OR {_WAS_REMINDED} THEN {_spread(8, 30)} ELSE {_spread(31, 365)} END"
_REMINDED_DAYS = f"CASE WHEN {_WAS_REMINDED} AND NOT {_IS_DUE} THEN 30 ELSE 9999 END"


def seed_people(db: Database, many: int, due: int, now: datetime, *, known: int = 0) -> None:
    """So many people more, of whom so many are due their first reminder (30 days before) at `now`.

    `known` says how many were made before; with none, their account is made, too: its id is 1.
    """
    dialect = "sqlite" if db.is_sqlite else "postgresql"
    instant, series, seconds = _INSTANT[dialect], _SERIES[dialect], int(now.timestamp())
    at_present = instant.format(seconds=seconds)
    expires = instant.format(seconds=f"{seconds} + {_EXPIRES_IN}")
    assigned = instant.format(seconds=f"{seconds} - {365 * _DAY} + {_EXPIRES_IN}")
    values = {"first": known + 1, "last": known + many}
    with db.write("fill") as tx:
        if not db.is_sqlite:
            tx.execute(text("SET LOCAL statement_timeout = 0"))
        if not known:
            tx.execute(text(_ACCOUNT.format(now=at_present)))
        tx.execute(text(series.format(insert=_PEOPLE.format(now=at_present))), values)
        insert = _ROOMS.format(assigned=assigned, expires=expires, reminded=_REMINDED_DAYS)
        tx.execute(text(series.format(insert=insert)), {**values, "many": many, "due": due})
    with db.write("fill") as tx:  # what the planner goes by
        if not db.is_sqlite:
            tx.execute(text("SET LOCAL statement_timeout = 0"))
        tx.execute(text("ANALYZE"))
