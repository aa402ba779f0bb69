"""Chooses the newer of the two editions of time zone data that a machine has: the system's files, and the package `tzdata`.

Governments change their clocks with weeks of notice: a meeting is right only if its zone's data is. zoneinfo itself takes the
system's files whenever there are any, however old.
"""

import zoneinfo
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from bot.policy.values import zone_data
from bot.policy.values.zone_data import UTC_NAME, ZoneData, ZoneSource


def use_newest() -> ZoneData:
    """Have the whole process read the newer edition from now on; which one that is.

    Where the system does not tell the version of its files, the package's are taken.
    """
    package = resources.files("tzdata").joinpath("zoneinfo")
    system = next((Path(each) for each in zoneinfo.TZPATH if Path(each, UTC_NAME).is_file()), None)
    if system is not None and (found := _read(system, ZoneSource.SYSTEM)).version > _read_version(package):
        zone_data.use(found)
    else:
        zoneinfo.reset_tzpath(to=())
        zoneinfo.ZoneInfo.clear_cache()
        zone_data.use(_read(package, ZoneSource.PACKAGE))
    return zone_data.in_use()


def _read(folder: Traversable, source: ZoneSource) -> ZoneData:
    compact = _lines(folder.joinpath("tzdata.zi"))
    return ZoneData(
        zone_data.version_in(compact), source, zone_data.aliases_in(compact, _lines(folder.joinpath("zone.tab")))
    )


def _read_version(folder: Traversable) -> str:
    return zone_data.version_in(_lines(folder.joinpath("tzdata.zi")))


def _lines(file: Traversable) -> list[str]:
    return file.read_text(encoding="utf-8").splitlines() if file.is_file() else []
