"""The time zone data in use: the newer of the system's and that of the package `tzdata`, and the names of its zones.

Governments change their clocks with weeks of notice: a meeting is right only if its zone's data is. zoneinfo itself takes the
system's files whenever there are any, however old.
"""

import unicodedata
import zoneinfo
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

UTC_NAME, _UTC_ZONE = "UTC", "Etc/UTC"
_VERSION_PREFIX = "# version "
_COMPACT_FILE, _CITIES_FILE = "tzdata.zi", "zone.tab"


class ZoneSource(StrEnum):
    """Where the data comes from."""

    SYSTEM = "system"
    PACKAGE = "package"


@dataclass(frozen=True, slots=True)
class ZoneData:
    """One edition of the IANA time zone database. `version` such as `2026f`: of two, the later one sorts last.

    `aliases` maps every other spelling of a zone to the one that is offered.
    """

    version: str
    source: ZoneSource
    aliases: Mapping[str, str] = field(compare=False)

    def preferred_name(self, name: str) -> str:
        """The spelling that is offered: `Europe/Kyiv` for `Europe/Kiev`; a name that has no other is its own."""
        return self.aliases.get(name, name)


def use_newest() -> ZoneData:
    """Have zoneinfo read the newer edition from now on, in the whole process; which one that is.

    Call it before any zone is used. Where the system does not tell the version of its files, the package's are taken.
    """
    package = resources.files("tzdata").joinpath("zoneinfo")
    system = next((Path(each) for each in zoneinfo.TZPATH if Path(each, UTC_NAME).is_file()), None)
    if system is not None and _version(system) > _version(package):
        return _read(system, ZoneSource.SYSTEM)
    zoneinfo.reset_tzpath(to=())
    zoneinfo.ZoneInfo.clear_cache()
    return _read(package, ZoneSource.PACKAGE)


@cache
def in_use() -> ZoneData:
    """The edition that `use_newest` chose in this process."""
    return use_newest()


def matching_zones(typed: str) -> list[str]:
    """The zones that what somebody typed may mean, each once, those whose city begins with it first. Accents do not matter."""
    wanted = _folded(typed)
    found = {
        name: all(not each.rpartition("/")[2].startswith(wanted) for each in matching)
        for name, spellings in _offered().items()
        if (matching := [each for each in spellings if wanted in each])
    }
    return sorted(found, key=lambda name: (found[name], "/" in name, name))


@cache
def _offered() -> dict[str, list[str]]:
    """Every zone that is offered, with all its spellings, folded."""
    offered: dict[str, list[str]] = {}
    for name in zoneinfo.available_timezones():
        preferred = in_use().preferred_name(name)
        if "/" in preferred or preferred == UTC_NAME:
            offered.setdefault(preferred, []).append(_folded(name))
    return offered


def _folded(text: str) -> str:
    plain = "".join(each for each in unicodedata.normalize("NFKD", text) if not unicodedata.combining(each))
    return " ".join(plain.replace("_", " ").split()).casefold()


def _read(folder: Traversable, source: ZoneSource) -> ZoneData:
    return ZoneData(_version(folder), source, _aliases(folder))


def _version(folder: Traversable) -> str:
    """Empty where there is no such file, or one of another kind."""
    first = next(_lines(folder.joinpath(_COMPACT_FILE)), "")
    return first.removeprefix(_VERSION_PREFIX) if first.startswith(_VERSION_PREFIX) else ""


def _aliases(folder: Traversable) -> dict[str, str]:
    """Old and foreign spellings. A city that the list of cities names is nobody's alias, though its clocks may be another's.

    Abbreviations such as `EST` are no spelling of a place: who types one does not mean Panama.
    """
    cities = {line.split("\t")[2] for line in _lines(folder.joinpath(_CITIES_FILE)) if not line.startswith("#")}
    lines = (line.split() for line in _lines(folder.joinpath(_COMPACT_FILE)) if line.startswith("L "))
    links = {alias: target for _, target, alias in lines}
    aliases = {name: _end_of(links, name, cities) for name in links if name not in cities}
    universal = {name: UTC_NAME for name, target in aliases.items() if target == _UTC_ZONE and name != UTC_NAME}
    places = {name: target for name, target in aliases.items() if not name.isupper()}
    return {**places, **universal, _UTC_ZONE: UTC_NAME}


def _end_of(links: Mapping[str, str], name: str, cities: set[str]) -> str:
    while name in links and name not in cities:
        name = links[name]
    return name


def _lines(file: Traversable) -> Iterator[str]:
    if file.is_file():
        with file.open(encoding="utf-8") as opened:
            yield from (line.rstrip("\n") for line in opened)
