"""What people chose for themselves; a lock hides a choice, it never deletes it (LOCK-3)."""

from sqlalchemy import Connection, bindparam, select
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from bot.policy.people import PersonId
from bot.policy.settings import Setting
from storage.tables import choices

_CHOICES = select(choices.c.setting, choices.c.value).where(choices.c.person_id == bindparam("person"))


def choices_of(tx: Connection, person: PersonId) -> dict[Setting, bool]:
    """Every choice of one person."""
    return {Setting(row.setting): row.value for row in tx.execute(_CHOICES, {"person": person})}


def set_choice(tx: Connection, person: PersonId, setting: Setting, *, value: bool) -> None:
    """Make or change a choice."""
    insert = sqlite_insert if tx.dialect.name == "sqlite" else postgresql_insert
    row = insert(choices).values(person_id=person, setting=setting, value=value)
    key = [choices.c.person_id, choices.c.setting]
    tx.execute(row.on_conflict_do_update(index_elements=key, set_={"value": row.excluded.value}))
