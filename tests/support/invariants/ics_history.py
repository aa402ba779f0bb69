"""What the .ics files of meetings say from one act to the next: no event changes without a higher SEQUENCE (INV-2)."""

from collections.abc import Iterable

from bot.policy.meetings.meetings import Meeting
from bot.use_cases.invitations import calendars
from bot.views.invitations.ics import ics_calendar
from storage import Database
from tests.support.factories.people import OPTIONS
from tests.support.views import ics_reader as reading
from tests.support.views.ics_reader import IcsLine

Said = tuple[tuple[int, ...], list[IcsLine]]
"""What stands under a UID: the SEQUENCE of each event, and everything else of them but DTSTAMP."""


def file_bytes(db: Database, meeting: Meeting, *, public: bool = False) -> bytes:
    """The file of a meeting as a calendar reads it: with one-click links or, `public`, as a channel knows it; empty for none."""
    file = calendars.read_file(db, meeting.public_ics_file if public else meeting.ics_file)
    return b"" if file is None else ics_calendar(OPTIONS, file.parts, with_token=file.with_token)


def read_events(ics: bytes) -> dict[str, Said]:
    """What a file says, by UID: of a series that is its own event and those of the dates that differ."""
    found: dict[str, Said] = {}
    for lines in reading.components(ics, "VEVENT") if ics else ():
        (uid,), (sequence,) = reading.values(lines, "UID"), reading.values(lines, "SEQUENCE")
        sequences, said = found.get(uid, ((), []))
        others = [line for line in lines if line.name not in ("SEQUENCE", "DTSTAMP")]
        found[uid] = (*sequences, int(sequence)), [*said, *others]
    return found


class IcsHistory:
    """The files of these meetings, read again after each act."""

    def __init__(self, db: Database, meetings: Iterable[Meeting]) -> None:
        self._db, self._meetings = db, list(meetings)
        self._files = self._read()

    def _read(self) -> list[bytes]:
        return [file_bytes(self._db, each, public=public) for each in self._meetings for public in (False, True)]

    def assert_changes_raise_sequence(self, *, vanished: int = 0) -> int:
        """Read all files again: what changed has a higher SEQUENCE, and none sank; gives how many files changed.

        So many UIDs are no longer where they were: a calendar is told nothing of those. An event of a single date may vanish
        where those that stay say so by a higher SEQUENCE.
        """
        before, self._files = self._files, self._read()
        lost: list[str] = []
        for old, new in zip(before, self._files, strict=True):
            was, now_is = read_events(old), read_events(new)
            lost += was.keys() - now_is.keys()
            for uid in was.keys() & now_is.keys():
                (earlier, said), (later, says) = was[uid], now_is[uid]
                assert min(later) >= max(earlier), uid
                assert says == said or min(later) > max(earlier), (uid, said, says)
        assert len(lost) == vanished, lost
        return sum(old != new for old, new in zip(before, self._files, strict=True))
