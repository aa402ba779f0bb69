"""Where the browser for the browser tests is; it does not know the tests."""

import shutil
from collections.abc import Mapping
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome")
LEFT_OUT = "The browser tests were left out: no Chromium was found. Install it (apt-get install chromium) or set CHROMIUM to its path."


def find(environment: Mapping[str, str]) -> Path | None:
    """The program that `CHROMIUM` names, else the first one of the usual names in `PATH`; none where there is none."""
    if named := environment.get("CHROMIUM"):
        return Path(named) if Path(named).is_file() else None
    found = (shutil.which(name, path=environment.get("PATH", "")) for name in NAMES)
    return next((Path(each) for each in found if each), None)
