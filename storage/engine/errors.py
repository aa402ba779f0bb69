"""What can go wrong with the database, in words of our own: SQLAlchemy's errors do not leave this package."""

from sqlalchemy.exc import SQLAlchemyError

_HINTS = {
    "statement pooling mode": "the pooler hands connections on after each statement; set its pool_mode to transaction",
}
"""By what a driver says that names no remedy: the sentence that does."""


class StorageError(Exception):
    """The database could not be asked or did not answer in time."""


class DuplicateKeyError(StorageError):
    """A row with this key exists already: somebody else was faster."""


def driver_message(error: SQLAlchemyError) -> str:
    """The driver's own sentence without the statement and its values, which may hold what no log may show."""
    message = next(iter(str(getattr(error, "orig", None) or error).strip().splitlines()), "no answer")
    return next((hint for words, hint in _HINTS.items() if words in message), message)
