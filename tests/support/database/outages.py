"""Outages of a database, as other processes bring them about; it knows nothing of the product but its tables' names."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

import psycopg
from sqlalchemy import make_url


@contextmanager
def locked(url: str, *tables: str) -> Iterator[None]:
    """Meanwhile another process holds the whole SQLite file, or these tables of PostgreSQL (else the one of `check_writes`)."""
    if url.startswith("sqlite"):
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as other:
            other.execute("BEGIN IMMEDIATE")
            yield
    else:
        plain = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
        with psycopg.connect(plain) as other:
            other.execute(f"LOCK TABLE {', '.join(tables or ('write_checks',))}")
            yield
