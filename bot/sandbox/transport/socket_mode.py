"""Socket Mode's WebSocket: redeems a ticket, says hello, sends envelopes and takes acks."""

import asyncio
import json

from starlette.websockets import WebSocket, WebSocketDisconnect

from bot.sandbox.errors import Json
from bot.sandbox.transport.connections import OpenConnections
from bot.sandbox.workspace.workspace import Workspace

MAX_CONNECTIONS = 10
_POLICY_VIOLATION = 1008


class WebSocketConnection:
    """Implements AppSocket for one WebSocket. Its methods may be called from any thread."""

    def __init__(self, websocket: WebSocket, open_connections: OpenConnections) -> None:
        self._websocket = websocket
        self._open_connections = open_connections
        self._loop = asyncio.get_running_loop()
        self._outgoing: asyncio.Queue[Json | None] = asyncio.Queue()

    def send(self, frame: Json) -> None:
        """Queue one frame."""
        self._on_loop(frame)

    def close(self, *, abruptly: bool) -> None:
        """Close with a close frame, or by cutting the connection."""
        if abruptly:
            self._loop.call_soon_threadsafe(self._open_connections.cut, self._websocket.client)
        else:
            self._on_loop(None)

    def _on_loop(self, frame: Json | None) -> None:
        try:
            self._loop.call_soon_threadsafe(self._outgoing.put_nowait, frame)
        except RuntimeError as stopped:
            raise OSError("the server has stopped") from stopped

    async def pump(self) -> None:
        """Send the queued frames until closed."""
        while (frame := await self._outgoing.get()) is not None:
            await self._websocket.send_text(json.dumps(frame))
        await self._websocket.close()


class SocketModeEndpoint:
    """Accepts the app's sockets and attaches them to the workspace's delivery."""

    def __init__(self, workspace: Workspace, open_connections: OpenConnections) -> None:
        self._workspace = workspace
        self._open_connections = open_connections

    async def serve(self, websocket: WebSocket) -> None:
        """Serve one socket until it closes."""
        if not self._redeem(websocket.query_params.get("ticket", "")):
            await websocket.close(_POLICY_VIOLATION)
            return
        await websocket.accept()
        connection = WebSocketConnection(websocket, self._open_connections)
        delivery = self._workspace.delivery
        if delivery.connection_count >= MAX_CONNECTIONS:
            connection.send({"type": "disconnect", "reason": "too_many_websockets"})
            connection.close(abruptly=False)
            await connection.pump()
            return
        connection.send(self._hello(delivery.connection_count + 1))
        delivery.attach(connection)
        sending = asyncio.create_task(connection.pump())
        try:
            await self._listen(websocket)
        finally:
            delivery.detach(connection)
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
            known = ticket in self._workspace.socket_tickets
            self._workspace.socket_tickets.discard(ticket)
            return known

    def _hello(self, connections: int) -> Json:
        return {
            "type": "hello",
            "num_connections": connections,
            "connection_info": {"app_id": self._workspace.app_id},
            "debug_info": {"host": "sandbox", "approximate_connection_time": 18_060},
        }
