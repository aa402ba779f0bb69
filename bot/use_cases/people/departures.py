"""A host who left: the admins are told that what was planned needs another host, each once (MEET-9)."""

from datetime import datetime, timedelta

from bot.policy.deliveries.deliveries import OutboxMessage, Urgency
from bot.policy.ids import AccountId, PersonId, TeamId
from bot.policy.people.people import ADMIN_ROLES
from bot.use_cases.deliveries import queue
from storage import Connection
from storage.meetings import meetings as meeting_store
from storage.people import people as people_store

KIND = "host_left"
MESSAGE_TTL = timedelta(days=7)


def notify_host_left(tx: Connection, team: TeamId, account: AccountId, host: PersonId, now: datetime) -> None:
    """Inside the transaction in which somebody is learned to host no more. Who had nothing planned is not spoken of."""
    if not meeting_store.count_upcoming(tx, host):
        return
    admins = [each.id for each in people_store.list_with_roles(tx, team, ADMIN_ROLES) if each.id != host]
    queue.enqueue_all(tx, (_message(account, host, context, now) for context in admins), now)


def _message(account: AccountId, host: PersonId, context: PersonId, now: datetime) -> OutboxMessage:
    return OutboxMessage(
        account=account,
        dedup_key=f"host {host} left {now.isoformat()}: to person {context}",
        kind=KIND,
        urgency=Urgency.APPROVAL,
        to=context,
        due=now,
        deadline=now + MESSAGE_TTL,
        subject={"host": host},
    )
