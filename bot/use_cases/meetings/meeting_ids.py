"""Generates and ends meeting IDs; an ended one is reserved for a year (PMI-10, MEET-6)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.policy.clock import Instant
from bot.policy.ids import MeetingId, MeetingIdKey, MeetingKey, PersonId
from bot.policy.meetings.drafts import Draft
from bot.policy.meetings.meeting_ids import MeetingIdEndReason, MeetingIdRecord
from bot.policy.meetings.meetings import Meeting, valid_until
from bot.policy.options import Options
from bot.policy.rooms import numbers, passcodes
from bot.policy.rooms.numbers import EndReason
from storage import Connection
from storage.meetings import meeting_ids as meeting_id_store
from storage.meetings import meetings as meeting_store
from storage.rooms import numbers as number_store
from storage.rooms import sessions as session_store


def create_meeting_id(
    tx: Connection, options: Options, meeting: Meeting, draft: Draft, now: datetime
) -> MeetingIdRecord:
    """Generate an ID for a meeting, with the draft's passcode or a generated one."""
    generated = passcodes.generate_passcode(options.passcode_min_length)
    passcode = generated if draft.passcode is None else draft.passcode
    return create_meeting_ids(tx, meeting.host, [(passcode, valid_until(meeting, None, now))], now)[0]


def assign_meeting_ids(
    tx: Connection, options: Options, host: PersonId, on_pmi: Sequence[Meeting], now: datetime
) -> None:
    """Give each meeting a generated ID with a passcode; parts of a split series share one."""
    series: dict[MeetingKey, list[Meeting]] = {}
    for meeting in on_pmi:
        series.setdefault(meeting.part_of, []).append(meeting)
    wanted = [
        (passcodes.generate_passcode(options.passcode_min_length), max(valid_until(part, None, now) for part in parts))
        for parts in series.values()
    ]
    pairs = zip(series.values(), create_meeting_ids(tx, host, wanted, now), strict=True)
    meeting_store.set_meeting_ids(tx, {part.key: id_record.id for parts, id_record in pairs for part in parts})


def create_meeting_ids(
    tx: Connection, host: PersonId, wanted: Sequence[tuple[str, datetime]], now: datetime, *, instant: bool = False
) -> list[MeetingIdRecord]:
    """Generate, claim and store an ID for each passcode and end of validity. The number of statements is constant."""
    claimed = _claim_numbers(tx, host, len(wanted))
    id_records = [
        MeetingIdRecord(
            id=MeetingIdKey(0),
            host=host,
            number=number,
            passcode=passcode,
            token=passcodes.new_token(),
            is_instant=instant,
            made_at=now,
            last_started_at=None,
            valid_until=until,
            ended_at=None,
            ended_by=None,
        )
        for number, (passcode, until) in zip(claimed, wanted, strict=True)
    ]
    keys = meeting_id_store.add_all(tx, id_records) if id_records else []
    return [replace(id_record, id=key) for id_record, key in zip(id_records, keys, strict=True)]


def _claim_numbers(tx: Connection, host: PersonId, count: int) -> list[MeetingId]:
    """Generate and claim numbers; one that is taken is generated again (PMI-10)."""
    claimed: list[MeetingId] = []
    while left := count - len(claimed):
        wanted = {numbers.generate_meeting_id() for _ in range(left)}
        claimed += meeting_id_store.claim_all(tx, list(wanted), host)
    return claimed


def renew_validity(tx: Connection, record_key: MeetingIdKey, instant: Instant) -> None:
    """Recompute until when the ID is valid, from all meetings that use it (MEET-6).

    A clock that is not believed makes it longer and never shorter (CLOCK-1).
    """
    id_record = meeting_id_store.get(tx, record_key)
    meetings = meeting_store.with_meeting_id(tx, record_key)
    ends = (valid_until(each, id_record.last_started_at, instant.at) for each in meetings)
    until = max(ends, default=id_record.valid_until)
    if until > id_record.valid_until or (instant.believed and until < id_record.valid_until):
        meeting_id_store.set_valid_until(tx, record_key, until)


def release(tx: Connection, id_record: MeetingIdRecord, by: Meeting, reason: MeetingIdEndReason, now: datetime) -> None:
    """End the ID of a meeting that does not use it any more, unless another part of the series is still to come on it."""
    others = [each for each in meeting_store.with_meeting_id(tx, id_record.id) if each.key != by.key]
    if not any(each.cancelled_at is None and not each.is_over for each in others):
        end(tx, id_record, reason, now)


def end(tx: Connection, id_record: MeetingIdRecord, reason: MeetingIdEndReason, now: datetime) -> None:
    """End an ID and its session, and reserve its number."""
    session_store.end_of_meeting_id(tx, id_record.id, now)
    meeting_id_store.end(tx, id_record, reason, now)
    number_store.end(tx, id_record.number, EndReason.MEETING_ENDED, now)
