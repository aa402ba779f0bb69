"""Very many people with rooms, written down as copies of one; for tests and figures of what is done for many at once."""

from typing import Any

from sqlalchemy import Connection, insert, select

from bot.policy.people import PersonId
from storage import Database
from storage.tables import numbers, people, rooms

BATCH = 100
"""People in one transaction: on a slow machine one for all of them would be cut off by the database."""


def crowd_like(db: Database, model: PersonId, many: int, *, passcode: str = "") -> list[PersonId]:
    """So many people like this one, with rooms of their own; gives their ids."""
    with db.read() as tx:
        person = dict(tx.execute(select(people).where(people.c.id == model)).mappings().one())
        room = dict(tx.execute(select(rooms).where(rooms.c.person_id == model)).mappings().one())
    del person["id"], room["id"]
    made: list[PersonId] = []
    for start in range(0, many, BATCH):
        places = range(start, min(start + BATCH, many))
        with db.write("crowd") as tx:
            made += _add(tx, person, {**room, "passcode": passcode}, places)
    with db.write("crowd") as tx:
        tx.exec_driver_sql("ANALYZE")  # a database that has grown to this size has looked at itself long ago
    return made


def _add(tx: Connection, person: dict[str, Any], room: dict[str, Any], places: range) -> list[PersonId]:
    copies = [{**person, "slack_user": f"U1{place:08}"} for place in places]
    found = tx.execute(insert(people).returning(people.c.id, sort_by_parameter_order=True), copies).scalars()
    ids = [PersonId(id_) for id_ in found]
    given = dict(zip(ids, (str(3_000_000_000 + place) for place in places), strict=True))
    tx.execute(insert(numbers), [{"number": number, "person_id": id_} for id_, number in given.items()])
    tx.execute(insert(rooms), [{**room, "person_id": id_, "number": number} for id_, number in given.items()])
    return ids
