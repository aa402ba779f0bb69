"""Sends what a person is waiting for by the Web API; no call is repeated."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

import structlog
from slack_sdk.errors import SlackApiError, SlackRequestError
from slack_sdk.web import SlackResponse

from bot.policy.approvals.requests import ChannelInfo
from bot.policy.ids import TeamId, UserId
from bot.slack.api_errors import ApiCallGuard, error_name
from bot.slack.client import SlackClient
from bot.use_cases.ports import REFUSAL_BY_ERROR, Document, Message, NotPostedError, Picture, PostRefusal

PAGE_SIZE = 1000  # members a page of conversations.members, the most that Slack takes

log: structlog.stdlib.BoundLogger = structlog.get_logger()


class SlackMessenger:
    """Implements the port `Messenger`. The workspace is the client's own."""

    def __init__(self, client: SlackClient, guard: ApiCallGuard) -> None:
        self._client = client
        self._guard = guard

    def is_member(self, team: TeamId, channel: str, user: UserId) -> bool:  # noqa: ARG002 - one client, one workspace
        """`conversations.members`, page by page. A direct message with the bot has one person as member."""
        cursor = ""
        while True:
            page = self._call(self._client.conversations_members, channel=channel, limit=PAGE_SIZE, cursor=cursor)
            if user in page.get("members", []):
                return True
            cursor = (page.get("response_metadata") or {}).get("next_cursor", "")
            if not cursor:
                return False

    def post(self, team: TeamId, channel: str, message: Message) -> str:  # noqa: ARG002 - one client, one workspace
        """`chat.postMessage` without link previews; the message's ts."""
        response = self._call(
            self._client.chat_postMessage,
            channel=channel,
            text=message.text,
            blocks=list(message.blocks) or None,
            unfurl_links=False,
            unfurl_media=False,
        )
        return str(response["ts"])

    def change(self, team: TeamId, channel: str, ts: str, message: Message) -> None:  # noqa: ARG002 - one client
        """`chat.update`."""
        blocks = list(message.blocks) or None
        self._call(self._client.chat_update, channel=channel, ts=ts, text=message.text, blocks=blocks)

    def send_picture(self, team: TeamId, user: UserId, picture: Picture) -> None:  # noqa: ARG002 - one client
        """`conversations.open`, then an upload shared there."""
        channel = self._call(self._client.conversations_open, users=user)["channel"]["id"]
        self._call(
            self._client.files_upload_v2,
            channel=channel,
            content=picture.png,
            filename=picture.name,
            title=picture.title,
            alt_txt=picture.alt_text,
            initial_comment=picture.comment or None,
        )

    def channel_facts(self, team: TeamId, channel: str) -> ChannelInfo:  # noqa: ARG002 - one client, one workspace
        """`conversations.info`. Slack does not find a private channel without the bot."""
        try:
            channel_info = self._call(self._client.conversations_info, channel=channel)["channel"]
        except NotPostedError as error:
            if error.refusal is not PostRefusal.NOT_IN_CHANNEL:
                raise
            return ChannelInfo(found=False)
        shared = channel_info.get("is_ext_shared") or channel_info.get("is_pending_ext_shared")
        return ChannelInfo(
            archived=bool(channel_info.get("is_archived")),
            shared_outside=bool(shared),
            has_bot=bool(channel_info.get("is_member")),
        )

    def send_document(self, team: TeamId, user: UserId, document: Document) -> None:  # noqa: ARG002 - one client
        """Upload in three steps; the SDK's own method would read the whole file at once."""
        channel = self._call(self._client.conversations_open, users=user)["channel"]["id"]
        upload = self._call(self._client.files_getUploadURLExternal, filename=document.name, length=document.length)
        with self._guard.calling("files upload"):
            status = self._client.upload(str(upload["upload_url"]), document.content, document.length)
            if status != HTTPStatus.OK:
                raise SlackRequestError(f"the upload was answered by {status}")
        files = [{"id": upload["file_id"], "title": document.title}]
        self._call(self._client.files_completeUploadExternal, files=files, channel_id=channel)

    def open_call(self, team: TeamId, *, key: str, url: str, title: str, host: UserId) -> str:  # noqa: ARG002 - one client
        """`calls.add`; the call's id, empty without the scope `calls:write` (a card of blocks is shown instead)."""
        try:
            response = self._client.calls_add(
                external_unique_id=key, join_url=url, title=title, created_by=host, users=[]
            )
        except SlackApiError as error:
            log.debug("slack_call_object_unavailable", reason=error_name(error))
            return ""
        return str(response["call"]["id"])

    def close_call(self, team: TeamId, call: str) -> None:  # noqa: ARG002 - one client, one workspace
        """`calls.end`."""
        self._call(self._client.calls_end, id=call)

    def _call(self, method: Callable[..., SlackResponse], **arguments: Any) -> SlackResponse:  # noqa: ANN401 - Slack's own arguments
        """Raises NotPostedError for an error in REFUSAL_BY_ERROR, SlackUnavailableError for every other."""
        name = method.__name__
        with self._guard.calling(name):
            try:
                return method(**arguments)
            except SlackApiError as error:
                refusal = REFUSAL_BY_ERROR.get(str(error.response.get("error")))
                if refusal is None:
                    raise
                raise NotPostedError(refusal) from error
