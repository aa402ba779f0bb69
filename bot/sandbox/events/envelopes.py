"""What travels to the app and what comes back: one envelope, one answer, in both transports' shapes."""

import json
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Protocol
from urllib.parse import urlencode

from bot.sandbox.errors import Json


class EnvelopeType(StrEnum):
    """Socket Mode's three types of envelope."""

    EVENT = "events_api"
    COMMAND = "slash_commands"
    INTERACTIVE = "interactive"


class AckOutcome(StrEnum):
    """How a delivery ended."""

    ACKED = "acked"
    TIMEOUT = "timeout"  # no answer within 3 seconds
    FAILED = "failed"  # an answer that is none: not 2xx, or not an object
    UNREACHABLE = "unreachable"  # no socket connected, nobody listening at the URL


@dataclass(frozen=True, slots=True)
class Envelope:
    """One thing for the app. `retry` counts from 1 for an event that is sent again."""

    id: str
    kind: EnvelopeType
    payload: Json
    retry: int = 0
    retry_reason: str = ""

    def as_retry(self, reason: str) -> "Envelope":
        """The same event, sent once more."""
        return replace(self, retry=self.retry + 1, retry_reason=reason)

    def frame(self) -> Json:
        """As Socket Mode sends it."""
        frame: Json = {
            "envelope_id": self.id,
            "type": str(self.kind),
            "payload": self.payload,
            "accepts_response_payload": self.kind is not EnvelopeType.EVENT,
        }
        if self.kind is EnvelopeType.EVENT:
            frame |= {"retry_attempt": self.retry, "retry_reason": self.retry_reason}
        return frame

    def request(self) -> tuple[bytes, str]:
        """Body and content type as HTTP sends them."""
        if self.kind is EnvelopeType.EVENT:
            return json.dumps(self.payload).encode(), "application/json"
        form = self.payload if self.kind is EnvelopeType.COMMAND else {"payload": json.dumps(self.payload)}
        return urlencode(form).encode(), "application/x-www-form-urlencoded"

    def retry_headers(self) -> dict[str, str]:
        """What HTTP adds to an event that is sent again."""
        if not self.retry:
            return {}
        return {"x-slack-retry-num": str(self.retry), "x-slack-retry-reason": self.retry_reason}


@dataclass(frozen=True, slots=True)
class AckResult:
    """What came of an envelope. `payload`: the ack's own content, empty where it had none; `detail` for people."""

    outcome: AckOutcome
    payload: Json = field(default_factory=dict)
    detail: str = ""
    no_retry: bool = False

    @property
    def acked(self) -> bool:
        """Whether the app took it in time."""
        return self.outcome is AckOutcome.ACKED


class AppSocket(Protocol):
    """One connected WebSocket of the app."""

    def send(self, frame: Json) -> None:
        """Send one frame; OSError when the line is dead."""

    def close(self, *, abruptly: bool) -> None:
        """Hang up: with a close frame, or by cutting the line."""
