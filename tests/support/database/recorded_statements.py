"""Counting what a database is asked; it knows nothing of what is asked for."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine, event


@contextmanager
def recorded_statements() -> Iterator[list[str]]:
    """The statements that are executed inside, in order, by every database of this process."""
    executed: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_others: object) -> None:
        executed.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield executed
    finally:
        event.remove(Engine, "before_cursor_execute", note)
