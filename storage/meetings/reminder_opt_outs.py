"""Who switched reminders of their meetings off (MEET-8)."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, select
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from bot.policy.ids import PersonId
from storage.engine.sql import DIALECTS, ids_json, select_ids
from storage.tables.meetings_and_invitations import reminders_off

_REMINDERS_ON = delete(reminders_off).where(reminders_off.c.person_id == bindparam("person"))
_REMINDERS_OFF = {
    dialect: select(reminders_off.c.person_id).where(reminders_off.c.person_id.in_(select_ids(dialect)))
    for dialect in DIALECTS
}


def set_enabled(tx: Connection, person: PersonId, now: datetime, *, enabled: bool) -> None:
    """Whether the person is reminded of meetings."""
    if enabled:
        tx.execute(_REMINDERS_ON, {"person": person})
        return
    insert = sqlite_insert if tx.dialect.name == "sqlite" else postgresql_insert
    tx.execute(insert(reminders_off).values(person_id=person, since=now).on_conflict_do_nothing())


def opted_out(tx: Connection, person_ids: Collection[PersonId]) -> set[PersonId]:
    """Those of these people who want none: one statement."""
    return {
        PersonId(person) for (person,) in tx.execute(_REMINDERS_OFF[tx.dialect.name], {"ids": ids_json(person_ids)})
    }
