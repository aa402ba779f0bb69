"""Tables: accounts, people, rooms, numbers, links, sessions, choices, cards, and what replicas share."""

import sqlalchemy as sa

from storage.engine.types import Instant, metadata, partial_index

accounts = sa.Table(
    "accounts",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("team", sa.String(32), nullable=False, unique=True),
    sa.Column("plan", sa.String(16), nullable=False),
    sa.Column("created_at", Instant, nullable=False),
    sa.Column("swept_at", Instant),
    sa.Column("default_license", sa.String(16), nullable=False, server_default="licensed"),
    sa.Column("approvals_channel", sa.String(32), nullable=False, server_default=sa.text("''")),
    sa.Column("set_up_at", Instant),
    sa.Column("language", sa.String(16), nullable=False, server_default=sa.text("''")),
)

# Somebody who was erased leaves a row without a Slack user and a name: what other people keep refers to it. `erased_hash` is the
# keyed hash of who it was, so that reading Slack's directory does not bring them back.
people = sa.Table(
    "people",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("account_id", sa.ForeignKey("accounts.id"), nullable=False),
    sa.Column("slack_user", sa.String(32)),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("zone", sa.String(64), nullable=False),
    sa.Column("role", sa.String(16), nullable=False),
    sa.Column("active", sa.Boolean, nullable=False),
    sa.Column("license", sa.String(16), nullable=False),
    sa.Column("created_at", Instant, nullable=False),
    sa.Column("greeted_at", Instant),
    sa.Column("unreachable_because", sa.String(120)),
    sa.Column("unreachable_at", Instant),
    sa.Column("erased_hash", sa.String(64)),
    sa.Column("locale", sa.String(16), nullable=False, server_default=sa.text("''")),
    sa.UniqueConstraint("account_id", "slack_user"),
)
IS_KNOWN = people.c.slack_user.is_not(None)
partial_index("ux_people_erased", people.c.erased_hash, unique=True, where=people.c.erased_hash.is_not(None))

# Every number in use or reserved in the whole deployment: the key refuses a second owner (PMI-10). Without a person it is
# only reserved: its last one was erased.
numbers = sa.Table(
    "numbers",
    metadata,
    sa.Column("number", sa.String(11), primary_key=True),
    sa.Column("person_id", sa.ForeignKey("people.id")),
    sa.Column("ended_at", Instant),
    sa.Column("ended_by", sa.String(16)),
)

# Every personal link in use or reserved (LINK-2), by its keyed hash; only a current one can be read, in `shown`. `room_id`:
# where it led when it was released. Without a person it is only reserved, as a number.
links = sa.Table(
    "links",
    metadata,
    sa.Column("key", sa.String(64), primary_key=True),
    sa.Column("shown", sa.String(40), nullable=False),
    sa.Column("person_id", sa.ForeignKey("people.id")),
    sa.Column("released_at", Instant),
    sa.Column("room_id", sa.ForeignKey("rooms.id")),
)
CURRENT_LINK = links.c.released_at.is_(None)
CURRENT_LINK_OF_PERSON = CURRENT_LINK & (links.c.person_id == people.c.id)
partial_index("ux_links_current", links.c.person_id, unique=True, where=CURRENT_LINK)

# One row for each number a person had (PMI-14). `valid_until` follows from the rest, `reminded_days` is the last reminder (so
# many days before expiry; 9999: none): stored, so that a search for due ones is an index range scan (REM-6). Of one that has
# ended `passcode_hash` is the keyed hash of its last passcode, which is empty then (GATE-2).
rooms = sa.Table(
    "rooms",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("person_id", sa.ForeignKey("people.id"), nullable=False),
    sa.Column("number", sa.String(10), nullable=False),
    sa.Column("passcode", sa.String(10), nullable=False),
    sa.Column("token", sa.String(64), nullable=False),
    sa.Column("assigned_at", Instant, nullable=False),
    sa.Column("last_used_at", Instant),
    sa.Column("valid_until", Instant, nullable=False),
    sa.Column("suspended_at", Instant),
    sa.Column("warned_at", Instant),
    sa.Column("ended_at", Instant),
    sa.Column("ended_by", sa.String(16)),
    sa.Column("reminded_days", sa.SmallInteger, nullable=False, server_default="9999"),
    sa.Column("passcode_hash", sa.String(64)),
)
CURRENT_ROOM = rooms.c.ended_at.is_(None)
partial_index("ux_rooms_current", rooms.c.person_id, unique=True, where=CURRENT_ROOM)
sa.Index("ix_rooms_person", rooms.c.person_id)
sa.Index("ix_rooms_number", rooms.c.number)
partial_index("ix_rooms_reminders", rooms.c.reminded_days, rooms.c.valid_until, where=CURRENT_ROOM)

# A session is of a room, or of a generated meeting ID. Once it has ended, `token` and `place` are empty; `token_hash` is kept
# for 30 days (GATE-3), and `topic` with it.
sessions = sa.Table(
    "sessions",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("room_id", sa.ForeignKey("rooms.id")),
    sa.Column("topic", sa.Text, nullable=False),
    sa.Column("place", sa.String(64), nullable=False),
    sa.Column("token", sa.String(64), nullable=False),
    sa.Column("started_at", Instant, nullable=False),
    sa.Column("ended_at", Instant),
    sa.Column("own_id", sa.ForeignKey("own_ids.id")),
    sa.Column("token_hash", sa.String(64)),
    sa.CheckConstraint("(room_id IS NULL) <> (own_id IS NULL)", name="ck_sessions_of_one"),
)
OPEN_SESSION = sessions.c.ended_at.is_(None)
partial_index("ux_sessions_open", sessions.c.room_id, unique=True, where=OPEN_SESSION)
partial_index("ux_sessions_own_open", sessions.c.own_id, unique=True, where=OPEN_SESSION)
sa.Index("ix_sessions_own", sessions.c.own_id, sessions.c.started_at)
sa.Index("ix_sessions_room", sessions.c.room_id, sessions.c.started_at)
partial_index("ix_sessions_open_since", sessions.c.started_at, where=OPEN_SESSION)
sa.Index("ix_sessions_token", sessions.c.token_hash)
REMEMBERED_SESSION = sessions.c.token_hash.is_not(None) & sessions.c.ended_at.is_not(None)
partial_index("ix_sessions_remembered", sessions.c.ended_at, where=REMEMBERED_SESSION)

# Events that were handled, as Slack may deliver one more than once (UX-1).
taken_events = sa.Table(
    "taken_events",
    metadata,
    sa.Column("team", sa.String(32), primary_key=True),
    sa.Column("event", sa.String(64), primary_key=True),
    sa.Column("at", Instant, nullable=False),
)
sa.Index("ix_taken_events_at", taken_events.c.at)

# Other requests that changed something, by a hash of their envelope id or signature (section 12 of the rules).
taken_requests = sa.Table(
    "taken_requests",
    metadata,
    sa.Column("team", sa.String(32), primary_key=True),
    sa.Column("digest", sa.String(64), primary_key=True),
    sa.Column("at", Instant, nullable=False),
)
sa.Index("ix_taken_requests_at", taken_requests.c.at)

# Keys that all replicas share, created at first use.
secrets = sa.Table(
    "secrets",
    metadata,
    sa.Column("name", sa.String(32), primary_key=True),
    sa.Column("value", sa.String(64), nullable=False),
)

# People's own choices, kept whatever is locked above them (LOCK-3).
choices = sa.Table(
    "choices",
    metadata,
    sa.Column("person_id", sa.ForeignKey("people.id"), primary_key=True),
    sa.Column("setting", sa.String(32), primary_key=True),
    sa.Column("value", sa.Boolean, nullable=False),
)

# Messages in channels that show a session; since `closed_at` they show its end. Without a session its host was erased.
cards = sa.Table(
    "cards",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("session_id", sa.ForeignKey("sessions.id")),
    sa.Column("channel", sa.String(32), nullable=False),
    sa.Column("ts", sa.String(32), nullable=False),
    sa.Column("call", sa.String(32), nullable=False),
    sa.Column("posted_at", Instant, nullable=False),
    sa.Column("closed_at", Instant),
    sa.Column("account_id", sa.ForeignKey("accounts.id"), nullable=False),
    sa.UniqueConstraint("session_id", "channel"),
)
OPEN_CARD = cards.c.closed_at.is_(None)
partial_index("ix_cards_open", cards.c.session_id, where=OPEN_CARD)
