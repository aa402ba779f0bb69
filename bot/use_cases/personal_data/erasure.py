"""Erases a person whole (AUDIT-1): for operators, who check outside Slack whether it may be done."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import NoReturn

from bot.policy.approvals.requests import RequestState
from bot.policy.audit.events import SYSTEM_ACTOR, AuditAction, AuditEvent, Cause
from bot.policy.ids import MeetingKey, TeamId, UserId
from bot.policy.invitations.invitations import current_snapshot
from bot.policy.meetings.meetings import NO_OCCURRENCES, Meeting, current_or_next
from bot.policy.people.people import Account, Person
from bot.use_cases.approvals import closing
from bot.use_cases.batches import run_in_batches
from bot.use_cases.invitations import messages
from storage import Connection, Database
from storage.approvals import requests as request_store
from storage.audit import audit as audit_store
from storage.engine.clock import database_now
from storage.invitations import invitees as invitee_store
from storage.invitations import posts as post_store
from storage.meetings import meetings as meeting_store
from storage.people import people as people_store
from storage.personal_data import erasure as erasure_store
from storage.personal_data import messages as message_store

LOCK = "remains of erased people"
MESSAGES_LOCK = "messages of erased people"


class _RehearsedError(Exception):
    """Rolls a rehearsal back, whose outcome it holds."""

    def __init__(self, found: Mapping[str, int] | None) -> None:
        self.found = found


def erase(db: Database, team: TeamId, user: UserId, now: datetime) -> Mapping[str, int] | None:
    """Erase a person; return how many rows were deleted, by table, and under `numbers` how many numbers stay reserved.

    None for an unknown person, as is whoever was erased before. Audit entries stay, with ids only. Upcoming meetings are
    cancelled: whoever was invited hears of it. Open sessions end; pending requests are withdrawn. One transaction, but for
    messages that were sent long ago, of which there may be very many: these go before, in batches.
    """
    found = _find(db, team, user)
    if found is None:
        return None
    account, person, since = found
    finished = 0
    for after in _batches(db):
        with db.write(MESSAGES_LOCK) as tx:
            finished += message_store.erase_finished(tx, account.id, person, after)
    with db.write(team) as tx:
        erased = _erase(tx, team, user, now, since)
    db.empty_log()
    return None if erased is None else _with_messages(erased, finished)


def rehearse(db: Database, team: TeamId, user: UserId, now: datetime) -> Mapping[str, int] | None:
    """What `erase` would do, which is rolled back."""
    found = _find(db, team, user)
    if found is None:
        return None
    account, person, since = found
    with db.read() as tx:
        finished = sum(message_store.count_finished(tx, account.id, person, after) for after in _batches(db))
    try:
        with db.write(team) as tx:
            _roll_back(_erase(tx, team, user, now, since))
    except _RehearsedError as rehearsed:
        return None if rehearsed.found is None else _with_messages(rehearsed.found, finished)


def _find(db: Database, team: TeamId, user: UserId) -> tuple[Account, Person, datetime] | None:
    """The person, and the database's time."""
    with db.read() as tx:
        account, person = people_store.find_account(tx, team), people_store.find(tx, team, user)
        return None if account is None or person is None else (account, person, database_now(tx))


def _batches(db: Database) -> range:
    """After which ids the batches of messages begin."""
    with db.read() as tx:
        return range(0, message_store.last_id(tx), message_store.BATCH)


def _with_messages(erased: Mapping[str, int], finished: int) -> Mapping[str, int]:
    return {**erased, "deliveries": erased["deliveries"] + finished}


def _roll_back(found: Mapping[str, int] | None) -> NoReturn:
    raise _RehearsedError(found)


def forget_remains(db: Database, now: datetime) -> int:
    """Delete what stayed of people who were erased, as soon as nobody needs it, in batches; return how many rows."""
    return run_in_batches(db, LOCK, lambda tx, most: erasure_store.forget_remains(tx, now, most))


def _erase(tx: Connection, team: TeamId, user: UserId, now: datetime, since: datetime) -> Mapping[str, int] | None:
    account, person = people_store.find_account(tx, team), people_store.find(tx, team, user)
    if account is None or person is None:
        return None
    cause = Cause(SYSTEM_ACTOR, now)
    _withdraw_requests(tx, account, person, cause)
    kept = _cancel_meetings(tx, person, now)
    erased = erasure_store.erase(tx, account.id, team, person, kept, now, since=since)
    audit_store.add(tx, account.id, AuditEvent(AuditAction.ERASED, person=person.id), cause)
    return erased


def _withdraw_requests(tx: Connection, account: Account, person: Person, cause: Cause) -> None:
    for request in request_store.pending(tx, account.id):
        if request.proposal.person == person.id:
            closing.close_request(tx, request, RequestState.WITHDRAWN, cause)


def _cancel_meetings(tx: Connection, host: Person, now: datetime) -> list[MeetingKey]:
    """Cancel upcoming meetings of which others know; gives these and all other parts of their series.

    The parts stay, because somebody's calendar may know the series by the file of its first part (INV-2).
    """
    upcoming = [each for each in meeting_store.all_upcoming(tx, host.id) if current_or_next(each, now)]
    keys = [each.key for each in upcoming]
    known = invitee_store.of_meetings(tx, keys).keys() | post_store.of_meetings(tx, keys).keys()
    series = {each.part_of for each in upcoming if each.key in known}
    for meeting in upcoming:
        if meeting.part_of in series:
            _cancel(tx, meeting, now)
    return [part.key for first in sorted(series) for part in meeting_store.parts(tx, first) if part.host == host.id]


def _cancel(tx: Connection, meeting: Meeting, now: datetime) -> None:
    cancelled = replace(meeting, cancelled_at=now, version=meeting.version + 1)
    meeting_store.save(tx, cancelled, NO_OCCURRENCES)
    messages.enqueue_outdated(tx, cancelled, current_snapshot(cancelled, None), now)
    post_store.mark_stale(tx, [meeting.key], now)
