"""Calls to Slack follow no redirect and post to nobody else (section 12)."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from slack_sdk.errors import SlackApiError, SlackRequestError

from bot.policy.ids import TeamId, UserId
from bot.slack.api_errors import ApiCallGuard
from bot.slack.client import ForeignAddressError, SlackClient
from bot.slack.messenger import SlackMessenger
from bot.slack.poster import SlackPoster
from bot.use_cases.ports import Document, Picture, SlackUnavailableError
from tests.support.slack.recording_server import HttpAnswer, RecordingServer, recording_server

REDIRECTS = [301, 302, 303, 307, 308]
TEAM, MIA = TeamId("T1"), UserId("U1")
PICTURE = Picture("qr.png", "QR code", "A square", b"png")
RESPONSE, UPLOAD, META_DATA = "/response/1", "/upload/1", "/latest/meta-data"
AUTH_TEST, COMPLETE_UPLOAD = "/api/auth.test", "/api/files.completeUploadExternal"


def answer(status: int = 200, location: str | None = None, **body: object) -> HttpAnswer:
    """One of Slack's answers, perhaps with a redirect."""
    headers = {"Content-Type": "application/json"} | ({} if location is None else {"Location": location})
    return HttpAnswer(status, json.dumps({"ok": True, **body}), headers)


@pytest.fixture
def slack() -> Iterator[RecordingServer]:
    """Where the API is."""
    with recording_server() as server:
        server.answer = answer()
        yield server


@pytest.fixture
def inside() -> Iterator[RecordingServer]:
    """A machine that only this network reaches."""
    with recording_server() as server:
        server.answer = answer()
        yield server


def api_url(slack: RecordingServer) -> str:
    return f"{slack.address}/api/"


@pytest.fixture
def client(slack: RecordingServer) -> SlackClient:
    return SlackClient(token="xoxb-made-up", base_url=api_url(slack), timeout=5)


def respond(client: SlackClient, at: RecordingServer) -> int:
    return client.respond(f"{at.address}{RESPONSE}", b"{}")[0]


def upload(client: SlackClient, at: RecordingServer) -> int:
    return client.upload(f"{at.address}{UPLOAD}", BytesIO(b"abc"), 3)


def redirect(slack: RecordingServer, status: int, where: str) -> None:
    """A server that redirects every request."""
    for path in (RESPONSE, UPLOAD, AUTH_TEST):
        slack.answers[path] = answer(status, where)


def test_answers_and_files_are_posted_where_the_api_is(slack: RecordingServer, client: SlackClient) -> None:
    assert respond(client, slack) == 200
    assert upload(client, slack) == 200
    assert client.upload(f"{slack.address}{UPLOAD}", b"abc", 3) == 200
    slack.answers[UPLOAD] = answer(400)
    assert upload(client, slack) == 400
    assert slack.paths == [RESPONSE, UPLOAD, UPLOAD, UPLOAD]


def test_nothing_is_posted_anywhere_else(inside: RecordingServer, client: SlackClient) -> None:
    with pytest.raises(ForeignAddressError) as unsaid:
        client.respond(f"{inside.address}{META_DATA}", b"{}")
    with pytest.raises(ForeignAddressError) as unsent:
        client.upload(f"{inside.address}{META_DATA}", b"abc", 3)
    assert META_DATA not in f"{unsaid.value} {unsent.value}"
    assert inside.paths == []


@pytest.mark.parametrize("status", REDIRECTS)
@pytest.mark.parametrize(
    "where", ["elsewhere", "/elsewhere", "", "http://[::1/x", "file:///etc/passwd", "http://127.0.0.1:99999/"]
)
def test_no_redirect_is_followed_nor_read(
    slack: RecordingServer, inside: RecordingServer, client: SlackClient, status: int, where: str
) -> None:
    """Of an answer, a file, or a call with the token: to another machine, to the same one, to what is no address."""
    redirect(slack, status, f"{inside.address}{META_DATA}" if where == "elsewhere" else where)
    assert respond(client, slack) == status
    assert upload(client, slack) == status
    with pytest.raises(SlackApiError):
        client.auth_test()
    assert inside.paths == []
    assert slack.paths == [RESPONSE, UPLOAD, AUTH_TEST]


def test_the_messages_of_the_queue_are_not_redirected_either(slack: RecordingServer, inside: RecordingServer) -> None:
    redirect(slack, 307, inside.address)
    poster = SlackPoster(token="xoxb-made-up", base_url=api_url(slack), timeout=timedelta(seconds=5))
    assert poster.probe(TEAM) == "http 307"
    assert inside.paths == []


def test_a_proxy_of_the_environment_is_used_and_leads_nowhere_else_either(
    slack: RecordingServer, inside: RecordingServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """slack_sdk finds it there; through it the rules are the same."""
    monkeypatch.setenv("HTTP_PROXY", inside.address)
    monkeypatch.setenv("HTTPS_PROXY", inside.address)
    through = SlackClient(token="xoxb-made-up", base_url=api_url(slack), timeout=5)
    asked = f"{slack.address}{RESPONSE}"  # of a proxy by the whole address
    inside.answers[asked] = answer(302, f"{inside.address}{META_DATA}")
    assert respond(through, slack) == 302
    with pytest.raises(ForeignAddressError):
        respond(through, inside)
    assert (inside.paths, slack.paths) == ([asked], [])


@pytest.fixture
def messenger(slack: RecordingServer, client: SlackClient) -> SlackMessenger:
    slack.answers["/api/conversations.open"] = answer(channel={"id": "D1"})
    slack.answers[COMPLETE_UPLOAD] = answer(files=[])
    return SlackMessenger(client, ApiCallGuard())


def send(messenger: SlackMessenger, what: str, slack: RecordingServer, address: str) -> None:
    """A picture goes by `files_upload_v2`, a document by the three steps of our own; Slack names this address for it."""
    slack.answers["/api/files.getUploadURLExternal"] = answer(upload_url=address, file_id="F1")
    if what == "picture":
        messenger.send_picture(TEAM, MIA, PICTURE)
    else:
        messenger.send_document(TEAM, MIA, Document("audit.csv", "Audit log", BytesIO(b"abc"), 3))


BOTH = pytest.mark.parametrize("what", ["picture", "document"])


@BOTH
def test_pictures_and_documents_go_where_the_api_is(
    slack: RecordingServer, messenger: SlackMessenger, what: str
) -> None:
    send(messenger, what, slack, f"{slack.address}{UPLOAD}")
    assert slack.paths[-2:] == [UPLOAD, COMPLETE_UPLOAD]


@BOTH
def test_and_nowhere_else(
    slack: RecordingServer, inside: RecordingServer, messenger: SlackMessenger, what: str
) -> None:
    with pytest.raises(SlackUnavailableError, match=ForeignAddressError.__name__):
        send(messenger, what, slack, f"{inside.address}{META_DATA}")
    assert inside.paths == []
    assert COMPLETE_UPLOAD not in slack.paths


@BOTH
@pytest.mark.parametrize("status", [*REDIRECTS, 500])
def test_an_upload_that_does_not_succeed_is_not_completed(
    slack: RecordingServer, inside: RecordingServer, messenger: SlackMessenger, what: str, status: int
) -> None:
    redirect(slack, status, inside.address)
    with pytest.raises(SlackUnavailableError, match=SlackRequestError.__name__):
        send(messenger, what, slack, f"{slack.address}{UPLOAD}")
    assert inside.paths == []
    assert COMPLETE_UPLOAD not in slack.paths


@pytest.mark.parametrize(
    "date, heard",
    [
        ("Tue, 01 Dec 2026 12:00:00 GMT", datetime(2026, 12, 1, 12, tzinfo=UTC)),
        ("Tue, 01 Dec 2026 14:00:00 +0200", datetime(2026, 12, 1, 12, tzinfo=UTC)),
        ("Tue, 01 Dec 2026 12:00:00 -0000", None),
        ("yesterday", None),
        ("", None),
        ("Tue, 99 Dec 2026 12:00:00 GMT", None),
        ("0", None),
        ("Tue, 01 Dec 2026 12:00:00 +99999999999999999999", None),
    ],
)
def test_slack_s_time_is_heard_from_each_answer(slack: RecordingServer, date: str, heard: datetime | None) -> None:
    """CLOCK-1."""
    slack.answer = HttpAnswer(200, '{"ok": true}', {"Content-Type": "application/json", "Date": date})
    dates: list[datetime] = []
    client = SlackClient(token="xoxb-made-up", base_url=api_url(slack), timeout=5, on_date=dates.append)
    client.ask_date()
    assert slack.paths == ["/api/api.test"]
    assert dates == ([heard] if heard else [])


def test_a_slack_that_does_not_answer_tells_no_time(slack: RecordingServer) -> None:
    slack.answer = HttpAnswer(503, "", {})
    dates: list[datetime] = []
    SlackClient(base_url=api_url(slack), timeout=5, on_date=dates.append).ask_date()
    SlackClient(base_url="http://127.0.0.1:9/api/", timeout=5, on_date=dates.append).ask_date()
    assert dates == []
