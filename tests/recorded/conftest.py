"""Today's bot on the recorded databases, one for all tests of a file."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.recorded.replay import Replay, on_postgresql, on_sqlite


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def replay(
    request: pytest.FixtureRequest, migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Replay]:
    """Today's bot on the recorded database of each kind. A test restores the recorded state by `begin` or `play`."""
    folder = tmp_path_factory.mktemp("recorded")
    if request.param == "sqlite":
        with on_sqlite(migrated_sqlite, folder) as made:
            yield made
        return
    with on_postgresql(request.getfixturevalue("postgresql"), migrated_sqlite, folder) as made:
        yield made
