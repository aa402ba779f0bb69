"""The web server takes its port at once or says clearly why not, and ends when told."""

import socket

import pytest
from starlette.applications import Starlette

from bot.runtime.web_server import PortTakenError, WebServer


def test_a_port_that_is_taken_is_named() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        with pytest.raises(PortTakenError, match=f"port {port} on 127.0.0.1 is not free"):
            WebServer(Starlette(), host="127.0.0.1", port=port)


def test_whoever_connects_before_it_serves_is_served() -> None:
    server = WebServer(Starlette(), host="127.0.0.1", port=0)
    server.start()
    with socket.create_connection(("127.0.0.1", server.port), timeout=5) as line:
        line.sendall(b"GET /nowhere HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        assert line.recv(100).startswith(b"HTTP/1.1 404")
    server.close()
    assert server.join(5)
