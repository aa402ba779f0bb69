"""A database that hangs: people get an early answer in time and the true one when it is there, by both transports."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from sqlalchemy import Engine, event

from bot.i18n.messages import say
from bot.views.components.notices import SAVING, WORKING
from tests.support.fixtures.bot_fixture import running_bot, wait_until

HANGS = 10.0  # seconds, unless it is released before


@contextmanager
def hanging() -> Iterator[Event]:
    """Every statement waits until the event is set."""
    released = Event()

    def wait(*_arguments: Any) -> None:  # noqa: ANN401 - SQLAlchemy's six arguments
        released.wait(HANGS)

    event.listen(Engine, "before_cursor_execute", wait)
    try:
        yield released
    finally:
        released.set()
        event.remove(Engine, "before_cursor_execute", wait)


@pytest.mark.parametrize("transport", ["http", "socket"])
def test_a_command_and_a_form_are_answered_twice_while_the_database_hangs(
    migrated_sqlite: Path, tmp_path: Path, transport: str
) -> None:
    """UX-1."""
    with running_bot(migrated_sqlite, tmp_path, transport) as live_bot:
        mia = live_bot.newcomer()
        mia.type("/pmi")
        live_bot.workspace.settle = lambda: None  # whoever looks at once sees the early answer
        with hanging() as released:
            early = mia.type("/pmi")
            assert early is not None
            assert early.text == say(WORKING)
            released.set()
            wait_until(lambda: "Personal Meeting ID" in mia.messages()[-1].text)
        mia.type("/pmi edit")
        wait_until(lambda: mia.modal is not None)
        mia.fill({"Personal link": "late.room"})
        with hanging() as released:
            mia.submit()
            assert mia.modal is not None
            assert say(SAVING) in mia.modal.text
            released.set()
            wait_until(lambda: mia.modal is not None and mia.modal.title == "Saved")
        assert live_bot.room(mia).link == "late.room"
