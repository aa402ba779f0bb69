"""Envelopes for the app and the results of their delivery, for both transports."""

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
    FAILED = "failed"  # a response that is not 2xx, or not an object
    UNREACHABLE = "unreachable"  # no socket connected, or no server at the URL


@dataclass(frozen=True, slots=True)
class Envelope:
    """A payload for the app. `retry` counts from 1 for an event that is sent again."""

    id: str
    kind: EnvelopeType
    payload: Json
    retry: int = 0
    retry_reason: str = ""

    def as_retry(self, reason: str) -> "Envelope":
        """The same event, sent once more."""
        return replace(self, retry=self.retry + 1, retry_reason=reason)

    def frame(self) -> Json:
        """The frame that Socket Mode sends."""
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
        """The body and content type of the HTTP request."""
        if self.kind is EnvelopeType.EVENT:
            return json.dumps(self.payload).encode(), "application/json"
        form = self.payload if self.kind is EnvelopeType.COMMAND else {"payload": json.dumps(self.payload)}
        return urlencode(form).encode(), "application/x-www-form-urlencoded"

    def retry_headers(self) -> dict[str, str]:
        """The headers of the HTTP request for an event that is sent again."""
        if not self.retry:
            return {}
        return {"x-slack-retry-num": str(self.retry), "x-slack-retry-reason": self.retry_reason}


@dataclass(frozen=True, slots=True)
class AckResult:
    """The outcome of a delivery. `payload`: the ack's content, empty where it had none; `detail`: words for people."""

    outcome: AckOutcome
    payload: Json = field(default_factory=dict)
    detail: str = ""
    no_retry: bool = False

    @property
    def acked(self) -> bool:
        """Whether the app acknowledged in time."""
        return self.outcome is AckOutcome.ACKED


class AppSocket(Protocol):
    """One connected WebSocket of the app."""

    def send(self, frame: Json) -> None:
        """Send one frame. Raises OSError if the connection is dead."""

    def close(self, *, abruptly: bool) -> None:
        """Close with a close frame, or by cutting the connection."""
