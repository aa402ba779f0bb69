"""slack_sdk's Socket Mode client, which follows Slack when that renews the connection; it must not know requests."""

import json

import structlog
from slack_sdk.socket_mode.builtin import SocketModeClient
from slack_sdk.socket_mode.builtin.connection import ConnectionState

from bot.transports.socket_session import Session

log: structlog.stdlib.BoundLogger = structlog.get_logger()


class Client(SocketModeClient):
    """slack_sdk's client with three differences.

    Its sessions are ours. It stays closed: one that reconnects while it is closed would leave a socket open. And it hands
    on envelopes in the thread that reads them, which is quick, in place of passing them through a queue and two further
    threads.
    """

    def connect(self) -> None:
        """Connect to the address that Slack gave, then hang up the session before; at once if the client was closed meanwhile."""
        old_session, old_state = self.current_session, self.current_session_state
        session = self._new_session()
        session.connect()
        if old_session is not None and old_session.is_active() and not session.is_active():
            return  # Slack closes the old one in its time, until then requests come through that
        self.current_session = session
        self.current_session_state = ConnectionState()  # type: ignore[no-untyped-call] # as slack_sdk has it
        old_state.terminated = True
        if old_session is not None:
            old_session.close()
        if not self.current_app_monitor_started:
            self.current_app_monitor_started = True
            self.current_app_monitor.start()
        if self.closed:
            self.disconnect()

    def enqueue_message(self, message: str) -> None:
        """Hand on an envelope; what asks to reconnect goes through the queue, since that takes calls to Slack."""
        try:
            decoded = json.loads(message)
        except (ValueError, RecursionError):
            log.warning("socket_message_malformed")
            return
        if isinstance(decoded, dict) and "envelope_id" in decoded:
            self.run_message_listeners(decoded, message)
        else:
            super().enqueue_message(message)

    def _new_session(self) -> Session:
        return Session(
            url=self.wss_uri or self.issue_new_wss_url(),
            logger=self.logger,
            ping_interval=self.ping_interval,
            proxy=self.proxy,
            proxy_headers=self.proxy_headers,
            on_message_listener=self._on_message,
            on_error_listener=self._on_error,
            on_close_listener=self._on_close,
            ssl_context=self.web_client.ssl,
        )
