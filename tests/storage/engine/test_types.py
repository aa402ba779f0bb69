"""The column type that keeps every instant aware and in UTC (habit 5)."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import insert, select
from sqlalchemy.exc import StatementError

from storage import Database
from storage.tables.people_and_rooms import taken_events
from tests.support.factories.people import NOW

INSTANT = timedelta(microseconds=1)


def kept(db: Database, at: datetime) -> datetime:
    with db.write("lock") as tx:
        tx.execute(insert(taken_events).values(team="T", event="E", at=at))
    with db.read() as tx:
        back: datetime = tx.execute(select(taken_events.c.at)).scalar_one()
        return back


@pytest.mark.parametrize("zone", ["Europe/Berlin", "Asia/Kolkata", "America/St_Johns", "Pacific/Kiritimati", "UTC"])
def test_an_instant_comes_back_in_utc_whatever_zone_it_was_given_in(db: Database, zone: str) -> None:
    back = kept(db, NOW.astimezone(ZoneInfo(zone)))
    assert back == NOW
    assert back.tzinfo is UTC


def test_an_instant_keeps_its_microseconds(db: Database) -> None:
    assert kept(db, NOW + INSTANT) == NOW + INSTANT


@pytest.mark.parametrize("fold", [0, 1])
def test_both_hours_of_the_night_on_which_clocks_go_back_are_kept_apart(db: Database, fold: int) -> None:
    twice = datetime(2026, 10, 25, 2, 30, tzinfo=ZoneInfo("Europe/Berlin"), fold=fold)
    assert kept(db, twice) == datetime(2026, 10, 25, fold, 30, tzinfo=UTC)


def test_a_time_without_a_zone_is_refused(db: Database) -> None:
    with pytest.raises(StatementError, match="an instant needs a time zone"):
        kept(db, NOW.replace(tzinfo=None))


def test_instants_are_compared_as_instants_and_not_as_texts(db: Database) -> None:
    """SQLite keeps them as texts: those without microseconds must sort rightly among those with."""
    assert kept(db, NOW) == NOW
    after = taken_events.c.at > NOW.astimezone(ZoneInfo("Asia/Tokyo"))
    for difference, expected in ((-INSTANT, False), (timedelta(0), False), (INSTANT, True)):
        with db.write("lock") as tx:
            tx.execute(taken_events.update().values(at=NOW + difference))
            assert (tx.execute(select(taken_events.c.event).where(after)).first() is not None) is expected


def test_nothing_stays_nothing(db: Database) -> None:
    with db.read() as tx:
        assert tx.execute(select(taken_events.c.at)).scalar_one_or_none() is None
