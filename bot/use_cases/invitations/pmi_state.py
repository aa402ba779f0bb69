"""Calendar files and posts of meetings on a PMI, once its number has expired or is valid after all (INV-2, INV-4)."""

from collections.abc import Collection
from datetime import datetime

from bot.policy.ids import PersonId
from storage import Connection
from storage.invitations import posts as post_store
from storage.meetings import meetings as meeting_store


def on_expiry_recorded_or_reset(tx: Connection, hosts: Collection[PersonId], now: datetime) -> None:
    """Raise the versions of these hosts' upcoming meetings on their PMI, and have posts say anew whether they need another ID.

    Call it in the transaction that records that a number has expired, or resets that.
    """
    post_store.mark_stale_on_pmi(tx, hosts, now)
    meeting_store.bump_versions_on_pmi(tx, hosts)
