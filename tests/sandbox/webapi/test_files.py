"""Files of the stand-in: uploaded by the real slack_sdk, shared, and shown in blocks."""

import urllib.error
import urllib.request
from typing import Any

import pytest
from slack_sdk import WebClient

from bot.sandbox.client.driver import Driver
from bot.sandbox.transport.server import SandboxServer
from bot.sandbox.workspace.seed import GENERAL
from bot.sandbox.workspace.workspace import Workspace
from tests.support.slack.api_errors import api_error, api_error_messages

Json = dict[str, Any]
PICTURE = b"\x89PNG\r\n\x1a\n and so on"


def _upload(client: WebClient, name: str = "door.png", **more: Any) -> Json:  # noqa: ANN401 (as the client takes them)
    found: Json = client.files_upload_v2(content=PICTURE, filename=name, **more)["files"][0]
    return found


def test_a_picture_goes_into_a_dm_with_its_words(client: WebClient, mia: Driver) -> None:
    dm = client.conversations_open(users="U0MIA")["channel"]["id"]
    file = _upload(client, title="QR code", channel=dm, initial_comment="For your door")

    seen = mia.dm()[-1]
    assert seen.text == "For your door\nQR code"
    assert client.files_info(file=file["id"])["file"]["mimetype"] == "image/png"


def test_the_bytes_come_back_as_they_were(client: WebClient) -> None:
    file = _upload(client)

    with urllib.request.urlopen(file["url_private"], timeout=5) as answer:  # noqa: S310 (our own server)
        assert answer.read() == PICTURE
        assert answer.headers["content-type"] == "image/png"


def test_a_block_shows_an_uploaded_picture_and_no_other(client: WebClient, mia: Driver) -> None:
    file = _upload(client)
    block = {"type": "image", "slack_file": {"id": file["id"]}, "alt_text": "QR code of your room"}
    client.chat_postMessage(channel=GENERAL, text="t", blocks=[block])

    assert mia.messages("general")[0].text == "QR code of your room"
    unknown = block | {"slack_file": {"id": "F0NONE"}}
    assert api_error_messages(lambda: client.chat_postMessage(channel=GENERAL, text="t", blocks=[unknown])) == [
        "[ERROR] invalid slack file [json-pointer:/blocks/0]"
    ]
    letter = block | {"slack_file": {"id": _upload(client, "letter.txt")["id"]}}
    assert api_error(lambda: client.chat_postMessage(channel=GENERAL, text="t", blocks=[letter])) == "invalid_blocks"


def test_bytes_of_another_length_than_announced_are_not_taken(client: WebClient) -> None:
    announced = client.files_getUploadURLExternal(filename="a.png", length=3)
    request = urllib.request.Request(announced["upload_url"], b"four", method="POST")  # noqa: S310 (our own server)

    with pytest.raises(urllib.error.HTTPError) as caught:
        urllib.request.urlopen(request, timeout=5)  # noqa: S310 (the same)
    assert caught.value.code == 400
    caught.value.close()
    incomplete = [{"id": announced["file_id"], "title": "a"}]
    assert api_error(lambda: client.files_completeUploadExternal(files=incomplete)) == "file_not_found"


def test_uploading_and_looking_take_their_own_scopes(client: WebClient, workspace: Workspace) -> None:
    file = _upload(client)

    workspace.scopes -= {"files:read", "files:write"}
    assert api_error(lambda: client.files_getUploadURLExternal(filename="a.png", length=3)) == "missing_scope"
    assert api_error(lambda: client.files_info(file=file["id"])) == "missing_scope"


def test_a_file_that_is_not_there_is_not_found(client: WebClient, server: SandboxServer) -> None:
    assert api_error(lambda: client.files_info(file="F0NONE")) == "file_not_found"
    with pytest.raises(urllib.error.HTTPError) as caught:
        urllib.request.urlopen(f"{server.url}/files/F0NONE/x.png", timeout=5)  # noqa: S310 (our own server)
    assert caught.value.code == 404
    caught.value.close()
