"""“What starts in ten minutes” and “what is over” are ranges of an index, however many meetings there are (MEET-8, REM-6)."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import Connection, insert

from bot.policy.reminders.meeting_start import LEAD_TIME
from storage import Database
from storage.meetings import meetings as meeting_store
from storage.tables import meetings_and_invitations
from tests.support.database.explain_plans import database_work, explain_plans
from tests.support.factories.people import NOW, TEAM, add_person

HOUR = timedelta(hours=1)
A_FEW, MANY = 2_000, 6_000
Ask = Callable[[Connection], object]


def starting(tx: Connection) -> object:
    """What the clock asks every few seconds."""
    return meeting_store.starting(tx, NOW + LEAD_TIME, 200)


def ending(tx: Connection) -> object:
    """The same of what is over."""
    return meeting_store.ending(tx, NOW, 200)


def fill(db: Database, first: int, last: int) -> None:
    """Meetings of one host, an hour apart: one of them starts within ten minutes, and one has just ended."""
    host = add_person(db)
    rows = [_row(host.account.id, host.person.id, n) for n in range(first, last)]
    with db.write(TEAM) as tx:
        tx.execute(insert(meetings_and_invitations.meetings), rows)
    with db.write(TEAM) as tx:
        tx.exec_driver_sql("ANALYZE")


def _row(account: int, host: int, n: int) -> dict[str, object]:
    at = NOW + LEAD_TIME + (n - 1) * HOUR
    names = {name: f"{name[0]}{n:031}" for name in ("uid", "file", "open_file", "form")}
    texts = {"topic": "Planning", "description": "", "starts": "2026-03-02T10:00", "zone": "UTC", "rule": ""}
    times = {"made_at": NOW, "current_at": at, "current_ends_at": at + HOUR - LEAD_TIME, "next_at": at if n else None}
    return {"account_id": account, "host_id": host, "minutes": 50, "version": 0, **names, **texts, **times}


@pytest.mark.parametrize("ask, index", [(starting, "ix_meetings_next"), (ending, "ix_meetings_ending")])
def test_it_is_a_range_of_the_index_and_its_cost_is_that_of_what_is_due(db: Database, ask: Ask, index: str) -> None:
    fill(db, 0, A_FEW)
    (plan,) = explain_plans(db, ask)
    assert index in plan
    assert not re.search(r"Seq Scan on meetings|SCAN meetings", plan)
    before = database_work(db, ask)
    fill(db, A_FEW, MANY)
    assert database_work(db, ask) == before
    with db.read() as tx:
        found = ask(tx)
    assert isinstance(found, list)
    assert len(found) == 1
