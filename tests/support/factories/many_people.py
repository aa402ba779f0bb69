"""Very many people with rooms, written down as copies of one; for tests and figures of what is done for many at once."""

from typing import Any

from sqlalchemy import Connection, insert, select

from bot.policy.ids import PersonId
from storage import Database
from storage.tables.people_and_rooms import numbers, people, rooms

BATCH = 100
"""People in one transaction: on a slow machine one for all of them would be cut off by the database."""


def copy_person(db: Database, original: PersonId, count: int, *, passcode: str = "") -> list[PersonId]:
    """So many people like this one, with rooms of their own; gives their ids."""
    with db.read() as tx:
        person = dict(tx.execute(select(people).where(people.c.id == original)).mappings().one())
        room = dict(tx.execute(select(rooms).where(rooms.c.person_id == original)).mappings().one())
    del person["id"], room["id"]
    made: list[PersonId] = []
    for start in range(0, count, BATCH):
        indexes = range(start, min(start + BATCH, count))
        with db.write("copies") as tx:
            made += _add(tx, person, {**room, "passcode": passcode}, indexes)
    with db.write("copies") as tx:
        tx.exec_driver_sql("ANALYZE")  # a database that has grown to this size has looked at itself long ago
    return made


def _add(tx: Connection, person: dict[str, Any], room: dict[str, Any], indexes: range) -> list[PersonId]:
    copies = [{**person, "slack_user": f"U1{index:08}"} for index in indexes]
    found = tx.execute(insert(people).returning(people.c.id, sort_by_parameter_order=True), copies).scalars()
    ids = [PersonId(id_) for id_ in found]
    number_by_person = dict(zip(ids, (str(3_000_000_000 + index) for index in indexes), strict=True))
    tx.execute(insert(numbers), [{"number": number, "person_id": id_} for id_, number in number_by_person.items()])
    tx.execute(
        insert(rooms), [{**room, "person_id": id_, "number": number} for id_, number in number_by_person.items()]
    )
    return ids
