"""The question that every throttle asks: when was the n-th latest time within a limit's time?"""

from datetime import datetime

from sqlalchemy import Column, Connection, Select, bindparam, select

from bot.policy.values.throttle import Throttle


def select_nth_latest(key_column: Column[object], at_column: Column[datetime]) -> Select[datetime]:
    """The statement for what is counted by the column `of`, at the instants in `at`."""
    return (
        select(at_column)
        .where(key_column == bindparam("value"), at_column > bindparam("since"))
        .order_by(at_column.desc())
        .offset(bindparam("before"))
        .limit(1)
    )


def nth_latest(
    tx: Connection, statement: Select[datetime], key: object, limit: Throttle, now: datetime
) -> datetime | None:
    """The instant of the `limit.times`-th latest time of this value; none where there were fewer within the limit's time."""
    values = {"value": key, "since": now - limit.window, "before": limit.attempts - 1}
    return tx.execute(statement, values).scalar_one_or_none()
