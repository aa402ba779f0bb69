"""The envelopes of Socket Mode: each goes to its handler and is acknowledged; it must not know when to connect."""

import json
from collections.abc import Callable
from functools import partial
from threading import Condition

import structlog
from slack_bolt import App, BoltResponse
from slack_sdk.socket_mode.request import SocketModeRequest

from bot.transports.bolt import dispatch_to_bolt
from bot.transports.dispatcher import AckResponse
from bot.transports.replies.deadline import PendingAck
from bot.transports.socket_mode.websocket import NotSentError

_NOT_ACKNOWLEDGED = 503  # so that Slack sends the event again; a malformed one (400) would be malformed again

Send = Callable[[str], None]
"""Sends a message to Slack, or raises NotSentError."""

log: structlog.stdlib.BoundLogger = structlog.get_logger()


class Envelopes:
    """Hands on envelopes, and counts them until they are acknowledged, so that a stop can wait for them."""

    def __init__(self, bolt: App) -> None:
        self._bolt = bolt
        self._running = 0
        self._changed = Condition()

    def take(self, request: SocketModeRequest, send: Send) -> None:
        """Take one, and acknowledge it as soon as its answer is there; one that is left unanswered comes again if it is an event."""
        with self._changed:
            self._running += 1
        response = None
        try:
            headers = {} if request.retry_attempt is None else {"x-slack-retry-num": str(request.retry_attempt)}
            key = request.envelope_id
            response = dispatch_to_bolt(self._bolt, request.payload, headers, mode="socket_mode", key=key)
        except Exception as fault:  # a boundary: those behind it must be read
            log.error("envelope_failed", exc_info=fault)  # noqa: TRY400 - passed as it is
        if isinstance(response, AckResponse):
            response.pending.send_with(partial(self._send_ack, send, request.envelope_id, response.pending))
        else:
            self._end(send, request.envelope_id, response)

    def wait_until_idle(self, timeout: float) -> bool:
        """Wait up to `timeout` seconds until each is acknowledged; False if one is not."""
        with self._changed:
            return self._changed.wait_for(lambda: self._running == 0, timeout)

    def _send_ack(self, send: Send, envelope_id: str, pending: PendingAck, body: bytes) -> None:
        try:
            _acknowledge(send, envelope_id, body.decode())
        finally:
            pending.mark_delivered()
            self._count_down()

    def _end(self, send: Send, envelope_id: str, response: BoltResponse | None) -> None:
        try:
            if response is not None and response.status != _NOT_ACKNOWLEDGED:
                _acknowledge(send, envelope_id, response.body)
        finally:
            self._count_down()

    def _count_down(self) -> None:
        with self._changed:
            self._running -= 1
            self._changed.notify_all()


def _acknowledge(send: Send, envelope_id: str, body: str) -> None:
    """Acknowledge with a body that is JSON already, or empty."""
    payload = f', "payload": {body}' if body else ""
    try:
        send(f'{{"envelope_id": {json.dumps(envelope_id)}{payload}}}')
    except NotSentError as fault:
        log.warning("ack_failed", error_type=str(fault))
