"""Giving meetings IDs of their own, and taking these back: reserved for a year, never given out twice (PMI-10, MEET-6)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.policy.ids import MeetingId, MeetingIdKey, PersonId
from bot.policy.meetings.meeting_ids import MeetingIdEndReason, MeetingIdRecord
from bot.policy.meetings.meetings import Meeting, valid_until
from bot.policy.rooms import numbers, passcodes
from bot.policy.rooms.numbers import EndReason
from storage import Connection
from storage.meetings import meeting_ids as meeting_id_store
from storage.meetings import meeting_sessions as meeting_session_store
from storage.meetings import meetings as meeting_store
from storage.rooms import numbers as number_store


def create_meeting_ids(
    tx: Connection,
    host: PersonId,
    passcodes_: Sequence[str],
    valid_until_: Sequence[datetime],
    now: datetime,
    *,
    instant: bool = False,
) -> list[MeetingIdRecord]:
    """A generated ID for each of these passcodes, claimed and written down in a few statements however many they are."""
    claimed = _claim_numbers(tx, host, len(passcodes_))
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
        for number, passcode, until in zip(claimed, passcodes_, valid_until_, strict=True)
    ]
    keys = meeting_id_store.add_all(tx, id_records) if id_records else []
    return [replace(id_record, id=key) for id_record, key in zip(id_records, keys, strict=True)]


def _claim_numbers(tx: Connection, host: PersonId, count: int) -> list[MeetingId]:
    """A collision retries, it never fails the person (PMI-10)."""
    claimed: list[MeetingId] = []
    while left := count - len(claimed):
        wanted = {numbers.generate_meeting_id() for _ in range(left)}
        claimed += meeting_id_store.claim_all(tx, list(wanted), host)
    return claimed


def renew_validity(tx: Connection, record_key: MeetingIdKey, now: datetime) -> None:
    """Until when the ID is valid, by all meetings that use it (MEET-6)."""
    id_record = meeting_id_store.get(tx, record_key)
    untils = [
        valid_until(meeting, id_record.last_started_at, now)
        for meeting in meeting_store.with_meeting_id(tx, record_key)
    ]
    if untils and max(untils) != id_record.valid_until:
        meeting_id_store.set_valid_until(tx, record_key, max(untils))


def release(tx: Connection, id_record: MeetingIdRecord, by: Meeting, reason: MeetingIdEndReason, now: datetime) -> None:
    """A meeting does not use its ID any more: it ends, unless another part of the series still uses it."""
    others = [
        each
        for each in meeting_store.with_meeting_id(tx, id_record.id)
        if each.key != by.key and each.cancelled_at is None
    ]
    if not others:
        end(tx, id_record, reason, now)


def end(tx: Connection, id_record: MeetingIdRecord, reason: MeetingIdEndReason, now: datetime) -> None:
    """The ID leads nowhere any more, its session is over, its number is reserved from now on."""
    meeting_session_store.end_all(tx, [id_record.id], now)
    meeting_id_store.end_all(tx, [id_record.id], reason, now)
    number_store.end(tx, id_record.number, EndReason.MEETING_ENDED, now)
