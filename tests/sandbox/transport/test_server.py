"""The stand-in's server: safe on loopback, never reuses ids after a restart, leaves no threads when stopped."""

import socket
import urllib.error
import urllib.request
from datetime import timedelta
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

import pytest
from slack_sdk import WebClient
from starlette.types import Receive, Scope, Send

from bot.sandbox.clock import Clock
from bot.sandbox.transport.server import SandboxServer
from bot.sandbox.workspace.workspace import Workspace


async def _pages(scope: Scope, _receive: Receive, send: Send) -> None:
    """The smallest ASGI app: it says which path it was asked for."""
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": f"page {scope['path']}".encode()})


def _status(url: str, **headers: str) -> int:
    request = urllib.request.Request(url, headers={name.replace("_", "-"): value for name, value in headers.items()})  # noqa: S310 (our own server)
    try:
        with urllib.request.urlopen(request, timeout=5) as answer:  # noqa: S310 (the same)
            return int(answer.status)
    except urllib.error.HTTPError as refused:
        refused.close()
        return refused.code


def test_a_foreign_host_or_origin_is_refused(server: SandboxServer) -> None:
    url = f"{server.api_url}api.test"

    assert _status(url) == 200
    assert _status(url, Host="evil.example") == 403
    assert _status(url, Origin="https://evil.example") == 403
    assert _status(url, Origin=server.url) == 200


@pytest.mark.parametrize("path", ["/link/?ticket=guessed", "/link/"])
def test_a_socket_without_a_ticket_is_not_let_in(server: SandboxServer, path: str) -> None:
    assert _handshake(server, path).startswith(b"HTTP/1.1 403")


def test_a_ticket_lets_one_socket_in(server: SandboxServer, workspace: Workspace, client: WebClient) -> None:
    url = urlsplit(client.apps_connections_open(app_token=workspace.app_token)["url"])
    path = f"{url.path}?{url.query}"

    assert _handshake(server, path).startswith(b"HTTP/1.1 101")
    assert _handshake(server, path).startswith(b"HTTP/1.1 403")


def test_pages_get_every_path_that_is_not_the_workspaces_own(workspace: Workspace) -> None:
    with SandboxServer(workspace, pages=_pages) as server:
        with urllib.request.urlopen(f"{server.url}/as/U0MIA", timeout=5) as answer:  # noqa: S310 (our own server)
            assert answer.read() == b"page /as/U0MIA"
        assert _status(f"{server.api_url}api.test") == 200


def test_a_port_is_free_again_after_the_end(workspace: Workspace) -> None:
    with SandboxServer(workspace) as server:
        port = server.port
    with SandboxServer(workspace, port=port) as again:
        assert again.url == f"http://127.0.0.1:{port}"
        assert _status(f"{again.api_url}api.test") == 200


def test_each_answer_of_the_web_api_says_the_time_of_the_workspace(server: SandboxServer, workspace: Workspace) -> None:
    """Slack's answers have a Date; it is the stand-in's own, so that a moved clock agrees with it (CLOCK-1)."""
    workspace.clock.advance(timedelta(days=366))
    with urllib.request.urlopen(f"{server.api_url}api.test", timeout=5) as answer:  # noqa: S310 (our own server)
        said = parsedate_to_datetime(answer.headers["Date"])
    assert abs(workspace.clock.now() - said) < timedelta(seconds=5)


def test_a_new_run_gives_out_no_id_of_the_one_before() -> None:
    first, second = Workspace(Clock()), Workspace(Clock())

    used = {first.ids.new("Ev") for _ in range(100)}
    assert len(used) == 100
    assert used.isdisjoint(second.ids.new("Ev") for _ in range(100))


def _handshake(server: SandboxServer, path: str) -> bytes:
    with socket.create_connection(("127.0.0.1", server.port), timeout=5) as line:
        lines = [
            f"GET {path} HTTP/1.1",
            f"Host: 127.0.0.1:{server.port}",
            "Upgrade: websocket",
            "Connection: Upgrade",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
            "Sec-WebSocket-Version: 13",
        ]
        line.sendall("\r\n".join([*lines, "", ""]).encode())
        return line.recv(1024)
