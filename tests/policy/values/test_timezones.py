"""What a wall clock shows in a zone, and which instant that is (MEET-3, MEET-4)."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.policy.values.timezones import is_timezone, local_time_exists, to_instant, to_local_time

ZONES = ["UTC", "Europe/Berlin", "America/St_Johns", "Australia/Lord_Howe", "Asia/Kathmandu"]
BERLIN = "Europe/Berlin"
instants = st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - hypothesis wants naive bounds


@pytest.mark.parametrize(
    "local,instant,exists",
    [
        ("2027-03-28T01:59", "2027-03-28T00:59", True),
        ("2027-03-28T02:00", "2027-03-28T01:00", False),
        ("2027-03-28T02:30", "2027-03-28T01:30", False),
        ("2027-03-28T03:00", "2027-03-28T01:00", True),
        ("2027-10-31T02:30", "2027-10-31T00:30", True),
        ("2027-10-31T03:00", "2027-10-31T02:00", True),
        ("2027-07-01T12:00", "2027-07-01T10:00", True),
    ],
)
def test_a_time_that_comes_twice_is_the_first_and_one_that_never_comes_has_the_offset_before_the_gap(
    local: str, instant: str, exists: bool
) -> None:
    """RFC 5545, 3.3.5."""
    shown = datetime.fromisoformat(local)
    assert to_instant(shown, BERLIN) == to_instant(shown.replace(fold=1), BERLIN)
    assert to_instant(shown, BERLIN) == datetime.fromisoformat(instant).replace(tzinfo=UTC)
    assert local_time_exists(shown, BERLIN) is exists


@given(instants, st.sampled_from(ZONES))
def test_what_a_clock_shows_exists_and_leads_back_to_the_first_time_it_shows_it(at: datetime, zone: str) -> None:
    shown = to_local_time(at, zone)
    assert (shown.tzinfo, shown.fold) == (None, 0)
    assert local_time_exists(shown, zone)
    back = to_instant(shown, zone)
    assert back.tzinfo is UTC
    assert timedelta(0) <= at - back <= timedelta(hours=1)
    assert to_local_time(back, zone) == shown


@pytest.mark.parametrize(
    "name", ["", "Mars/Base", "../x", "/etc/passwd", "Europe", "Europe/Berlin\x00", "x" * 10_000, "é"], ids=range(8)
)
def test_what_names_no_zone_is_none(name: str) -> None:
    """Section 12."""
    assert not is_timezone(name)
