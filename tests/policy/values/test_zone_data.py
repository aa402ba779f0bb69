"""Time zones are read from the newer of the system's files and the package's, and each is offered once (MEET-2)."""

import os
import subprocess
import sys
from datetime import datetime
from importlib import resources
from pathlib import Path
from zoneinfo import available_timezones

import pytest

from bot.policy.values import zone_data
from bot.policy.values.timezones import is_timezone, to_instant

ROOT = Path(__file__).parents[3]
PACKAGE = resources.files("tzdata").joinpath("zoneinfo")
ASK = """
from datetime import datetime
from bot.policy.values import zone_data
from bot.policy.values.timezones import to_instant
data = zone_data.in_use()
print(data.version, data.source, to_instant(datetime(2026, 12, 7, 9), "America/Vancouver").hour)
"""


def system_files(folder: Path, first_line: str | None) -> Path:
    """As a system has them: in these Vancouver lives by the clocks of Berlin, so that one sees whose files are read."""
    (folder / "America").mkdir(parents=True)
    (folder / "UTC").write_bytes(PACKAGE.joinpath("UTC").read_bytes())
    (folder / "America/Vancouver").write_bytes(PACKAGE.joinpath("Europe/Berlin").read_bytes())
    if first_line is not None:
        (folder / "tzdata.zi").write_text(f"{first_line}\nL America/Vancouver Canada/Pacific\n", encoding="ascii")
        (folder / "zone.tab").write_text("#\nCA\t+4916-12307\tAmerica/Vancouver\tPacific\n", encoding="ascii")
    return folder


def ask(folder: Path) -> list[str]:
    """What a new process says that finds its system's files there."""
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "PYTHONTZPATH": str(folder)}
    command = [sys.executable, "-c", ASK]
    return subprocess.run(command, env=environment, capture_output=True, check=True, text=True).stdout.split()  # noqa: S603 - our own


@pytest.mark.parametrize("first_line", ["# version 2025b", "# version 2026a", "# redacted", "", None])
def test_the_package_s_data_wins_over_an_older_system_s_and_one_that_does_not_say(
    tmp_path: Path, first_line: str | None
) -> None:
    version, source, hour = ask(system_files(tmp_path / "zones", first_line))
    assert (source, hour) == ("package", "16")
    assert version >= "2026f"


def test_a_newer_system_s_data_wins(tmp_path: Path) -> None:
    assert ask(system_files(tmp_path / "zones", "# version 2099z")) == ["2099z", "system", "8"]


def test_a_system_without_zones_is_no_hindrance(tmp_path: Path) -> None:
    assert ask(tmp_path / "nowhere")[1] == "package"


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
