"""Reading .ics with other implementations than the one that writes it: vobject, dateutil's VTIMEZONE, and RFC 5545 itself."""

import io
import re
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from itertools import count, takewhile
from typing import Any

import vobject
from dateutil.rrule import rrulestr
from dateutil.tz import tzical

CONTENT_LINE = re.compile(r"([A-Z-]+)((?:;[A-Z-]+=(?:\"[^\"]*\"|[^\";:,]*))*):(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class IcsLine:
    """One property as it is written, unfolded."""

    name: str
    parameters: dict[str, str]
    value: str


def parse_strictly(ics: bytes) -> list[IcsLine]:
    """RFC 5545, 3.1: every line ends with CRLF, has 75 octets at most, and is a property."""
    assert ics.endswith(b"\r\n")
    folded = ics.split(b"\r\n")[:-1]
    assert max(len(line) for line in folded) <= 75
    assert not any(b"\n" in line or b"\r" in line for line in folded)
    text = ics.decode().replace("\r\n ", "")
    lines = []
    for line in text.split("\r\n")[:-1]:
        match = CONTENT_LINE.fullmatch(line)
        assert match, line
        assert not re.search(r"[\x00-\x08\x0a-\x1f\x7f]", line)
        pairs = [tuple(pair.split("=", 1)) for pair in re.findall(r";([A-Z-]+=(?:\"[^\"]*\"|[^\";:,]*))", match[2])]
        lines.append(IcsLine(match[1], dict(pairs), match[3]))
    return lines


def components(ics: bytes, name: str) -> list[list[IcsLine]]:
    """The properties of each component of a kind, nested ones left out."""
    found: list[list[IcsLine]] = []
    open_: list[tuple[str, list[IcsLine]]] = []
    for line in parse_strictly(ics):
        if line.name == "BEGIN":
            open_.append((line.value, []))
        elif line.name == "END":
            kind, lines = open_.pop()
            assert kind == line.value
            if kind == name:
                found.append(lines)
        else:
            open_[-1][1].append(line)
    assert open_ == []
    return found


def values(lines: list[IcsLine], name: str) -> list[str]:
    return [line.value for line in lines if line.name == name]


def zones(ics: bytes) -> dict[str, tzinfo]:
    """The zones as the file itself defines them."""
    text = ics.decode().replace("\r\n ", "")
    if "BEGIN:VTIMEZONE" not in text:
        return {}
    read = tzical(io.StringIO(text))
    names = list(read.keys())
    return {name: zone for name in names if (zone := read.get(name)) is not None}


def occurrences(ics: bytes, since: datetime, until: datetime) -> list[datetime]:
    """When the events of a file take place, by the file alone: its rules, exceptions, overrides and zones."""
    known = zones(ics)

    def at(line: IcsLine, text: str) -> datetime:
        zone = UTC if text.endswith("Z") else known[line.parameters["TZID"]]
        return datetime.strptime(text.rstrip("Z"), "%Y%m%dT%H%M%S").replace(tzinfo=zone).astimezone(UTC)

    found: set[datetime] = set()
    overridden: list[datetime] = []
    for event in components(ics, "VEVENT"):
        start = next(line for line in event if line.name == "DTSTART")
        instance = [line for line in event if line.name == "RECURRENCE-ID"]
        rule = values(event, "RRULE")
        if instance:
            overridden.append(at(instance[0], instance[0].value))
        dropped = {at(line, text) for line in event if line.name == "EXDATE" for text in line.value.split(",")}
        starts = {at(start, start.value)} if not rule else set(expand_rule(start, rule[0], at, until))
        found |= starts - dropped if not instance else set()
    moved = [
        at(line, line.value)
        for event in components(ics, "VEVENT")
        if values(event, "RECURRENCE-ID")
        for line in event
        if line.name == "DTSTART"
    ]
    everything = [*(found - set(overridden)), *moved]
    return sorted(each for each in everything if since <= each < until)


def expand_rule(start: IcsLine, rule: str, at: object, until: datetime) -> list[datetime]:
    """A rule on the wall clock; UNTIL is in UTC, so it is compared with the instant."""
    assert callable(at)
    ends = re.search(r";?UNTIL=(\d+T\d+Z)", rule)
    last = datetime.strptime(ends[1], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC) if ends else until
    bare = re.sub(r";?UNTIL=\d+T\d+Z", "", rule)
    first = datetime.fromisoformat(start.value.rstrip("Z"))
    found = []
    for local in rrulestr(bare, dtstart=first):
        instant = at(start, f"{local:%Y%m%dT%H%M%S}" + ("Z" if start.value.endswith("Z") else ""))
        if instant > min(last, until):
            break
        found.append(instant)
    return found


def read_with_vobject(ics: bytes, until: datetime) -> list[dict[str, Any]]:
    """Each event as vobject reads it, in the zones that the file defines."""
    calendar = vobject.readOne(_with_own_zone_names(ics.decode()))
    return [
        {
            "uid": event.uid.value,
            "start": event.dtstart.value.astimezone(UTC),
            "end": event.dtend.value.astimezone(UTC),
            "summary": event.summary.value,
            "sequence": event.sequence.value,
            "organizer": event.organizer.value,
            "name": event.organizer.params["CN"][0],
            "rule": [line.value for line in event.contents.get("rrule", [])],
            "starts": [
                each.astimezone(UTC)
                for each in takewhile(lambda at: at < until, event.getrruleset(addRDate=True) or [])
            ],
        }
        for event in calendar.vevent_list
    ]


def _with_own_zone_names(text: str) -> str:
    """vobject takes a zone whose name it knows from elsewhere: under these names there is no other."""
    return re.sub(r"TZID([:=])", rf"TZID\1file-{next(_files)}-", text)


_files = count(1)
