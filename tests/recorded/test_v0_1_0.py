"""Every button, form, link, cookie and event that 0.1.0 may have left with people is answered as it was (UX-5)."""

import pytest

from tests.recorded import recording
from tests.recorded.recording import walks
from tests.recorded.replay import Replay

ERROR_TEXTS = ("That is not available any more", "Something went wrong", "Slack did not answer me")
"""Shown when a button is unknown, when a handler raised, when Slack could not be reached."""


@pytest.mark.parametrize("name", walks())
def test_everything_recorded_is_answered_as_it_was(replay: Replay, name: str) -> None:
    """UX-5: texts, ids, values and metadata of every answer, and the row counts at the end."""
    found = replay.play(walks()[name])
    assert not found, "\n".join(found)


def test_the_recorded_answers_are_answers() -> None:
    """No error text was recorded as if it were the right answer."""
    lines = [line for walk in walks().values() for step in walk.steps for line in step.answer]
    assert not [line for line in lines if any(text in line for text in ERROR_TEXTS)]


def test_every_table_of_the_recorded_database_has_rows(replay: Replay) -> None:
    """A table without rows would prove nothing about what 0.1.0 stored in it."""
    replay.begin()
    assert [table for table, count in replay.counts().items() if not count] == []


def test_whatever_slack_could_send_was_recorded() -> None:
    """Every Slack route but the fallbacks (`*`), which nothing of this version reaches; pages are asked for by path."""
    sent = {step.route for walk in walks().values() for step in walk.steps} - {""}
    assert sent == {route for route in recording.routes() if not route.endswith("*") and not route.startswith("WEB ")}


def test_whatever_was_answered_is_answered_still(replay: Replay) -> None:
    """UX-5: old messages and open forms keep their buttons for years."""
    routed = replay.routes()
    assert [route for route in recording.routes() if route not in routed] == []
