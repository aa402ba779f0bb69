"""The tables of the delivery queue and of the rate limit at which it is sent (REM-7); whose they are is in `storage.tables`."""

from sqlalchemy import (
    Column,
    ForeignKey,
    Index,
    Integer,
    SmallInteger,
    String,
    Table,
    Text,
    UniqueConstraint,
    literal_column,
)

from storage.engine.types import Instant, metadata

# Messages owed (REM-7). `due_at`, `deadline_at` and `created_at` are of the product's clock; `not_before`,
# `claimed_until` and all of `paces` are of the database's clock. `channel` and `thread` are where a message for no
# person goes; `posted_channel` and `ts` are the message in Slack that it became.
deliveries = Table(
    "deliveries",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("account_id", ForeignKey("accounts.id"), nullable=False),
    Column("mark", String(32), nullable=False),
    Column("key", String(160), nullable=False),
    Column("kind", String(32), nullable=False),
    Column("urgency", SmallInteger, nullable=False),
    Column("person_id", ForeignKey("people.id")),
    Column("channel", String(32), nullable=False),
    Column("thread", String(32), nullable=False),
    Column("subject", Text, nullable=False),
    Column("due_at", Instant, nullable=False),
    Column("deadline_at", Instant, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("state", String(8), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("first_tried_at", Instant),
    Column("not_before", Instant),
    Column("claim", String(32)),
    Column("claimed_until", Instant),
    Column("reason", String(120), nullable=False),
    Column("posted_channel", String(32), nullable=False),
    Column("ts", String(32), nullable=False),
    Column("settled_at", Instant),
    UniqueConstraint("account_id", "key"),
)
# Constants written into the statement: a bound parameter would keep both databases from using a partial index.
PENDING_DELIVERY = deliveries.c.state == literal_column("'pending'")
SENDING_DELIVERY = deliveries.c.state == literal_column("'sending'")
FAILED_DELIVERY = deliveries.c.state.in_([literal_column("'failed'"), literal_column("'unknown'")])
FINISHED_DELIVERY = deliveries.c.settled_at.is_not(None)
_SEND_ORDER = (deliveries.c.account_id, deliveries.c.urgency, deliveries.c.due_at, deliveries.c.id)  # the whole order
_LEASE_END = deliveries.c.claimed_until
_FINISHED_AT = deliveries.c.settled_at
Index("ix_deliveries_due", *_SEND_ORDER, sqlite_where=PENDING_DELIVERY, postgresql_where=PENDING_DELIVERY)
Index(
    "ix_deliveries_deadline",
    deliveries.c.deadline_at,
    sqlite_where=PENDING_DELIVERY,
    postgresql_where=PENDING_DELIVERY,
)
Index("ix_deliveries_sending", _LEASE_END, sqlite_where=SENDING_DELIVERY, postgresql_where=SENDING_DELIVERY)
Index("ix_deliveries_failed", _FINISHED_AT, sqlite_where=FAILED_DELIVERY, postgresql_where=FAILED_DELIVERY)
Index("ix_deliveries_settled", _FINISHED_AT, sqlite_where=FINISHED_DELIVERY, postgresql_where=FINISHED_DELIVERY)

# How fast one workspace may be spoken to by one method of Slack's, shared by all replicas; all of the database's clock.
paces = Table(
    "paces",
    metadata,
    Column("account_id", ForeignKey("accounts.id"), primary_key=True),
    Column("method", String(32), primary_key=True),
    Column("next_at", Instant),
    Column("not_before", Instant),
    Column("troubles", Integer, nullable=False),
    Column("turn", Integer, nullable=False),
    Column("stopped_because", String(120)),
    Column("stopped_at", Instant),
    Column("probe_at", Instant),
)
