"""`/readyz` answers in time whatever a check does, and a check that hangs takes one thread (section 12)."""

import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from threading import Event

import httpx
import pytest
from prometheus_client import CollectorRegistry
from starlette.applications import Starlette

from bot.runtime.web_server import WebServer
from bot.web.status import CHECK_SECONDS, Check, status_routes
from storage import is_migrated
from tests.support.database.hidden_database import hidden_database

HANGING = "a check that hangs"


@pytest.fixture
def released() -> Iterator[Event]:
    event = Event()
    yield event
    event.set()


@contextmanager
def served(checks: Mapping[str, Check]) -> Iterator[httpx.Client]:
    server = WebServer(Starlette(routes=status_routes(checks, CollectorRegistry())), host="127.0.0.1", port=0)
    server.start()
    with httpx.Client(base_url=f"http://127.0.0.1:{server.port}", trust_env=False, timeout=30) as client:
        yield client
    server.close()
    assert server.join(5)


def status_in_time(client: httpx.Client) -> int:
    began = time.monotonic()
    answer = client.get("/readyz")
    assert time.monotonic() - began < CHECK_SECONDS + 1
    return answer.status_code


def test_a_check_that_hangs_has_failed_in_time_and_is_not_made_twice_at_once(released: Event) -> None:
    asked: list[None] = []

    def hang() -> bool:
        asked.append(None)
        return released.wait(60)

    with served({HANGING: hang, "other": lambda: True}) as client:
        assert [status_in_time(client) for _ in range(2)] == [503, 503]
        assert len(asked) == 1
        assert [thread.name for thread in threading.enumerate()].count(HANGING) == 1
        released.set()
        assert status_in_time(client) == 200


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_a_database_that_a_broken_network_hides_is_not_waited_for(database_url: str) -> None:
    with (
        hidden_database(database_url) as hidden,
        served({"migrated": lambda: is_migrated(hidden.url)}) as client,
    ):
        assert status_in_time(client) == 200
        hidden.hide()
        assert status_in_time(client) == 503
