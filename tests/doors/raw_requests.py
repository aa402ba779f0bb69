"""Requests as bytes, for what no client would send; it does not know what they ask for."""

import contextlib
import socket

from tests.living import House

LONGEST = 5.0


def raw(house: House, request: bytes, patience: float = LONGEST) -> bytes:
    """What the server says to these bytes, within so many seconds."""
    address, _, port = house.address.removeprefix("http://").partition(":")
    parts = []
    with (
        contextlib.suppress(OSError),
        contextlib.closing(socket.create_connection((address, int(port)), patience)) as line,
    ):
        line.sendall(request)  # it may hang up before it has heard everything
        while part := line.recv(65536):
            parts.append(part)
    return b"".join(parts)


def status(answer: bytes) -> int:
    """The status; 0 where the server says nothing: it hangs up, or waits for the rest."""
    return int(answer.split(b" ", 2)[1]) if answer else 0
