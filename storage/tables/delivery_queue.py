"""Tables: the delivery queue and its rate limits (REM-7)."""

import sqlalchemy as sa

from storage.engine.types import Instant, metadata, partial_index

REASON_LIMIT = 120
"""Characters of a reason."""

# Messages to send and sent ones (REM-7). `due_at`, `deadline_at` and `created_at` are of the product's clock, `not_before`
# and `claimed_until` of the database's. `mark` is the idempotency key in Slack's message, `key` refuses a second row.
# `channel` and `thread` are the target of a message to no person; `posted_channel` and `ts` are those of Slack's message.
# `lookup_position` is how far it was looked for in Slack; nothing where that has not begun.
deliveries = sa.Table(
    "deliveries",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("account_id", sa.ForeignKey("accounts.id"), nullable=False),
    sa.Column("mark", sa.String(32), nullable=False),
    sa.Column("key", sa.String(160), nullable=False),
    sa.Column("kind", sa.String(32), nullable=False),
    sa.Column("urgency", sa.SmallInteger, nullable=False),
    sa.Column("person_id", sa.ForeignKey("people.id")),
    sa.Column("channel", sa.String(32), nullable=False),
    sa.Column("thread", sa.String(32), nullable=False),
    sa.Column("subject", sa.Text, nullable=False),
    sa.Column("due_at", Instant, nullable=False),
    sa.Column("deadline_at", Instant, nullable=False),
    sa.Column("created_at", Instant, nullable=False),
    sa.Column("state", sa.String(8), nullable=False),
    sa.Column("attempts", sa.Integer, nullable=False),
    sa.Column("tries", sa.Integer, nullable=False),
    sa.Column("first_tried_at", Instant),
    sa.Column("not_before", Instant),
    sa.Column("claim", sa.String(32)),
    sa.Column("claimed_until", Instant),
    sa.Column("reason", sa.String(REASON_LIMIT), nullable=False),
    sa.Column("posted_channel", sa.String(32), nullable=False),
    sa.Column("ts", sa.String(32), nullable=False),
    sa.Column("settled_at", Instant),
    sa.Column("last_tried_at", Instant),
    sa.Column("lookup_position", sa.Text),
    sa.UniqueConstraint("account_id", "key"),
)
# Literals, as neither database would use a partial index for a bound parameter.
PENDING_DELIVERY = deliveries.c.state == sa.literal_column("'pending'")
SENDING_DELIVERY = deliveries.c.state == sa.literal_column("'sending'")
FAILED_DELIVERY = deliveries.c.state.in_([sa.literal_column("'failed'"), sa.literal_column("'unknown'")])
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
paces = sa.Table(
    "paces",
    metadata,
    sa.Column("account_id", sa.ForeignKey("accounts.id"), primary_key=True),
    sa.Column("method", sa.String(32), primary_key=True),
    sa.Column("next_at", Instant),
    sa.Column("not_before", Instant),
    sa.Column("troubles", sa.Integer, nullable=False),
    sa.Column("turn", sa.Integer, nullable=False),
    sa.Column("stopped_because", sa.String(120)),
    sa.Column("stopped_at", Instant),
    sa.Column("probe_at", Instant),
)
