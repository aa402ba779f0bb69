"""A tiny ear for what the bot sends to Slack: it records calls and answers as told; it has no rules of its own."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Condition, Thread
from typing import Any, NamedTuple
from urllib.parse import parse_qsl


class Heard(NamedTuple):
    """One call: the API method, or `response_url`, and what came with it."""

    method: str
    body: dict[str, Any]


class Ear:
    """Everything heard, in order. By method: `refusals` names errors, `answers` are whole, `statuses` and `redirects` HTTP's own."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.refusals: dict[str, str] = {}
        self.answers: dict[str, dict[str, Any]] = {}
        self.statuses: dict[str, int] = {}
        self.redirects: dict[str, str] = {}
        self._heard: list[Heard] = []
        self._changed = Condition()

    @property
    def api(self) -> str:
        return f"{self.address}/api/"

    @property
    def response_url(self) -> str:
        return f"{self.address}/response_url"

    def hear(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        method = method_of(path)
        with self._changed:
            self._heard.append(Heard(method, body))
            self._changed.notify_all()
        refusal = self.refusals.get(method)
        return {"ok": False, "error": refusal} if refusal else self.answers.get(method, {"ok": True})

    def heard(self, count: int = 1, timeout: float = 5.0) -> list[Heard]:
        """What was heard, once there are `count` calls."""
        with self._changed:
            enough = self._changed.wait_for(lambda: len(self._heard) >= count, timeout)
            assert enough, f"heard only {self._heard}"
            return list(self._heard)

    @property
    def methods(self) -> list[str]:
        with self._changed:
            return [one.method for one in self._heard]


def method_of(path: str) -> str:
    return path.removeprefix("/api/").removeprefix("/")


class _Handler(BaseHTTPRequestHandler):
    server: "_Server"

    def do_GET(self) -> None:
        self._answer({})

    def do_POST(self) -> None:
        raw = self.rfile.read(int(self.headers.get("content-length", "0"))).decode()
        self._answer(json.loads(raw) if raw.startswith("{") else dict(parse_qsl(raw)))

    def _answer(self, body: dict[str, Any]) -> None:
        ear, method = self.server.ear, method_of(self.path)
        answer = json.dumps(ear.hear(self.path, body)).encode()
        self.send_response(ear.statuses.get(method, 200))
        if method in ear.redirects:
            self.send_header("Location", ear.redirects[method])
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name of the base class
        """Say nothing."""


class _Server(ThreadingHTTPServer):
    ear: Ear


@contextmanager
def listening() -> Iterator[Ear]:
    """An ear on a free port."""
    server = _Server(("127.0.0.1", 0), _Handler)
    server.ear = Ear(f"http://127.0.0.1:{server.server_port}")
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server.ear
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
