"""Giving meetings IDs of their own, and taking these back: reserved for a year, never given out twice (PMI-10, MEET-6)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.policy import numbers as number_policy
from bot.policy import passcodes
from bot.policy.meetings import Meeting, valid_until
from bot.policy.numbers import Ending, MeetingId
from bot.policy.own_ids import OwnId, OwnIdEnd, OwnIdKey
from bot.policy.people import PersonId
from storage import Connection
from storage import meeting_sessions as session_store
from storage import meetings as meeting_store
from storage import numbers as number_store
from storage import own_ids as own_id_store


def fresh_own_ids(
    tx: Connection,
    host: PersonId,
    passcodes_: Sequence[str],
    valid_until_: Sequence[datetime],
    now: datetime,
    *,
    instant: bool = False,
) -> list[OwnId]:
    """A generated ID for each of these passcodes, claimed and written down in a few statements however many they are."""
    numbers = _claimed(tx, host, len(passcodes_))
    fresh = [
        OwnId(
            id=OwnIdKey(0),
            host=host,
            number=number,
            passcode=passcode,
            token=passcodes.new_token(),
            instant=instant,
            made_at=now,
            last_started_at=None,
            valid_until=until,
            ended_at=None,
            ended_by=None,
        )
        for number, passcode, until in zip(numbers, passcodes_, valid_until_, strict=True)
    ]
    keys = own_id_store.add_all(tx, fresh) if fresh else []
    return [replace(own, id=key) for own, key in zip(fresh, keys, strict=True)]


def _claimed(tx: Connection, host: PersonId, count: int) -> list[MeetingId]:
    """A collision retries, it never fails the person (PMI-10)."""
    claimed: list[MeetingId] = []
    while left := count - len(claimed):
        wanted = {number_policy.generate_meeting_id() for _ in range(left)}
        claimed += own_id_store.claim_all(tx, list(wanted), host)
    return claimed


def renew_validity(tx: Connection, own: OwnIdKey, now: datetime) -> None:
    """Until when the ID is valid, by all meetings that use it (MEET-6)."""
    present = own_id_store.get(tx, own)
    untils = [valid_until(meeting, present.last_started_at, now) for meeting in meeting_store.of_own_id(tx, own)]
    if untils and max(untils) != present.valid_until:
        own_id_store.set_valid_until(tx, own, max(untils))


def release(tx: Connection, own: OwnId, by: Meeting, why: OwnIdEnd, now: datetime) -> None:
    """A meeting does not use its ID any more: it ends, unless another part of the series still uses it."""
    others = [each for each in meeting_store.of_own_id(tx, own.id) if each.key != by.key and each.cancelled_at is None]
    if not others:
        end(tx, own, why, now)


def end(tx: Connection, own: OwnId, why: OwnIdEnd, now: datetime) -> None:
    """The ID leads nowhere any more, its session is over, its number is reserved from now on."""
    session_store.end_all(tx, [own.id], now)
    own_id_store.end_all(tx, [own.id], why, now)
    number_store.end(tx, own.number, Ending.MEETING_ENDED, now)
