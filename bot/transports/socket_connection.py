"""One Socket Mode client and the requests that run in it; it must not know when to connect or to give up."""

import json
import logging
from collections.abc import Callable
from functools import partial
from threading import Condition, Thread

import structlog
from slack_bolt import App, BoltResponse
from slack_sdk.errors import SlackClientError
from slack_sdk.socket_mode.client import BaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest

from bot.slack.client import SlackClient
from bot.transports.bolt import dispatch_to_bolt
from bot.transports.dispatcher import AckResponse
from bot.transports.replies.deadline import PendingAck
from bot.transports.socket_client import Client

_NOT_ACKNOWLEDGED = 503  # so that Slack sends the event again; a malformed one (400) would be malformed again
_CLOSE_TIMEOUT = 0.5  # seconds that the client gets to end its threads

log: structlog.stdlib.BoundLogger = structlog.get_logger()


class SocketConnection:
    """One client of Slack's, and the requests that came through it; counts them, so that closing can wait for them.

    `on_lost` is called when Slack has hung up, which it may do at any time.
    """

    def __init__(
        self, bolt: App, app_token: str, web_client: SlackClient, ping_interval: float, on_lost: Callable[[], None]
    ) -> None:
        logger = logging.getLogger("slack_sdk.socket_mode")
        logger.setLevel(logging.WARNING)  # below that it writes whole messages
        self._bolt = bolt
        self._running = 0
        self._messages = 0
        self._changed = Condition()
        self.client = Client(
            app_token=app_token,
            logger=logger,
            web_client=web_client,
            auto_reconnect_enabled=False,  # it would at once, again and again
            ping_interval=ping_interval,
            concurrency=1,
            on_message_listeners=[self._on_message],
            on_close_listeners=[lambda _code, _reason: on_lost()],
        )
        self.client.socket_mode_request_listeners.append(self.handle)

    def connect(self) -> None:
        """Ask Slack for an address and connect, unless it is connected already. Raises what slack_sdk does, or OSError."""
        self.client.connect_to_new_endpoint()

    def connected(self) -> bool:
        """Whether the socket is open, as far as this side can tell."""
        return not self.client.closed and self.client.is_connected()

    def activity_marker(self) -> tuple[object, ...]:
        """A value that changes with every message and every pong from Slack, and with every reconnect."""
        session = self.client.current_session
        pong = session.last_ping_pong_time if session is not None else None
        return self._messages, self.client.session_id(), pong

    def handle(self, _client: BaseSocketModeClient, req: SocketModeRequest) -> None:
        """Take one envelope, and acknowledge it as soon as its answer is there; one that is left unanswered comes again if it is an event."""
        with self._changed:
            self._running += 1
        response = None
        try:
            headers = {} if req.retry_attempt is None else {"x-slack-retry-num": str(req.retry_attempt)}
            response = dispatch_to_bolt(self._bolt, req.payload, headers, mode="socket_mode")
        finally:
            if isinstance(response, AckResponse):
                response.pending.send_with(partial(self._send_ack, req.envelope_id, response.pending))
            else:
                self._end(req.envelope_id, response)

    def close(self, timeout: float = 0.0) -> bool:
        """Wait up to `timeout` seconds for running requests, then hang up; True if none was cut off."""
        with self._changed:
            idle = self._changed.wait_for(lambda: self._running == 0, timeout)
        with self._changed:
            ended, self.client.closed = self.client.closed, True
        if ended:  # another thread is closing it
            return idle
        self.client.message_queue.put(None)  # wakes the thread that waits for messages
        closing = Thread(target=self.client.close, name="socket-close", daemon=True)
        closing.start()
        closing.join(_CLOSE_TIMEOUT)
        return idle

    def _send_ack(self, envelope: str, pending: PendingAck, body: bytes) -> None:
        try:
            self._send(envelope, body.decode())
        finally:
            pending.mark_delivered()
            self._count_down()

    def _end(self, envelope: str, response: BoltResponse | None) -> None:
        try:
            if response is not None and response.status != _NOT_ACKNOWLEDGED:
                self._send(envelope, response.body)
        finally:
            self._count_down()

    def _send(self, envelope: str, body: str) -> None:
        """Acknowledge with a body that is JSON already, or empty."""
        payload = f', "payload": {body}' if body else ""
        try:
            self.client.send_message(f'{{"envelope_id": {json.dumps(envelope)}{payload}}}')
        except SlackClientError as fault:
            log.warning("ack_failed", error_type=type(fault).__name__)

    def _count_down(self) -> None:
        with self._changed:
            self._running -= 1
            self._changed.notify_all()

    def _on_message(self, _message: str) -> None:
        self._messages += 1
