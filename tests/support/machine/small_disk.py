"""A disk of a few megabytes that a test may fill; the machine's own stays as it is."""

import errno
import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path

SKIP_NOTICE = "The tests with a full disk were left out: they mount a small one, which root may do on Linux."
MEGABYTE = 1 << 20


class SmallDisk:
    """What is in `folder` has so much room and no more. `fill` takes all that is left of it, and `free` gives it back."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._ballast = folder / "ballast"

    def fill(self) -> None:
        """Leave no byte."""
        block = MEGABYTE
        with self._ballast.open("ab", buffering=0) as ballast:
            while block:
                try:
                    ballast.write(bytes(block))
                except OSError as error:
                    if error.errno != errno.ENOSPC:
                        raise
                    block //= 2

    def free(self) -> None:
        """Give it back."""
        self._ballast.unlink(missing_ok=True)


@contextmanager
def small_disk(megabytes: int) -> Iterator[SmallDisk]:
    """Mount one, in a folder with a short name, since a socket's path may have 107 bytes; nothing of it is kept."""
    with tempfile.TemporaryDirectory(prefix="pmi", dir="/tmp") as folder:
        options = f"size={megabytes}m,mode=0755"
        subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", folder], check=True, capture_output=True)  # noqa: S603, S607 - our own words
        try:
            yield SmallDisk(Path(folder))
        finally:
            subprocess.run(["umount", "--lazy", folder], check=True)  # noqa: S603, S607 - our own words


@cache
def is_available() -> bool:
    """Whether one may be mounted here."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        return False
    with suppress(OSError, subprocess.CalledProcessError), small_disk(1):
        return True
    return False
