"""Tables: meetings, generated meeting IDs, invitees, and invitations sent to people and channels."""

import sqlalchemy as sa

from storage.engine.types import Instant, metadata, partial_index

# A meeting ID that was generated for one meeting. `valid_until` follows from MEET-6 and is stored, so that a search for
# expired ones is an index range scan. `passcode_hash` as of rooms.
own_ids = sa.Table(
    "own_ids",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("person_id", sa.ForeignKey("people.id"), nullable=False),
    sa.Column("number", sa.String(11), nullable=False),
    sa.Column("passcode", sa.String(10), nullable=False),
    sa.Column("token", sa.String(64), nullable=False),
    sa.Column("instant", sa.Boolean, nullable=False),
    sa.Column("made_at", Instant, nullable=False),
    sa.Column("last_started_at", Instant),
    sa.Column("valid_until", Instant, nullable=False),
    sa.Column("ended_at", Instant),
    sa.Column("ended_by", sa.String(16)),
    sa.Column("warned_at", Instant),
    sa.Column("passcode_hash", sa.String(64)),
)
CURRENT_MEETING_ID = own_ids.c.ended_at.is_(None)
sa.Index("ix_own_ids_number", own_ids.c.number)
partial_index("ix_own_ids_person", own_ids.c.person_id, where=CURRENT_MEETING_ID)
partial_index("ix_own_ids_validity", own_ids.c.valid_until, where=CURRENT_MEETING_ID)

# A scheduled meeting. `starts` is a local time in `zone`, `rule` an RFC 5545 rule or empty; without `own_id` it is on the
# host's PMI. `current_at` and `current_ends_at` are of the occurrence that runs or comes next, `next_at` is the start of
# the first one without a reminder: all three follow from the rest, and are NULL when the meeting is over (MEET-8).
# `zone_version` is the edition of the time zone data by which they were computed, `zones_moved_by` the last one that moved
# the meeting. `host_left_at` is when its host left while some of it was still to come, and nobody has taken it over since.
meetings = sa.Table(
    "meetings",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("account_id", sa.ForeignKey("accounts.id"), nullable=False),
    sa.Column("host_id", sa.ForeignKey("people.id"), nullable=False),
    sa.Column("part_of", sa.ForeignKey("meetings.id")),
    sa.Column("form", sa.String(64), nullable=False),
    sa.Column("topic", sa.Text, nullable=False),
    sa.Column("description", sa.Text, nullable=False),
    sa.Column("starts", sa.String(16), nullable=False),
    sa.Column("zone", sa.String(64), nullable=False),
    sa.Column("minutes", sa.Integer, nullable=False),
    sa.Column("rule", sa.String(120), nullable=False),
    sa.Column("own_id", sa.ForeignKey("own_ids.id")),
    sa.Column("made_at", Instant, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("uid", sa.String(64), nullable=False, unique=True),
    sa.Column("file", sa.String(32), nullable=False, unique=True),
    sa.Column("open_file", sa.String(32), nullable=False, unique=True),
    sa.Column("current_at", Instant),
    sa.Column("current_ends_at", Instant),
    sa.Column("next_at", Instant),
    sa.Column("cancelled_at", Instant),
    sa.Column("zone_version", sa.String(8), nullable=False, server_default=sa.text("''")),
    sa.Column("zones_moved_by", sa.String(8), nullable=False, server_default=sa.text("''")),
    sa.Column("link_flipped", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("host_left_at", Instant),
    sa.UniqueConstraint("account_id", "form"),
)
UPCOMING = meetings.c.current_at.is_not(None)
ON_PMI = meetings.c.own_id.is_(None) & UPCOMING
TO_REMIND = meetings.c.next_at.is_not(None)
partial_index("ix_meetings_host", meetings.c.host_id, meetings.c.current_at, where=UPCOMING)
partial_index("ix_meetings_on_pmi", meetings.c.host_id, where=ON_PMI)
partial_index("ix_meetings_ending", meetings.c.current_ends_at, where=UPCOMING)
partial_index("ix_meetings_next", meetings.c.next_at, where=TO_REMIND)
partial_index("ix_meetings_zone_version", meetings.c.zone_version, where=UPCOMING)
sa.Index("ix_meetings_own", meetings.c.own_id)
sa.Index("ix_meetings_part", meetings.c.part_of)

# The edition of the time zone data that was known last: what it says of all zones until some instant, as JSON.
zone_editions = sa.Table(
    "zone_editions",
    metadata,
    sa.Column("version", sa.String(8), primary_key=True),
    sa.Column("until", Instant, nullable=False),
    sa.Column("offsets", sa.Text, nullable=False),
)

# Changed occurrences, by their planned local start; one without `starts` is cancelled (MEET-5).
meeting_changes = sa.Table(
    "meeting_changes",
    metadata,
    sa.Column("meeting_id", sa.ForeignKey("meetings.id"), primary_key=True),
    sa.Column("planned", sa.String(16), primary_key=True),
    sa.Column("starts", sa.String(16)),
    sa.Column("minutes", sa.Integer, nullable=False),
    sa.Column("topic", sa.Text, nullable=False),
)

# Invitees (INV-3). `told` is the snapshot delivered last, `telling` the one in a message that may be on its way.
invitees = sa.Table(
    "invitees",
    metadata,
    sa.Column("meeting_id", sa.ForeignKey("meetings.id"), primary_key=True),
    sa.Column("person_id", sa.ForeignKey("people.id"), primary_key=True),
    sa.Column("invited_at", Instant, nullable=False),
    sa.Column("answer", sa.String(8)),
    sa.Column("answered_at", Instant),
    sa.Column("told", sa.Text),
    sa.Column("telling", sa.Text),
    sa.Column("removed_at", Instant),
)
sa.Index("ix_invitees_person", invitees.c.person_id)

# Invitations in channels. One without a `ts` is being posted; `wanted_at` is since when the post is stale.
invitation_posts = sa.Table(
    "invitation_posts",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("meeting_id", sa.ForeignKey("meetings.id"), nullable=False),
    sa.Column("channel", sa.String(32), nullable=False),
    sa.Column("ts", sa.String(32), nullable=False),
    sa.Column("with_passcode", sa.Boolean, nullable=False),
    sa.Column("told", sa.Text, nullable=False),
    sa.Column("posted_at", Instant, nullable=False),
    sa.Column("wanted_at", Instant),
    sa.UniqueConstraint("meeting_id", "channel"),
)
STALE_POST = invitation_posts.c.wanted_at.is_not(None)
partial_index("ix_invitation_posts_wanted", invitation_posts.c.id, where=STALE_POST)

# Messages to hosts about their changed meetings (INV-3); `outdated_at` is since when the message is stale.
renewals = sa.Table(
    "renewals",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("account_id", sa.ForeignKey("accounts.id"), nullable=False),
    sa.Column("host_id", sa.ForeignKey("people.id"), nullable=False),
    sa.Column("opened_at", Instant, nullable=False),
    sa.Column("pressed_at", Instant),
    sa.Column("channel", sa.String(32), nullable=False),
    sa.Column("ts", sa.String(32), nullable=False),
    sa.Column("outdated_at", Instant),
)
OPEN_UPDATE = renewals.c.pressed_at.is_(None)
STALE_UPDATE = renewals.c.outdated_at.is_not(None)
partial_index("ux_renewals_open", renewals.c.host_id, unique=True, where=OPEN_UPDATE)
partial_index("ix_renewals_outdated", renewals.c.id, where=STALE_UPDATE)

# The meetings that such a message lists, each with its snapshot before the first change.
renewal_meetings = sa.Table(
    "renewal_meetings",
    metadata,
    sa.Column("renewal_id", sa.ForeignKey("renewals.id"), primary_key=True),
    sa.Column("meeting_id", sa.ForeignKey("meetings.id"), primary_key=True),
    sa.Column("before", sa.Text, nullable=False),
)
sa.Index("ix_renewal_meetings_meeting", renewal_meetings.c.meeting_id)

# A person's private calendar feed, found by a hash of its name.
calendar_feeds = sa.Table(
    "calendar_feeds",
    metadata,
    sa.Column("person_id", sa.ForeignKey("people.id"), primary_key=True),
    sa.Column("name_hash", sa.String(64), nullable=False, unique=True),
    sa.Column("made_at", Instant, nullable=False),
)

# People who switched meeting reminders off (MEET-8).
reminders_off = sa.Table(
    "reminders_off",
    metadata,
    sa.Column("person_id", sa.ForeignKey("people.id"), primary_key=True),
    sa.Column("since", Instant, nullable=False),
)
