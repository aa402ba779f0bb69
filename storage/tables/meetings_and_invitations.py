"""Tables: meetings, generated meeting IDs, invitees, and invitations sent to people and channels."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint

from storage.engine.types import Instant, metadata, partial_index

# A meeting ID that was generated for one meeting. `valid_until` follows from MEET-6 and is stored, so that a search for
# expired ones is an index range scan.
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
partial_index("ix_own_ids_person", own_ids.c.person_id, where=CURRENT_MEETING_ID)
partial_index("ix_own_ids_validity", own_ids.c.valid_until, where=CURRENT_MEETING_ID)

# A scheduled meeting. `starts` is a local time in `zone`, `rule` an RFC 5545 rule or empty; without `own_id` it is on the
# host's PMI. `current_at` and `current_ends_at` are of the occurrence that runs or comes next, `next_at` is the start of
# the first one without a reminder: all three follow from the rest, and are NULL when the meeting is over (MEET-8).
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
partial_index("ix_meetings_host", meetings.c.host_id, meetings.c.current_at, where=UPCOMING)
partial_index("ix_meetings_on_pmi", meetings.c.host_id, where=ON_PMI)
partial_index("ix_meetings_ending", meetings.c.current_ends_at, where=UPCOMING)
partial_index("ix_meetings_next", meetings.c.next_at, where=TO_REMIND)
Index("ix_meetings_own", meetings.c.own_id)
Index("ix_meetings_part", meetings.c.part_of)

# Changed occurrences, by their planned local start; one without `starts` is cancelled (MEET-5).
meeting_changes = Table(
    "meeting_changes",
    metadata,
    Column("meeting_id", ForeignKey("meetings.id"), primary_key=True),
    Column("planned", String(16), primary_key=True),
    Column("starts", String(16)),
    Column("minutes", Integer, nullable=False),
    Column("topic", Text, nullable=False),
)

# Invitees (INV-3). `told` is the snapshot delivered last, `telling` the one in a message that may be on its way.
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

# Invitations in channels. One without a `ts` is being posted; `wanted_at` is since when the post is stale.
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
partial_index("ix_invitation_posts_wanted", invitation_posts.c.id, where=STALE_POST)

# Messages to hosts about their changed meetings (INV-3); `outdated_at` is since when the message is stale.
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
partial_index("ux_renewals_open", renewals.c.host_id, unique=True, where=OPEN_UPDATE)
partial_index("ix_renewals_outdated", renewals.c.id, where=STALE_UPDATE)

# The meetings that such a message lists, each with its snapshot before the first change.
renewal_meetings = Table(
    "renewal_meetings",
    metadata,
    Column("renewal_id", ForeignKey("renewals.id"), primary_key=True),
    Column("meeting_id", ForeignKey("meetings.id"), primary_key=True),
    Column("before", Text, nullable=False),
)
Index("ix_renewal_meetings_meeting", renewal_meetings.c.meeting_id)

# A person's private calendar feed, found by a hash of its name.
calendar_feeds = Table(
    "calendar_feeds",
    metadata,
    Column("person_id", ForeignKey("people.id"), primary_key=True),
    Column("name_hash", String(64), nullable=False, unique=True),
    Column("made_at", Instant, nullable=False),
)

# People who switched meeting reminders off (MEET-8).
reminders_off = Table(
    "reminders_off",
    metadata,
    Column("person_id", ForeignKey("people.id"), primary_key=True),
    Column("since", Instant, nullable=False),
)
