"""The columns of a meeting, and the reader that makes a `Meeting` of them and of its changed occurrences."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, case, delete, insert, select

from bot.policy.ids import AccountId, MeetingKey, PersonId
from bot.policy.invitations.invitations import iso_minute
from bot.policy.meetings.meetings import Meeting, OccurrenceOverride, OccurrenceTimes
from bot.policy.meetings.recurrence import Pattern
from bot.policy.meetings.rrule_text import parse_rrule, to_rrule
from bot.policy.values import zone_data
from storage.engine.sql import IDS, ids_json
from storage.rows import MEETING_ID_RECORD, labelled, meeting_id_record_of
from storage.tables.meetings_and_invitations import UPCOMING, meeting_changes, meetings, own_ids

MEETING = labelled(meetings, "meeting")
SELECT_MEETINGS = select(*MEETING, *MEETING_ID_RECORD).select_from(
    meetings.outerjoin(own_ids, own_ids.c.id == meetings.c.own_id)
)
_SELECT_CHANGES = select(meeting_changes).where(meeting_changes.c.meeting_id.in_(IDS))
_DELETE_CHANGES = delete(meeting_changes).where(meeting_changes.c.meeting_id == bindparam("meeting"))


def meetings_of(tx: Connection, rows: Sequence[Row[Any]]) -> list[Meeting]:
    """Meetings of the `MEETING` and `MEETING_ID_RECORD` columns, in the rows' order; one more statement if any of them repeats."""
    changes: dict[int, dict[datetime, OccurrenceOverride]] = {}
    repeating = [row.meeting_id for row in rows if row.meeting_rule]
    for each in tx.execute(_SELECT_CHANGES, {"ids": ids_json(repeating)}) if repeating else ():
        start = None if each.starts is None else datetime.fromisoformat(each.starts)
        change = OccurrenceOverride(start, each.minutes, each.topic)
        changes.setdefault(each.meeting_id, {})[datetime.fromisoformat(each.planned)] = change
    return [_meeting(row, changes.get(row.meeting_id, {})) for row in rows]


def _meeting(row: Row[Any], changed: Mapping[datetime, OccurrenceOverride]) -> Meeting:
    rule = parse_rrule(row.meeting_rule) if row.meeting_rule else None
    return Meeting(
        key=MeetingKey(row.meeting_id),
        account=AccountId(row.meeting_account_id),
        host=PersonId(row.meeting_host_id),
        part_of=MeetingKey(row.meeting_part_of or row.meeting_id),
        topic=row.meeting_topic,
        description=row.meeting_description,
        pattern=Pattern(datetime.fromisoformat(row.meeting_starts), row.meeting_zone, rule),
        minutes=row.meeting_minutes,
        overrides=changed,
        generated_id=None if row.own_id is None else meeting_id_record_of(row),
        made_at=row.meeting_made_at,
        version=row.meeting_version,
        uid=row.meeting_uid,
        ics_file=row.meeting_file,
        public_ics_file=row.meeting_open_file,
        cancelled_at=row.meeting_cancelled_at,
        zones_moved_by=row.meeting_zones_moved_by,
        link_flipped=row.meeting_link_flipped,
        host_left_at=row.meeting_host_left_at,
        is_over=row.meeting_current_at is None and row.meeting_cancelled_at is None,
    )


def meeting_columns(meeting: Meeting, times: OccurrenceTimes) -> dict[str, Any]:
    """The columns of a meeting that can change; its changed occurrences are in a table of their own."""
    return {
        "host_id": meeting.host,
        "topic": meeting.topic,
        "description": meeting.description,
        "starts": iso_minute(meeting.pattern.start),
        "zone": meeting.pattern.zone,
        "minutes": meeting.minutes,
        "rule": to_rrule(meeting.pattern.rule) if meeting.pattern.rule else "",
        "own_id": meeting.generated_id.id if meeting.generated_id else None,
        "version": meeting.version,
        "cancelled_at": meeting.cancelled_at,
        "zones_moved_by": meeting.zones_moved_by,
        **occurrence_time_columns(times),
    }


def occurrence_time_columns(times: OccurrenceTimes) -> dict[str, Any]:
    """The columns by which due meetings are found.

    Times by older zone data than the meeting's are looked at again by whoever has the newer.
    """
    ours = meetings.c.zone_version <= zone_data.in_use().version
    return {
        "current_at": times.current_at,
        "current_ends_at": times.current_ends_at,
        "next_at": times.next_at,
        "zone_version": case((ours, meetings.c.zone_version), else_=""),
    }


def later_time_columns(times: OccurrenceTimes) -> dict[str, Any]:
    """The same where time alone has moved them: when the meeting is over, its version goes up, since its file says so (INV-2)."""
    columns = occurrence_time_columns(times)
    if times.current_at is None:
        columns["version"] = case((UPCOMING, meetings.c.version + 1), else_=meetings.c.version)
    return columns


def save_changes(tx: Connection, meeting: MeetingKey, changed: Mapping[datetime, OccurrenceOverride]) -> None:
    """Replace the changed occurrences of a meeting."""
    tx.execute(_DELETE_CHANGES, {"meeting": meeting})
    rows = [
        {
            "meeting_id": meeting,
            "planned": iso_minute(planned),
            "starts": None if change.local_start is None else iso_minute(change.local_start),
            "minutes": change.minutes,
            "topic": change.topic,
        }
        for planned, change in changed.items()
    ]
    if rows:
        tx.execute(insert(meeting_changes), rows)
