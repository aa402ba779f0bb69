"""What becomes of people's rooms and meetings when a setting changes for them: some at once, the rest in batches (LOCK-8)."""

import secrets
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.policy.approvals.changes import NamedPeople
from bot.policy.approvals.follow_ups import FollowUp, FollowUpTask
from bot.policy.audit.events import AuditAction, AuditEvent, Cause
from bot.policy.deliveries.deliveries import OutboxMessage, Urgency
from bot.policy.ids import AccountId, PersonId
from bot.policy.rooms import passcodes
from bot.policy.settings.catalogue import Setting
from bot.policy.settings.lock_resolution import in_effect, resolve_all
from bot.use_cases.context import Context
from bot.use_cases.deliveries import queue
from storage import Connection
from storage.approvals import follow_ups as follow_up_store
from storage.audit import audit as audit_store
from storage.invitations import posts as post_store
from storage.rooms import rooms as room_store
from storage.rooms import sessions as session_store
from storage.settings import segments as segment_store
from storage.settings import settings as setting_store

PASSCODE_GIVEN = "passcode_given"
MEETINGS_STOPPED = "meetings_stopped"
MESSAGE_TTL = timedelta(days=7)
_SETTINGS = (Setting.PMI_ENABLED, Setting.PMI_PASSCODE_REQUIRED)


def enqueue_follow_ups(
    tx: Connection,
    account: AccountId,
    *,
    losing_pmi: Sequence[PersonId],
    gaining_pmi: Sequence[PersonId],
    needing_passcode: Sequence[PersonId],
    cause: Cause,
) -> None:
    """Inside the transaction of a change: open rooms that are switched off close now (section 1); the rest is left to do."""
    change = f"change {secrets.token_hex(8)}"
    if losing_pmi:
        session_store.end_hosted_by(tx, losing_pmi, cause.at)
    follow_up_store.add(tx, account, FollowUpTask.MEETINGS, [*losing_pmi, *gaining_pmi], change, cause)
    follow_up_store.add(tx, account, FollowUpTask.PASSCODES, needing_passcode, change, cause)


def run_follow_ups(context: Context, now: datetime, most: int = 5) -> int:
    """Do at most so many batches, each in a transaction of its own; gives how many were done.

    A batch is done by the settings of that moment: what was switched back meanwhile needs nothing any more.
    """
    with context.db.read() as tx:
        batches = follow_up_store.oldest(tx, most)
    return sum(_run(context, batch, now) for batch in batches)


def _run(context: Context, batch: FollowUp, now: datetime) -> bool:
    with context.db.write(batch.team) as tx:
        if not follow_up_store.is_pending(tx, batch.id):
            return False
        match batch.task:
            case FollowUpTask.PASSCODES:
                _give_passcodes(tx, context, batch, now)
            case FollowUpTask.MEETINGS:
                _notify_of_stopped_meetings(tx, context, batch, now)
        follow_up_store.mark_done(tx, batch.id)
        return True


def _give_passcodes(tx: Connection, context: Context, batch: FollowUp, now: datetime) -> None:
    """A room that must have a passcode and has none gets one, and its host is told (LOCK-7)."""
    hosts = _people_with(tx, batch.account, batch.people, Setting.PMI_PASSCODE_REQUIRED, on=True)
    rooms_by_host = room_store.without_passcode(tx, hosts)
    min_length = context.options.passcode_min_length
    before = [room_store.get(tx, room) for room in rooms_by_host.values()]
    given = [
        (each, replace(each, passcode=passcodes.generate_passcode(min_length), token=passcodes.new_token()))
        for each in before
    ]
    room_store.set_passcodes(tx, [after for _, after in given])
    for room, after in given:
        context.room_changed(tx, batch.account, room, after, now)
    cause = replace(batch.cause, at=now)
    audit_store.add_for_people(
        tx, batch.account, AuditEvent(AuditAction.PASSCODE, before=False, after=True), cause, rooms_by_host
    )
    queue.enqueue_all(tx, _messages(batch, PASSCODE_GIVEN, rooms_by_host, now), now)


def _notify_of_stopped_meetings(tx: Connection, context: Context, batch: FollowUp, now: datetime) -> None:
    """Every host whose upcoming meetings stop working is told once of this change (APP-6).

    Invitations in channels say so too, and when it is over (INV-4).
    """
    post_store.mark_stale_on_pmi(tx, batch.people, now)
    hosts = _people_with(tx, batch.account, batch.people, Setting.PMI_ENABLED, on=False)
    counts = context.upcoming_on_pmi(tx, hosts, now) if hosts else {}
    affected = [person for person in hosts if counts.get(person, 0) > 0]
    queue.enqueue_all(tx, _messages(batch, MEETINGS_STOPPED, affected, now), now)


def _people_with(
    tx: Connection, account: AccountId, who: Collection[PersonId], setting: Setting, *, on: bool
) -> list[PersonId]:
    """Those of these people for whom the setting is in effect now, or is not."""
    tree = setting_store.settings_tree(tx, account)
    segments = segment_store.segments(tx, account, NamedPeople(frozenset(who)), _SETTINGS)
    return [
        person
        for segment in segments
        if segment.may_have_room and in_effect(setting, resolve_all(tree, segment.settings)) is on
        for person in segment.people
    ]


def _messages(batch: FollowUp, kind: str, who: Iterable[PersonId], now: datetime) -> Iterable[OutboxMessage]:
    for person in who:
        yield OutboxMessage(
            account=batch.account,
            dedup_key=f"{batch.change}: {kind} of person {person}",
            kind=kind,
            urgency=Urgency.BULK,
            to=person,
            due=now,
            deadline=now + MESSAGE_TTL,
            subject={"person": person, **({"request": batch.cause.request} if batch.cause.request else {})},
        )
