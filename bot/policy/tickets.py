"""What the gateway writes into a guest's browser and keeps of their address: both keyed, so that neither can be forged or read."""

import hashlib
import hmac
from datetime import datetime, timedelta

from bot.policy.invitations import Entrance

TICKET_LASTS = timedelta(hours=12)


def ticket(key: bytes, room: Entrance, now: datetime) -> str:
    """What proves later that this browser gave the right passcode: good for 12 hours or until the passcode changes."""
    expires = str(int((now + TICKET_LASTS).timestamp()))
    return f"{expires}.{_seal(key, room, expires)}"


def is_good(key: bytes, room: Entrance, presented: str, now: datetime) -> bool:
    """Whether a ticket was issued for this room or meeting and its passcode, and has not run out."""
    expires, _, seal = presented.partition(".")
    genuine = hmac.compare_digest(_seal(key, room, expires).encode(), seal.encode(errors="replace"))
    return genuine and now.timestamp() < int(expires)


def _seal(key: bytes, room: Entrance, expires: str) -> str:
    return _keyed(key, f"ticket|{room.id}|{room.token}|{expires}")


def hashed_address(key: bytes, address: str) -> str:
    """An address as it is kept: the same one can be counted, none can be read back (GATE-2)."""
    return _keyed(key, f"address|{address}")


def _keyed(key: bytes, text: str) -> str:
    return hmac.new(key, text.encode(errors="replace"), hashlib.sha256).hexdigest()
