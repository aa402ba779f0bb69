"""Local times of a zone and their instants (MEET-3, MEET-4).

A local time here is a `datetime` without a zone, to the minute; an instant is aware and in UTC.
"""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


def is_timezone(name: str) -> bool:
    """Whether this names a zone of the IANA database."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return bool(name)


def to_instant(local: datetime, zone: str) -> datetime:
    """The instant of a local time. One that comes twice: the first. One in a gap: by the offset before it (RFC 5545, 3.3.5)."""
    return local.replace(tzinfo=ZoneInfo(zone), fold=0).astimezone(UTC)


def to_local_time(at: datetime, zone: str) -> datetime:
    """The local time of an instant."""
    return at.astimezone(ZoneInfo(zone)).replace(tzinfo=None, fold=0)


def is_second_pass(at: datetime, zone: str) -> bool:
    """Whether an instant is in the hour for which the clocks of the zone were put back: its local time means an earlier one."""
    return to_instant(to_local_time(at, zone), zone) != at


def local_time_exists(local: datetime, zone: str) -> bool:
    """Whether the clocks of the zone ever show a local time: in spring they leave out an hour."""
    return to_local_time(to_instant(local, zone), zone) == local
