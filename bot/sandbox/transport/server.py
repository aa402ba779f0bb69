"""Serves a workspace on loopback in its own thread: Web API, Socket Mode, and pages if given."""

import asyncio
import socket
import threading
import time
from typing import Self

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import WebSocketRoute
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.sandbox.transport.api_routes import WebRoutes
from bot.sandbox.transport.connections import OpenConnections
from bot.sandbox.transport.loopback_only import LoopbackOnly
from bot.sandbox.transport.socket_mode import SocketModeEndpoint
from bot.sandbox.workspace.workspace import Workspace

_START_SECONDS = 10.0
_STOP_SECONDS = 5.0
_CLOSE_SECONDS = 1
_MACHINE_PATHS = ("api", "response", "upload", "files", "link")


class _StoppableServer(uvicorn.Server):
    """Waits for an event to stop, where its parent polls ten times a second."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self._stop = asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        self._loop = asyncio.get_running_loop()
        await super().startup(sockets)

    async def main_loop(self) -> None:
        await self._stop.wait()

    def halt(self) -> None:
        """Begin to shut down; from any thread, once started."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._stop.set)


def _listen(host: str, port: int) -> socket.socket:
    """A listening socket. It names its protocol: only then does asyncio set TCP_NODELAY, which saves 40 ms an answer."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen()
    except OSError:
        listener.close()
        raise
    return listener


class SandboxServer:
    """A context manager that serves the workspace at `url`.

    `port` 0 takes a free one. `pages`: an ASGI app for all other paths; it checks its own requests. `request_timeout`:
    seconds after which the connection of an incomplete request is cut.
    """

    def __init__(
        self,
        workspace: Workspace,
        port: int = 0,
        host: str = "127.0.0.1",
        *,
        pages: ASGIApp | None = None,
        request_timeout: float = 60.0,
    ) -> None:
        self._workspace = workspace
        self._socket = _listen(host, port)
        self.port: int = self._socket.getsockname()[1]
        self.url = f"http://{host}:{self.port}"
        self.api_url = f"{self.url}/api/"
        workspace.address = self.url
        open_connections = OpenConnections()
        self._web = WebRoutes(workspace, open_connections, request_timeout)
        config = uvicorn.Config(
            self._application(open_connections, pages),
            http=open_connections.protocol(),
            ws="wsproto",
            lifespan="off",
            log_config=None,
            access_log=False,
            date_header=False,
            timeout_graceful_shutdown=_CLOSE_SECONDS,
        )
        self._server = _StoppableServer(config)
        self._thread = threading.Thread(target=self._serve, name="sandbox-server", daemon=True)

    def _application(self, open_connections: OpenConnections, pages: ASGIApp | None) -> ASGIApp:
        socket_mode = SocketModeEndpoint(self._workspace, open_connections).serve
        machine = Starlette(
            routes=[*self._web.routes(), WebSocketRoute("/link/", socket_mode), WebSocketRoute("/link", socket_mode)],
            middleware=[Middleware(LoopbackOnly, require_origin=False)],
        )
        machine.router.redirect_slashes = False  # no redirect to a request's own Host
        return machine if pages is None else _by_path(machine, pages)

    def _serve(self) -> None:
        with self._socket:
            self._server.run(sockets=[self._socket])

    def start(self) -> None:
        """Start to serve; returns when requests are taken. Raises RuntimeError after 10 seconds without."""
        self._thread.start()
        deadline = time.monotonic() + _START_SECONDS
        while not self._server.started:
            if not self._thread.is_alive() or time.monotonic() > deadline:
                raise RuntimeError(f"the sandbox did not start at {self.url}")
            self._thread.join(0.005)

    def stop(self) -> None:
        """Close all connections and end the thread."""
        self._workspace.faults.clear()
        self._server.halt()
        self._thread.join(_STOP_SECONDS)
        self._web.close()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self.stop()


def _by_path(machine: ASGIApp, pages: ASGIApp) -> ASGIApp:
    """Paths for programs lead to `machine`, all others to `pages`."""

    async def dispatch(scope: Scope, receive: Receive, send: Send) -> None:
        first = str(scope.get("path", "/")).lstrip("/").partition("/")[0]
        await (machine if first in _MACHINE_PATHS else pages)(scope, receive, send)

    return dispatch
