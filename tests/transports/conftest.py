"""Fixtures of the transports: a recording server in Slack's place, and an HTTP harness with and without a short deadline."""

from collections.abc import Iterator

import pytest
import structlog

from tests.support.fixtures.http_fixture import HttpHarness, running_http
from tests.support.slack.scripted_slack_api import ScriptedSlackApi, scripted_slack_api


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    """A server thread may still log after its test; a test that reads lines captures them."""
    structlog.configure(logger_factory=structlog.ReturnLoggerFactory())
    yield
    structlog.reset_defaults()


@pytest.fixture
def slack_api() -> Iterator[ScriptedSlackApi]:
    with scripted_slack_api() as recorder:
        yield recorder


@pytest.fixture
def harness(slack_api: ScriptedSlackApi) -> Iterator[HttpHarness]:
    """The usual deadline."""
    with running_http(slack_api) as built:
        yield built


@pytest.fixture
def late_harness(slack_api: ScriptedSlackApi) -> Iterator[HttpHarness]:
    """A deadline of 50 ms, which handlers that wait miss."""

    def shorten_deadline(built: HttpHarness) -> None:
        built.deadline = 0.05

    with running_http(slack_api, shorten_deadline) as built:
        yield built
