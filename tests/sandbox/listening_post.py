"""An HTTP address that an app could have: it keeps what is posted there and answers as it is told."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl


@dataclass(frozen=True)
class HttpRequest:
    """One request; the names of headers in small letters."""

    headers: dict[str, str]
    body: bytes

    def form(self) -> dict[str, str]:
        """The fields of a form."""
        return dict(parse_qsl(self.body.decode(), keep_blank_values=True))


@dataclass
class RecordingServer:
    """What it heard, and what it answers: `echo` names a field of a JSON request to send back as text."""

    url: str = ""
    requests: list[HttpRequest] = field(default_factory=list)
    status: int = 200
    body: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    echo: str = ""


@contextmanager
def recording_server() -> Iterator[RecordingServer]:
    """A post on a free port of this machine."""
    recorder = RecordingServer()

    class RequestHandler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            recorder.requests.append(HttpRequest({name.lower(): value for name, value in self.headers.items()}, body))
            answer = (json.loads(body)[recorder.echo] if recorder.echo else recorder.body).encode()
            self.send_response(recorder.status)
            for name, value in {**recorder.headers, "Content-Length": str(len(answer))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the name is the parent's)
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), RequestHandler) as server:
        server.daemon_threads = True
        recorder.url = f"http://127.0.0.1:{server.server_port}/slack/events"
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        try:
            yield recorder
        finally:
            server.shutdown()
            thread.join(5)
