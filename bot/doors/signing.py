"""Whether a request was signed by Slack, by our own clock; it must not log or keep what it looks at."""

from collections.abc import Callable, Mapping
from datetime import datetime

from slack_sdk.signature import Clock, SignatureVerifier

_DIGITS = 12  # a time in seconds has ten


class _OurClock(Clock):
    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock

    def now(self) -> float:
        return self._clock().timestamp()


class Signatures:
    """Slack's request signing, version v0: HMAC-SHA256 over time and raw body, refused when 5 minutes off either way."""

    def __init__(self, secret: str, clock: Callable[[], datetime]) -> None:
        self._verifier = SignatureVerifier(secret, _OurClock(clock))

    def fault(self, body: bytes, headers: Mapping[str, str]) -> str:
        """Why the request is refused, in words for the log; empty when it is Slack's."""
        stamp, signature = headers.get("x-slack-request-timestamp", ""), headers.get("x-slack-signature", "")
        if not stamp or not signature:
            return "signature missing"
        if not (stamp.isascii() and stamp.isdigit() and len(stamp) <= _DIGITS and signature.isascii()):
            return "signature malformed"
        try:
            valid = self._verifier.is_valid(body, stamp, signature)
        except UnicodeDecodeError:
            return "body is not text"
        return "" if valid else "signature wrong or late"
