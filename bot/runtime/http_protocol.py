"""The HTTP parser of the web server: a C library's where the platform has it, with a limit that uvicorn does not set."""

import asyncio
from typing import TYPE_CHECKING

try:
    from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
except ImportError:  # no httptools on this platform
    HttpToolsProtocol = None  # type: ignore[assignment, misc]

if TYPE_CHECKING:
    _Protocol = HttpToolsProtocol
else:
    _Protocol = HttpToolsProtocol or object

HEAD_LIMIT = 1 << 16
"""Bytes of a request's line and headers, as with h11. Without a limit one request could fill the memory."""


class LimitedHttpToolsProtocol(_Protocol):
    """uvicorn's protocol on httptools, which refuses a request whose head is too long."""

    _head_size = 0
    _reading_head = True

    def data_received(self, data: bytes) -> None:
        """Parse what arrived; hang up with 400 where the head does not end within `HEAD_LIMIT`."""
        if self._reading_head:
            self._head_size += len(data)
        super().data_received(data)
        if self._reading_head and self._head_size > HEAD_LIMIT and not self.transport.is_closing():
            self.send_400_response("The head of the request is too long.")

    def on_headers_complete(self) -> None:
        """The body is not limited here: each route limits its own."""
        self._reading_head = False
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """The next request on this connection begins anew."""
        self._reading_head, self._head_size = True, 0
        super().on_message_complete()


def http_protocol() -> type[asyncio.Protocol] | str:
    """What uvicorn calls `http`: the protocol's class, or `h11`, which limits by itself."""
    return "h11" if HttpToolsProtocol is None else LimitedHttpToolsProtocol
