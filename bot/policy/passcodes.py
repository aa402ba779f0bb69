"""Passcodes and the tokens of invitation links (PASS-1 to PASS-3); it does not know which room they open."""

import hashlib
import hmac
import re
import secrets
from collections.abc import Callable

from bot.policy.answers import Fault
from bot.policy.characters import described

LONGEST = 10
SHORTEST_GENERATED = 6
HIDDEN = "••••••"

_TOKEN_BYTES = 16
_STRANGER = re.compile(r"[^A-Za-z0-9@_*-]")


def faults(text: str, minimum: int) -> list[Fault]:
    """Everything in which a chosen passcode breaks PASS-1; `minimum` is the deployment's least length, 1 to 10."""
    reasons = (_wrong_length(text, minimum), _wrong_character(text))
    return [Fault("PASS-1", reason) for reason in reasons if reason]


def _wrong_length(text: str, minimum: int) -> str | None:
    if minimum <= len(text) <= LONGEST:
        return None
    least_and_most = "exactly 10" if minimum == LONGEST else f"{minimum} to {LONGEST}"
    return f"A passcode has {least_and_most} characters; that one has {len(text) or 'none'}."


def _wrong_character(text: str) -> str | None:
    if found := _STRANGER.search(text):
        return f"A passcode has letters A to Z, digits and @ - _ * only; that one has {described(found[0])} in it."
    return None


def generate(minimum: int, choose: Callable[[int], int] = secrets.randbelow) -> str:
    """Make `max(6, minimum)` random digits (PASS-1). `choose(n)` gives 0 to n - 1."""
    return "".join(str(choose(10)) for _ in range(max(SHORTEST_GENERATED, minimum)))


def new_token() -> str:
    """Make a link's token: 128 random bits (PASS-2) in hexadecimal, which no mail program cuts or wraps."""
    return secrets.token_hex(_TOKEN_BYTES)


def same(a: str, b: str) -> bool:
    """Compare two passcodes or tokens in a time that tells neither content nor length; any text will do."""
    return hmac.compare_digest(_digest(a), _digest(b))


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode(errors="surrogatepass")).digest()


def hidden(passcode: str | None) -> str:
    """Six dots whatever the passcode, so that its length stays hidden too (PASS-3); nothing if there is none."""
    return HIDDEN if passcode else ""
