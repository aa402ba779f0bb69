"""The query of every throttle: when was the n-th latest attempt within the limit's window?

An attempt that is dated later than any clock that is believed may show was dated by one that was wrong. It does not count and is
deleted, or it would count until then (CLOCK-1).
"""

from datetime import datetime

from sqlalchemy import Column, Connection, Select, bindparam, not_, select

from bot.policy.values.throttle import Throttle
from storage.dated_ahead import dated_ahead, latest_at


def select_nth_latest(key_column: Column[object], at_column: Column[datetime]) -> Select[datetime]:
    """The statement for attempts that are counted by `key_column`, at the instants in `at_column`."""
    return (
        select(at_column)
        .where(key_column == bindparam("value"), at_column > bindparam("since"), not_(dated_ahead(at_column)))
        .order_by(at_column.desc())
        .offset(bindparam("before"))
        .limit(1)
    )


def nth_latest(
    tx: Connection, statement: Select[datetime], key: object, limit: Throttle, now: datetime
) -> datetime | None:
    """When the `limit.attempts`-th latest attempt with this key was; none where there were fewer within `limit.window`."""
    values = {"value": key, "since": now - limit.window, **latest_at(now), "before": limit.attempts - 1}
    return tx.execute(statement, values).scalar_one_or_none()
