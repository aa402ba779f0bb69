"""A calendar file that is read while something changes is as it was before, or as it is after (INV-2)."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import Engine, event

from bot.use_cases.invitations import calendars
from bot.use_cases.people import identities
from bot.use_cases.settings import settings
from bot.views.invitations.ics import ics_calendar
from storage import Database
from tests.support.database.recorded_statements import recorded_statements
from tests.support.factories.meetings import WEEKLY, schedule_meeting
from tests.support.factories.people import NOW, OPTIONS, caller, choose_setting, identity, make_context
from tests.support.fixtures.admin_fixture import ANN, PASSCODE_IN_LINK, PMI_ENABLED, AdminHarness
from tests.support.invariants.ics_history import file_bytes
from tests.support.machine.threads import run_concurrently


def link_changes(db: Database) -> None:
    choose_setting(db, ANN, PASSCODE_IN_LINK, value=False)


def pmi_is_off(db: Database) -> None:
    choose_setting(db, ANN, PMI_ENABLED, value=False)


def host_leaves(db: Database) -> None:
    identities.sync_identity(db, identity(ANN, name=ANN, active=False), NOW)


@contextmanager
def something_happens_after(statement: int, happening: Callable[[], object]) -> Iterator[None]:
    """In another process, once so many statements have been executed."""
    done = 0

    def count(*_: Any) -> None:  # noqa: ANN401 - SQLAlchemy's untyped event
        nonlocal done
        done += 1
        if done == statement:
            run_concurrently([happening])

    event.listen(Engine, "after_cursor_execute", count)
    try:
        yield
    finally:
        event.remove(Engine, "after_cursor_execute", count)


@pytest.mark.parametrize("happens", [link_changes, pmi_is_off, host_leaves], ids=lambda act: act.__name__)
@pytest.mark.parametrize("feed", [False, True], ids=["file", "feed"])
def test_what_changes_between_two_statements_is_in_all_of_it_or_in_nothing(
    harness: AdminHarness, replicas: list[Database], happens: Callable[[Database], None], feed: bool
) -> None:
    db = harness.db
    meeting = schedule_meeting(db, user=ANN, on_pmi=True, rule=WEEKLY)
    name = calendars.renew_feed(make_context(db), caller(ANN), None)
    assert isinstance(name, str)
    with recorded_statements() as statements:
        file_bytes(db, meeting)
    assert len(statements) > 2

    def read() -> bytes:
        if not feed:
            return file_bytes(db, meeting)
        found = calendars.read_feed(db, name)
        return b"" if found is None else ics_calendar(OPTIONS, found.meetings, with_token=False, name="Feed")

    for at in range(1, len(statements) + 1):
        before = read()
        with something_happens_after(at, lambda: happens(replicas[0])):
            meanwhile = read()
        after = read()
        assert meanwhile in (before, after)
        identities.sync_identity(db, identity(ANN, name=ANN), NOW)
        settings.choose_own(make_context(db), caller(ANN), {PASSCODE_IN_LINK: True, PMI_ENABLED: True})
