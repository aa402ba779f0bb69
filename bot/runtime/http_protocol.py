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
"""Bytes that a request may have beside its body, as h11 limits them: line, headers and trailers. Without it one could fill the memory."""


class LimitedHttpToolsProtocol(_Protocol):
    """uvicorn's protocol on httptools with two differences.

    It refuses a request with more than `HEAD_LIMIT` bytes beside its body. And it leaves trailers out: uvicorn would take
    them for headers, such as those by which a proxy says who asks.
    """

    _beside_body = 0
    _has_head = False

    def data_received(self, data: bytes) -> None:
        """Parse what arrived; hang up with 400 where too much of it belongs to no body."""
        self._beside_body += len(data)
        super().data_received(data)
        if self._beside_body > HEAD_LIMIT and not self.transport.is_closing():
            self.send_400_response("The head of the request is too long.")

    def on_body(self, body: bytes) -> None:
        """The body is not limited here: each route limits its own."""
        self._beside_body = max(0, self._beside_body - len(body))
        super().on_body(body)

    def on_header(self, name: bytes, value: bytes) -> None:
        """Take a header, and leave a trailer out."""
        if not self._has_head:
            super().on_header(name, value)

    def on_headers_complete(self) -> None:
        """What follows is body and trailers."""
        self._has_head = True
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """The next request on this connection begins anew."""
        self._beside_body, self._has_head = 0, False
        super().on_message_complete()


def http_protocol() -> type[asyncio.Protocol] | str:
    """What uvicorn calls `http`: the protocol's class, or `h11`, which limits by itself."""
    return "h11" if HttpToolsProtocol is None else LimitedHttpToolsProtocol
