"""Rows dated later than any believed clock can show: a wrong clock wrote them (CLOCK-1).

This is about the clocks of the machines that the bot runs on; what the database server's clock dates is in
`storage/deliveries/clock_jumps.py`.
"""

from datetime import datetime

from sqlalchemy import Column, ColumnElement, bindparam

from bot.policy.clock import MAX_DIFFERENCE


def dated_ahead(at_column: Column[datetime]) -> ColumnElement[bool]:
    """Whether a row was dated by a clock that was wrong; `latest_at` gives the clause its value."""
    return at_column > bindparam("latest")


def latest_at(now: datetime) -> dict[str, datetime]:
    """The value of that clause: the latest instant that another replica's clock may show, if it is believed."""
    return {"latest": now + MAX_DIFFERENCE}
