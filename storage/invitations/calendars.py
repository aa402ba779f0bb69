"""Private calendar feeds, each by a hash of its name."""

from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, select
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from bot.policy.ids import PersonId
from bot.policy.people.people import Person
from storage.rows import PERSON, person_of
from storage.tables import people
from storage.tables.meetings_and_invitations import calendar_feeds

_OWNER = (
    select(*PERSON).select_from(calendar_feeds.join(people)).where(calendar_feeds.c.name_hash == bindparam("hash_"))
)
_MADE_AT = select(calendar_feeds.c.made_at).where(calendar_feeds.c.person_id == bindparam("person"))
_DROP = delete(calendar_feeds).where(calendar_feeds.c.person_id == bindparam("person"))


def save(tx: Connection, person: PersonId, name_hash: str, now: datetime) -> None:
    """From now on this is the name of the person's feed, and any earlier one is dead."""
    insert = sqlite_insert if tx.dialect.name == "sqlite" else postgresql_insert
    row = insert(calendar_feeds).values(person_id=person, name_hash=name_hash, made_at=now)
    new = {"name_hash": row.excluded.name_hash, "made_at": row.excluded.made_at}
    tx.execute(row.on_conflict_do_update(index_elements=[calendar_feeds.c.person_id], set_=new))


def drop(tx: Connection, person: PersonId) -> None:
    """The person has no feed any more."""
    tx.execute(_DROP, {"person": person})


def made_at(tx: Connection, person: PersonId) -> datetime | None:
    """When the person's feed got its present name; none where there is no feed."""
    return tx.execute(_MADE_AT, {"person": person}).scalar_one_or_none()


def owner(tx: Connection, name_hash: str) -> Person | None:
    """Whose feed it is."""
    row = tx.execute(_OWNER, {"hash_": name_hash}).one_or_none()
    return None if row is None else person_of(row)
