"""A web server in a thread of its own, so that the main thread keeps the signals; it must not know what it serves."""

import socket
from threading import Event, Thread

import uvicorn
from starlette.types import ASGIApp

from bot.runtime.http_protocol import http_protocol

_SHUTDOWN_GRACE = 6  # seconds that open requests get at the end; an answer takes 2 at most


class PortTakenError(Exception):
    """Another process listens on the wanted port."""


class WebServer:
    """uvicorn with its access log off (it would name paths, GATE-4) and no trust in forwarded headers."""

    def __init__(self, app: ASGIApp, *, host: str, port: int) -> None:
        """Bind the port at once; 0 takes a free one. Raises `PortTakenError`."""
        self._socket = _listen(host, port)
        self._server = uvicorn.Server(
            uvicorn.Config(
                app,
                log_config=None,
                access_log=False,
                lifespan="off",
                loop="asyncio",
                http=http_protocol(),
                ws="none",
                proxy_headers=False,
                server_header=False,
                timeout_graceful_shutdown=_SHUTDOWN_GRACE,
            )
        )
        self._ended = Event()
        self._thread = Thread(target=self._run, name="web", daemon=True)

    @property
    def port(self) -> int:
        """The port that it listens on."""
        return int(self._socket.getsockname()[1])

    def start(self) -> None:
        """Listen and serve."""
        self._socket.listen(128)
        self._thread.start()

    def close(self) -> None:
        """Take no new connections; running requests are answered."""
        self._server.should_exit = True

    def join(self, timeout: float) -> bool:
        """Wait up to `timeout` seconds for the last request; True if it ended."""
        return self._ended.wait(timeout)

    def _run(self) -> None:
        try:
            self._server.run(sockets=[self._socket])
        finally:
            self._ended.set()


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # asyncio sets TCP_NODELAY only where the protocol is named; without it each small answer waits for an ACK
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as fault:
        listener.close()
        raise PortTakenError(f"port {port} on {host} is not free: {fault.strerror}") from fault
    return listener
