"""What the .ics files of meetings say from one act to the next: no event changes without a higher SEQUENCE (INV-2)."""

from collections.abc import Iterable

from bot.policy.meetings.meetings import Meeting
from bot.use_cases.invitations import calendars
from bot.views.invitations.ics import ics_calendar
from storage import Database
from tests.support.factories.people import OPTIONS
from tests.support.views import ics_reader as reading
from tests.support.views.ics_reader import IcsLine

Event = tuple[int, list[IcsLine]]
"""An event's SEQUENCE, and everything else of it but DTSTAMP."""


def file_bytes(db: Database, meeting: Meeting, *, public: bool = False) -> bytes:
    """The file of a meeting as a calendar reads it: with one-click links or, `public`, as a channel knows it; empty for none."""
    file = calendars.read_file(db, meeting.public_ics_file if public else meeting.ics_file)
    return b"" if file is None else ics_calendar(OPTIONS, file.parts, with_token=file.with_token)


def read_events(ics: bytes) -> dict[tuple[str, ...], Event]:
    """The events of a file by UID and RECURRENCE-ID."""
    found = {}
    for lines in reading.components(ics, "VEVENT") if ics else ():
        key = (*reading.values(lines, "UID"), *reading.values(lines, "RECURRENCE-ID"))
        (sequence,) = reading.values(lines, "SEQUENCE")
        found[key] = (int(sequence), [line for line in lines if line.name not in ("SEQUENCE", "DTSTAMP")])
    return found


class IcsHistory:
    """The files of these meetings, read again after each act."""

    def __init__(self, db: Database, meetings: Iterable[Meeting]) -> None:
        self._db, self._meetings = db, list(meetings)
        self._files = self._read()

    def _read(self) -> list[bytes]:
        return [file_bytes(self._db, each, public=public) for each in self._meetings for public in (False, True)]

    def assert_changes_raise_sequence(self) -> int:
        """Read all files again: what changed has a higher SEQUENCE, and none sank; gives how many files changed."""
        before, self._files = self._files, self._read()
        for old, new in zip(before, self._files, strict=True):
            was, now_is = read_events(old), read_events(new)
            for key in was.keys() & now_is.keys():
                (earlier, said), (later, says) = was[key], now_is[key]
                assert later >= earlier, key
                assert says == said or later > earlier, (key, said, says)
        return sum(old != new for old, new in zip(before, self._files, strict=True))
