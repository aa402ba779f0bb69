"""Only this machine's own pages and programs reach the sandbox (issue: it checks Host and Origin on every request)."""

from collections.abc import Mapping
from typing import Any

import pytest
from starlette.types import Receive, Scope, Send

from bot.sandbox.transport.loopback_only import LoopbackOnly
from tests.support.machine.threads import run_in_new_loop

HERE = "http://127.0.0.1:3000"
HOST = {"host": "127.0.0.1:3000"}
NAVIGATION = {"sec-fetch-mode": "navigate", "sec-fetch-dest": "document"}
PASSED, REFUSED = 204, 403


async def _inside(scope: Scope, _receive: Receive, send: Send) -> None:
    """The guarded app, which answers every request."""
    if scope["type"] == "websocket":
        await send({"type": "websocket.accept"})
    else:
        await send({"type": "http.response.start", "status": PASSED, "headers": []})
        await send({"type": "http.response.body", "body": b""})


async def _silence() -> dict[str, Any]:
    return {"type": "http.request", "body": b""}


def _sent(
    kind: str, method: str, headers: list[tuple[str, str]], *, port: int = 3000, pages: bool = True
) -> dict[str, Any]:
    """The first message that the middleware sends back."""
    sent: list[Any] = []

    async def send(message: Any) -> None:  # noqa: ANN401 - ASGI's messages
        sent.append(message)

    raw = [(name.encode(), value.encode()) for name, value in headers]
    scope = {"type": kind, "method": method, "headers": raw, "server": ("127.0.0.1", port)}
    run_in_new_loop(LoopbackOnly(_inside, require_origin=pages)(scope, _silence, send))
    first: dict[str, Any] = sent[0]
    return first


def _status(method: str, headers: Mapping[str, str], *, port: int = 3000, pages: bool = True) -> int:
    status: int = _sent("http", method, list((HOST | dict(headers)).items()), port=port, pages=pages)["status"]
    return status


def _opens_socket(headers: Mapping[str, str]) -> bool:
    first = _sent("websocket", "GET", list((HOST | dict(headers)).items()))
    return str(first["type"]) == "websocket.accept"


@pytest.mark.parametrize("host", ["127.0.0.1:3000", "localhost:3000", "LOCALHOST:3000", "[::1]:3000"])
def test_loopback_names_with_the_servers_port_are_answered(host: str) -> None:
    assert _status("GET", {"host": host}) == PASSED


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:3000",
        "127.0.0.1:3001",
        "127.0.0.1",
        "localhost",
        "127.0.0.1.evil.example:3000",
        "0.0.0.0:3000",
        "",
    ],
)
def test_any_other_host_is_refused_as_after_dns_rebinding(host: str) -> None:
    assert _status("GET", {"host": host}) == REFUSED


@pytest.mark.parametrize("hosts", [[], ["127.0.0.1:3000", "evil.example"], ["127.0.0.1:3000", "127.0.0.1:3000"]])
def test_no_host_or_two_hosts_are_refused(hosts: list[str]) -> None:
    assert _sent("http", "GET", [("host", host) for host in hosts])["status"] == REFUSED


def test_on_port_80_browsers_leave_the_port_out() -> None:
    assert _status("GET", {"host": "localhost"}, port=80) == PASSED


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": HERE},
        {"origin": HERE, "sec-fetch-site": "same-origin"},
        {"sec-fetch-site": "same-origin"},
    ],
)
def test_an_act_of_the_own_page_is_let_in(headers: dict[str, str]) -> None:
    assert _status("POST", headers) == PASSED


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"origin": "null"},
        {"origin": "http://evil.example"},
        {"origin": "http://127.0.0.1:3001"},
        {"origin": "http://localhost:3000"},
        {"origin": "https://127.0.0.1:3000"},
        {"origin": HERE, "sec-fetch-site": "cross-site"},
        {"origin": HERE, "sec-fetch-site": "same-site"},
        {"sec-fetch-site": "none"},
        {"sec-fetch-site": "cross-site"} | NAVIGATION,
    ],
)
def test_an_act_that_does_not_come_from_the_own_page_is_refused(headers: dict[str, str]) -> None:
    assert _status("POST", headers) == REFUSED


@pytest.mark.parametrize(
    "headers,status",
    [
        ({"sec-fetch-site": "none"}, PASSED),
        ({"sec-fetch-site": "cross-site"} | NAVIGATION, PASSED),
        ({"sec-fetch-site": "cross-site"}, REFUSED),
        ({"sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors", "sec-fetch-dest": "image"}, REFUSED),
        ({"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "iframe"}, REFUSED),
        ({"origin": "http://evil.example"} | NAVIGATION, REFUSED),
    ],
)
def test_a_foreign_page_may_link_here_but_not_look_in(headers: dict[str, str], status: int) -> None:
    assert _status("GET", headers) == status


def test_a_program_that_names_no_origin_may_call_the_web_api() -> None:
    assert _status("POST", {}, pages=False) == PASSED
    assert _status("POST", {"origin": "http://evil.example"}, pages=False) == REFUSED
    assert _status("POST", {"sec-fetch-site": "cross-site"}, pages=False) == REFUSED
    assert _status("POST", {"host": "evil.example"}, pages=False) == REFUSED


@pytest.mark.parametrize("headers", [{}, {"host": "127.0.0.1"}, {"origin": HERE}])
def test_slacks_socket_client_may_leave_the_port_out_of_its_host(headers: dict[str, str]) -> None:
    assert _opens_socket(headers)


@pytest.mark.parametrize(
    "headers", [{"origin": "http://evil.example"}, {"host": "evil.example"}, {"host": "127.0.0.1", "origin": HERE}]
)
def test_a_foreign_page_opens_no_socket(headers: dict[str, str]) -> None:
    assert not _opens_socket(headers)


def test_no_page_loads_scripts_or_anything_else_from_outside_or_is_framed() -> None:
    for status_of in ({}, {"host": "evil.example"}):
        first = _sent("http", "GET", list((HOST | status_of).items()))
        headers = {name.decode(): value.decode() for name, value in first["headers"]}
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "script-src 'self';" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cache-control"] == "no-store"
