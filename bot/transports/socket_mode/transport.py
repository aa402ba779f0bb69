"""The Socket Mode transport: keeps a connection to Slack open and answers its envelopes; it must not know handlers."""

import json
import math
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from threading import Condition, Event, Thread, Timer
from weakref import WeakSet

import structlog
from slack_bolt import App
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.request import SocketModeRequest

from bot.slack.api_errors import retry_after
from bot.slack.client import SlackClient
from bot.transports.socket_mode.envelopes import Envelopes
from bot.transports.socket_mode.handshake import open_socket
from bot.transports.socket_mode.readers import SocketReaders
from bot.transports.socket_mode.websocket import NotSentError, WebSocket

API_TIMEOUT = 30.0  # seconds for Slack to say where to connect
LONGEST_RETRY_AFTER = 300.0  # seconds; whatever Slack asks for
MOST_CONNECTIONS = 10
"""Slack's limit for one app, of all its processes together."""
_TOO_MANY = "too_many_websockets"
_TOKEN_ERRORS = {
    *("invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired"),
    *("not_allowed_token_type", "missing_scope", "no_permission", "app_not_found", "socket_mode_not_enabled"),
}

log: structlog.stdlib.BoundLogger = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Timing:
    """How long the transport waits for what, in seconds."""

    open_timeout: float = 3.0
    """For each step of opening a WebSocket: TCP, TLS, handshake."""
    ping_interval: float = 10.0
    deaf_after: float = 15.0
    """Without a message or a pong, after which nothing of Slack's may be getting through: a ping is not answered."""
    silence_timeout: float = 40.0
    """The same, after which it connects anew."""
    pauses: Sequence[float] = (1.0, 2.0, 4.0, 8.0, 15.0, 30.0)
    """Before each further attempt to connect, at most; at least half of it, so that replicas do not all come at once."""
    stable_after: float = 30.0
    """After which a connection counts as one that held, and the next attempt as the first."""
    resend_timeout: float = 2.0
    """For a connection on which to acknowledge what came on one that has ended; Slack waits for 3 seconds."""
    linger: float = 2.0
    """During which a connection that was replaced is still read: what Slack has sent on it before."""

    @property
    def check_interval(self) -> float:
        """Between two looks at a connection."""
        return min(self.ping_interval, self.silence_timeout) / 4


class SocketModeTransport:
    """Connects until it succeeds, and again whenever that is needed; only a refused token ends it, with `on_fatal_error`.

    One thread connects, and looks after the newest websocket.
    """

    def __init__(
        self,
        bolt: App,
        *,
        app_token: str,
        api_url: str,
        on_fatal_error: Callable[[str], None] = lambda _text: None,
        on_hello: Callable[[int], object] = lambda _connections: None,
        jitter: Callable[[], float] = random.random,
        timing: Timing | None = None,
    ) -> None:
        self.on_fatal_error = on_fatal_error  # called once, with a text for the operator
        self._on_hello = on_hello  # called with how many connections this app has
        self._jitter = jitter  # from 0 to 1
        self._envelopes = Envelopes(bolt)
        self._app_token = app_token
        self._client = SlackClient(base_url=api_url, timeout=API_TIMEOUT)
        self._timing = timing or Timing()
        self._attempts = 0  # to connect, since a connection held
        self._retry_after = 0.0
        self._newest: WebSocket | None = None
        self._replaced = Condition()  # another websocket is the newest
        self._renewed: WeakSet[WebSocket] = WeakSet()  # those that Slack is about to close
        self._stopping = Event()
        self._wake = Event()  # a websocket has ended or is to be renewed
        self._readers = SocketReaders(on_message=self._take, on_end=self._wake.set)
        self._thread = Thread(target=self._run, name="socket-mode", daemon=True)

    def start(self) -> None:
        """Begin to connect, without waiting for it; see `connected`."""
        self._thread.start()

    def connected(self) -> bool:
        """Whether the socket is open, as far as this side can tell."""
        newest = self._newest
        return newest is not None and newest.is_open

    def hears_slack(self) -> bool:
        """Whether the socket is open, and something has come through it lately."""
        newest = self._newest
        if newest is None or not newest.is_open:
            return False
        return time.monotonic() - newest.received_at < self._timing.deaf_after

    def stop(self, timeout: float) -> bool:
        """Wait up to `timeout` seconds until running requests have sent their answers, then hang up; True if all did."""
        self._stopping.set()
        is_idle = self._envelopes.wait_until_idle(timeout)
        self._readers.close()
        return is_idle

    def _run(self) -> None:
        while not self._stopping.wait(self._pause()):
            self._attempts += 1
            websocket = self._connect()
            if websocket is not None:
                self._replace_by(websocket)
                self._look_after(websocket)

    def _pause(self) -> float:
        """Seconds before the next attempt: none before the first, more before each further, and what Slack asks for."""
        pauses = self._timing.pauses
        usual = pauses[min(self._attempts, len(pauses)) - 1] if self._attempts else 0.0
        return max(with_jitter(usual, self._jitter()), self._retry_after)

    def _connect(self) -> WebSocket | None:
        """Connect once; None where that fails."""
        self._retry_after = 0.0
        try:
            url = str(self._client.apps_connections_open(app_token=self._app_token)["url"])
            self._client.require_own_websocket(url)
            websocket = WebSocket(*open_socket(url, self._client, self._timing.open_timeout))
            self._readers.start(websocket)
        except SlackApiError as refusal:
            self._report(refusal)
        except Exception as fault:  # noqa: BLE001 - a boundary: this thread must outlive whatever a library raises
            log.warning("socket_mode_unreachable", error_type=type(fault).__name__)
        else:
            return websocket
        return None

    def _replace_by(self, websocket: WebSocket) -> None:
        """Go on with this websocket, and read the one before a little longer, if that is open."""
        with self._replaced:
            before, self._newest = self._newest, websocket
            self._replaced.notify_all()
        log.info("socket_mode_connected")
        if before is not None and before.is_open:
            hanging_up = Timer(self._timing.linger, before.hang_up)
            hanging_up.daemon = True
            try:
                hanging_up.start()
            except RuntimeError:  # the system gives no thread
                before.hang_up()

    def _look_after(self, websocket: WebSocket) -> None:
        """Return when it has ended or is to be renewed, or when the transport stops."""
        opened_at = time.monotonic()
        self._ping_until_ended(websocket)
        if time.monotonic() - opened_at > self._timing.stable_after:
            self._attempts = 0

    def _ping_until_ended(self, websocket: WebSocket) -> None:
        """As `_look_after`; hang up where it has been silent for too long."""
        timing, pinged_at = self._timing, -math.inf
        while websocket.is_open and websocket not in self._renewed and not self._stopping.is_set():
            now = time.monotonic()
            if now - websocket.received_at > timing.silence_timeout:
                log.warning("socket_mode_silent")
                websocket.hang_up()
                return
            if now - pinged_at >= timing.ping_interval:
                websocket.ping()
                pinged_at = now
            self._wake.wait(timing.check_interval)
            self._wake.clear()
        if not websocket.is_open and not self._stopping.is_set():
            log.warning("socket_mode_lost", code=websocket.close_code)

    def _take(self, websocket: WebSocket, text: str) -> None:
        """Take a message of Slack's: an envelope, or that this websocket is to be renewed."""
        try:
            message = json.loads(text)
            request = SocketModeRequest.from_dict(message)
            kind = "" if request is not None else str(message.get("type"))
        except (ValueError, TypeError, AttributeError, RecursionError):  # no JSON, or no object
            log.warning("socket_message_malformed")
            return
        if request is not None:
            self._envelopes.take(request, partial(self._send, websocket))
        elif kind == "hello":
            self._note_connections(message.get("num_connections"))
        elif kind == "disconnect":
            self._renew(websocket, str(message.get("reason")))

    def _renew(self, websocket: WebSocket, reason: str) -> None:
        if reason == _TOO_MANY:
            log.warning("socket_mode_crowded", connections=MOST_CONNECTIONS)
        log.info("socket_mode_renewed", reason=reason)
        self._renewed.add(websocket)
        self._wake.set()

    def _note_connections(self, count: object) -> None:
        """Slack says with each connection how many the app has now: at the most, no further replica gets one."""
        if not isinstance(count, int):
            return
        self._on_hello(count)
        if count >= MOST_CONNECTIONS:
            log.warning("socket_mode_crowded", connections=count)

    def _send(self, websocket: WebSocket, text: str) -> None:
        """Send on the websocket from which the envelope came; where that has ended, on the next one. Raises NotSentError."""
        try:
            websocket.send(text)
        except NotSentError:
            with self._replaced:
                self._replaced.wait_for(
                    lambda: self.connected() or self._stopping.is_set(), self._timing.resend_timeout
                )
                newest = self._newest
            if newest is None or newest is websocket:
                raise
            newest.send(text)

    def _report(self, refusal: SlackApiError) -> None:
        """Say why Slack gave no address, and end it all where it never will."""
        error = str(refusal.response.get("error"))
        if error not in _TOKEN_ERRORS:
            log.warning("socket_mode_refused", error=error)
            self._retry_after = min(retry_after(refusal.response.headers) or 0.0, LONGEST_RETRY_AFTER)
            return
        self._stopping.set()
        log.error("socket_mode_disabled", error=error)
        self.on_fatal_error(
            f"Slack refused SLACK_APP_TOKEN ({error}): api.slack.com/apps → your app → Basic Information → "
            "App-Level Tokens (scope connections:write), and Socket Mode switched on"
        )


def with_jitter(seconds: float, jitter: float) -> float:
    """A pause less a random part of one half; `jitter` is from 0 to 1."""
    return seconds * (1 - jitter / 2)
