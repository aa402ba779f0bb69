"""A PostgreSQL behind a network that swallows, when told, all that is sent: nothing is refused, and nothing is answered."""

import socket
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from threading import Event, Thread

from sqlalchemy import make_url

_PORT = 5432


class HiddenDatabase:
    """Carries bytes between its own port and the server's socket, unless it is hidden. `url` leads to the same database."""

    def __init__(self, url: str) -> None:
        direct = make_url(url)
        self._socket = f"{direct.query['host']}/.s.PGSQL.{_PORT}"
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._visible = Event()
        self._visible.set()
        self._open = ExitStack()
        self.url = f"postgresql://postgres@127.0.0.1:{self._listener.getsockname()[1]}/{direct.database}"
        Thread(target=self._accept, daemon=True).start()

    def hide(self) -> None:
        """Nothing comes through any more."""
        self._visible.clear()

    def show(self) -> None:
        """What was sent meanwhile comes through."""
        self._visible.set()

    def close(self) -> None:
        """End every connection."""
        self.show()
        self._listener.close()
        self._open.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                server = socket.socket(socket.AF_UNIX)
                server.connect(self._socket)
                for ours, theirs in ((client, server), (server, client)):
                    self._open.enter_context(closing(ours))
                    Thread(target=self._carry, args=(ours, theirs), daemon=True).start()

    def _carry(self, source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):
            while data := source.recv(65_536):
                self._visible.wait()
                target.sendall(data)
            target.shutdown(socket.SHUT_WR)


@contextmanager
def hidden_database(url: str) -> Iterator[HiddenDatabase]:
    """The database of this URL, to be hidden."""
    with closing(HiddenDatabase(url)) as hidden:
        yield hidden
