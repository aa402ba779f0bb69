"""Opens a WebSocket to an address that Slack gave: TCP, by a proxy where there is one, TLS, and the handshake."""

import base64
import socket
import time
from contextlib import ExitStack
from http.client import HTTPConnection, HTTPSConnection
from urllib.parse import SplitResult, unquote, urlsplit

from wsproto import ConnectionType, WSConnection
from wsproto.events import AcceptConnection, Event, Request
from wsproto.utilities import RemoteProtocolError

from bot.slack.client import SlackClient

_BUFFER_SIZE = 1 << 12


class HandshakeError(OSError):
    """What answers is no WebSocket, or refuses to open one."""


def open_socket(url: str, client: SlackClient, timeout: float) -> tuple[socket.socket, WSConnection]:
    """The open socket, by the proxy and certificates of `client`, and its protocol, which may hold what came already.

    TCP, TLS and the handshake have `timeout` seconds each. Raises OSError or HTTPException.
    """
    address = urlsplit(url)
    connection = _connection(address, client, timeout)
    with ExitStack() as closing:
        closing.callback(connection.close)
        connection.connect()
        opened, protocol = connection.sock, _shake_hands(connection.sock, address, timeout)
        closing.pop_all()
    return opened, protocol


def _connection(address: SplitResult, client: SlackClient, timeout: float) -> HTTPConnection:
    """Not connected yet."""
    host = address.hostname or ""
    if address.scheme != "wss":
        return HTTPConnection(host, address.port or 80, timeout=timeout)
    port = address.port or 443
    if not client.proxy:
        return HTTPSConnection(host, port, timeout=timeout, context=client.ssl)
    proxy = urlsplit(client.proxy)
    connection = HTTPSConnection(proxy.hostname or "", proxy.port or 80, timeout=timeout, context=client.ssl)
    connection.set_tunnel(host, port, _proxy_headers(proxy))
    return connection


def _proxy_headers(proxy: SplitResult) -> dict[str, str]:
    if proxy.username is None or proxy.password is None:
        return {}
    credentials = f"{unquote(proxy.username)}:{unquote(proxy.password)}".encode()
    return {"Proxy-Authorization": f"Basic {base64.b64encode(credentials).decode()}"}


def _shake_hands(opened: socket.socket, address: SplitResult, timeout: float) -> WSConnection:
    """The protocol, once the other side has agreed to it."""
    protocol, ends_at = WSConnection(ConnectionType.CLIENT), time.monotonic() + timeout
    target = f"{address.path or '/'}?{address.query}" if address.query else address.path or "/"
    opened.sendall(protocol.send(Request(host=address.netloc.rpartition("@")[2], target=target)))
    while True:
        opened.settimeout(max(ends_at - time.monotonic(), 0.001))
        answer = _next_event(protocol, opened.recv(_BUFFER_SIZE))
        if isinstance(answer, AcceptConnection):
            return protocol
        if answer is not None:
            raise HandshakeError(f"refused: {getattr(answer, 'status_code', 'closed')}")


def _next_event(protocol: WSConnection, received: bytes) -> Event | None:
    """What the other side answered, if that is complete; anything that came after it stays in the protocol."""
    if not received:
        raise HandshakeError("hung up")
    try:
        protocol.receive_data(received)
        return next(protocol.events(), None)
    except RemoteProtocolError as fault:
        raise HandshakeError("no WebSocket") from fault
