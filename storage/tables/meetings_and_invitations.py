"""The tables of meetings, of who was invited to them, and of what these were told; whose they are is in `storage.tables`."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint

from storage.engine.types import Instant, metadata

# A meeting ID that was generated for one meeting, with what opens it. `valid_until` follows from MEET-6 and is kept, so that
# looking for those that are over is an index range scan.
own_ids = Table(
    "own_ids",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("person_id", ForeignKey("people.id"), nullable=False),
    Column("number", String(11), nullable=False),
    Column("passcode", String(10), nullable=False),
    Column("token", String(64), nullable=False),
    Column("instant", Boolean, nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("last_started_at", Instant),
    Column("valid_until", Instant, nullable=False),
    Column("ended_at", Instant),
    Column("ended_by", String(16)),
    Column("warned_at", Instant),
)
CURRENT_MEETING_ID = own_ids.c.ended_at.is_(None)
Index("ix_own_ids_number", own_ids.c.number)
Index("ix_own_ids_person", own_ids.c.person_id, sqlite_where=CURRENT_MEETING_ID, postgresql_where=CURRENT_MEETING_ID)
Index(
    "ix_own_ids_validity", own_ids.c.valid_until, sqlite_where=CURRENT_MEETING_ID, postgresql_where=CURRENT_MEETING_ID
)

# A scheduled meeting. `starts` is a local time in `zone`, `rule` an RFC 5545 rule or empty, no `own_id` the host's PMI.
# `current_at` is the start of the occurrence that runs or comes next and `current_ends_at` its end, `next_at` the start of
# the first one that nobody was reminded of: all three follow from the rest, and are none when it is over (MEET-8).
meetings = Table(
    "meetings",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("account_id", ForeignKey("accounts.id"), nullable=False),
    Column("host_id", ForeignKey("people.id"), nullable=False),
    Column("part_of", ForeignKey("meetings.id")),
    Column("form", String(64), nullable=False),
    Column("topic", Text, nullable=False),
    Column("description", Text, nullable=False),
    Column("starts", String(16), nullable=False),
    Column("zone", String(64), nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("rule", String(120), nullable=False),
    Column("own_id", ForeignKey("own_ids.id")),
    Column("made_at", Instant, nullable=False),
    Column("version", Integer, nullable=False),
    Column("uid", String(64), nullable=False, unique=True),
    Column("file", String(32), nullable=False, unique=True),
    Column("open_file", String(32), nullable=False, unique=True),
    Column("current_at", Instant),
    Column("current_ends_at", Instant),
    Column("next_at", Instant),
    Column("cancelled_at", Instant),
    UniqueConstraint("account_id", "form"),
)
UPCOMING = meetings.c.current_at.is_not(None)
ON_PMI = meetings.c.own_id.is_(None) & UPCOMING
TO_REMIND = meetings.c.next_at.is_not(None)
Index("ix_meetings_host", meetings.c.host_id, meetings.c.current_at, sqlite_where=UPCOMING, postgresql_where=UPCOMING)
Index("ix_meetings_on_pmi", meetings.c.host_id, sqlite_where=ON_PMI, postgresql_where=ON_PMI)
Index("ix_meetings_ending", meetings.c.current_ends_at, sqlite_where=UPCOMING, postgresql_where=UPCOMING)
Index("ix_meetings_next", meetings.c.next_at, sqlite_where=TO_REMIND, postgresql_where=TO_REMIND)
Index("ix_meetings_own", meetings.c.own_id)
Index("ix_meetings_part", meetings.c.part_of)

# Single occurrences that were changed, by their local start as planned; one without a start was dropped (MEET-5).
meeting_changes = Table(
    "meeting_changes",
    metadata,
    Column("meeting_id", ForeignKey("meetings.id"), primary_key=True),
    Column("planned", String(16), primary_key=True),
    Column("starts", String(16)),
    Column("minutes", Integer, nullable=False),
    Column("topic", Text, nullable=False),
)

# Who was invited, and what they were told last (INV-3). `telling` is what a message says that may be on its way now.
invitees = Table(
    "invitees",
    metadata,
    Column("meeting_id", ForeignKey("meetings.id"), primary_key=True),
    Column("person_id", ForeignKey("people.id"), primary_key=True),
    Column("invited_at", Instant, nullable=False),
    Column("answer", String(8)),
    Column("answered_at", Instant),
    Column("told", Text),
    Column("telling", Text),
    Column("removed_at", Instant),
)
Index("ix_invitees_person", invitees.c.person_id)

# Invitations in channels. One without a `ts` is being posted; `wanted_at`: it shall be brought up to date.
invitation_posts = Table(
    "invitation_posts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("meeting_id", ForeignKey("meetings.id"), nullable=False),
    Column("channel", String(32), nullable=False),
    Column("ts", String(32), nullable=False),
    Column("with_passcode", Boolean, nullable=False),
    Column("told", Text, nullable=False),
    Column("posted_at", Instant, nullable=False),
    Column("wanted_at", Instant),
    UniqueConstraint("meeting_id", "channel"),
)
STALE_POST = invitation_posts.c.wanted_at.is_not(None)
Index("ix_invitation_posts_wanted", invitation_posts.c.id, sqlite_where=STALE_POST, postgresql_where=STALE_POST)

# The one message to a host that says which meetings changed (INV-3). `outdated_at`: more changed after it was made.
renewals = Table(
    "renewals",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("account_id", ForeignKey("accounts.id"), nullable=False),
    Column("host_id", ForeignKey("people.id"), nullable=False),
    Column("opened_at", Instant, nullable=False),
    Column("pressed_at", Instant),
    Column("channel", String(32), nullable=False),
    Column("ts", String(32), nullable=False),
    Column("outdated_at", Instant),
)
OPEN_UPDATE = renewals.c.pressed_at.is_(None)
STALE_UPDATE = renewals.c.outdated_at.is_not(None)
Index("ux_renewals_open", renewals.c.host_id, unique=True, sqlite_where=OPEN_UPDATE, postgresql_where=OPEN_UPDATE)
Index("ix_renewals_outdated", renewals.c.id, sqlite_where=STALE_UPDATE, postgresql_where=STALE_UPDATE)

# What such a message lists: each meeting, and how it was before the first of its changes.
renewal_meetings = Table(
    "renewal_meetings",
    metadata,
    Column("renewal_id", ForeignKey("renewals.id"), primary_key=True),
    Column("meeting_id", ForeignKey("meetings.id"), primary_key=True),
    Column("before", Text, nullable=False),
)
Index("ix_renewal_meetings_meeting", renewal_meetings.c.meeting_id)

# A person's private calendar feed, by a hash of its name.
calendar_feeds = Table(
    "calendar_feeds",
    metadata,
    Column("person_id", ForeignKey("people.id"), primary_key=True),
    Column("name_hash", String(64), nullable=False, unique=True),
    Column("made_at", Instant, nullable=False),
)

# Who wants no reminders of meetings (MEET-8).
reminders_off = Table(
    "reminders_off",
    metadata,
    Column("person_id", ForeignKey("people.id"), primary_key=True),
    Column("since", Instant, nullable=False),
)
