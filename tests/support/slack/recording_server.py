"""HTTP servers that record what they are sent and answer as told: one in Slack's place, one at an app's own address."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Condition, Thread
from typing import Any, NamedTuple
from urllib.parse import parse_qsl


class ApiCall(NamedTuple):
    """One call: the API method, or `response_url`, and what came with it."""

    method: str
    body: dict[str, Any]


class RecordingSlackApi:
    """All calls, in order. By method: `errors` names errors, `answers` are whole, `statuses` and `redirects` HTTP's own."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.errors: dict[str, str] = {}
        self.answers: dict[str, dict[str, Any]] = {}
        self.statuses: dict[str, int] = {}
        self.redirects: dict[str, str] = {}
        self._calls: list[ApiCall] = []
        self._changed = Condition()

    @property
    def api_url(self) -> str:
        return f"{self.address}/api/"

    @property
    def response_url(self) -> str:
        return f"{self.address}/response_url"

    def record(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        method = method_of(path)
        with self._changed:
            self._calls.append(ApiCall(method, body))
            self._changed.notify_all()
        refusal = self.errors.get(method)
        return {"ok": False, "error": refusal} if refusal else self.answers.get(method, {"ok": True})

    def wait_for_calls(self, count: int = 1, timeout: float = 5.0) -> list[ApiCall]:
        """What was heard, once there are `count` calls."""
        with self._changed:
            enough = self._changed.wait_for(lambda: len(self._calls) >= count, timeout)
            assert enough, f"heard only {self._calls}"
            return list(self._calls)

    @property
    def methods(self) -> list[str]:
        with self._changed:
            return [one.method for one in self._calls]


def method_of(path: str) -> str:
    return path.removeprefix("/api/").removeprefix("/")


class _ApiHandler(BaseHTTPRequestHandler):
    server: "_ApiServer"

    def do_GET(self) -> None:
        self._answer({})

    def do_POST(self) -> None:
        raw = self.rfile.read(int(self.headers.get("content-length", "0"))).decode()
        self._answer(json.loads(raw) if raw.startswith("{") else dict(parse_qsl(raw)))

    def _answer(self, body: dict[str, Any]) -> None:
        recorder, method = self.server.recorder, method_of(self.path)
        answer = json.dumps(recorder.record(self.path, body)).encode()
        self.send_response(recorder.statuses.get(method, 200))
        if method in recorder.redirects:
            self.send_header("Location", recorder.redirects[method])
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name of the base class
        """Say nothing."""


class _ApiServer(ThreadingHTTPServer):
    recorder: RecordingSlackApi


@contextmanager
def recording_slack_api() -> Iterator[RecordingSlackApi]:
    """Such a server on a free port."""
    server = _ApiServer(("127.0.0.1", 0), _ApiHandler)
    server.recorder = RecordingSlackApi(f"http://127.0.0.1:{server.server_port}")
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server.recorder
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)


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
