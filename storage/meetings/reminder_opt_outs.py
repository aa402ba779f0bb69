"""People who switched the reminders of their meetings off (MEET-8)."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, select

from bot.policy.ids import PersonId
from storage.engine.sql import IDS, ids_json, insert_or_ignore
from storage.tables.meetings_and_invitations import reminders_off

_OPT_IN = delete(reminders_off).where(reminders_off.c.person_id == bindparam("person"))
_OPT_OUT = insert_or_ignore(reminders_off)
_OPTED_OUT = select(reminders_off.c.person_id).where(reminders_off.c.person_id.in_(IDS))


def set_enabled(tx: Connection, person: PersonId, now: datetime, *, enabled: bool) -> None:
    """Switch the person's meeting reminders on or off."""
    if enabled:
        tx.execute(_OPT_IN, {"person": person})
    else:
        tx.execute(_OPT_OUT, {"person_id": person, "since": now})


def opted_out(tx: Connection, person_ids: Collection[PersonId]) -> set[PersonId]:
    """Those of these people who switched their reminders off: one statement."""
    return {PersonId(person) for person in tx.execute(_OPTED_OUT, {"ids": ids_json(person_ids)}).scalars()}
