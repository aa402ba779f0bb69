"""What the edition of the time zone data that was known last says, and the meetings that an edition has not looked at yet."""

import json
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from bot.policy.ids import MeetingKey, TeamId
from bot.policy.meetings.meetings import OccurrenceTimes
from bot.policy.meetings.zone_editions import ZoneEdition
from storage.meetings.rows import later_time_columns
from storage.tables.meetings_and_invitations import UPCOMING, meetings, zone_editions
from storage.tables.people_and_rooms import accounts

_LATEST = select(zone_editions).order_by(zone_editions.c.version.desc()).limit(1)
_FORGET = delete(zone_editions)
_OUTDATED = (
    select(meetings.c.id, accounts.c.team)
    .select_from(meetings.join(accounts))
    .where(UPCOMING, meetings.c.zone_version < bindparam("version"))
    .order_by(meetings.c.current_at)
    .limit(bindparam("limit_"))
)
_CURRENT_START = select(meetings.c.current_at).where(
    meetings.c.id == bindparam("id_"), UPCOMING, meetings.c.zone_version < bindparam("version")
)
_LOOKED_AT = update(meetings).where(meetings.c.id == bindparam("id_"))
_MOVED = _LOOKED_AT.values(zones_moved_by=bindparam("version"), version=meetings.c.version + 1)


def latest(tx: Connection) -> ZoneEdition | None:
    """The newest edition that is known, if any is."""
    row = tx.execute(_LATEST).one_or_none()
    if row is None:
        return None
    offsets = {zone: [(at, offset) for at, offset in found] for zone, found in json.loads(row.offsets).items()}
    return ZoneEdition(row.version, row.until, offsets)


def save(tx: Connection, edition: ZoneEdition) -> None:
    """Keep this edition, and no other."""
    tx.execute(_FORGET)
    tx.execute(
        insert(zone_editions).values(
            version=edition.version, until=edition.until, offsets=json.dumps(edition.offsets, separators=(",", ":"))
        )
    )


def outdated_meetings(tx: Connection, version: str, limit: int) -> list[tuple[TeamId, MeetingKey]]:
    """Upcoming meetings at whose times this edition has not been looked yet, with their workspaces, the next ones first."""
    rows = tx.execute(_OUTDATED, {"version": version, "limit_": limit})
    return [(TeamId(row.team), MeetingKey(row.id)) for row in rows]


def stored_start(tx: Connection, key: MeetingKey, version: str) -> datetime | None:
    """The start of the current or next occurrence as it is stored; none where the meeting is over, or was looked at already."""
    start: datetime | None = tx.execute(_CURRENT_START, {"id_": key, "version": version}).scalar_one_or_none()
    return start


def save_looked_at(tx: Connection, key: MeetingKey, times: OccurrenceTimes, version: str) -> None:
    """Store the meeting's times by this edition; the version of one that is over by them goes up."""
    tx.execute(_LOOKED_AT.values({**later_time_columns(times), "zone_version": version}), {"id_": key})


def mark_moved(tx: Connection, key: MeetingKey, version: str) -> None:
    """Record that this edition moved the meeting, and raise its version."""
    tx.execute(_MOVED, {"id_": key, "version": version})
