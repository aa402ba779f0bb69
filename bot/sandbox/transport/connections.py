"""Connections of the server that a handler can cut, which HTTP frameworks do not offer."""

import asyncio

from starlette.datastructures import Address
from uvicorn.protocols.http.h11_impl import H11Protocol


class OpenConnections:
    """The open connections by the client's address. Only used on the server's event loop."""

    def __init__(self) -> None:
        self._open: dict[tuple[str, int], asyncio.BaseTransport] = {}

    def protocol(self) -> type[asyncio.Protocol]:
        """The HTTP protocol for uvicorn, which registers each new connection here."""
        open_connections = self._open

        class TrackedProtocol(H11Protocol):
            def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as its parent
                super().connection_made(transport)
                if self.client is not None:
                    open_connections[self.client] = transport

        return TrackedProtocol

    def cut(self, client: Address | None) -> None:
        """Abort a connection, as when the network breaks: nothing more is sent."""
        transport = self._open.pop(client, None) if client else None
        if isinstance(transport, asyncio.Transport):
            transport.abort()
