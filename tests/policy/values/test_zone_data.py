"""Each time zone is offered once, and found by any of its spellings (MEET-2)."""

from datetime import datetime
from zoneinfo import available_timezones

import pytest

from bot.policy.values import zone_data
from bot.policy.values.timezones import is_timezone, to_instant


@pytest.mark.parametrize(
    "zone, hour",
    [("America/Vancouver", 16), ("America/Edmonton", 15), ("America/Inuvik", 15), ("Africa/Casablanca", 9)],
)
def test_nine_o_clock_in_december_is_by_the_laws_of_today(zone: str, hour: int) -> None:
    """Files of 2025 say an hour later."""
    assert to_instant(datetime(2026, 12, 7, 9), zone).hour == hour  # noqa: DTZ001 - a local time


@pytest.mark.parametrize(
    "typed, first",
    [
        ("Juárez", "America/Ciudad_Juarez"),
        ("juarez", "America/Ciudad_Juarez"),
        ("kiev", "Europe/Kyiv"),
        ("KYIV", "Europe/Kyiv"),
        ("calcutta", "Asia/Kolkata"),
        ("São Paulo", "America/Sao_Paulo"),
        ("new york", "America/New_York"),
        ("New_York", "America/New_York"),
        (" los   angeles ", "America/Los_Angeles"),
        ("US/Pacific", "America/Los_Angeles"),
        ("oslo", "Europe/Oslo"),
        ("ürümqi", "Asia/Urumqi"),
        ("utc", "UTC"),
        ("zulu", "UTC"),
        ("japan", "Asia/Tokyo"),
    ],
)
def test_a_zone_is_found_by_any_spelling_and_offered_once(typed: str, first: str) -> None:
    """MEET-2."""
    found = zone_data.matching_zones(typed)
    assert found[0] == first
    assert len(found) == len(set(found))
    assert not {zone_data.in_use().preferred_name(name) for name in found} - set(found)


def test_a_city_that_begins_with_it_comes_first() -> None:
    assert zone_data.matching_zones("ber")[:2] == ["Atlantic/Bermuda", "Europe/Berlin"]
    assert "America/Halifax" not in zone_data.matching_zones("ber")


def test_every_place_is_offered_and_none_by_an_old_name() -> None:
    offered = set(zone_data.matching_zones(""))
    aliases = zone_data.in_use().aliases
    assert all(map(is_timezone, offered))
    assert not offered & aliases.keys()
    assert {aliases.get(name, name) for name in available_timezones() if "/" in name} <= offered
    assert {"Europe/Oslo", "Europe/Berlin", "Europe/Zurich", "Asia/Kolkata", "UTC"} <= offered


@pytest.mark.parametrize("name", ["Europe/Kiev", "Asia/Calcutta", "US/Pacific", "Etc/UTC", "Zulu", "Atlantis/Lost", ""])
def test_a_preferred_name_has_no_other(name: str) -> None:
    preferred = zone_data.in_use().preferred_name(name)
    assert zone_data.in_use().preferred_name(preferred) == preferred


@pytest.mark.parametrize("name", ["EST", "MST7MDT", "CET"])
def test_an_abbreviation_is_no_place(name: str) -> None:
    assert zone_data.in_use().preferred_name(name) == name
