"""Checks the signatures of Slack's requests by our own clock; it must not log or keep what it checks."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from slack_sdk.signature import Clock, SignatureVerifier

SIGNATURE_HEADER = "x-slack-signature"
_TIMESTAMP_DIGITS = 12  # a time in seconds has ten


@dataclass(frozen=True, slots=True)
class _FixedClock(Clock):
    at: datetime

    def now(self) -> float:
        return self.at.timestamp()


class SignatureChecker:
    """Slack's request signing, version v0: HMAC-SHA256 over timestamp and raw body, at most 5 minutes old or ahead.

    `times` gives the instants that may be the present: more than one where the clock is in doubt. `on_date` is told when
    Slack signed a request.
    """

    def __init__(
        self,
        secret: str,
        times: Callable[[], Sequence[datetime]],
        on_date: Callable[[datetime], None] = lambda _date: None,
    ) -> None:
        self._secret = secret
        self._times = times
        self._on_date = on_date

    def rejection_reason(self, body: bytes, headers: Mapping[str, str]) -> str:
        """Why the request is rejected, in words for the log; empty if Slack signed it."""
        timestamp, signature = headers.get("x-slack-request-timestamp", ""), headers.get(SIGNATURE_HEADER, "")
        if not timestamp or not signature:
            return "signature missing"
        if not (
            timestamp.isascii() and timestamp.isdigit() and len(timestamp) <= _TIMESTAMP_DIGITS and signature.isascii()
        ):
            return "signature malformed"
        try:
            verifiers = (SignatureVerifier(self._secret, _FixedClock(at)) for at in self._times())
            valid = any(verifier.is_valid(body, timestamp, signature) for verifier in verifiers)
        except UnicodeDecodeError:
            return "body is not text"
        if not valid:
            return "signature wrong or late"
        self._on_date(datetime.fromtimestamp(int(timestamp), UTC))
        return ""
