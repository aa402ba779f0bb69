"""What is kept no longer goes in batches, and nobody waits for it (GATE-2, GATE-3, section 12)."""

from collections.abc import Callable
from contextlib import nullcontext
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Table, insert

from bot.policy.rooms.rooms import existing_room
from bot.use_cases import inbound_requests
from bot.use_cases.batches import BATCH, MOST_BATCHES
from bot.use_cases.gateway import admission
from bot.use_cases.personal_data import erasure
from bot.use_cases.rooms import edits
from storage import Database
from storage.tables.people_and_rooms import links, numbers, sessions, taken_events, taken_requests
from storage.tables.throttles import availability_checks, wrong_passcodes
from tests.support.database.recorded_statements import recorded_with_parameters
from tests.support.factories.people import HOST, NOW, add_person

LONG_AGO = NOW - timedelta(days=800)
A_RUN = BATCH * MOST_BATCHES

Purge = Callable[[Database, datetime], int]
BACKLOGS: dict[str, tuple[Purge, Table, Callable[[int, int, int], dict[str, object]]]] = {
    "sessions": (
        admission.forget_sessions,
        sessions,
        lambda n, _person, room: {
            "room_id": room,
            "topic": "Tea",
            "place": "",
            "token": "",
            "token_hash": f"hash {n}",
            "started_at": LONG_AGO,
            "ended_at": LONG_AGO,
        },
    ),
    "addresses": (
        admission.purge_addresses,
        wrong_passcodes,
        lambda n, _person, _room: {"door": "j:1", "address": str(n), "at": LONG_AGO},
    ),
    "availability checks": (
        edits.purge_availability_checks,
        availability_checks,
        lambda _n, person, _room: {"person_id": person, "at": LONG_AGO},
    ),
    "events": (
        inbound_requests.purge_old,
        taken_events,
        lambda n, _person, _room: {"team": "T", "event": f"E{n}", "at": LONG_AGO},
    ),
    "requests": (
        inbound_requests.purge_old,
        taken_requests,
        lambda n, _person, _room: {"team": "T", "digest": f"{n}", "at": LONG_AGO},
    ),
    "numbers of erased people": (
        erasure.forget_remains,
        numbers,
        lambda n, _person, _room: {
            "number": str(10**9 + n),
            "person_id": None,
            "ended_at": LONG_AGO,
            "ended_by": "erased",
        },
    ),
    "links of erased people": (
        erasure.forget_remains,
        links,
        lambda n, _person, _room: {
            "key": f"key {n}",
            "shown": "",
            "person_id": None,
            "released_at": LONG_AGO,
            "room_id": None,
        },
    ),
}


def with_backlog(db: Database, of: str, count: int) -> Purge:
    """Store so many rows of this kind that are due; gives the job that purges them."""
    purge, table, row = BACKLOGS[of]
    profile = add_person(db, HOST)
    with db.write("backlog") as tx:
        rows = [row(n, profile.person.id, existing_room(profile).id) for n in range(count)]
        tx.execute(insert(table), rows)
    return purge


@pytest.mark.parametrize("of", BACKLOGS)
def test_a_run_purges_a_backlog_batch_by_batch(db: Database, of: str) -> None:
    """Each batch is a transaction of its own, so that no statement takes long; another run goes on with the rest."""
    purge = with_backlog(db, of, A_RUN + 3)
    assert purge(db, NOW) == A_RUN
    assert purge(db, NOW) == 3
    assert purge(db, NOW) == 0


@pytest.mark.parametrize("of", BACKLOGS)
def test_what_is_purged_at_once_is_no_more_than_a_batch(db: Database, of: str) -> None:
    purge = with_backlog(db, of, BATCH + 3)
    with recorded_with_parameters() as executed:
        assert purge(db, NOW) == BATCH + 3
    changes = [text for text, _ in executed if text.startswith(("DELETE", "UPDATE sessions", "UPDATE\n"))]
    assert changes
    assert all("LIMIT" in text for text in changes)


@pytest.mark.parametrize("of", BACKLOGS)
def test_no_purge_waits_for_guests_nor_guests_for_a_purge(db: Database, of: str) -> None:
    """GATE-1: while passcodes are checked under their lock, it gets along. SQLite has one lock for everything that is written."""
    purge = with_backlog(db, of, 3)
    with nullcontext() if db.is_sqlite else db.write(admission.LOCK):
        assert purge(db, NOW) == 3
