"""Delivers envelopes to the app: Socket Mode over the connected sockets, or signed HTTP to one URL."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from uuid import uuid4

from bot.sandbox.clock import Clock
from bot.sandbox.errors import Json
from bot.sandbox.events.envelopes import AckOutcome, AckResult, AppSocket, Envelope, EnvelopeType
from bot.sandbox.events.signed_http import post, signed

ACK_SECONDS = 3.0
MOST_RETRIES = 3
_RETRY_REASONS = {
    AckOutcome.TIMEOUT: "http_timeout",
    AckOutcome.FAILED: "http_error",
    AckOutcome.UNREACHABLE: "connection_failed",
}


@dataclass(slots=True)
class _PendingAck:
    """A sent envelope that is not acknowledged yet, and the sockets on which it was sent."""

    connections: list[AppSocket]
    done: threading.Event = field(default_factory=threading.Event)
    answer: AckResult | None = None


@dataclass(frozen=True, slots=True)
class DeliveryRecord:
    """One delivery and its outcome."""

    envelope: Envelope
    answer: AckResult


class Delivery:
    """Sends envelopes and waits for their acks, 3 real seconds at most (`ack_seconds`). Safe from several threads.

    `record`: every delivery with its answer. `unacknowledged`: events that `retry_events()` would send again.
    """

    def __init__(self, clock: Clock, signing_secret: str) -> None:
        self.ack_seconds = ACK_SECONDS
        self.record: list[DeliveryRecord] = []
        self.unacknowledged: list[DeliveryRecord] = []
        self._clock = clock
        self._secret = signing_secret
        self._url = ""
        self._changed = threading.Condition()
        self._connections: list[AppSocket] = []
        self._closing: list[AppSocket] = []
        self._round_robin = 0
        self._pending_acks: dict[str, _PendingAck] = {}
        self._times = 1
        self._repeat_last: Callable[[], AckResult] | None = None

    def use_http(self, url: str) -> None:
        """Deliver by signed HTTP to this URL, and no longer over the connected sockets."""
        self._url = url

    def verify_url(self) -> bool:
        """Whether the URL returns the challenge that Slack sends when an app's request URL is set."""
        challenge = uuid4().hex
        envelope = Envelope(uuid4().hex, EnvelopeType.EVENT, {"type": "url_verification", "challenge": challenge})
        payload = self._signed_post(envelope)().payload
        return challenge in {payload.get("challenge"), payload.get("text")}

    def send(self, kind: EnvelopeType, payload: Json) -> AckResult:
        """Deliver one envelope and wait for its ack."""
        return self._deliver(Envelope(str(uuid4()), kind, payload))

    def send_event(self, payload: Json) -> AckResult:
        """Deliver one event; without an ack it is kept for `retry_events()`."""
        return self._event(Envelope(str(uuid4()), EnvelopeType.EVENT, payload))

    def retry_events(self) -> int:
        """Send every unacknowledged event once more (three times at most); returns how many were sent."""
        retried, self.unacknowledged = self.unacknowledged, []
        for one in retried:
            self._event(one.envelope.as_retry(_RETRY_REASONS[one.answer.outcome]))
        return len(retried)

    def repeat_last_event(self) -> AckResult:
        """Deliver the newest event once more with the same event_id, though it was acknowledged."""
        newest = next(one for one in reversed(self.record) if one.envelope.kind is EnvelopeType.EVENT)
        return self._deliver(Envelope(str(uuid4()), EnvelopeType.EVENT, newest.envelope.payload))

    def repeat_last(self) -> AckResult:
        """Deliver the newest envelope once more, byte for byte: with its signature of then, or under its envelope id."""
        if self._repeat_last is None:
            raise ValueError("nothing was delivered yet")
        return self._repeat_last()

    def duplicate_next(self) -> None:
        """Deliver the next envelope twice."""
        self._times = 2

    def _event(self, envelope: Envelope) -> AckResult:
        answer = self._deliver(envelope)
        if not answer.acked and not answer.no_retry and envelope.retry < MOST_RETRIES:
            self.unacknowledged.append(DeliveryRecord(envelope, answer))
        return answer

    def _deliver(self, envelope: Envelope) -> AckResult:
        times, self._times = self._times, 1
        if self._url:
            self._repeat_last = self._signed_post(envelope)
            answer, *_ = [self._repeat_last() for _ in range(times)]
        else:
            self._repeat_last = partial(self._over_socket, envelope)
            answer = self._over_socket(envelope, times)
        self.record.append(DeliveryRecord(envelope, answer))
        return answer

    def _signed_post(self, envelope: Envelope) -> Callable[[], AckResult]:
        """Posts the envelope, signed now, each time that it is called."""
        body, content_type = envelope.request()
        signature = signed(self._secret, body, self._clock.now())
        headers = {"Content-Type": content_type, **signature, **envelope.retry_headers()}
        return lambda: post(self._url, body, headers, self.ack_seconds)

    def _over_socket(self, envelope: Envelope, times: int = 1) -> AckResult:
        pending = _PendingAck([])
        with self._changed:
            self._pending_acks[envelope.id] = pending
            for _ in range(times):
                self._send_to_one(envelope, pending)
        if not pending.connections:
            self._pending_acks.pop(envelope.id, None)
            return AckResult(AckOutcome.UNREACHABLE, detail="no socket is connected")
        pending.done.wait(self.ack_seconds)
        with self._changed:
            self._pending_acks.pop(envelope.id, None)
        return pending.answer or AckResult(AckOutcome.TIMEOUT, detail="operation_timeout")

    def _send_to_one(self, envelope: Envelope, pending: _PendingAck) -> None:
        # Slack picks a connection at random (its page on Socket Mode); round robin lets a test know which.
        while self._connections:
            connection = self._connections[self._round_robin % len(self._connections)]
            self._round_robin += 1
            try:
                connection.send(envelope.frame())
            except OSError:
                self._connections.remove(connection)
            else:
                pending.connections.append(connection)
                return

    def acknowledge(self, envelope_id: str, payload: object) -> None:
        """Take an ack from a socket; one that is too late changes nothing."""
        with self._changed:
            pending = self._pending_acks.get(envelope_id)
            if pending is None or pending.answer is not None:
                return
            valid = payload is None or isinstance(payload, dict)
            content = payload if isinstance(payload, dict) else {}
            detail = "" if valid else "the ack's payload is not an object"
            pending.answer = AckResult(AckOutcome.ACKED if valid else AckOutcome.FAILED, content, detail)
            pending.done.set()

    def attach(self, connection: AppSocket) -> int:
        """Add a connected socket; returns how many there are now."""
        with self._changed:
            self._connections.append(connection)
            self._changed.notify_all()
            return len(self._connections)

    def detach(self, connection: AppSocket) -> None:
        """Remove a socket that has closed; envelopes that were sent on it alone stay unacknowledged."""
        with self._changed:
            self._connections = [one for one in self._connections if one is not connection]
            self._closing = [one for one in self._closing if one is not connection]
            for pending in self._pending_acks.values():
                pending.connections = [one for one in pending.connections if one is not connection]
                if not pending.connections:
                    pending.done.set()
            self._changed.notify_all()

    @property
    def connection_count(self) -> int:
        """How many connected sockets can be sent to."""
        with self._changed:
            return len(self._connections)

    def wait_for_connections(self, count: int = 1, seconds: float = 10.0) -> bool:
        """Wait until exactly `count` sockets are connected and none is closing; False after `seconds`."""
        with self._changed:
            return self._changed.wait_for(lambda: len(self._connections) == count and not self._closing, seconds)

    def disconnect(self, reason: str = "refresh_requested") -> None:
        """Send a disconnect to every socket: `warning`, `refresh_requested` (the app reconnects) or `link_disabled`.

        After a warning nothing changes; else nothing new is sent there, and acks are taken until the app closes the socket.
        """
        with self._changed:
            for connection in self._connections:
                connection.send({"type": "disconnect", "reason": reason, "debug_info": {"host": "sandbox"}})
            if reason != "warning":
                self._closing += self._connections
                self._connections = []

    def drop(self, *, abruptly: bool = True) -> None:
        """Close every socket: by cutting the connection, or (not `abruptly`) with a close frame."""
        with self._changed:
            connected = [*self._connections, *self._closing]
        for connection in connected:
            connection.close(abruptly=abruptly)
