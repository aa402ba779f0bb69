"""The Socket Mode door: keeps a connection to Slack open and answers what comes through it; it must not know handlers."""

import time
from collections.abc import Callable, Sequence
from functools import partial
from threading import Event, Thread

import structlog
from slack_bolt import App
from slack_sdk.errors import SlackApiError

from bot.doors.socket_link import Link
from bot.slack_client import SlackClient

SILENCE = 60.0  # seconds without a frame or a pong, after which the connection is made anew
PATIENCE = 30.0  # seconds for Slack to say where to connect
PING = 10.0  # seconds between pings
WAITS = (1.0, 2.0, 4.0, 8.0, 15.0, 30.0)  # seconds before each further attempt to connect
_TOKEN_FAULTS = {
    *("invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired"),
    *("not_allowed_token_type", "missing_scope", "no_permission", "app_not_found", "socket_mode_not_enabled"),
}

log: structlog.stdlib.BoundLogger = structlog.get_logger()


class SocketDoor:
    """Connects in a thread of its own, again and again; only a token that Slack refuses ends it, through `on_fault`."""

    def __init__(
        self,
        bolt: App,
        *,
        app_token: str,
        api_url: str,
        on_fault: Callable[[str], None] = lambda _text: None,
        silence: float = SILENCE,
        ping: float = PING,
        waits: Sequence[float] = WAITS,
    ) -> None:
        self.on_fault = on_fault  # told once, in words for the operator
        self._new_link = partial(Link, bolt, app_token, SlackClient(base_url=api_url, timeout=PATIENCE), ping)
        self._waits = waits
        self._silence = silence
        self._tick = min(ping, silence) / 4
        self._link: Link | None = None
        self._stopping = Event()
        self._thread = Thread(target=self._live, name="socket-door", daemon=True)

    def start(self) -> None:
        """Begin to connect; `connected` says when it came about."""
        self._thread.start()

    def connected(self) -> bool:
        """Whether Slack can reach us through this door now."""
        link = self._link
        return link is not None and link.connected()

    def stop(self, timeout: float) -> bool:
        """Wait up to `timeout` seconds until running requests have sent their answers, then hang up; True if all did."""
        self._stopping.set()
        link = self._link
        return link is None or link.close(timeout)

    def _live(self) -> None:
        while not self._stopping.is_set():
            link = self._link = self._new_link()
            if not self._connect(link):
                return
            self._watch(link)
            if not self._stopping.is_set():
                log.warning("the socket is silent and is made anew")
                link.close(0.0)

    def _connect(self, link: Link) -> bool:
        """True once connected; False when there is no point in going on."""
        attempt = 0
        while not self._stopping.is_set():
            try:
                link.connect()
            except SlackApiError as refused:
                error = str(refused.response.get("error"))
                if error in _TOKEN_FAULTS:
                    self._give_up(error)
                    return False
                log.warning("slack refused the connection", error=error)
            except Exception as fault:  # noqa: BLE001 - a boundary: this thread must outlive whatever a library raises
                log.warning("slack was not reached", fault=type(fault).__name__)
            if link.connected():
                log.info("socket mode connected")
                return True
            self._stopping.wait(self._waits[min(attempt, len(self._waits) - 1)])
            attempt += 1
        return False

    def _watch(self, link: Link) -> None:
        """Returns when the connection has been silent for too long, or is to end."""
        sign, heard = link.sign_of_life(), time.monotonic()
        while not self._stopping.wait(self._tick):
            now_sign = link.sign_of_life()
            if now_sign != sign:
                sign, heard = now_sign, time.monotonic()
            elif time.monotonic() - heard > self._silence:
                return

    def _give_up(self, error: str) -> None:
        text = (
            f"Slack refused SLACK_APP_TOKEN ({error}): api.slack.com/apps → your app → Basic Information → "
            "App-Level Tokens (scope connections:write), and Socket Mode switched on"
        )
        log.error("socket mode ended", error=error)
        self.on_fault(text)
