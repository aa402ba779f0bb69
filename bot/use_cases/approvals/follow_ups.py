"""Runs in batches what a change of settings leaves to do for rooms and meetings (LOCK-8)."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime

from bot.policy.approvals.changes import NamedPeople
from bot.policy.approvals.follow_ups import FollowUp, FollowUpTask
from bot.policy.audit.events import AuditAction, AuditEvent
from bot.policy.deliveries.deliveries import OutboxMessage
from bot.policy.ids import AccountId, PersonId
from bot.policy.rooms import passcodes
from bot.policy.settings.catalogue import Setting
from bot.policy.settings.lock_resolution import in_effect, resolve_all
from bot.use_cases.context import Context
from bot.use_cases.deliveries.outbox import MessageKind, new_message
from bot.use_cases.invitations import updates
from storage import Connection
from storage.approvals import follow_ups as follow_up_store
from storage.audit import audit as audit_store
from storage.deliveries import outbox as outbox_store
from storage.invitations import posts as post_store
from storage.meetings import meetings as meeting_store
from storage.rooms import rooms as room_store
from storage.settings import segments as segment_store
from storage.settings import settings as setting_store

_SETTINGS = (Setting.PMI_ENABLED, Setting.PMI_PASSCODE_REQUIRED)


def run_follow_ups(context: Context, now: datetime, most: int = 5) -> int:
    """Run at most so many batches, each in its own transaction; return how many were run.

    A batch uses the settings of that moment: what was switched back meanwhile needs nothing any more.
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
                _notify_of_stopped_meetings(tx, batch, now)
            case FollowUpTask.LINKS:
                updates.offer_new_links(tx, batch.people, now)
        follow_up_store.mark_done(tx, batch.id)
        return True


def _give_passcodes(tx: Connection, context: Context, batch: FollowUp, now: datetime) -> None:
    """Give rooms that need a passcode and have none a generated one, and notify their hosts (LOCK-7)."""
    hosts = _people_with(tx, batch.account, batch.people, Setting.PMI_PASSCODE_REQUIRED, on=True)
    min_length = context.options.passcode_min_length
    given = [
        (room, replace(room, passcode=passcodes.generate_passcode(min_length), token=passcodes.new_token()))
        for room in room_store.without_passcode(tx, hosts)
    ]
    room_store.set_passcodes(tx, [after for _, after in given])
    given_to = [room.person for room, _ in given]
    with_meetings = meeting_store.hosts_on_pmi(tx, given_to)
    for room, after in given:
        if room.person in with_meetings:
            updates.on_room_changed(tx, batch.account, room, after, now)
    event = AuditEvent(AuditAction.PASSCODE, before=False, after=True)
    audit_store.add_for_people(tx, batch.account, event, replace(batch.cause, at=now), given_to)
    outbox_store.enqueue_all(tx, _messages(batch, MessageKind.PASSCODE_GIVEN, given_to, now), now)


def _notify_of_stopped_meetings(tx: Connection, batch: FollowUp, now: datetime) -> None:
    """Notify each host whose upcoming meetings stop working, once for this change (APP-6).

    Posts in channels are updated, too, also when the PMI is back (INV-4). Calendar files were, with the change (INV-2).
    """
    post_store.mark_stale_on_pmi(tx, batch.people, now)
    hosts = _people_with(tx, batch.account, batch.people, Setting.PMI_ENABLED, on=False)
    counts = meeting_store.count_on_pmi(tx, hosts, now) if hosts else {}
    affected = [person for person in hosts if counts.get(person, 0) > 0]
    outbox_store.enqueue_all(tx, _messages(batch, MessageKind.MEETINGS_STOPPED, affected, now), now)


def _people_with(
    tx: Connection, account: AccountId, who: Collection[PersonId], setting: Setting, *, on: bool
) -> list[PersonId]:
    """Those of these people for whom the setting is in effect now (`on`), or is not."""
    tree = setting_store.settings_tree(tx, account)
    segments = segment_store.segments(tx, account, NamedPeople(frozenset(who)), _SETTINGS)
    return [
        person
        for segment in segments
        if segment.may_have_room and in_effect(setting, resolve_all(tree, segment.settings)) is on
        for person in segment.people
    ]


def _messages(batch: FollowUp, kind: MessageKind, who: Iterable[PersonId], now: datetime) -> Iterable[OutboxMessage]:
    request = {"request": batch.cause.request} if batch.cause.request else {}
    for person in who:
        key = f"{batch.change}: {kind} of person {person}"
        yield new_message(kind, batch.account, person, key, {"person": person, **request}, now)
