"""An HTTP server that records what it is sent and answers as told: some machine in the network, or an app's own address."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl


@dataclass(frozen=True)
class HttpRequest:
    """One request; the names of headers in small letters. A proxy is asked for a whole address as path."""

    path: str
    headers: dict[str, str]
    body: bytes

    def form(self) -> dict[str, str]:
        """The fields of a form."""
        return dict(parse_qsl(self.body.decode(), keep_blank_values=True))


@dataclass
class HttpAnswer:
    """What it answers; `echo` names a field of a JSON request to send back as text."""

    status: int = 200
    body: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    echo: str = ""


@dataclass
class RecordingServer:
    """What it heard, and its answers: those of a path, else the one for all."""

    address: str = ""
    requests: list[HttpRequest] = field(default_factory=list)
    answer: HttpAnswer = field(default_factory=HttpAnswer)
    answers: dict[str, HttpAnswer] = field(default_factory=dict)

    @property
    def paths(self) -> list[str]:
        """Where it was asked, in order."""
        return [request.path for request in self.requests]

    def take(self, request: HttpRequest) -> HttpAnswer:
        """Record a request."""
        self.requests.append(request)
        return self.answers.get(request.path, self.answer)


@contextmanager
def recording_server() -> Iterator[RecordingServer]:
    """Such a server on a free port of this machine."""
    recorder = RecordingServer()

    class RequestHandler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer(b"")

        def do_POST(self) -> None:
            self._answer(self.rfile.read(int(self.headers.get("content-length", "0"))))

        def _answer(self, body: bytes) -> None:
            headers = {name.lower(): value for name, value in self.headers.items()}
            answer = recorder.take(HttpRequest(self.path, headers, body))
            content = (json.loads(body)[answer.echo] if answer.echo else answer.body).encode()
            self.send_response_only(answer.status)  # without a date of its own
            for name, value in {**answer.headers, "Content-Length": str(len(content))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the name is the parent's)
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), RequestHandler) as server:
        server.daemon_threads = True
        recorder.address = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        try:
            yield recorder
        finally:
            server.shutdown()
            thread.join(5)
