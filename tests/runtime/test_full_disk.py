"""A PostgreSQL whose disk is full is not ready as long as that lasts, and then by itself (section 12)."""

from collections.abc import Iterator

import pytest
from prometheus_client import CollectorRegistry

from bot.cli.checks import check_database
from bot.runtime.database_watch import DatabaseWatch
from storage import Database, Outage, StorageError, migrate
from tests.support.database import databases
from tests.support.factories.people import NOW
from tests.support.machine.small_disk import SmallDisk, small_disk

pytestmark = pytest.mark.small_disk
MEGABYTES = 128
TIMES = 4


@pytest.fixture
def disk() -> Iterator[SmallDisk]:
    with small_disk(MEGABYTES) as made:
        yield made


@pytest.fixture
def database_url(disk: SmallDisk) -> Iterator[str]:
    with databases.running_server(disk.folder) as server, server.database() as url:
        migrate(url)
        yield url
        disk.free()


def test_a_full_disk_is_seen_at_each_check_until_there_is_room(disk: SmallDisk, database_url: str) -> None:
    registry = CollectorRegistry()
    db = Database(database_url)
    watch = DatabaseWatch(db, registry)
    watch.check(NOW)
    disk.fill()
    for _ in range(TIMES):
        with pytest.raises(StorageError) as raised:
            watch.check(NOW)
        assert raised.value.outage is Outage.FULL
        assert not watch.takes_writes()
        assert registry.get_sample_value("pmi_database_writable") == 0
    assert "make room on its disk" in check_database(database_url).text
    disk.free()
    watch.check(NOW)
    assert watch.takes_writes()
    assert check_database(database_url).passed
    db.close()
