"""A SQLite file that may only be read for a while is written again by itself, once whoever runs the bot has mended that (section 12)."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage import Outage
from tests.support.database.unprivileged_writer import unprivileged_writer


@pytest.fixture
def file() -> Iterator[Path]:
    """In a folder that every user reaches; that of a test is its owner's alone."""
    with tempfile.TemporaryDirectory(prefix="pmi", dir="/tmp") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder) / "pmi.db"


def set_mode(file: Path, mode: int) -> None:
    """Of the file and of those beside it, which SQLite makes with its mode."""
    for each in file.parent.iterdir():
        each.chmod(mode)


def test_a_file_that_was_read_only_is_written_as_soon_as_it_may_be(file: Path) -> None:
    with unprivileged_writer(file) as write:
        set_mode(file, 0o444)
        assert [write(), write()] == [Outage.READ_ONLY] * 2
        set_mode(file, 0o644)
        assert write() == "written"


def test_so_is_one_whose_log_was_left_read_only_for_longer(file: Path) -> None:
    """The advice names the files beside it, because they keep the mode that it had."""
    with unprivileged_writer(file) as write:
        set_mode(file, 0o444)
        assert write() == Outage.READ_ONLY
        file.chmod(0o644)
        assert write() == Outage.READ_ONLY
        set_mode(file, 0o644)
        assert write() == "written"
