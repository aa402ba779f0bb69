"""Each time zone is offered once, and found by any of its spellings, by an offset, by an abbreviation (MEET-2)."""

from datetime import UTC, datetime
from zoneinfo import available_timezones

import pytest

from bot.policy.values import zone_data
from bot.policy.values.timezones import is_timezone
from bot.policy.values.zone_search import matching_zones, offset_name

WINTER = datetime(2026, 12, 3, 9, 15, tzinfo=UTC)
SUMMER = datetime(2027, 7, 1, 7, tzinfo=UTC)


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
    found = matching_zones(typed, WINTER)
    assert found[0] == first
    assert len(found) == len(set(found))
    assert not {zone_data.in_use().preferred_name(name) for name in found} - set(found)


def test_a_city_that_begins_with_it_comes_first() -> None:
    assert matching_zones("ber", WINTER)[:2] == ["Atlantic/Bermuda", "Europe/Berlin"]
    assert "America/Halifax" not in matching_zones("ber", WINTER)


def test_every_place_is_offered_and_none_by_an_old_name() -> None:
    offered = set(matching_zones("", WINTER))
    aliases = zone_data.in_use().aliases
    assert all(map(is_timezone, offered))
    assert not offered & aliases.keys()
    assert {aliases.get(name, name) for name in available_timezones() if "/" in name} <= offered
    assert {"Europe/Oslo", "Europe/Berlin", "Europe/Zurich", "Asia/Kolkata", "UTC"} <= offered


@pytest.mark.parametrize("typed", ["GMT+3", "UTC+3", "+3", "+03:00", "utc+0300", "UTC +3", "gmt+03", " + 3 "])
def test_an_offset_has_the_sign_that_people_mean(typed: str) -> None:
    """MEET-2: Etc/GMT-3 is three hours ahead; then come the places that are, now."""
    found = matching_zones(typed, WINTER)
    assert (found[0], offset_name(found[0])) == ("Etc/GMT-3", "UTC+03:00")
    assert {"Europe/Moscow", "Africa/Nairobi"} <= set(found)
    assert "Etc/GMT+3" not in found
    assert "Europe/Kyiv" not in found
    assert "Europe/Kyiv" in matching_zones(typed, SUMMER)


@pytest.mark.parametrize(
    "typed, first",
    [
        ("UTC-5", "Etc/GMT+5"),
        ("−5", "Etc/GMT+5"),
        ("–05:00", "Etc/GMT+5"),
        ("+5:30", "Asia/Colombo"),
        ("UTC+0530", "Asia/Colombo"),
        ("-3:30", "America/St_Johns"),
        ("+14", "Etc/GMT-14"),
        ("+0", "UTC"),
        ("UTC-00:00", "UTC"),
        ("utc", "UTC"),
        ("gmt", "Africa/Abidjan"),
    ],
)
def test_any_offset_finds_its_zones(typed: str, first: str) -> None:
    assert matching_zones(typed, WINTER)[0] == first


@pytest.mark.parametrize("typed", ["+15", "-99:59", "+3:60", "+", "++3", "+3+3", "+003", "+3:5", "<b>"])
def test_what_is_no_offset_finds_nothing_wrong(typed: str) -> None:
    """Section 12."""
    assert not {"Etc/GMT-3", "Etc/GMT+3"} & set(matching_zones(typed, WINTER)[:1])


def test_what_is_not_typed_to_its_end_finds_all_offsets() -> None:
    names = [offset_name(zone) for zone in matching_zones("utc+", WINTER)]
    assert names == [f"UTC+{hours:02}:00" for hours in range(1, 15)]


@pytest.mark.parametrize(
    "typed, found",
    [
        ("IST", {"Asia/Kolkata", "Asia/Jerusalem", "Europe/Dublin"}),
        ("pst", {"America/Los_Angeles", "America/Tijuana", "Asia/Manila"}),
        ("CET", {"Europe/Berlin", "Europe/Paris", "Africa/Algiers"}),
        ("CEST", {"Europe/Berlin"}),
        ("CST", {"America/Chicago", "Asia/Shanghai"}),
    ],
)
@pytest.mark.parametrize("now", [WINTER, SUMMER])
def test_an_abbreviation_finds_every_zone_that_goes_by_it(typed: str, found: set[str], now: datetime) -> None:
    matching = matching_zones(typed, now)
    assert found <= set(matching)
    assert len(matching) == len(set(matching))


def test_ones_own_zone_comes_first_wherever_it_matches() -> None:
    assert matching_zones("", WINTER, "Europe/Berlin")[0] == "Europe/Berlin"
    assert matching_zones("+1", WINTER, "Europe/Berlin")[:2] == ["Europe/Berlin", "Etc/GMT-1"]
    assert matching_zones("cet", WINTER, "Europe/Berlin")[0] == "Europe/Berlin"
    assert "Europe/Berlin" not in matching_zones("tokyo", WINTER, "Europe/Berlin")


def test_no_zone_is_called_by_the_sign_that_people_do_not_mean() -> None:
    for name in matching_zones("", WINTER):
        assert bool(offset_name(name)) == name.startswith("Etc/")
        assert "GMT+" not in offset_name(name)
