"""What a wrong clock has dated later than any clock that is believed may show (CLOCK-1): it is known by that."""

from datetime import datetime

from sqlalchemy import Column, ColumnElement, bindparam

from bot.policy.clock import MAX_DIFFERENCE


def dated_ahead(at_column: Column[datetime]) -> ColumnElement[bool]:
    """Whether a row was dated by a clock that was wrong; its parameter `latest` is `latest_instant`."""
    return at_column > bindparam("latest")


def latest_instant(now: datetime) -> datetime:
    """The latest instant that another replica's clock may show, if it is believed."""
    return now + MAX_DIFFERENCE
