"""Tables: the delivery queue and its rate limits (REM-7)."""

from sqlalchemy import Column, ForeignKey, Integer, SmallInteger, String, Table, Text, UniqueConstraint, literal_column

from storage.engine.types import Instant, metadata, partial_index

# Messages to send and sent ones (REM-7). `due_at`, `deadline_at` and `created_at` are of the product's clock, `not_before`
# and `claimed_until` of the database's. `mark` is the idempotency key in Slack's message, `key` refuses a second row.
# `channel` and `thread` are the target of a message to no person; `posted_channel` and `ts` are those of Slack's message.
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
# Literals, as neither database would use a partial index for a bound parameter.
PENDING_DELIVERY = deliveries.c.state == literal_column("'pending'")
SENDING_DELIVERY = deliveries.c.state == literal_column("'sending'")
FAILED_DELIVERY = deliveries.c.state.in_([literal_column("'failed'"), literal_column("'unknown'")])
FINISHED_DELIVERY = deliveries.c.settled_at.is_not(None)
_SEND_ORDER = (deliveries.c.account_id, deliveries.c.urgency, deliveries.c.due_at, deliveries.c.id)  # the whole order
_LEASE_END = deliveries.c.claimed_until
_FINISHED_AT = deliveries.c.settled_at
partial_index("ix_deliveries_due", *_SEND_ORDER, where=PENDING_DELIVERY)
partial_index("ix_deliveries_deadline", deliveries.c.deadline_at, where=PENDING_DELIVERY)
partial_index("ix_deliveries_sending", _LEASE_END, where=SENDING_DELIVERY)
partial_index("ix_deliveries_failed", _FINISHED_AT, where=FAILED_DELIVERY)
partial_index("ix_deliveries_settled", _FINISHED_AT, where=FINISHED_DELIVERY)

# The rate limit and circuit breaker of one Slack method in one workspace, for all replicas; all of the database's clock.
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
