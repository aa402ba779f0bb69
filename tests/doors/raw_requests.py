"""Requests as bytes, for what no client would send; it does not know what they ask for."""

import contextlib
import socket

from tests.living import BotUnderTest

TIMEOUT = 5.0


def send_raw(live_bot: BotUnderTest, request: bytes, timeout: float = TIMEOUT) -> bytes:
    """What the server says to these bytes, within so many seconds."""
    address, _, port = live_bot.address.removeprefix("http://").partition(":")
    parts = []
    with (
        contextlib.suppress(OSError),
        contextlib.closing(socket.create_connection((address, int(port)), timeout)) as connection,
    ):
        connection.sendall(request)  # it may hang up before it has heard everything
        while part := connection.recv(65536):
            parts.append(part)
    return b"".join(parts)


def status_code(answer: bytes) -> int:
    """The status; 0 where the server says nothing: it hangs up, or waits for the rest."""
    return int(answer.split(b" ", 2)[1]) if answer else 0
