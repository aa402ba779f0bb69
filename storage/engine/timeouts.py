"""How long the database is waited for, in seconds."""

TIMEOUT_SECONDS = 1.5
"""For a lock, a statement or a connection: less than the transports' deadline of 2 seconds (UX-1)."""
MIGRATION_TIMEOUT_SECONDS = 60
"""For another process that migrates a SQLite file."""
