"""Socket Mode's WebSocket: one ticket, one hello, then envelopes out and acks in."""

import asyncio
import json

from starlette.websockets import WebSocket, WebSocketDisconnect

from bot.sandbox.errors import Json
from bot.sandbox.wire import Lines
from bot.sandbox.workspace import Workspace

MOST_LINKS = 10
_POLICY_VIOLATION = 1008


class Line:
    """One connected socket, as delivery sees it (the Link protocol). Its methods may be called from any thread."""

    def __init__(self, websocket: WebSocket, lines: Lines) -> None:
        self._websocket = websocket
        self._lines = lines
        self._loop = asyncio.get_running_loop()
        self._outgoing: asyncio.Queue[Json | None] = asyncio.Queue()

    def send(self, frame: Json) -> None:
        """Put one frame on its way."""
        self._on_loop(frame)

    def close(self, *, abruptly: bool) -> None:
        """Hang up, with a close frame or without."""
        if not abruptly:
            self._on_loop(None)
            return
        client = self._websocket.client
        self._loop.call_soon_threadsafe(self._lines.cut, (client.host, client.port) if client else None)

    def _on_loop(self, frame: Json | None) -> None:
        try:
            self._loop.call_soon_threadsafe(self._outgoing.put_nowait, frame)
        except RuntimeError as stopped:
            raise OSError("the server has stopped") from stopped

    async def pump(self) -> None:
        """Send what is put in, until told to hang up."""
        while (frame := await self._outgoing.get()) is not None:
            await self._websocket.send_text(json.dumps(frame))
        await self._websocket.close()


class LinkDoor:
    """Lets the app's sockets in and connects them with the workspace's delivery."""

    def __init__(self, workspace: Workspace, lines: Lines) -> None:
        self._workspace = workspace
        self._lines = lines

    async def serve(self, websocket: WebSocket) -> None:
        """Serve one socket to its end."""
        if not self._redeem(websocket.query_params.get("ticket", "")):
            await websocket.close(_POLICY_VIOLATION)
            return
        await websocket.accept()
        line = Line(websocket, self._lines)
        delivery = self._workspace.delivery
        if delivery.links >= MOST_LINKS:
            line.send({"type": "disconnect", "reason": "too_many_websockets"})
            line.close(abruptly=False)
            await line.pump()
            return
        line.send(self._hello(delivery.links + 1))
        delivery.attach(line)
        sending = asyncio.create_task(line.pump())
        try:
            await self._listen(websocket)
        finally:
            delivery.detach(line)
            sending.cancel()
            await asyncio.gather(sending, return_exceptions=True)

    async def _listen(self, websocket: WebSocket) -> None:
        while True:
            try:
                frame = json.loads(await websocket.receive_text())
            except WebSocketDisconnect:
                return
            except ValueError:
                continue
            if isinstance(frame, dict) and "envelope_id" in frame:
                self._workspace.delivery.acknowledge(str(frame["envelope_id"]), frame.get("payload"))

    def _redeem(self, ticket: str) -> bool:
        with self._workspace.changing():
            known = ticket in self._workspace.link_tickets
            self._workspace.link_tickets.discard(ticket)
            return known

    def _hello(self, connections: int) -> Json:
        return {
            "type": "hello",
            "num_connections": connections,
            "connection_info": {"app_id": self._workspace.app_id},
            "debug_info": {"host": "sandbox", "approximate_connection_time": 18_060},
        }
