"""Private calendar feeds, found by a hash of the feed's name."""

from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, select

from bot.policy.ids import PersonId
from bot.policy.people.people import Person
from storage.engine.sql import read_one, upsert
from storage.rows import PERSON, person_of
from storage.tables.meetings_and_invitations import calendar_feeds
from storage.tables.people_and_rooms import people

_OWNER = (
    select(*PERSON).select_from(calendar_feeds.join(people)).where(calendar_feeds.c.name_hash == bindparam("hash_"))
)
_SAVE = upsert(calendar_feeds, ["name_hash", "made_at"])
_MADE_AT = select(calendar_feeds.c.made_at).where(calendar_feeds.c.person_id == bindparam("person"))
_DROP = delete(calendar_feeds).where(calendar_feeds.c.person_id == bindparam("person"))


def save(tx: Connection, person: PersonId, name_hash: str, now: datetime) -> None:
    """Create the person's feed, or give it another name: the earlier one leads nowhere any more."""
    tx.execute(_SAVE, {"person_id": person, "name_hash": name_hash, "made_at": now})


def drop(tx: Connection, person: PersonId) -> None:
    """Delete the person's feed, if there is one."""
    tx.execute(_DROP, {"person": person})


def made_at(tx: Connection, person: PersonId) -> datetime | None:
    """When the person's feed got its name; none where there is no feed."""
    return tx.execute(_MADE_AT, {"person": person}).scalar_one_or_none()


def owner(tx: Connection, name_hash: str) -> Person | None:
    """The person whose feed has the name with this hash."""
    return read_one(tx, _OWNER, {"hash_": name_hash}, person_of)
