"""Messages that the bot owes somebody: written down in the transaction of their cause, never lost, never doubled (REM-7)."""

from collections.abc import Iterable
from datetime import datetime

from bot.policy.deliveries import Delivery, Owed
from bot.policy.people import AccountId
from storage import Connection
from storage import deliveries as delivery_store


def owe(tx: Connection, owed: Owed, now: datetime) -> bool:
    """Owe a message, inside the transaction of its cause; false where its key is on record already."""
    return delivery_store.owe(tx, owed, now)


def owe_all(tx: Connection, owed: Iterable[Owed], now: datetime) -> int:
    """Owe many; gives how many were new. An iterator is read in batches."""
    return delivery_store.owe_all(tx, owed, now)


def find(tx: Connection, account: AccountId, key: str) -> Delivery | None:
    """What became of the message with this key."""
    return delivery_store.find(tx, account, key)
