"""Tables: accounts, people, rooms, numbers, links, sessions, choices, cards, and what replicas share."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    SmallInteger,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from storage.engine.types import Instant, metadata, partial_index

accounts = Table(
    "accounts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("team", String(32), nullable=False, unique=True),
    Column("plan", String(16), nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("swept_at", Instant),
    Column("default_license", String(16), nullable=False, server_default="licensed"),
    Column("approvals_channel", String(32), nullable=False, server_default=text("''")),
    Column("set_up_at", Instant),
)

people = Table(
    "people",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("account_id", ForeignKey("accounts.id"), nullable=False),
    Column("slack_user", String(32), nullable=False),
    Column("name", Text, nullable=False),
    Column("zone", String(64), nullable=False),
    Column("role", String(16), nullable=False),
    Column("active", Boolean, nullable=False),
    Column("license", String(16), nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("greeted_at", Instant),
    Column("unreachable_because", String(120)),
    Column("unreachable_at", Instant),
    UniqueConstraint("account_id", "slack_user"),
)

# Every number in use or reserved in the whole deployment: the key refuses a second owner (PMI-10).
numbers = Table(
    "numbers",
    metadata,
    Column("number", String(11), primary_key=True),
    Column("person_id", ForeignKey("people.id"), nullable=False),
    Column("ended_at", Instant),
    Column("ended_by", String(16)),
)

# Every personal link in use or reserved, compared without case (LINK-2). `room_id`: where it led when it was released.
links = Table(
    "links",
    metadata,
    Column("key", String(40), primary_key=True),
    Column("shown", String(40), nullable=False),
    Column("person_id", ForeignKey("people.id"), nullable=False),
    Column("released_at", Instant),
    Column("room_id", ForeignKey("rooms.id")),
)
CURRENT_LINK = links.c.released_at.is_(None)
CURRENT_LINK_OF_PERSON = CURRENT_LINK & (links.c.person_id == people.c.id)
partial_index("ux_links_current", links.c.person_id, unique=True, where=CURRENT_LINK)

# One row for each number a person had (PMI-14). `valid_until` follows from the rest, `reminded_days` is the last reminder (so
# many days before expiry; 9999: none): stored, so that a search for due ones is an index range scan (REM-6).
rooms = Table(
    "rooms",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("person_id", ForeignKey("people.id"), nullable=False),
    Column("number", String(10), nullable=False),
    Column("passcode", String(10), nullable=False),
    Column("token", String(64), nullable=False),
    Column("assigned_at", Instant, nullable=False),
    Column("last_used_at", Instant),
    Column("valid_until", Instant, nullable=False),
    Column("suspended_at", Instant),
    Column("warned_at", Instant),
    Column("ended_at", Instant),
    Column("ended_by", String(16)),
    Column("reminded_days", SmallInteger, nullable=False, server_default="9999"),
)
CURRENT_ROOM = rooms.c.ended_at.is_(None)
partial_index("ux_rooms_current", rooms.c.person_id, unique=True, where=CURRENT_ROOM)
Index("ix_rooms_person", rooms.c.person_id)
Index("ix_rooms_number", rooms.c.number)
partial_index("ix_rooms_reminders", rooms.c.reminded_days, rooms.c.valid_until, where=CURRENT_ROOM)

# A session is of a room, or of a generated meeting ID.
sessions = Table(
    "sessions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("room_id", ForeignKey("rooms.id")),
    Column("topic", Text, nullable=False),
    Column("place", String(64), nullable=False),
    Column("token", String(64), nullable=False),
    Column("started_at", Instant, nullable=False),
    Column("ended_at", Instant),
    Column("own_id", ForeignKey("own_ids.id")),
    CheckConstraint("(room_id IS NULL) <> (own_id IS NULL)", name="ck_sessions_of_one"),
)
OPEN_SESSION = sessions.c.ended_at.is_(None)
partial_index("ux_sessions_open", sessions.c.room_id, unique=True, where=OPEN_SESSION)
partial_index("ux_sessions_own_open", sessions.c.own_id, unique=True, where=OPEN_SESSION)
Index("ix_sessions_own", sessions.c.own_id, sessions.c.started_at)
Index("ix_sessions_room", sessions.c.room_id, sessions.c.started_at)
partial_index("ix_sessions_open_since", sessions.c.started_at, where=OPEN_SESSION)

# Events that were handled, as Slack may deliver one more than once (UX-1).
taken_events = Table(
    "taken_events",
    metadata,
    Column("team", String(32), primary_key=True),
    Column("event", String(64), primary_key=True),
    Column("at", Instant, nullable=False),
)
Index("ix_taken_events_at", taken_events.c.at)

# Keys that all replicas share, created at first use.
secrets = Table(
    "secrets", metadata, Column("name", String(32), primary_key=True), Column("value", String(64), nullable=False)
)

# People's own choices, kept whatever is locked above them (LOCK-3).
choices = Table(
    "choices",
    metadata,
    Column("person_id", ForeignKey("people.id"), primary_key=True),
    Column("setting", String(32), primary_key=True),
    Column("value", Boolean, nullable=False),
)

# Messages in channels that show a session; since `closed_at` they show its end.
cards = Table(
    "cards",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("session_id", ForeignKey("sessions.id"), nullable=False),
    Column("channel", String(32), nullable=False),
    Column("ts", String(32), nullable=False),
    Column("call", String(32), nullable=False),
    Column("posted_at", Instant, nullable=False),
    Column("closed_at", Instant),
    UniqueConstraint("session_id", "channel"),
)
OPEN_CARD = cards.c.closed_at.is_(None)
partial_index("ix_cards_open", cards.c.session_id, where=OPEN_CARD)
