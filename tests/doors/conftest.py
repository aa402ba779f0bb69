"""Fixtures of the doors: an ear in Slack's place, and a door with a short deadline."""

from collections.abc import Iterator

import pytest
import structlog

from tests.doors.listening import Ear, listening
from tests.doors.standing import Door, standing


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    """A server thread may still log when its test is over; who wants to see lines captures them."""
    structlog.configure(logger_factory=structlog.ReturnLoggerFactory())
    yield
    structlog.reset_defaults()


@pytest.fixture
def ear() -> Iterator[Ear]:
    with listening() as heard:
        yield heard


@pytest.fixture
def door(ear: Ear) -> Iterator[Door]:
    """A door whose handlers have time enough."""
    with standing(ear) as built:
        yield built


@pytest.fixture
def hasty(ear: Ear) -> Iterator[Door]:
    """A door whose deadline comes at once: whatever hangs is late."""

    def hurry(built: Door) -> None:
        built.deadline = 0.05

    with standing(ear, hurry) as built:
        yield built
