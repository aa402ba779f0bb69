"""The newer of the system's time zone data and the package's is read, in a process of its own (MEET-3)."""

import os
import subprocess
import sys
from importlib import resources
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = resources.files("tzdata").joinpath("zoneinfo")
ASK = """
from datetime import datetime
from bot.config import zone_files
from bot.policy.values.timezones import to_instant
data = zone_files.use_newest()
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
