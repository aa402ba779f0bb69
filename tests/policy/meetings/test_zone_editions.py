"""Which meetings a later edition of the time zone data moves (MEET-3)."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.policy.meetings.recurrence import Frequency, Pattern, RecurrenceRule
from bot.policy.meetings.zone_editions import (
    HORIZON,
    MovedPeriod,
    ZoneEdition,
    edition_in_use,
    is_moved,
    moved_periods,
    offsets_of,
)
from bot.policy.values import zone_data
from tests.support.factories.meeting_values import make_meeting
from tests.support.factories.people import NOW

BERLIN = "Europe/Berlin"
SPRING, AUTUMN = datetime(2026, 3, 29, 1, tzinfo=UTC), datetime(2026, 10, 25, 1, tzinfo=UTC)
UNTIL = NOW + timedelta(days=365)
HOUR = 3600


def known(*offsets: tuple[datetime, int]) -> ZoneEdition:
    """An edition that knew this of Berlin."""
    return ZoneEdition("2025b", UNTIL, {BERLIN: [(int(at.timestamp()), offset) for at, offset in offsets]})


@given(
    st.sampled_from([BERLIN, "America/St_Johns", "Australia/Lord_Howe", "Africa/Cairo", "Asia/Gaza", "UTC"]),
    st.datetimes(datetime(2026, 3, 2), datetime(2029, 2, 1), timezones=st.just(UTC)),  # noqa: DTZ001 - hypothesis wants naive bounds
)
def test_offsets_are_those_of_the_zone_at_every_instant(zone: str, at: datetime) -> None:
    offsets = offsets_of(zone, NOW, NOW + HORIZON)
    offset = [offset for begin, offset in offsets if begin <= at.timestamp()][-1]
    assert timedelta(seconds=offset) == at.astimezone(ZoneInfo(zone)).utcoffset()


def test_the_same_data_moves_nothing() -> None:
    edition = edition_in_use(NOW)
    assert edition.version == zone_data.in_use().version
    assert BERLIN in edition.offsets
    assert [zone for zone in edition.offsets if moved_periods(edition, zone)] == []


def test_a_summer_time_that_was_not_known_is_a_period() -> None:
    assert moved_periods(known((NOW, HOUR)), BERLIN) == [MovedPeriod(SPRING, AUTUMN)]


def test_a_summer_time_that_begins_earlier_is_a_period() -> None:
    later = SPRING + timedelta(days=7)
    edition = known((NOW, HOUR), (later, 2 * HOUR), (AUTUMN, HOUR))
    assert moved_periods(edition, BERLIN) == [MovedPeriod(SPRING, later)]


def test_a_zone_that_was_not_known_moves_nothing() -> None:
    assert moved_periods(known((NOW, HOUR)), "Europe/Paris") == []


@pytest.mark.parametrize(
    "start, rule, moved",
    [
        ("2026-03-10T09:00", None, False),
        ("2026-03-28T09:00", None, False),
        ("2026-03-29T09:00", None, True),
        ("2026-10-25T09:00", None, False),
        ("2026-03-02T09:00", RecurrenceRule(Frequency.WEEKLY), True),
        ("2026-03-02T09:00", RecurrenceRule(Frequency.WEEKLY, count=3), False),
        ("2025-11-02T09:00", RecurrenceRule(Frequency.YEARLY), False),
    ],
)
def test_a_meeting_is_moved_if_it_takes_place_then(start: str, rule: RecurrenceRule | None, *, moved: bool) -> None:
    meeting = make_meeting(pattern=Pattern(datetime.fromisoformat(start), BERLIN, rule))
    assert is_moved(meeting, [MovedPeriod(SPRING, AUTUMN)], NOW) == moved
    assert not is_moved(meeting, [], NOW)


def test_what_is_over_is_not_moved() -> None:
    meeting = make_meeting(pattern=Pattern(datetime(2026, 4, 1, 9), BERLIN))  # noqa: DTZ001 - a local time
    assert not is_moved(meeting, [MovedPeriod(SPRING, AUTUMN)], NOW + timedelta(days=60))
