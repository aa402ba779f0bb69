"""Random keys that every replica must share: made by whoever needs one first."""

import secrets as randomness

from sqlalchemy import Connection, bindparam, select
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from storage.tables import secrets

_VALUE = select(secrets.c.value).where(secrets.c.name == bindparam("name_"))


def find(tx: Connection, name: str) -> bytes | None:
    """The key of this name, if it was made already."""
    value = tx.execute(_VALUE, {"name_": name}).scalar_one_or_none()
    return None if value is None else bytes.fromhex(value)


def get_or_create(tx: Connection, name: str) -> bytes:
    """The key of this name: 256 random bits."""
    insert = sqlite_insert if tx.dialect.name == "sqlite" else postgresql_insert
    fresh = insert(secrets).values(name=name, value=randomness.token_hex(32)).on_conflict_do_nothing()
    tx.execute(fresh)
    return bytes.fromhex(tx.execute(_VALUE, {"name_": name}).scalar_one())
