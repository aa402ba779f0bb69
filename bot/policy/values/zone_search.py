"""Finds time zones by what people type: a city, an offset, an abbreviation (MEET-2); it must not know how they are shown."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from bot.policy.values.zone_data import UTC_NAME, ZoneData, in_use

_GMT = "Etc/GMT"
_FIXED = re.compile(r"Etc/GMT([+-])(\d{1,2})")
_OFFSET = re.compile(r"(?:utc|gmt)? ?([+−–-]) ?(\d{1,2})(?::?([0-5]\d))?")
_ABBREVIATION = re.compile(r"[a-z]{2,5}")
_HALF_A_YEAR = timedelta(days=182)
_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class _Clock:
    """What the clocks of a zone are ahead of UTC by, and the abbreviations that they go by within a year."""

    ahead: timedelta
    abbreviations: frozenset[str]


def matching_zones(typed: str, now: datetime, own: str = "") -> list[str]:
    """The zones that what somebody typed may mean, each once, their `own` first. Accents do not matter.

    `UTC+3`, `GMT+3`, `+03:00` mean the offset: its zone without a place first, then those that have it `now`. An abbreviation
    means all zones whose clocks go by it in summer or winter. Then follow those whose city begins so, then all others.
    """
    wanted = _folded(typed)
    found = _by_offset(offset, now) if (offset := _offset_in(wanted)) is not None else _by_text(wanted, now)
    return sorted(found, key=lambda name: name != own)


def offset_name(zone: str) -> str:
    """“UTC+03:00” for `Etc/GMT-3`, whose own sign says what people do not mean; empty for a place."""
    if zone == _GMT:
        return "GMT"
    ahead = _fixed_offset(zone)
    if ahead is None:
        return ""
    sign, hours = "-" if ahead < timedelta(0) else "+", abs(ahead) // _HOUR
    return f"{UTC_NAME}{sign}{hours:02}:00"


def _fixed_offset(zone: str) -> timedelta | None:
    match = _FIXED.fullmatch(zone)
    return None if match is None else int(match[2]) * (_HOUR if match[1] == "-" else -_HOUR)


def _offset_in(wanted: str) -> timedelta | None:
    match = _OFFSET.fullmatch(wanted)
    if match is None:
        return None
    ahead = timedelta(hours=int(match[2]), minutes=int(match[3] or 0))
    return ahead if match[1] == "+" else -ahead


def _by_offset(ahead: timedelta, now: datetime) -> list[str]:
    there = [name for name, clock in _clocks(in_use(), _full_hour(now)).items() if clock.ahead == ahead]
    return sorted(there, key=lambda name: (name != UTC_NAME, not offset_name(name), name))


def _by_text(wanted: str, now: datetime) -> list[str]:
    found = {
        name: all(not each.rpartition("/")[2].startswith(wanted) for each in matching)
        for name, spellings in _offered(in_use()).items()
        if (matching := [each for each in spellings if wanted in each])
    }
    by_name = sorted(found, key=lambda name: (found[name], "/" in name, _fixed_offset(name) or timedelta(0), name))
    if not _ABBREVIATION.fullmatch(wanted):
        return by_name
    meant = [
        name for name, clock in _clocks(in_use(), _full_hour(now)).items() if wanted.upper() in clock.abbreviations
    ]
    return list(dict.fromkeys([*(name for name in by_name if name == UTC_NAME), *sorted(meant), *by_name]))


@lru_cache(maxsize=2)
def _offered(data: ZoneData) -> dict[str, list[str]]:
    """Every zone that is offered, with all its spellings, folded."""
    offered: dict[str, list[str]] = {}
    for name in available_timezones():
        preferred = data.preferred_name(name)
        if "/" in preferred or preferred == UTC_NAME:
            offered.setdefault(preferred, []).append(_folded(name))
    for name in filter(offset_name, offered):
        offered[name].append(_folded(offset_name(name)))
    return offered


@lru_cache(maxsize=2)
def _clocks(data: ZoneData, now: datetime) -> dict[str, _Clock]:
    """The clocks of every zone that is offered."""
    return {name: _clock(ZoneInfo(name), now) for name in _offered(data)}


def _clock(zone: ZoneInfo, now: datetime) -> _Clock:
    local = now.astimezone(zone)
    names = (local.tzname(), (now + _HALF_A_YEAR).astimezone(zone).tzname())
    return _Clock(local.utcoffset() or timedelta(0), frozenset(name for name in names if name))


def _full_hour(now: datetime) -> datetime:
    return now.replace(minute=0, second=0, microsecond=0)


def _folded(text: str) -> str:
    plain = "".join(each for each in unicodedata.normalize("NFKD", text) if not unicodedata.combining(each))
    return " ".join(plain.replace("_", " ").split()).casefold()
