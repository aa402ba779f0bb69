"""Clock changes as VTIMEZONE, read by another implementation: dateutil's (RFC 5545, section 3.6.5)."""

import io
import re
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from dateutil.tz import tzical
from icalendar import Timezone

from bot.views.invitations.vtimezone import vtimezone
from tests.support.factories.people import NOW

HOUR = timedelta(hours=1)
MANY = sorted(
    zone for zone in available_timezones() if zone.split("/")[0] in {"Europe", "America", "Australia", "Africa"}
)
UNUSUAL = [
    "Asia/Gaza",
    "Asia/Tehran",
    "Pacific/Chatham",
    "Antarctica/Troll",
    "Asia/Kathmandu",
    "Pacific/Apia",
    "Etc/GMT+7",
]


def written(zone: str, year: int = NOW.year) -> str:
    return str(vtimezone(zone, year).to_ical().decode()).replace("\r\n ", "")


def read(zone: str) -> object:
    return tzical(io.StringIO(f"BEGIN:VCALENDAR\r\n{written(zone)}END:VCALENDAR\r\n")).get(zone)


@pytest.mark.parametrize("zone", [*UNUSUAL, *MANY[::7]])
def test_a_zone_means_the_same_to_another_reader_for_three_years(zone: str) -> None:
    other, ours = read(zone), ZoneInfo(zone)
    for days in range(0, 3 * 365, 9):
        local = NOW.replace(tzinfo=None) + timedelta(days=days)
        assert local.replace(tzinfo=other).utcoffset() == local.replace(tzinfo=ours).utcoffset(), local  # type: ignore[arg-type] # a zone


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "America/Santiago"])
def test_the_hours_around_a_change_of_clocks_are_right_to_the_hour(zone: str) -> None:
    other, ours = read(zone), ZoneInfo(zone)
    start = datetime(2027, 1, 1, tzinfo=UTC)
    for hours in range(365 * 24):
        local = (start + hours * HOUR).astimezone(ours).replace(tzinfo=None, fold=0)
        exists = local.replace(tzinfo=ours).astimezone(UTC).astimezone(ours).replace(tzinfo=None) == local
        if exists:
            assert local.replace(tzinfo=other).utcoffset() == local.replace(tzinfo=ours).utcoffset(), local  # type: ignore[arg-type] # a zone


def test_regular_changes_are_rules_without_end_counted_by_the_offset_before() -> None:
    lines = written("Europe/Berlin").split("\r\n")
    assert "DTSTART:20250330T020000" in lines
    assert "DTSTART:20251026T030000" in lines
    assert [line for line in lines if line.startswith("RRULE")] == [
        "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3",
        "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10",
    ]


def lines_of(zone: str, name: str, year: int = NOW.year) -> list[str]:
    return [line.partition(":")[2] for line in written(zone, year).split("\r\n") if line.startswith(name)]


def test_changes_without_a_rule_are_listed_one_date_a_line_and_the_first_of_them_too() -> None:
    """Until 2026 Morocco went by the moon. Some readers take the first date of a line alone, and none from DTSTART beside RDATE."""
    assert lines_of("Africa/Casablanca", "RRULE") == []
    dates = lines_of("Africa/Casablanca", "RDATE")
    assert len(dates) == len(set(dates)) > 1
    assert [each for each in dates if not re.fullmatch(r"\d{8}T\d{6}", each)] == []
    assert {"20250223T030000", "20250406T020000"} <= {*dates} & {*lines_of("Africa/Casablanca", "DTSTART")}


def test_a_change_after_the_last_thursday_of_october_has_a_rule_for_each_month_that_it_falls_into() -> None:
    assert lines_of("Africa/Cairo", "RDATE") == []
    assert lines_of("Africa/Cairo", "RRULE") == [
        "FREQ=YEARLY;BYDAY=-1FR;BYMONTH=4",
        "FREQ=YEARLY;BYDAY=FR;BYMONTHDAY=26,27,28,29,30,31;BYMONTH=10",
        "FREQ=YEARLY;BYDAY=FR;BYMONTHDAY=1;BYMONTH=11",
    ]


def test_a_rule_that_stops_has_an_end_and_what_follows_is_listed() -> None:
    """In Gaza summer time is interrupted by Ramadan from 2036 on."""
    assert "FREQ=YEARLY;UNTIL=20351103T020000Z;BYDAY=SA;BYMONTHDAY=24,25,26,27,28,29,30;BYMONTH=10" in lines_of(
        "Asia/Gaza", "RRULE"
    )
    assert {"20361018T020000", "20401020T020000"} <= {*lines_of("Asia/Gaza", "RDATE")}


def test_the_library_still_writes_the_onset_of_summer_time_an_hour_late() -> None:
    """docs/decisions/0009: once this fails, the library's own definition may do, and ours may go."""
    theirs = Timezone.from_tzinfo(ZoneInfo("Europe/Berlin"), first_date=date(2026, 3, 1), last_date=date(2026, 4, 1))
    (summer,) = (each for each in theirs.walk("DAYLIGHT"))
    assert summer["TZOFFSETFROM"].to_ical() == "+0100"
    assert summer["DTSTART"].to_ical() == b"20260329T030000"
    assert "20260329T020000" in lines_of("Europe/Berlin", "DTSTART", 2027)


def test_a_zone_that_never_changes_its_clocks_says_what_holds() -> None:
    assert written("Asia/Tokyo").count("TZOFFSETTO:+0900") == 1
    assert "RRULE" not in written("Asia/Tokyo")


def test_a_second_sunday_and_a_sunday_on_or_after_a_day_are_rules_too() -> None:
    assert "BYDAY=2SU;BYMONTH=3" in written("America/New_York")
    assert "BYDAY=SU;BYMONTHDAY=2,3,4,5,6,7,8;BYMONTH=9" in written("America/Santiago")
