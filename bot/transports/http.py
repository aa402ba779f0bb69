"""The HTTP transport: signed requests from Slack at `POST /slack/events`; it must not know handlers."""

import asyncio
import time
from collections.abc import Sequence
from contextlib import suppress
from functools import partial

import structlog
from slack_bolt import App, BoltResponse
from starlette.types import Receive, Scope, Send

from bot.transports.bolt import dispatch_to_bolt
from bot.transports.dispatcher import AckResponse
from bot.transports.replies.deadline import PendingAck
from bot.transports.signing import SIGNATURE_HEADER, SignatureChecker

SLACK_PATH = "/slack/events"
SHORT_WAIT = 0.001  # seconds in which most handlers are done
LONGEST_TURN = 0.02  # seconds that the event loop waits for several of them, one after the other
BODY_LIMIT = 1 << 20  # bytes; Slack's largest payload is a view of 250 kB

log: structlog.stdlib.BoundLogger = structlog.get_logger()


class SlackEvents:
    """The ASGI app that Slack calls: 401 for a wrong signature, 413 for a body over `BODY_LIMIT`, else Bolt's answer.

    Bolt dispatches in the event loop, which takes microseconds; only the handler runs in a thread.
    """

    def __init__(self, bolt: App, checker: SignatureChecker) -> None:
        self._bolt = bolt
        self._checker = checker
        self._waiting: list[tuple[AckResponse, asyncio.Future[bytes]]] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        body = await _read_body(receive)
        if body is None:
            await _send(send, BoltResponse(status=413))
            return
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        rejection = self._checker.rejection_reason(body, headers)
        if rejection:
            log.warning("slack_request_rejected", reason=rejection)
            await _send(send, BoltResponse(status=401))
            return
        key = headers[SIGNATURE_HEADER]
        response = dispatch_to_bolt(self._bolt, body.decode(), headers, mode="http", key=key)
        if isinstance(response, AckResponse):
            await self._send_ack(send, response)
        else:
            await _send(send, response)

    async def _send_ack(self, send: Send, response: AckResponse) -> None:
        try:
            body = await self._settled(response)
            content_type = "application/json;charset=utf-8" if body else "text/plain;charset=utf-8"
            await _send_response(send, 200, body, content_type)
        finally:
            response.pending.mark_delivered()

    async def _settled(self, response: AckResponse) -> bytes:
        """The acknowledgement, once the handler or the deadline has given it."""
        loop = asyncio.get_running_loop()
        settled: asyncio.Future[bytes] = loop.create_future()
        if not self._waiting:
            loop.call_soon(self._wait_in_place, loop)
        self._waiting.append((response, settled))
        return await settled

    def _wait_in_place(self, loop: asyncio.AbstractEventLoop) -> None:
        """Wait in the event loop for all the requests that it has taken in one iteration.

        Most handlers need less than `SHORT_WAIT`. Waiting for these costs less than being woken through the event loop,
        and meanwhile a worker runs all of them, and nobody takes the interpreter's lock from it.
        """
        waiting, self._waiting = self._waiting, []
        wait_shortly([response.pending for response, _ in waiting])
        for response, settled in waiting:
            if response.pending.settled:
                _set_result(settled, response.pending.body)
            else:
                response.pending.send_with(partial(_settle_from_thread, loop, settled))


def wait_shortly(pending: Sequence[PendingAck]) -> None:
    """Wait until the last of them is settled, none has been for `SHORT_WAIT`, or `LONGEST_TURN` is over."""
    settled, ends_at = 0, time.monotonic() + LONGEST_TURN
    while not pending[-1].wait(SHORT_WAIT):
        before, settled = settled, _count_settled(pending)
        if settled == before or time.monotonic() > ends_at:
            return


def _count_settled(pending: Sequence[PendingAck]) -> int:
    return sum(each.settled for each in pending)


def _settle_from_thread(loop: asyncio.AbstractEventLoop, settled: asyncio.Future[bytes], body: bytes) -> None:
    with suppress(RuntimeError):  # the loop is closed: nobody waits any more
        loop.call_soon_threadsafe(_set_result, settled, body)


def _set_result(future: asyncio.Future[bytes], body: bytes) -> None:
    if not future.done():  # cancelled, where the server stops
        future.set_result(body)


async def _read_body(receive: Receive) -> bytes | None:
    """The whole body; None if it is over the limit or the client hangs up before its end."""
    parts, size = [], 0
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return None
        part = message.get("body", b"")
        size += len(part)
        if size > BODY_LIMIT:
            return None
        parts.append(part)
        if not message.get("more_body", False):
            return b"".join(parts)


async def _send(send: Send, response: BoltResponse) -> None:
    content_type = response.first_headers().get("content-type", "")
    await _send_response(send, response.status, response.body.encode(), content_type)


async def _send_response(send: Send, status: int, body: bytes, content_type: str) -> None:
    length = str(len(body)).encode()
    headers = [(b"content-type", content_type.encode()), (b"content-length", length)]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
