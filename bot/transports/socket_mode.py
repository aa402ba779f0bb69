"""The Socket Mode transport: keeps a connection to Slack open and answers its envelopes; it must not know handlers."""

import time
from collections.abc import Callable, Sequence
from functools import partial
from threading import Event, Thread

import structlog
from slack_bolt import App
from slack_sdk.errors import SlackApiError

from bot.slack.client import SlackClient
from bot.transports.socket_connection import SocketConnection

SILENCE_TIMEOUT = 60.0  # seconds without a message or a pong, after which a new connection is made
API_TIMEOUT = 30.0  # seconds for Slack to say where to connect
PING_INTERVAL = 10.0  # seconds between pings
RECONNECT_DELAYS = (1.0, 2.0, 4.0, 8.0, 15.0, 30.0)  # seconds before each further attempt to connect
STABLE_AFTER = 30.0  # seconds after which a connection counts as one that held, and the next attempt as the first
_TOKEN_ERRORS = {
    *("invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired"),
    *("not_allowed_token_type", "missing_scope", "no_permission", "app_not_found", "socket_mode_not_enabled"),
}

log: structlog.stdlib.BoundLogger = structlog.get_logger()


class SocketModeTransport:
    """Connects in a thread of its own until it succeeds; only a refused token ends it, with `on_fatal_error`."""

    def __init__(
        self,
        bolt: App,
        *,
        app_token: str,
        api_url: str,
        on_fatal_error: Callable[[str], None] = lambda _text: None,
        silence_timeout: float = SILENCE_TIMEOUT,
        ping_interval: float = PING_INTERVAL,
        reconnect_delays: Sequence[float] = RECONNECT_DELAYS,
        stable_after: float = STABLE_AFTER,
    ) -> None:
        self._stopping = Event()
        self._lost_or_stopping = Event()
        self.on_fatal_error = on_fatal_error  # called once, with a text for the operator
        self._new_connection = partial(
            SocketConnection,
            bolt,
            app_token,
            SlackClient(base_url=api_url, timeout=API_TIMEOUT),
            ping_interval,
            self._lost_or_stopping.set,
        )
        self._reconnect_delays = reconnect_delays
        self._stable_after = stable_after
        self._attempts = 0  # to connect, since a connection held
        self._silence_timeout = silence_timeout
        self._check_interval = min(ping_interval, silence_timeout) / 4
        self._connection: SocketConnection | None = None
        self._thread = Thread(target=self._run, name="socket-mode", daemon=True)

    def start(self) -> None:
        """Begin to connect, without waiting for it; see `connected`."""
        self._thread.start()

    def connected(self) -> bool:
        """Whether the socket is open, as far as this side can tell."""
        connection = self._connection
        return connection is not None and connection.connected()

    def stop(self, timeout: float) -> bool:
        """Wait up to `timeout` seconds until running requests have sent their answers, then hang up; True if all did."""
        self._stopping.set()
        self._lost_or_stopping.set()
        connection = self._connection
        return connection is None or connection.close(timeout)

    def _run(self) -> None:
        connection = self._connection = self._new_connection()
        while self._connect(connection):
            self._wait_until_lost(connection)
            if self._stopping.is_set():
                return
            if connection.connected():
                log.warning("socket_mode_silent")
                connection.close(0.0)
                connection = self._connection = self._new_connection()
            else:
                log.warning("socket_mode_lost")

    def _connect(self, connection: SocketConnection) -> bool:
        """Try until connected (True), stopped or refused for good (False)."""
        while not self._stopping.wait(self._pause()):
            self._attempts += 1
            try:
                connection.connect()
            except SlackApiError as response_error:
                error = str(response_error.response.get("error"))
                if error in _TOKEN_ERRORS:
                    self._report_token_error(error)
                    return False
                log.warning("socket_mode_refused", error=error)
            except Exception as fault:  # noqa: BLE001 - a boundary: this thread must outlive whatever a library raises
                log.warning("socket_mode_unreachable", error_type=type(fault).__name__)
            if connection.connected():
                log.info("socket_mode_connected")
                return True
        return False

    def _pause(self) -> float:
        """Seconds before the next attempt: none before the first, more before each further."""
        return self._reconnect_delays[min(self._attempts, len(self._reconnect_delays)) - 1] if self._attempts else 0.0

    def _wait_until_lost(self, connection: SocketConnection) -> None:
        """Return when Slack has hung up, when the connection has been silent for too long, or when the transport stops.

        slack_sdk hangs up where pongs stop, but not where none has ever come (decision 6).
        """
        connected_at = last_activity_at = time.monotonic()
        activity = connection.activity_marker()
        while connection.connected() and not self._stopping.is_set():
            self._lost_or_stopping.wait(self._check_interval)
            self._lost_or_stopping.clear()
            current = connection.activity_marker()
            if current != activity:
                activity, last_activity_at = current, time.monotonic()
            elif time.monotonic() - last_activity_at > self._silence_timeout:
                break
        if time.monotonic() - connected_at > self._stable_after:
            self._attempts = 0

    def _report_token_error(self, error: str) -> None:
        text = (
            f"Slack refused SLACK_APP_TOKEN ({error}): api.slack.com/apps → your app → Basic Information → "
            "App-Level Tokens (scope connections:write), and Socket Mode switched on"
        )
        log.error("socket_mode_disabled", error=error)
        self.on_fatal_error(text)
