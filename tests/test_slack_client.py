"""Calls to Slack follow no redirect and post to nobody else (section 12)."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from threading import Thread

import pytest
from slack_sdk.errors import SlackApiError, SlackRequestError

from bot.policy.people import TeamId, UserId
from bot.slack_calls import SlackCalls
from bot.slack_client import ForeignAddressError, SlackClient
from bot.slack_messenger import SlackMessenger
from bot.slack_poster import SlackPoster
from bot.use_cases.ports import Document, Picture, SlackUnavailableError

REDIRECTS = [301, 302, 303, 307, 308]
TEAM, MIA = TeamId("T1"), UserId("U1")
PICTURE = Picture("qr.png", "QR code", "A square", b"png")


@dataclass
class Place:
    """A place on the web: what it was asked for, and what it answers by path (status, Location or body)."""

    url: str
    asked: list[str] = field(default_factory=list)
    answers: dict[str, tuple[int, str]] = field(default_factory=dict)


class _Handler(BaseHTTPRequestHandler):
    server: "_Server"

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("content-length") or 0))
        self._answer()

    def do_GET(self) -> None:
        self._answer()

    def _answer(self) -> None:
        self.server.place.asked.append(self.path)
        status, said = self.server.place.answers.get(self.path, (200, '{"ok": true}'))
        body = b"" if status in REDIRECTS else said.encode()
        self.send_response(status)
        if status in REDIRECTS:
            self.send_header("Location", said)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name of the base class
        """Say nothing."""


class _Server(ThreadingHTTPServer):
    place: Place


@contextmanager
def standing() -> Iterator[Place]:
    """A place on a free port."""
    server = _Server(("127.0.0.1", 0), _Handler)
    server.place = Place(f"http://127.0.0.1:{server.server_port}")
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server.place
    server.shutdown()
    server.server_close()
    thread.join(5)


@pytest.fixture
def slack() -> Iterator[Place]:
    """Where the API is."""
    with standing() as place:
        yield place


@pytest.fixture
def inside() -> Iterator[Place]:
    """A machine that only this network reaches."""
    with standing() as place:
        yield place


@pytest.fixture
def client(slack: Place) -> SlackClient:
    return SlackClient(token="xoxb-made-up", base_url=f"{slack.url}/api/", timeout=5)


def test_an_answer_is_posted_where_the_api_is(slack: Place, client: SlackClient) -> None:
    assert client.respond(f"{slack.url}/response/1", b"{}") == 200
    assert slack.asked == ["/response/1"]


def test_a_file_is_posted_where_the_api_is(slack: Place, client: SlackClient) -> None:
    slack.answers["/upload/2"] = (400, "too large")
    assert client.upload(f"{slack.url}/upload/1", b"abc", 3) == 200
    assert client.upload(f"{slack.url}/upload/2", BytesIO(b"abc"), 3) == 400


def test_nothing_is_posted_anywhere_else(inside: Place, client: SlackClient) -> None:
    with pytest.raises(ForeignAddressError) as unsaid:
        client.respond(f"{inside.url}/latest/meta-data", b"{}")
    with pytest.raises(ForeignAddressError) as unsent:
        client.upload(f"{inside.url}/latest/meta-data", b"abc", 3)
    assert "meta-data" not in f"{unsaid.value} {unsent.value}"
    assert inside.asked == []


@pytest.mark.parametrize("status", REDIRECTS)
def test_no_redirect_of_an_answer_or_a_file_is_followed(
    slack: Place, inside: Place, client: SlackClient, status: int
) -> None:
    slack.answers |= dict.fromkeys(("/response/1", "/upload/1"), (status, f"{inside.url}/latest/meta-data"))
    assert client.respond(f"{slack.url}/response/1", b"{}") == status
    assert client.upload(f"{slack.url}/upload/1", b"abc", 3) == status
    assert inside.asked == []
    assert slack.asked == ["/response/1", "/upload/1"]


@pytest.mark.parametrize("where", ["http://[::1/x", "file:///etc/passwd", "", "http://127.0.0.1:99999/"])
def test_a_redirect_to_what_is_no_address_is_a_refusal_too(slack: Place, client: SlackClient, where: str) -> None:
    slack.answers |= dict.fromkeys(("/response/1", "/upload/1", "/api/auth.test"), (302, where))
    assert client.respond(f"{slack.url}/response/1", b"{}") == 302
    assert client.upload(f"{slack.url}/upload/1", b"abc", 3) == 302
    with pytest.raises(SlackApiError):
        client.auth_test()


def test_a_proxy_of_the_environment_is_used_and_gets_no_redirect_followed_either(
    slack: Place, inside: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """slack_sdk finds it there; through it the rules are the same."""
    monkeypatch.setenv("HTTP_PROXY", inside.url)
    monkeypatch.setenv("HTTPS_PROXY", inside.url)
    through = SlackClient(token="xoxb-made-up", base_url=f"{slack.url}/api/", timeout=5)
    inside.answers[f"{slack.url}/response/1"] = (302, f"{inside.url}/latest/meta-data")
    assert through.respond(f"{slack.url}/response/1", b"{}") == 302
    assert inside.asked == [f"{slack.url}/response/1"]
    with pytest.raises(ForeignAddressError):
        through.respond(f"{inside.url}/latest/meta-data", b"{}")
    assert slack.asked == []


@pytest.mark.parametrize("status", REDIRECTS)
@pytest.mark.parametrize("where", ["elsewhere", "/api/auth.test2"])
def test_no_redirect_of_the_api_is_followed_with_the_token(
    slack: Place, inside: Place, client: SlackClient, status: int, where: str
) -> None:
    slack.answers["/api/auth.test"] = (status, inside.url if where == "elsewhere" else where)
    with pytest.raises(SlackApiError):
        client.auth_test()
    assert inside.asked == []
    assert slack.asked == ["/api/auth.test"]


def test_the_messages_of_the_queue_are_not_redirected_either(slack: Place, inside: Place) -> None:
    slack.answers["/api/auth.test"] = (307, f"{inside.url}/")
    poster = SlackPoster(token="xoxb-made-up", base_url=f"{slack.url}/api/", patience=timedelta(seconds=5))
    assert poster.probe(TEAM) == "http 307"
    assert inside.asked == []


@pytest.fixture
def messenger(slack: Place, client: SlackClient) -> SlackMessenger:
    slack.answers["/api/conversations.open"] = (200, '{"ok": true, "channel": {"id": "D1"}}')
    slack.answers["/api/files.completeUploadExternal"] = (200, '{"ok": true, "files": []}')
    return SlackMessenger(client, SlackCalls())


def offer(slack: Place, address: str) -> None:
    slack.answers["/api/files.getUploadURLExternal"] = (
        200,
        f'{{"ok": true, "upload_url": "{address}", "file_id": "F1"}}',
    )


def send(messenger: SlackMessenger, what: str) -> None:
    if what == "picture":
        messenger.send_picture(TEAM, MIA, PICTURE)
    else:
        messenger.send_document(TEAM, MIA, Document("audit.csv", "Audit log", BytesIO(b"abc"), 3))


@pytest.mark.parametrize("what", ["picture", "document"])
def test_pictures_and_documents_go_where_the_api_is(slack: Place, messenger: SlackMessenger, what: str) -> None:
    """`files_upload_v2` and the three steps of our own."""
    offer(slack, f"{slack.url}/upload/1")
    send(messenger, what)
    assert "/upload/1" in slack.asked
    assert slack.asked[-1] == "/api/files.completeUploadExternal"


@pytest.mark.parametrize("what", ["picture", "document"])
def test_and_nowhere_else(slack: Place, inside: Place, messenger: SlackMessenger, what: str) -> None:
    offer(slack, f"{inside.url}/latest/meta-data")
    with pytest.raises(SlackUnavailableError, match="ForeignAddressError"):
        send(messenger, what)
    assert inside.asked == []
    assert "/api/files.completeUploadExternal" not in slack.asked


@pytest.mark.parametrize("status", [*REDIRECTS, 500])
@pytest.mark.parametrize("what", ["picture", "document"])
def test_an_upload_that_does_not_succeed_is_not_completed(
    slack: Place, inside: Place, messenger: SlackMessenger, what: str, status: int
) -> None:
    offer(slack, f"{slack.url}/upload/1")
    slack.answers["/upload/1"] = (status, f"{inside.url}/")
    with pytest.raises(SlackUnavailableError, match=SlackRequestError.__name__):
        send(messenger, what)
    assert inside.asked == []
    assert "/api/files.completeUploadExternal" not in slack.asked
