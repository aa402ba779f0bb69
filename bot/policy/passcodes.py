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
_UP = ("0123456789" * 2, "abcdefghijklmnopqrstuvwxyz")
_RUNS = (*_UP, *(run[::-1] for run in _UP))
"""Digits go on from 9 to 0 and back, as they stand on a keyboard; of a number's PMI-8 says so upwards alone."""


def faults(text: str, minimum: int) -> list[Fault]:
    """Everything in which a chosen passcode breaks PASS-1; `minimum` is the deployment's least length, 1 to 10."""
    reasons = (_wrong_length(text, minimum), _wrong_character(text), _guessed(text))
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


def _guessed(text: str) -> str | None:
    """What anybody would try first. A single character is neither; capitals are in no other order than small letters."""
    if len(text) < 2:  # noqa: PLR2004 - one character has no next one
        return None
    if len(set(text)) == 1:
        return "That passcode is one character again and again; choose another one."
    if any(text.lower() in run for run in _RUNS):
        return "That passcode counts up or down; choose another one."
    return None


def generate(minimum: int, choose: Callable[[int], int] = secrets.randbelow) -> str:
    """Make `max(6, minimum)` random digits that obey PASS-1, each such passcode as likely as the next.

    `choose(n)` gives 0 to n - 1; it must not give the same for ever.
    """
    length = max(SHORTEST_GENERATED, minimum)
    while _guessed(candidate := "".join(str(choose(10)) for _ in range(length))):
        pass
    return candidate


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
