"""Behind a real PgBouncer that hands connections on after each transaction, the bot works as without one."""

import os
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from functools import partial
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import make_url

from bot.cli import checks
from bot.cli.run import serve_bot
from bot.policy.rooms.numbers import generate_pmi
from bot.policy.rooms.rooms import existing_room
from bot.use_cases.rooms.edits import EditedRoom
from storage import Connection, Database, StorageError, is_migrated, migrate
from storage.rooms import rooms as room_store
from tests.support.database import databases, pooler
from tests.support.database.databases import MigratedDatabase
from tests.support.factories.people import NOW, TEAM, add_person, save_room_form
from tests.support.fixtures.bot_fixture import BotUnderTest, config_for, running_bot
from tests.support.fixtures.screens import top_modal
from tests.support.machine.threads import run_concurrently
from tests.support.slack.sandbox_pages import new_workspace

pytestmark = pytest.mark.pooler

ZONE = "Asia/Kolkata"
"""What the server shows times in: nothing of it may come through."""


@pytest.fixture
def program() -> Path | None:
    return pooler.find(os.environ)


@pytest.fixture
def direct(postgresql: databases.PostgresServer) -> Iterator[str]:
    """A database of its own, whose server is in another zone."""
    with postgresql.database() as url:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(f"ALTER DATABASE {connection.info.dbname} SET timezone = '{ZONE}'")
        yield url


@pytest.fixture(params=["transaction", "session"])
def behind(request: pytest.FixtureRequest, program: Path | None, direct: str) -> Iterator[str]:
    """The same, behind a pooler, and migrated through it. Handed on by session, a connection of ours keeps one of its."""
    with pooler.behind_pooler(
        program, direct, mode=request.param, size=2 if request.param == "transaction" else 40
    ) as url:
        migrate(url)
        yield url


@pytest.fixture
def db(behind: str) -> Iterator[Database]:
    database = Database(behind)
    yield database
    database.close()


def value(tx: Connection, question: str) -> object:
    return tx.exec_driver_sql(question).scalar_one()


def ping(db: Database) -> None:
    with db.read() as tx:
        value(tx, "SELECT 1")


def test_every_transaction_is_limited(db: Database) -> None:
    """UX-1: reading and writing, each time anew."""
    for _ in range(3):
        for connection in (db.read(), db.snapshot(), db.write("T1")):
            with connection as tx:
                assert value(tx, "SHOW lock_timeout") == value(tx, "SHOW statement_timeout") == "1500ms"
                assert value(tx, "SHOW idle_in_transaction_session_timeout") == "3s"


def left_behind(url: str) -> dict[str, object]:
    """What the next client of the pooler finds on its connections."""
    found: dict[str, object] = {}
    with psycopg.connect(url, autocommit=True, prepare_threshold=None) as other:
        for name in ("lock_timeout", "statement_timeout", "idle_in_transaction_session_timeout", "timezone"):
            found[name] = other.execute(f"SHOW {name}").fetchall()
        found["prepared"] = other.execute("SELECT name, statement FROM pg_prepared_statements").fetchall()
        found["locks"] = other.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'").fetchall()
    return found


UNTOUCHED = {
    "lock_timeout": [("0",)],
    "statement_timeout": [("0",)],
    "idle_in_transaction_session_timeout": [("0",)],
    "timezone": [(ZONE,)],
    "prepared": [],
    "locks": [(0,)],
}


def test_nothing_is_left_on_a_connection_that_somebody_else_gets(program: Path | None, direct: str) -> None:
    """Neither a setting nor a prepared statement nor a lock: also not after a failure, nor by a migration or a look."""
    with pooler.behind_pooler(program, direct, size=1) as url:
        migrate(url)
        db = Database(url)
        for _ in range(12):  # psycopg prepares what it sees for the fifth time
            assert is_migrated(url)
            profile = add_person(db)
            with db.read() as tx:
                assert room_store.profile(tx, TEAM, profile.person.user) is not None
        for connection in (db.read(), db.snapshot(), db.write("T1")):
            with pytest.raises(StorageError), connection as tx:
                value(tx, "SELECT 1 / 0")
        for connection in (db.read(), db.snapshot(), db.write("T1")):
            with pytest.raises(LookupError), connection:
                raise LookupError
        assert left_behind(url) == UNTOUCHED
        db.close()


def test_times_are_what_they_are(db: Database) -> None:
    """Habit 5: in UTC, whatever the server's zone."""
    room = existing_room(add_person(db))
    assert room.assigned_at == NOW
    assert str(room.assigned_at.tzinfo) == "UTC"
    with db.read() as tx:
        at = room_store.get(tx, room.id).assigned_at
    assert (at, str(at.tzinfo)) == (NOW, "UTC")


def test_a_lock_holds_until_the_commit_and_is_waited_for_in_time(db: Database, behind: str) -> None:
    """Habit 12."""
    other = Database(behind)

    def second() -> float:
        began = time.monotonic()
        with pytest.raises(StorageError, match="lock"), other.write("T1"):
            pass
        return time.monotonic() - began

    with db.write("T1"), ThreadPoolExecutor(1) as pool:
        assert 1 < pool.submit(second).result(10) < 3
    with other.write("T1") as tx:
        assert value(tx, "SELECT 1") == 1
    other.close()


@pytest.mark.parametrize("kind", ["read", "write"])
def test_a_statement_that_takes_too_long_is_cut_off(db: Database, kind: str) -> None:
    """UX-1."""
    began = time.monotonic()
    with pytest.raises(StorageError, match="timeout"), db.read() if kind == "read" else db.write("T1") as tx:
        value(tx, "SELECT pg_sleep(20)")
    assert time.monotonic() - began < 3
    ping(db)


@pytest.mark.parametrize("behind", ["transaction"], indirect=True)
def test_more_than_the_pooler_has_connections_for_work_at_once(db: Database, behind: str) -> None:
    """Sixteen people on two connections: each gets what is theirs, every rule holds."""
    users = [f"U0MANY{number}" for number in range(16)]
    for user in users:
        add_person(db, user)
    other, number = Database(behind), generate_pmi()
    calls = [
        partial(save_room_form, replica, user, number=number)
        for user, replica in zip(users, [db, other] * 8, strict=True)
    ]
    answers = run_concurrently(calls)
    assert sum(isinstance(answer, EditedRoom) for answer in answers) == 1  # PMI-9
    other.close()


def test_the_configuration_in_the_docs_is_one(program: Path | None, direct: str) -> None:
    """docs/operations.md; looked at in the pooler itself."""
    text = (Path(__file__).parents[3] / "docs" / "operations.md").read_text(encoding="utf-8")
    written = text.partition("```ini\n[pgbouncer]\n")[2].partition("```")[0]
    wanted = dict(line.split(" = ") for line in written.splitlines() if not line.startswith(";"))
    assert wanted["pool_mode"] == "transaction"
    with pooler.behind_pooler(program, direct, extra_config=written) as url:
        migrate(url)
        admin = make_url(url).set(database="pgbouncer").render_as_string()
        with psycopg.connect(admin, autocommit=True, cursor_factory=psycopg.ClientCursor) as connection:
            shown = {str(name): str(value) for name, value, *_ in connection.execute("SHOW CONFIG").fetchall()}
    assert {name: shown[name] for name in wanted} == wanted


@pytest.mark.parametrize("said", ["prepare_threshold=0", "prepare_threshold=None"])
def test_what_people_are_told_to_write_for_a_pooler_does_no_harm(behind: str, said: str) -> None:
    """psycopg itself takes no text for it."""
    url = f"{behind}&{said}"
    assert is_migrated(url)
    db = Database(url)
    assert add_person(db).room is not None
    db.close()


def test_a_pooler_that_hands_on_after_each_statement_is_refused_with_what_to_set(
    program: Path | None, direct: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """By the start, by doctor, by migrate."""
    migrate(direct)
    advice = "the pooler hands connections on after each statement; set its pool_mode to transaction"
    with pooler.behind_pooler(program, direct, mode="statement") as url:
        db = Database(url)
        for ask in (lambda: ping(db), lambda: migrate(url, "0001"), lambda: is_migrated(url)):
            with pytest.raises(StorageError, match=advice):
                ask()
        db.close()
        assert advice in checks.check_database(url).line
        settings = config_for(new_workspace(), "http://127.0.0.1:9/api/", url, tmp_path)
        assert serve_bot(settings, clock=datetime.now) == 1
    assert advice in capsys.readouterr().err


def test_the_whole_bot_works_behind_it(migrated_sqlite: Path, tmp_path: Path, behind: str) -> None:
    """Commands, forms, the join page, and everything that the clock does."""
    lent = MigratedDatabase(behind)
    with running_bot(migrated_sqlite, tmp_path, database=lent) as live_bot:
        for tick in live_bot.bot.scheduler.jobs:
            live_bot.bot.scheduler.run(tick)
        a_day_of_work(live_bot)
        for tick in live_bot.bot.scheduler.jobs:
            live_bot.bot.scheduler.run(tick)
        assert live_bot.workspace.visible_errors == []
        for bad in ("job_failed", "handler_failed", "gateway_database_unavailable"):
            assert bad not in live_bot.log.getvalue()
    lent.close()


def a_day_of_work(live_bot: BotUnderTest) -> None:
    for _ in range(7):  # as often as it takes to be prepared, were it prepared
        mia = live_bot.newcomer()
        mia.type("/pmi start Budget")
        room, guest = live_bot.room(mia), live_bot.http_client()
        assert guest.get(f"/j/{room.number}", params={"pwd": room.token}).status_code == 303
        assert guest.post(f"/j/{room.number}", data={"passcode": room.passcode}).status_code == 303
        mia.type("/pmi edit")
        mia.fill({"Passcode": "Tea-4_two"})
        mia.submit()
        assert top_modal(mia).title == "Saved"
        mia.close()
        mia.type("/schedule Design review")
        mia.fill({"Date": "2026-04-01", "Time": "15:00"})
        mia.submit()
        assert top_modal(mia).title == "Meeting scheduled"
