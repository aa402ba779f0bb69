"""Slack as the bot sees it, in a thread of the measuring process: a Web API that may be slow, and Socket Mode's WebSocket.

Everybody is an admin. It checks nothing, and keeps nothing but when messages came; for a Slack that does more, see
`bot/sandbox/`.
"""

import asyncio
import json
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import chain
from threading import Event, Thread
from urllib.parse import parse_qsl

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from bot.sandbox.events.envelopes import Envelope
from tests.bench.load_client import Answer

_TIMEOUT = 30.0  # seconds for anything that must happen
_POLL_SECONDS = 0.005


class FakeSlack:
    """`delay`: seconds that each call takes from now on; asking where to connect takes none."""

    def __init__(self) -> None:
        self.delay = 0.0
        self.under_way = 0
        self._messages: dict[str, float] = {}
        self._answered = 0
        self._waited_for = 0
        self._unacknowledged: dict[str, asyncio.Future[Answer]] = {}
        self._connected = Event()
        self._websocket: WebSocket | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        routes = [
            Route("/api/apps.connections.open", self._open_connection, methods=["POST"]),
            Route("/{path:path}", self._call, methods=["POST"]),
            WebSocketRoute("/link", self._serve_socket),
        ]
        config = uvicorn.Config(
            Starlette(routes=routes),
            port=0,
            ws="wsproto",
            lifespan="off",
            log_config=None,
            access_log=False,
            date_header=False,  # the bot's clock stands still, and would be in doubt
        )
        self._server = uvicorn.Server(config)

    @property
    def api_url(self) -> str:
        """For `SLACK_API_URL`."""
        return f"http://{self._address}/api/"

    @property
    def response_url(self) -> str:
        """For payloads; what is posted here counts as a call."""
        return f"http://{self._address}/response"

    def serve(self) -> None:
        """Serve until stopped."""
        self._server.run()

    def stop(self) -> None:
        """Hang up on everybody."""
        self._server.should_exit = self._server.force_exit = True

    def wait_until(self, reached: Callable[[], bool], timeout: float = _TIMEOUT) -> bool:
        """Whether it came to be in time, a number of seconds."""
        end = time.monotonic() + timeout
        while not reached():
            if time.monotonic() > end:
                return False
            time.sleep(_POLL_SECONDS)
        return True

    def wait_for_calls(self, many: int, timeout: float = _TIMEOUT) -> None:
        """Wait until so many more calls are answered than at the last time."""
        wanted = self._waited_for + many
        assert self.wait_until(lambda: self._answered >= wanted, timeout), (
            f"{wanted - self._answered} calls are missing"
        )
        self._waited_for = self._answered

    def wait_for_message(self, channel: str, timeout: float = _TIMEOUT) -> float:
        """When the first message to this channel or person came, by `time.perf_counter`."""
        assert self.wait_until(lambda: channel in self._messages, timeout), f"no message to {channel}"
        return self._messages[channel]

    def is_serving(self) -> bool:
        """Whether it can be called."""
        return self._server.started

    async def send_envelopes(self, envelopes: Iterable[Envelope], outstanding: int) -> list[Answer]:
        """Send all by Socket Mode, so many unacknowledged at once; each acknowledgement's payload as it came."""
        assert self._connected.wait(_TIMEOUT), "nobody connected"
        assert self._loop is not None
        sent = asyncio.run_coroutine_threadsafe(self._send_envelopes(envelopes, outstanding), self._loop)
        return await asyncio.wrap_future(sent)

    async def _send_envelopes(self, envelopes: Iterable[Envelope], outstanding: int) -> list[Answer]:
        left = iter(envelopes)

        async def one_by_one() -> list[Answer]:
            return [await self._send(envelope) for envelope in left]

        return list(chain.from_iterable(await asyncio.gather(*(one_by_one() for _ in range(outstanding)))))

    async def _send(self, envelope: Envelope) -> Answer:
        frame = json.dumps(envelope.frame())
        acknowledged = self._unacknowledged[envelope.id] = asyncio.get_running_loop().create_future()
        assert self._websocket is not None
        began = time.perf_counter()
        await self._websocket.send_text(frame)
        answer = await asyncio.wait_for(acknowledged, _TIMEOUT)
        return Answer(answer.seconds - began, answer.body)

    async def _serve_socket(self, websocket: WebSocket) -> None:
        await websocket.accept()
        await websocket.send_text(json.dumps({"type": "hello", "num_connections": 1}))
        self._websocket, self._loop = websocket, asyncio.get_running_loop()
        self._connected.set()
        while True:
            try:
                text = await websocket.receive_text()
            except WebSocketDisconnect:
                return
            at, frame = time.perf_counter(), json.loads(text)
            self._unacknowledged.pop(frame["envelope_id"]).set_result(
                Answer(at, json.dumps(frame.get("payload")).encode())
            )

    async def _open_connection(self, _request: Request) -> Response:
        return JSONResponse({"ok": True, "url": f"ws://{self._address}/link"})

    async def _call(self, request: Request) -> Response:
        fields = _fields(await request.body())
        user, channel = fields.get("user", ""), fields.get("channel", "")
        is_message = request.url.path.endswith("chat.postMessage")
        if is_message:
            self._messages.setdefault(channel, time.perf_counter())
        self.under_way += 1
        await asyncio.sleep(self.delay)
        self.under_way -= 1
        self._answered += 1
        if is_message:
            return JSONResponse({"ok": True, "channel": channel, "ts": "1.1"})
        about = {"user": {"id": user, "is_admin": True}, "channel": {"id": channel, "is_member": True}}
        return JSONResponse({"ok": True, **about})

    @property
    def _address(self) -> str:
        return f"127.0.0.1:{self._server.servers[0].sockets[0].getsockname()[1]}"


def _fields(body: bytes) -> dict[str, str]:
    """What a call says, as JSON or as a form."""
    return dict(json.loads(body)) if body.startswith(b"{") else dict(parse_qsl(body.decode()))


@contextmanager
def running_fake_slack() -> Iterator[FakeSlack]:
    """A stand-in for Slack that serves."""
    slack = FakeSlack()
    thread = Thread(target=slack.serve, name="fake-slack", daemon=True)
    thread.start()
    assert slack.wait_until(slack.is_serving)
    try:
        yield slack
    finally:
        slack.stop()
        thread.join(_TIMEOUT)
