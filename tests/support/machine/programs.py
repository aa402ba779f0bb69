"""Where a program that PyPI does not have is on this machine; it does not know what it is for."""

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path


def find(environment: Mapping[str, str], variable: str, names: Sequence[str], *, extra_folder: str = "") -> Path | None:
    """The program that `variable` names, else the first one of the usual `names` in `PATH`; none where there is none.

    `beside`: a folder to look in too, where a system puts what people's `PATH` does not lead to.
    """
    if named := environment.get(variable):
        return Path(named) if Path(named).is_file() else None
    where = ":".join(filter(None, (environment.get("PATH", ""), extra_folder)))
    found = (shutil.which(name, path=where) for name in names)
    return next((Path(each) for each in found if each), None)
