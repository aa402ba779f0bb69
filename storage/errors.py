"""What can go wrong with the database, in words of our own: SQLAlchemy's errors do not leave this package."""


class StorageError(Exception):
    """The database could not be asked or did not answer in time."""


class TakenError(StorageError):
    """A row with this key exists already: somebody else was faster."""
