"""The edition of the time zone data in use, and the names of its zones; it must not know where the data comes from."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

UTC_NAME, _UTC_ZONE = "UTC", "Etc/UTC"
_VERSION_PREFIX, _LINK_PREFIX, _COMMENT = "# version ", "L ", "#"


class ZoneSource(StrEnum):
    """Where the data comes from."""

    SYSTEM = "system"
    PACKAGE = "package"


@dataclass(frozen=True, slots=True)
class ZoneData:
    """One edition of the IANA time zone database. `version` such as `2026f`, empty if unknown: of two, the later one sorts last.

    `aliases` maps every other spelling of a zone to the one that is offered.
    """

    version: str
    source: ZoneSource
    aliases: Mapping[str, str] = field(compare=False)

    def preferred_name(self, name: str) -> str:
        """The spelling that is offered: `Europe/Kyiv` for `Europe/Kiev`; a name that has no other is its own."""
        return self.aliases.get(name, name)


class _Process:
    """What this process uses; zoneinfo's files are its affair as well."""

    data = ZoneData("", ZoneSource.SYSTEM, {})


def use(data: ZoneData) -> None:
    """Have `in_use` name this edition: what zoneinfo reads from now on."""
    _Process.data = data


def in_use() -> ZoneData:
    """The edition in use; one of unknown version until `use` was called."""
    return _Process.data


def version_in(compact: Iterable[str]) -> str:
    """The version that the lines of a `tzdata.zi` begin with; empty where they do not."""
    first = next(iter(compact), "")
    return first.removeprefix(_VERSION_PREFIX) if first.startswith(_VERSION_PREFIX) else ""


def aliases_in(compact: Iterable[str], cities: Iterable[str]) -> dict[str, str]:
    """Old and foreign spellings, from the lines of a `tzdata.zi` and a `zone.tab`.

    A city that the latter names is nobody's alias, though its clocks may be another's. Abbreviations such as `EST` are no
    spelling of a place: who types one does not mean Panama.
    """
    places = {line.split("\t")[2] for line in cities if not line.startswith(_COMMENT)}
    split = (line.split() for line in compact if line.startswith(_LINK_PREFIX))
    links = {alias: target for _, target, alias in split}
    aliases = {name: _end_of(links, name, places) for name in links if name not in places}
    universal = {name: UTC_NAME for name, target in aliases.items() if target == _UTC_ZONE and name != UTC_NAME}
    return {**{name: at for name, at in aliases.items() if not name.isupper()}, **universal, _UTC_ZONE: UTC_NAME}


def _end_of(links: Mapping[str, str], name: str, places: set[str]) -> str:
    while name in links and name not in places:
        name = links[name]
    return name
