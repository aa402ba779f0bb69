"""How the workspace reaches the app: Socket Mode over the links that are connected, or signed HTTP to one URL."""

import threading
from dataclasses import dataclass, field
from uuid import uuid4

from bot.sandbox.clock import Clock
from bot.sandbox.envelopes import Answer, Envelope, Kind, Link, Outcome
from bot.sandbox.errors import Json
from bot.sandbox.posting import post, signed

ACK_SECONDS = 3.0
MOST_RETRIES = 3
_RETRY_REASONS = {
    Outcome.TIMEOUT: "http_timeout",
    Outcome.FAILED: "http_error",
    Outcome.UNREACHABLE: "connection_failed",
}


@dataclass(slots=True)
class _Waiting:
    """One envelope on its way, and the links that it went out on."""

    links: list[Link]
    done: threading.Event = field(default_factory=threading.Event)
    answer: Answer | None = None


@dataclass(frozen=True, slots=True)
class Delivered:
    """One delivery as it went."""

    envelope: Envelope
    answer: Answer


class Delivery:
    """Sends envelopes and waits for their acks, 3 real seconds at most (`ack_seconds`). Safe from several threads.

    `record`: every delivery with its answer. `unacknowledged`: events that `retry_events()` would send again.
    """

    def __init__(self, clock: Clock, signing_secret: str) -> None:
        self.ack_seconds = ACK_SECONDS
        self.record: list[Delivered] = []
        self.unacknowledged: list[Delivered] = []
        self._clock = clock
        self._secret = signing_secret
        self._url = ""
        self._changed = threading.Condition()
        self._links: list[Link] = []
        self._leaving: list[Link] = []
        self._turn = 0
        self._waiting: dict[str, _Waiting] = {}
        self._duplicates = 0

    def use_http(self, url: str) -> None:
        """From now on send everything to this URL, signed."""
        self._url = url

    def use_socket(self) -> None:
        """From now on send everything over the connected sockets (as it is from the start)."""
        self._url = ""

    def verify_url(self) -> bool:
        """Ask the URL for the challenge back, as Slack does when an app's request URL is set."""
        challenge = uuid4().hex
        envelope = Envelope(uuid4().hex, Kind.EVENT, {"type": "url_verification", "challenge": challenge})
        payload = self._over_http(envelope).payload
        return challenge in {payload.get("challenge"), payload.get("text")}

    def send(self, kind: Kind, payload: Json) -> Answer:
        """Deliver one envelope and wait for its ack."""
        return self._deliver(Envelope(str(uuid4()), kind, payload))

    def send_event(self, payload: Json) -> Answer:
        """Deliver one event; without an ack it waits for `retry_events()`."""
        return self._event(Envelope(str(uuid4()), Kind.EVENT, payload))

    def retry_events(self) -> int:
        """Send every unacknowledged event once more (three times at most); returns how many went out."""
        again, self.unacknowledged = self.unacknowledged, []
        for one in again:
            self._event(one.envelope.again(_RETRY_REASONS[one.answer.outcome]))
        return len(again)

    def repeat_last_event(self) -> Answer:
        """Deliver the newest event once more though it was acknowledged, with the same event_id."""
        newest = next(one for one in reversed(self.record) if one.envelope.kind is Kind.EVENT)
        return self._deliver(Envelope(str(uuid4()), Kind.EVENT, newest.envelope.payload))

    def duplicate_next(self, count: int = 1) -> None:
        """Deliver each of the next `count` envelopes twice."""
        self._duplicates += count

    def signed_headers(self, body: bytes) -> dict[str, str]:
        """Slack's signature for this body at the workspace's time."""
        return signed(self._secret, body, self._clock.now())

    def _event(self, envelope: Envelope) -> Answer:
        answer = self._deliver(envelope)
        if not answer.acked and not answer.no_retry and envelope.retry < MOST_RETRIES:
            self.unacknowledged.append(Delivered(envelope, answer))
        return answer

    def _deliver(self, envelope: Envelope) -> Answer:
        times = 1
        if self._duplicates:
            self._duplicates -= 1
            times = 2
        answer = self._over_http(envelope, times) if self._url else self._over_socket(envelope, times)
        self.record.append(Delivered(envelope, answer))
        return answer

    def _over_http(self, envelope: Envelope, times: int = 1) -> Answer:
        body, content_type = envelope.request()
        headers = {"Content-Type": content_type, **self.signed_headers(body), **envelope.retry_headers()}
        answers = [post(self._url, body, headers, self.ack_seconds) for _ in range(times)]
        return answers[0]

    def _over_socket(self, envelope: Envelope, times: int) -> Answer:
        waiting = _Waiting([])
        with self._changed:
            self._waiting[envelope.id] = waiting
            for _ in range(times):
                self._send_to_one(envelope, waiting)
        if not waiting.links:
            self._waiting.pop(envelope.id, None)
            return Answer(Outcome.UNREACHABLE, detail="no socket is connected")
        waiting.done.wait(self.ack_seconds)
        with self._changed:
            self._waiting.pop(envelope.id, None)
        return waiting.answer or Answer(Outcome.TIMEOUT, detail="operation_timeout")

    def _send_to_one(self, envelope: Envelope, waiting: _Waiting) -> None:
        # Slack picks one connection at random (slack.md 2.4); taking turns lets a test say which.
        while self._links:
            link = self._links[self._turn % len(self._links)]
            self._turn += 1
            try:
                link.send(envelope.frame())
            except OSError:
                self._links.remove(link)
            else:
                waiting.links.append(link)
                return

    def acknowledge(self, envelope_id: str, payload: object) -> None:
        """An ack came in over a socket; one that is too late changes nothing."""
        with self._changed:
            waiting = self._waiting.get(envelope_id)
            if waiting is None or waiting.answer is not None:
                return
            good = payload is None or isinstance(payload, dict)
            content = payload if isinstance(payload, dict) else {}
            detail = "" if good else "the ack's payload is not an object"
            waiting.answer = Answer(Outcome.ACKED if good else Outcome.FAILED, content, detail)
            waiting.done.set()

    def attach(self, link: Link) -> int:
        """A socket connected; returns how many there are now."""
        with self._changed:
            self._links.append(link)
            self._changed.notify_all()
            return len(self._links)

    def detach(self, link: Link) -> None:
        """A socket is gone; what it had not acknowledged never will be."""
        with self._changed:
            self._links = [one for one in self._links if one is not link]
            self._leaving = [one for one in self._leaving if one is not link]
            for waiting in self._waiting.values():
                waiting.links = [one for one in waiting.links if one is not link]
                if not waiting.links:
                    waiting.done.set()
            self._changed.notify_all()

    @property
    def links(self) -> int:
        """How many sockets are connected and may be sent to."""
        with self._changed:
            return len(self._links)

    def wait_for_links(self, count: int = 1, seconds: float = 10.0) -> bool:
        """Wait until exactly `count` sockets are connected and none is on its way out; False after `seconds`."""
        with self._changed:
            return self._changed.wait_for(lambda: len(self._links) == count and not self._leaving, seconds)

    def disconnect(self, reason: str = "refresh_requested") -> None:
        """Tell every socket to go: `warning`, `refresh_requested` (it reconnects) or `link_disabled`.

        After a warning all goes on; else nothing new is sent there, and acks are still taken until the app hangs up.
        """
        with self._changed:
            for link in self._links:
                link.send({"type": "disconnect", "reason": reason, "debug_info": {"host": "sandbox"}})
            if reason != "warning":
                self._leaving += self._links
                self._links = []

    def drop(self, *, abruptly: bool = True) -> None:
        """Hang up every socket, as a broken line does or (not `abruptly`) with a close frame."""
        with self._changed:
            connected = [*self._links, *self._leaving]
        for link in connected:
            link.close(abruptly=abruptly)
