"""Work that joins the first transaction that changes anything, as the record of a request does (section 12)."""

from threading import Thread

import pytest
from sqlalchemy import Connection, insert, select, update

from storage import Database, DuplicateKeyError, RepeatedRequestError
from storage.engine.first_write import at_first_write, no_act, run_now
from storage.tables.people_and_rooms import secrets
from tests.support.database.databases import table_rows
from tests.support.database.recorded_statements import recorded_statements


def add(tx: Connection, name: str) -> None:
    tx.execute(insert(secrets).values(name=name, value="x"))


def record(tx: Connection) -> None:
    add(tx, "record")


def names(db: Database) -> list[str]:
    return [name for name, _value in table_rows(db, "secrets")]


def test_it_joins_the_first_transaction_that_changes_a_row_and_no_other(db: Database) -> None:
    with at_first_write(record):
        with db.write("lock") as tx:
            tx.execute(select(secrets)).all()
            tx.execute(update(secrets).values(value="y"))  # there is none
        assert names(db) == []
        for name in ("first", "second"):
            with db.write("lock") as tx:
                add(tx, name)
            assert names(db) == ["first", "record"] if name == "first" else ["first", "record", "second"]


def test_a_returned_row_and_several_at_once_are_changes(db: Database) -> None:
    with at_first_write(record), db.write("lock") as tx:
        assert tx.execute(insert(secrets).values(name="one", value="x").returning(secrets.c.name)).scalar_one() == "one"
    assert names(db) == ["one", "record"]


def test_a_change_before_it_is_not_its_transaction(db: Database) -> None:
    """Connections are pooled: what one has changed for somebody else does not count."""
    with db.write("lock") as tx:
        add(tx, "earlier")
    with at_first_write(record), db.write("lock") as tx:
        tx.execute(select(secrets)).all()
    assert names(db) == ["earlier"]


def test_what_is_no_act_does_not_count(db: Database) -> None:
    with at_first_write(record):
        with db.write("lock") as tx, no_act(tx):
            add(tx, "attempt")
        assert names(db) == ["attempt"]
        with db.write("lock") as tx:
            with no_act(tx):
                add(tx, "other attempt")
            add(tx, "act")
    assert names(db) == ["act", "attempt", "other attempt", "record"]


def test_it_is_rolled_back_with_a_transaction_that_fails_and_joins_the_next(db: Database) -> None:
    with at_first_write(record):
        with pytest.raises(DuplicateKeyError), db.write("lock") as tx:
            tx.execute(insert(secrets), [{"name": "twice", "value": "x"}] * 2)
        assert names(db) == []
        with db.write("lock") as tx:
            add(tx, "again")
    assert names(db) == ["again", "record"]


def test_what_it_raises_undoes_the_transaction(db: Database) -> None:
    def refuse(_tx: Connection) -> None:
        raise RepeatedRequestError

    queues: list[object] = []
    db.on_new_work = queues.append
    with at_first_write(refuse):
        for name in ("first", "second"):
            with pytest.raises(RepeatedRequestError), db.write("lock") as tx:
                add(tx, name)
    assert names(db) == []


def test_other_threads_and_what_comes_after_know_nothing_of_it(db: Database) -> None:
    def write() -> None:
        with db.write("lock") as tx:
            add(tx, "elsewhere")

    with at_first_write(record):
        thread = Thread(target=write)
        thread.start()
        thread.join()
    with db.write("lock") as tx:
        add(tx, "after")
    assert names(db) == ["after", "elsewhere"]


def test_it_can_be_asked_for_where_the_database_holds_nothing_of_an_act(db: Database) -> None:
    with at_first_write(record):
        for _ in range(2):
            with db.write("lock") as tx:
                run_now(tx)
    assert names(db) == ["record"]
    with db.write("lock") as tx:
        run_now(tx)


def test_it_costs_no_statement_of_its_own(db: Database) -> None:
    with recorded_statements() as without, db.write("lock") as tx:
        tx.execute(select(secrets)).all()
    with recorded_statements() as waiting, at_first_write(record), db.write("lock") as tx:
        tx.execute(select(secrets)).all()
    assert waiting == without
