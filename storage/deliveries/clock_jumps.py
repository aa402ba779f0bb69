"""The SQL clause for instants of the database server's clock, which may have been set back since they were written (REM-4).

Leases and waits are dated by that clock alone; what a machine's own clock dates is in `storage/dated_ahead.py`.
"""

from datetime import datetime

from sqlalchemy import Column, ColumnElement, bindparam, or_

from bot.policy.deliveries.retry import MAX_WAIT


def has_passed(column: Column[datetime], by: str = "at") -> ColumnElement[bool]:
    """The instant is not after the parameter `by`; or it is later than `too_far_ahead`, so a wrong clock wrote it."""
    return or_(column <= bindparam(by), column > bindparam("too_far_ahead"))


def too_far_ahead(at: datetime) -> datetime:
    """The value of that parameter: no wait that begins `at` ends later."""
    return at + MAX_WAIT
