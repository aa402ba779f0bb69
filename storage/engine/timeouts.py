"""Timeouts of the database, in seconds."""

TIMEOUT_SECONDS = 1.5
"""For a lock, a statement or a connection: less than the transports' deadline of 2 seconds (UX-1)."""
MIGRATION_TIMEOUT_SECONDS = 60
"""For a lock that another process holds while it migrates, or a running replica."""
