"""Errors of the database: SQLAlchemy's own do not leave this package."""

from sqlalchemy.exc import SQLAlchemyError

_HINTS = {
    "statement pooling mode": "the pooler hands connections on after each statement; set its pool_mode to transaction"
}
"""What to do about an error, by words of the driver's message, which does not say it."""


class StorageError(Exception):
    """The database could not be reached, refused the statement, or did not answer in time."""


class DuplicateKeyError(StorageError):
    """A constraint refused the row, as a rule because one with the same key exists already."""


class RepeatedRequestError(Exception):
    """The request that this thread handles was acted upon before: nothing of it is done again (section 12 of the rules)."""


def driver_message(error: SQLAlchemyError) -> str:
    """The first line of the driver's message, without the statement and its values, which no log may show."""
    message = next(iter(str(getattr(error, "orig", None) or error).strip().splitlines()), "no answer")
    return next((hint for words, hint in _HINTS.items() if words in message), message)
