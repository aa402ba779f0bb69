"""Calls to Slack follow no redirect and post to nobody else (section 12)."""

from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO

import pytest
from slack_sdk.errors import SlackApiError, SlackRequestError

from bot.policy.ids import TeamId, UserId
from bot.slack.api_errors import ApiCallGuard
from bot.slack.client import ForeignAddressError, SlackClient
from bot.slack.messenger import SlackMessenger
from bot.slack.poster import SlackPoster
from bot.use_cases.ports import Document, Picture, SlackUnavailableError
from tests.support.slack.recording_server import RecordingSlackApi, recording_slack_api

REDIRECTS = [301, 302, 303, 307, 308]
TEAM, MIA = TeamId("T1"), UserId("U1")
PICTURE = Picture("qr.png", "QR code", "A square", b"png")
RESPONSE, UPLOAD, META_DATA = "response/1", "upload/1", "latest/meta-data"


@pytest.fixture
def slack() -> Iterator[RecordingSlackApi]:
    """Where the API is."""
    with recording_slack_api() as slack_api:
        yield slack_api


@pytest.fixture
def inside() -> Iterator[RecordingSlackApi]:
    """A machine that only this network reaches."""
    with recording_slack_api() as slack_api:
        yield slack_api


@pytest.fixture
def client(slack: RecordingSlackApi) -> SlackClient:
    return SlackClient(token="xoxb-made-up", base_url=slack.api_url, timeout=5)


def respond(client: SlackClient, at: RecordingSlackApi) -> int:
    return client.respond(f"{at.address}/{RESPONSE}", b"{}")


def upload(client: SlackClient, at: RecordingSlackApi) -> int:
    return client.upload(f"{at.address}/{UPLOAD}", BytesIO(b"abc"), 3)


def redirect(slack: RecordingSlackApi, status: int, where: str) -> None:
    """A server that redirects every request."""
    for method in (RESPONSE, UPLOAD, "auth.test"):
        slack.statuses[method], slack.redirects[method] = status, where


def test_answers_and_files_are_posted_where_the_api_is(slack: RecordingSlackApi, client: SlackClient) -> None:
    assert respond(client, slack) == 200
    assert upload(client, slack) == 200
    assert client.upload(f"{slack.address}/{UPLOAD}", b"abc", 3) == 200
    slack.statuses[UPLOAD] = 400
    assert upload(client, slack) == 400
    assert slack.methods == [RESPONSE, UPLOAD, UPLOAD, UPLOAD]


def test_nothing_is_posted_anywhere_else(inside: RecordingSlackApi, client: SlackClient) -> None:
    with pytest.raises(ForeignAddressError) as unsaid:
        client.respond(f"{inside.address}/{META_DATA}", b"{}")
    with pytest.raises(ForeignAddressError) as unsent:
        client.upload(f"{inside.address}/{META_DATA}", b"abc", 3)
    assert META_DATA not in f"{unsaid.value} {unsent.value}"
    assert inside.methods == []


@pytest.mark.parametrize("status", REDIRECTS)
@pytest.mark.parametrize(
    "where", ["elsewhere", "/elsewhere", "", "http://[::1/x", "file:///etc/passwd", "http://127.0.0.1:99999/"]
)
def test_no_redirect_is_followed_nor_read(
    slack: RecordingSlackApi, inside: RecordingSlackApi, client: SlackClient, status: int, where: str
) -> None:
    """Of an answer, a file, or a call with the token: to another machine, to the same one, to what is no address."""
    redirect(slack, status, f"{inside.address}/{META_DATA}" if where == "elsewhere" else where)
    assert respond(client, slack) == status
    assert upload(client, slack) == status
    with pytest.raises(SlackApiError):
        client.auth_test()
    assert inside.methods == []
    assert slack.methods == [RESPONSE, UPLOAD, "auth.test"]


def test_the_messages_of_the_queue_are_not_redirected_either(
    slack: RecordingSlackApi, inside: RecordingSlackApi
) -> None:
    redirect(slack, 307, inside.address)
    poster = SlackPoster(token="xoxb-made-up", base_url=slack.api_url, timeout=timedelta(seconds=5))
    assert poster.probe(TEAM) == "http 307"
    assert inside.methods == []


def test_a_proxy_of_the_environment_is_used_and_leads_nowhere_else_either(
    slack: RecordingSlackApi, inside: RecordingSlackApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    """slack_sdk finds it there; through it the rules are the same."""
    monkeypatch.setenv("HTTP_PROXY", inside.address)
    monkeypatch.setenv("HTTPS_PROXY", inside.address)
    through = SlackClient(token="xoxb-made-up", base_url=slack.api_url, timeout=5)
    asked = f"{slack.address}/{RESPONSE}"  # of a proxy by the whole address
    inside.statuses[asked], inside.redirects[asked] = 302, f"{inside.address}/{META_DATA}"
    assert respond(through, slack) == 302
    with pytest.raises(ForeignAddressError):
        respond(through, inside)
    assert (inside.methods, slack.methods) == ([asked], [])


@pytest.fixture
def messenger(slack: RecordingSlackApi, client: SlackClient) -> SlackMessenger:
    slack.answers["conversations.open"] = {"ok": True, "channel": {"id": "D1"}}
    slack.answers["files.completeUploadExternal"] = {"ok": True, "files": []}
    return SlackMessenger(client, ApiCallGuard())


def send(messenger: SlackMessenger, what: str, slack: RecordingSlackApi, address: str) -> None:
    """A picture goes by `files_upload_v2`, a document by the three steps of our own; Slack names this address for it."""
    slack.answers["files.getUploadURLExternal"] = {"ok": True, "upload_url": address, "file_id": "F1"}
    if what == "picture":
        messenger.send_picture(TEAM, MIA, PICTURE)
    else:
        messenger.send_document(TEAM, MIA, Document("audit.csv", "Audit log", BytesIO(b"abc"), 3))


BOTH = pytest.mark.parametrize("what", ["picture", "document"])


@BOTH
def test_pictures_and_documents_go_where_the_api_is(
    slack: RecordingSlackApi, messenger: SlackMessenger, what: str
) -> None:
    send(messenger, what, slack, f"{slack.address}/{UPLOAD}")
    assert slack.methods[-2:] == [UPLOAD, "files.completeUploadExternal"]


@BOTH
def test_and_nowhere_else(
    slack: RecordingSlackApi, inside: RecordingSlackApi, messenger: SlackMessenger, what: str
) -> None:
    with pytest.raises(SlackUnavailableError, match=ForeignAddressError.__name__):
        send(messenger, what, slack, f"{inside.address}/{META_DATA}")
    assert inside.methods == []
    assert "files.completeUploadExternal" not in slack.methods


@BOTH
@pytest.mark.parametrize("status", [*REDIRECTS, 500])
def test_an_upload_that_does_not_succeed_is_not_completed(
    slack: RecordingSlackApi, inside: RecordingSlackApi, messenger: SlackMessenger, what: str, status: int
) -> None:
    redirect(slack, status, inside.address)
    with pytest.raises(SlackUnavailableError, match=SlackRequestError.__name__):
        send(messenger, what, slack, f"{slack.address}/{UPLOAD}")
    assert inside.methods == []
    assert "files.completeUploadExternal" not in slack.methods
