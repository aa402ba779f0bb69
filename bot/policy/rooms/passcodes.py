"""Passcodes and the tokens of invitation links (PASS-1 to PASS-3)."""

import hashlib
import hmac
import re
import secrets
from collections.abc import Callable

from bot.policy.values.keyed_hashes import keyed_hash
from bot.policy.values.reasons import Reason, reason
from bot.policy.values.results import Violation
from bot.policy.values.text import about_character

MAX_LENGTH = 10
MIN_GENERATED_LENGTH = 6
MASK = "••••••"

_TOKEN_BYTES = 16
_FORBIDDEN_CHARACTER = re.compile(r"[^A-Za-z0-9@_*-]")
_ASCENDING = ("0123456789" * 2, "abcdefghijklmnopqrstuvwxyz")
_SEQUENCES = (*_ASCENDING, *(run[::-1] for run in _ASCENDING))
"""Digits wrap between 9 and 0 both ways, as on a keyboard; those of a number only upwards (PMI-8)."""


def violations(text: str, minimum: int) -> list[Violation]:
    """Everything in which a chosen passcode breaks PASS-1; `minimum` is the deployment's least length, 1 to 10."""
    faults = (_wrong_length(text, minimum), _wrong_character(text), _too_predictable(text))
    return [Violation("PASS-1", fault) for fault in faults if fault]


def _wrong_length(text: str, minimum: int) -> Reason | None:
    if minimum <= len(text) <= MAX_LENGTH:
        return None
    if minimum == MAX_LENGTH:
        exact = reason("passcodes.wrong_length_exact", exactly=MAX_LENGTH, length=len(text))
        return exact if text else reason("passcodes.empty_exact", exactly=MAX_LENGTH)
    wrong = reason("passcodes.wrong_length", least=minimum, most=MAX_LENGTH, length=len(text))
    return wrong if text else reason("passcodes.empty", least=minimum, most=MAX_LENGTH)


def _wrong_character(text: str) -> Reason | None:
    if match := _FORBIDDEN_CHARACTER.search(text):
        return about_character(
            match[0],
            space=reason("passcodes.has_space"),
            invisible=reason("passcodes.has_invisible"),
            visible=reason("passcodes.has_character", character=match[0]),
        )
    return None


def _too_predictable(text: str) -> Reason | None:
    """Refuse repetitions and sequences, without case. A single character is neither."""
    if len(text) < 2:  # noqa: PLR2004 - one character has no next one
        return None
    if len(set(text.lower())) == 1:
        return reason("passcodes.repeats")
    if any(text.lower() in run for run in _SEQUENCES):
        return reason("passcodes.counts")
    return None


def generate_passcode(minimum: int, randbelow: Callable[[int], int] = secrets.randbelow) -> str:
    """Make `max(6, minimum)` random digits that obey PASS-1, each such passcode as likely as the next.

    `randbelow(n)` gives 0 to n - 1; it must not give the same for ever.
    """
    length = max(MIN_GENERATED_LENGTH, minimum)
    while _too_predictable(candidate := "".join(str(randbelow(10)) for _ in range(length))):
        pass
    return candidate


def new_token() -> str:
    """Make a link's token: 128 random bits (PASS-2) in hexadecimal, which no mail program cuts or wraps."""
    return secrets.token_hex(_TOKEN_BYTES)


def constant_time_equal(a: str, b: str) -> bool:
    """Compare two passcodes or tokens in a time that tells neither content nor length; any text will do."""
    return hmac.compare_digest(_digest(a), _digest(b))


def passcode_hash(key: bytes, token: str, passcode: str) -> str:
    """What is kept of a passcode once its number has ended (GATE-2). `token` is its own, so that equal passcodes differ."""
    return keyed_hash(key, "passcode", f"{token}|{passcode}")


def session_token_hash(key: bytes, token: str) -> str:
    """What is kept of a session's token once the session has ended (GATE-3)."""
    return keyed_hash(key, "session", token)


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode(errors="surrogatepass")).digest()


def masked(passcode: str | None) -> str:
    """Six dots whatever the passcode, so that its length stays hidden too (PASS-3); nothing if there is none."""
    return MASK if passcode else ""
