"""The edition of the time zone data in use, and the preferred spelling of each zone (MEET-2)."""

from datetime import datetime

import pytest

from bot.policy.values import zone_data
from bot.policy.values.timezones import to_instant


@pytest.mark.parametrize(
    "zone, hour",
    [("America/Vancouver", 16), ("America/Edmonton", 15), ("America/Inuvik", 15), ("Africa/Casablanca", 9)],
)
def test_nine_o_clock_in_december_is_by_the_laws_of_today(zone: str, hour: int) -> None:
    """Files of 2025 say an hour later."""
    assert to_instant(datetime(2026, 12, 7, 9), zone).hour == hour  # noqa: DTZ001 - a local time


@pytest.mark.parametrize("name", ["Europe/Kiev", "Asia/Calcutta", "US/Pacific", "Etc/UTC", "Zulu", "Atlantis/Lost", ""])
def test_a_preferred_name_has_no_other(name: str) -> None:
    preferred = zone_data.in_use().preferred_name(name)
    assert zone_data.in_use().preferred_name(preferred) == preferred


@pytest.mark.parametrize("name", ["EST", "MST7MDT", "CET"])
def test_an_abbreviation_is_no_place(name: str) -> None:
    assert zone_data.in_use().preferred_name(name) == name
