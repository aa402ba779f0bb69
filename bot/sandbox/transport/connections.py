"""Connections of the server that can be cut: the one thing that HTTP frameworks do not let a handler do."""

import asyncio

from uvicorn.protocols.http.h11_impl import H11Protocol


class OpenConnections:
    """The open connections by the client's address. Used on the server's own event loop only."""

    def __init__(self) -> None:
        self._open: dict[tuple[str, int], asyncio.BaseTransport] = {}

    def protocol(self) -> type[asyncio.Protocol]:
        """The HTTP protocol for uvicorn, which registers each new connection here."""
        open_connections = self._open

        class Noticed(H11Protocol):
            def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as its parent
                super().connection_made(transport)
                if self.client is not None:
                    open_connections[self.client] = transport

        return Noticed

    def cut(self, client: tuple[str, int] | None) -> None:
        """End a connection as a broken line does: nothing more is sent, not even a farewell."""
        transport = self._open.pop(client, None) if client else None
        if isinstance(transport, asyncio.Transport):
            transport.abort()
