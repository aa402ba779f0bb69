"""A server that a broken network hides is given up by the connections themselves (section 12)."""

from collections.abc import Iterator

import psycopg
import pytest

from storage import Database
from tests.support.database.hidden_database import hidden_database

pytestmark = pytest.mark.parametrize("database", ["postgresql"], indirect=True)
LIMITS = {
    "connect_timeout": "2",
    "tcp_user_timeout": "5000",
    "keepalives_idle": "10",
    "keepalives_interval": "3",
    "keepalives_count": "3",
}


@pytest.fixture
def over_tcp(database_url: str) -> Iterator[str]:
    with hidden_database(database_url) as hidden:
        yield hidden.url


def parameters(url: str) -> dict[str, str]:
    """With what a connection was made."""
    db = Database(url)
    with db.read() as tx:
        driver = tx.connection.dbapi_connection
        assert isinstance(driver, psycopg.Connection)
        made = driver.info.get_parameters()
    db.close()
    return made


def test_every_connection_has_limits_of_its_own(over_tcp: str) -> None:
    made = parameters(over_tcp)
    assert {name: made.get(name) for name in LIMITS} == LIMITS


def test_what_the_address_says_goes_first(over_tcp: str) -> None:
    made = parameters(f"{over_tcp}?tcp_user_timeout=60000")
    assert (made["tcp_user_timeout"], made["keepalives_idle"]) == ("60000", "10")
