"""Notifies each admin once that the meetings of a host who left need another host (MEET-9)."""

from datetime import datetime

from bot.policy.ids import AccountId, PersonId, TeamId
from bot.policy.people.people import ADMIN_ROLES
from bot.use_cases.deliveries.outbox import MessageKind, new_message
from storage import Connection
from storage.deliveries import outbox as outbox_store
from storage.meetings import meetings as meeting_store
from storage.people import people as people_store


def notify_host_left(tx: Connection, team: TeamId, account: AccountId, host: PersonId, now: datetime) -> None:
    """Enqueue the messages, in the transaction that records that the host left; none without upcoming meetings."""
    if not meeting_store.count_upcoming(tx, host):
        return
    admins = [each.id for each in people_store.list_with_roles(tx, team, ADMIN_ROLES) if each.id != host]
    key = f"host {host} left {now.isoformat()}: to person"
    messages = (
        new_message(MessageKind.HOST_LEFT, account, admin, f"{key} {admin}", {"host": host}, now) for admin in admins
    )
    outbox_store.enqueue_all(tx, messages, now)
