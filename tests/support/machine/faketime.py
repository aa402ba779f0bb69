"""Sets the wall clock of one process, as an operator or a broken NTP server would; where libfaketime is, and how it is told."""

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

SKIP_NOTICE = (
    "The tests with a clock that is set were left out: no libfaketime was found."
    " Install it (apt-get install libfaketime) or set FAKETIME to the path of libfaketimeMT.so.1."
)
_FOLDERS = ("/usr/lib", "/usr/lib64", "/usr/local/lib")
_NAME = "faketime/libfaketimeMT.so.1"


def find(environment: Mapping[str, str]) -> Path | None:
    """The library that `FAKETIME` names, or the one where packages put it; none where there is none."""
    if named := environment.get("FAKETIME"):
        return Path(named) if Path(named).is_file() else None
    found = (path for folder in _FOLDERS for path in (*Path(folder).glob(_NAME), *Path(folder).glob(f"*/{_NAME}")))
    return next(found, None)


class ProcessClock:
    """The wall clock of a process that is started with `variables`; its monotonic clock goes on as it is.

    The process looks once a second how it is set: at every reading of the clock, its first answer would take two seconds.
    """

    def __init__(self, library: Path | None, folder: Path) -> None:
        self._file = folder / "faketime"
        self.set(timedelta())
        self.variables = {
            "LD_PRELOAD": str(library),
            "FAKETIME_TIMESTAMP_FILE": str(self._file),
            "FAKETIME_CACHE_DURATION": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            "DONT_FAKE_MONOTONIC": "1",
        }

    def set(self, offset: timedelta) -> None:
        """Set it to the true time and `offset`, within a second."""
        written = self._file.with_suffix(".new")
        written.write_text(f"{int(offset.total_seconds()):+d}\n", encoding="ascii")
        written.replace(self._file)
