"""Random keys that all replicas share, created by whichever replica needs one first; and the one for keyed hashes."""

import secrets as randomness

from sqlalchemy import Connection, bindparam, select

from storage.engine.sql import insert_or_ignore
from storage.tables.people_and_rooms import secrets

_HASH_KEY = "gateway"
_INSERT = insert_or_ignore(secrets)
_VALUE = select(secrets.c.value).where(secrets.c.name == bindparam("name_"))


def find(tx: Connection, name: str) -> bytes | None:
    """The key of this name, if it was created already."""
    value = tx.execute(_VALUE, {"name_": name}).scalar_one_or_none()
    return None if value is None else bytes.fromhex(value)


def get_or_create(tx: Connection, name: str) -> bytes:
    """The key of this name: 256 random bits, created at the first call."""
    tx.execute(_INSERT, {"name": name, "value": randomness.token_hex(32)})
    return bytes.fromhex(tx.execute(_VALUE, {"name_": name}).scalar_one())


def hash_key(tx: Connection) -> bytes:
    """The key of all keyed hashes that are stored, and of the gateway's admission tokens; for writing transactions."""
    return find(tx, _HASH_KEY) or get_or_create(tx, _HASH_KEY)


def hash_key_to_read(tx: Connection) -> bytes | None:
    """The same for reading; none before the first hash is stored."""
    return find(tx, _HASH_KEY)
