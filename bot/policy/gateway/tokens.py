"""The gateway's cookie token and its hashes of client addresses: HMACs, so that neither can be forged or read."""

import hmac
from datetime import datetime, timedelta

from bot.policy.invitations.invitations import JoinCredentials
from bot.policy.values.keyed_hashes import keyed_hash

ADMISSION_TOKEN_LIFETIME = timedelta(hours=12)


def issue_admission_token(key: bytes, credentials: JoinCredentials, now: datetime) -> str:
    """Issue the cookie token that proves a right passcode for 12 hours, or until the passcode changes."""
    expires = str(int((now + ADMISSION_TOKEN_LIFETIME).timestamp()))
    return f"{expires}.{_signature(key, credentials, expires)}"


def is_valid_admission_token(key: bytes, credentials: JoinCredentials, presented: str, now: datetime) -> bool:
    """Whether a token was issued for this room or meeting with its present passcode, and has not expired."""
    expires, _, signature = presented.partition(".")
    genuine = hmac.compare_digest(_signature(key, credentials, expires).encode(), signature.encode(errors="replace"))
    return genuine and now.timestamp() < int(expires)


def _signature(key: bytes, credentials: JoinCredentials, expires: str) -> str:
    return keyed_hash(key, "ticket", f"{credentials.id}|{credentials.token}|{expires}")


def hash_address(key: bytes, address: str) -> str:
    """Keyed hash of a client address: equal ones can be counted, none can be read back (GATE-2)."""
    return keyed_hash(key, "address", address)
