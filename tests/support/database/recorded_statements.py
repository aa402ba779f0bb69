"""Records the statements that databases execute, to count or explain them."""

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, event


@contextmanager
def recorded_statements() -> Iterator[list[str]]:
    """The statements that are executed inside, in order, by every database of this process."""
    executed: list[str] = []
    with _calling(lambda statement, _parameters: executed.append(statement)):
        yield executed


@contextmanager
def recorded_with_parameters() -> Iterator[list[tuple[str, Any]]]:
    """As `recorded_statements`, each with its parameters."""
    executed: list[tuple[str, Any]] = []
    with _calling(lambda statement, parameters: executed.append((statement, parameters))):
        yield executed


def reads_of(table: str, statements: Iterable[str]) -> list[int]:
    """How often each of those statements that read the table reads it: once, or again in a subquery."""
    reading = re.compile(rf"\b(?:FROM|JOIN) {table}\b")
    return [times for statement in statements if (times := len(reading.findall(statement)))]


@contextmanager
def _calling(record: Callable[[str, Any], None]) -> Iterator[None]:
    def note(_connection: object, _cursor: object, statement: str, parameters: object, *_others: object) -> None:
        record(statement, parameters)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield
    finally:
        event.remove(Engine, "before_cursor_execute", note)
