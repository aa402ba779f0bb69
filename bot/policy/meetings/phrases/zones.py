"""Zones behind an hour: their abbreviations, offsets and names (MEET-10)."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import cast
from zoneinfo import ZoneInfo

from bot.policy.meetings.phrases.lexicon import find
from bot.policy.meetings.phrases.numbers import figures, is_sign
from bot.policy.meetings.phrases.senses import Sense
from bot.policy.meetings.phrases.tokens import Token, TokenKind
from bot.policy.meetings.phrases.values import Abbreviation, Item, NamedZone, NotUnderstood, Part
from bot.policy.values.timezones import is_timezone, to_instant, to_local_time

_GENERIC = {
    "ET": "America/New_York",
    "CT": "America/Chicago",
    "MT": "America/Denver",
    "PT": "America/Los_Angeles",
    "AET": "Australia/Sydney",
    "UTC": "UTC",
    "GMT": "UTC",
    "Z": "UTC",
}
"""What holds all year."""
ABBREVIATIONS: dict[str, tuple[str, ...]] = {
    "EST": ("America/New_York",), "EDT": ("America/New_York",), "CDT": ("America/Chicago", "America/Havana"),
    "CST": ("America/Chicago", "Asia/Shanghai", "America/Havana"), "MST": ("America/Denver",), "MDT": ("America/Denver",),
    "PST": ("America/Los_Angeles",), "PDT": ("America/Los_Angeles",), "AKST": ("America/Anchorage",),
    "AKDT": ("America/Anchorage",), "HST": ("Pacific/Honolulu",), "NST": ("America/St_Johns",), "NDT": ("America/St_Johns",),
    "AST": ("America/Halifax", "Asia/Riyadh"), "ADT": ("America/Halifax",), "BRT": ("America/Sao_Paulo",),
    "ART": ("America/Argentina/Buenos_Aires",), "CLT": ("America/Santiago",), "COT": ("America/Bogota",), "PET": ("America/Lima",),
    "WET": ("Europe/Lisbon",), "WEST": ("Europe/Lisbon",), "BST": ("Europe/London",), "CET": ("Europe/Berlin",),
    "CEST": ("Europe/Berlin",), "MEZ": ("Europe/Berlin",), "MESZ": ("Europe/Berlin",), "EET": ("Europe/Helsinki",),
    "EEST": ("Europe/Helsinki",), "MSK": ("Europe/Moscow",), "TRT": ("Europe/Istanbul",), "SAST": ("Africa/Johannesburg",),
    "EAT": ("Africa/Nairobi",), "CAT": ("Africa/Maputo",), "WAT": ("Africa/Lagos",), "GST": ("Asia/Dubai",),
    "PKT": ("Asia/Karachi",), "IST": ("Asia/Kolkata", "Europe/Dublin", "Asia/Jerusalem"), "IDT": ("Asia/Jerusalem",),
    "ICT": ("Asia/Bangkok",), "WIB": ("Asia/Jakarta",), "SGT": ("Asia/Singapore",), "MYT": ("Asia/Kuala_Lumpur",),
    "HKT": ("Asia/Hong_Kong",), "PHT": ("Asia/Manila",), "JST": ("Asia/Tokyo",), "KST": ("Asia/Seoul",),
    "AWST": ("Australia/Perth",), "ACST": ("Australia/Adelaide",), "ACDT": ("Australia/Adelaide",), "AEST": ("Australia/Sydney",),
    "AEDT": ("Australia/Sydney",), "NZST": ("Pacific/Auckland",), "NZDT": ("Pacific/Auckland",),
}  # fmt: skip
"""Whose they are: several where they mean different hours. Standard and summer time hold for a part of the year."""
_GERMAN = {"MEZ": "CET", "MESZ": "CEST"}
_UNNAMED = {
    "GST": 4, "PKT": 5, "ICT": 7, "SGT": 8, "MYT": 8, "PHT": 8, "TRT": 3, "BRT": -3, "ART": -3, "CLT": -4, "COT": -5, "PET": -5,
}  # fmt: skip
"""Abbreviations that the zone data does not write, with their hours east of Greenwich."""
_IN_SMALL_LETTERS = frozenset(("utc", "gmt", "pst", "pdt", "edt", "cdt", "cet", "cest", "mez", "mesz"))
_FARTHEST_WEST, _FARTHEST_EAST = -12, 14
_HALF_HOURS = {
    (5, 30): "Asia/Kolkata", (5, 45): "Asia/Kathmandu", (3, 30): "Asia/Tehran", (4, 30): "Asia/Kabul", (6, 30): "Asia/Yangon",
    (9, 30): "Australia/Darwin",
}  # fmt: skip
"""Zones with these offsets all the year, which no zone of whole hours has."""


def find_zone(tokens: Sequence[Token], at: int) -> Item | None:
    """A zone that begins here; it counts only behind an hour."""
    inner = at + 1 if is_sign(tokens, at, "(") else at
    if inner >= len(tokens):
        return None
    found = _offset(tokens, inner) or _name(tokens, inner) or _iana(tokens, inner) or _unknown(tokens, inner)
    if found is None:
        return None
    end = found.end + 1 if inner > at and is_sign(tokens, found.end, ")") else found.end
    return Item(found.meaning, at, end, certain=False)


def may_name_a_zone(tokens: Sequence[Token], at: int) -> bool:
    """Whether an unknown word begins the name of a zone: “America/New_York”, “Mumbai time”."""
    named = tokens[at].text[0].isupper() and find(tokens, at + 1, Sense.ZONE_WORD) is not None
    return named or is_sign(tokens, at + 1, "/", glued=True)


def _unknown(tokens: Sequence[Token], at: int) -> Item | None:
    """“Mumbai time”, “heure de Mumbai”: a zone that is not known here."""
    lead = find(tokens, at, Sense.ZONE_LEAD)
    start = lead.end if lead else at
    if start >= len(tokens) or tokens[start].kind is not TokenKind.WORD or not tokens[start].text[0].isupper():
        return None
    behind = find(tokens, start + 1, Sense.ZONE_WORD)
    return Item(NotUnderstood(Part.ZONE), at, behind.end if behind else start + 1) if lead or behind else None


def _name(tokens: Sequence[Token], at: int) -> Item | None:
    named = find(tokens, at, Sense.ZONE)
    if named:
        return Item(NamedZone(cast("str", named.value)), at, named.end)
    text, name = tokens[at].text, tokens[at].text.upper()
    if tokens[at].kind is not TokenKind.WORD or not (text.isupper() or text in _IN_SMALL_LETTERS):
        return None
    if name in _GENERIC:
        return Item(NamedZone(_GENERIC[name]), at, at + 1)
    return Item(Abbreviation(name), at, at + 1) if name in ABBREVIATIONS else None


def _offset(tokens: Sequence[Token], at: int) -> Item | None:
    """“GMT+3”, “UTC -5”, “UTC+05:30”."""
    if tokens[at].text.upper() not in ("GMT", "UTC") or not is_sign(tokens, at + 1, "+-−–"):
        return None
    hours = figures(tokens, at + 2, most=2)
    if hours is None or not tokens[at + 2].glued:
        return None
    minutes = figures(tokens, at + 4, most=2) if is_sign(tokens, at + 3, ":", glued=True) else None
    end = at + 5 if minutes is not None else at + 3
    zone = _zone_of(-hours if tokens[at + 1].text != "+" else hours, minutes or 0)
    return Item(NamedZone(zone) if zone else NotUnderstood(Part.ZONE), at, end)


def _zone_of(hours: int, minutes: int) -> str:
    """The zone that always has this offset, empty for none; the names of such zones have the opposite sign."""
    if minutes:
        return _HALF_HOURS.get((hours, minutes), "")
    if not _FARTHEST_WEST <= hours <= _FARTHEST_EAST:
        return ""
    return "UTC" if hours == 0 else f"Etc/GMT{-hours:+d}"


def _iana(tokens: Sequence[Token], at: int) -> Item | None:
    """“Europe/Berlin”."""
    end = at
    while (
        end < len(tokens)
        and (end == at or tokens[end].glued)
        and (tokens[end].kind is TokenKind.WORD or tokens[end].text in "/_")
    ):
        end += 1
    name = "".join(token.text for token in tokens[at:end])
    return Item(NamedZone(name), at, end) if "/" in name and is_timezone(name) else None


def zone_meant(name: str, local: datetime, own: str) -> str:
    """The zone that an abbreviation means at a local time; empty where it is not in force then or may be several."""
    name = _GERMAN.get(name, name)
    if _in_force(name, local, own):
        return own
    zones = ABBREVIATIONS[name]
    return zones[0] if len(zones) == 1 and _in_force(name, local, zones[0]) else ""


def _in_force(name: str, local: datetime, zone: str) -> bool:
    """Whether the clocks of the zone go by what is called so; where the data has no name for it, by its offset."""
    aware = local.replace(tzinfo=ZoneInfo(zone))
    if name not in _UNNAMED:
        return aware.tzname() == name
    return zone in ABBREVIATIONS[name] and aware.utcoffset() == timedelta(hours=_UNNAMED[name])


def moved(local: datetime, zone: str, other: str) -> datetime:
    """A local time of one zone as the wall clock of another shows it."""
    return to_local_time(to_instant(local, zone), other)
