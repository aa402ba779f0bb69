"""One Socket Mode client and the requests that run in it; it must not know when to connect or to give up."""

import contextlib
import json
import logging
import socket
from functools import partial
from threading import Condition, Thread

import structlog
from slack_bolt import App, BoltResponse
from slack_sdk.errors import SlackClientError, SlackClientNotConnectedError
from slack_sdk.socket_mode.builtin import SocketModeClient
from slack_sdk.socket_mode.client import BaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from wsproto.frame_protocol import FrameProtocol

from bot.slack.client import SlackClient
from bot.transports.bolt import dispatch_to_bolt
from bot.transports.dispatcher import AckResponse
from bot.transports.replies.deadline import PendingAck

_BUFFER_SIZE = 1 << 16  # bytes read at once; slack_sdk reads 1 kB
_NOT_ACKNOWLEDGED = 503  # so that Slack sends the event again; a malformed one (400) would be malformed again
_CLOSE_TIMEOUT = 0.5  # seconds that the client gets to end its threads

log: structlog.stdlib.BoundLogger = structlog.get_logger()


class _Client(SocketModeClient):
    """slack_sdk's client with three differences.

    It stays closed: without this, one that reconnects while it is closed leaves a socket open. It hands on messages in
    the thread that reads them, which is quick, in place of passing them through a queue and two further threads. And it
    sends what is larger than 64 kB, all of it, and masks it at once: byte by byte took as long as a handler.
    """

    def connect(self) -> None:
        """Connect to the address that Slack gave; hang up at once if the client was closed meanwhile."""
        super().connect()
        if self.closed:
            self.disconnect()

    def disconnect(self) -> None:
        """Close the socket. The reader or the monitor may close it at the same moment, which raises AttributeError or OSError."""
        with contextlib.suppress(AttributeError, OSError):
            super().disconnect()

    def send_message(self, message: str) -> None:
        """Send a message; once more where the socket was replaced meanwhile. Raises SlackClientNotConnectedError."""
        frame = FrameProtocol(client=True, extensions=[]).send_data(message, fin=True)
        try:
            self._send_frame(frame)
        except SlackClientNotConnectedError:
            with self.connect_operation_lock:
                self._send_frame(frame)

    def _send_frame(self, frame: bytearray) -> None:
        session = self.current_session
        if session is None:
            raise SlackClientNotConnectedError("no session")
        try:
            with session.sock_send_lock:
                if session.sock is None:
                    raise SlackClientNotConnectedError("no socket")
                _send_or_hang_up(session.sock, frame)
        except OSError as fault:
            session.disconnect()
            raise SlackClientNotConnectedError(type(fault).__name__) from fault

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


def _send_or_hang_up(sock: socket.socket, frame: bytearray) -> None:
    """Send all of it. Otherwise a part may be on its way, and nothing can follow that on this socket. Raises OSError."""
    try:
        sock.sendall(frame)
    except OSError:
        with contextlib.suppress(OSError):  # also wakes the reader; not SSL's own, which another thread may be using
            socket.socket.shutdown(sock, socket.SHUT_RDWR)
        raise


class SocketConnection:
    """One slack_sdk client, which reconnects by itself; counts running requests, so that closing can wait for them."""

    def __init__(self, bolt: App, app_token: str, web_client: SlackClient, ping_interval: float) -> None:
        logger = logging.getLogger("slack_sdk.socket_mode")
        logger.setLevel(logging.WARNING)  # below that it writes whole messages
        self._bolt = bolt
        self._running = 0
        self._messages = 0
        self._changed = Condition()
        self.client = _Client(
            app_token=app_token,
            logger=logger,
            web_client=web_client,
            ping_interval=ping_interval,
            receive_buffer_size=_BUFFER_SIZE,
            concurrency=1,
            on_message_listeners=[self._on_message],
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

    def handle(self, client: BaseSocketModeClient, req: SocketModeRequest) -> None:
        """Take one envelope, and acknowledge it as soon as its answer is there; one that is left unanswered comes again if it is an event."""
        with self._changed:
            self._running += 1
        response = None
        try:
            headers = {} if req.retry_attempt is None else {"x-slack-retry-num": str(req.retry_attempt)}
            response = dispatch_to_bolt(self._bolt, req.payload, headers, mode="socket_mode")
        finally:
            if isinstance(response, AckResponse):
                response.pending.send_with(partial(self._send_ack, client, req.envelope_id, response.pending))
            else:
                self._end(client, req.envelope_id, response)

    def close(self, timeout: float = 0.0) -> bool:
        """Wait up to `timeout` seconds for running requests, then hang up; True if none was cut off."""
        with self._changed:
            idle = self._changed.wait_for(lambda: self._running == 0, timeout)
        with self._changed:
            ended, self.client.closed = self.client.closed, True
        if ended:  # another thread is closing it
            return idle
        self.client.message_queue.put(None)  # wakes the thread that waits for messages
        session = self.client.current_session
        raw_socket = session.sock if session is not None else None
        if raw_socket is not None:
            with contextlib.suppress(OSError):  # wakes the reader, whose lock the client waits for in its close
                raw_socket.shutdown(socket.SHUT_RDWR)
        closing = Thread(target=self.client.close, name="socket-close", daemon=True)
        closing.start()
        closing.join(_CLOSE_TIMEOUT)
        return idle

    def _send_ack(self, client: BaseSocketModeClient, envelope: str, pending: PendingAck, body: bytes) -> None:
        try:
            self._send(client, envelope, body.decode())
        finally:
            pending.mark_delivered()
            self._count_down()

    def _end(self, client: BaseSocketModeClient, envelope: str, response: BoltResponse | None) -> None:
        try:
            if response is not None and response.status != _NOT_ACKNOWLEDGED:
                self._send(client, envelope, response.body)
        finally:
            self._count_down()

    def _send(self, client: BaseSocketModeClient, envelope: str, body: str) -> None:
        """Acknowledge with a body that is JSON already, or empty."""
        payload = f', "payload": {body}' if body else ""
        try:
            client.send_message(f'{{"envelope_id": {json.dumps(envelope)}{payload}}}')
        except (SlackClientError, OSError) as fault:
            log.warning("ack_failed", error_type=type(fault).__name__)

    def _count_down(self) -> None:
        with self._changed:
            self._running -= 1
            self._changed.notify_all()

    def _on_message(self, _message: str) -> None:
        self._messages += 1
