"""Renders the messages of one conversation for one reader, and keeps what each reader has read."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

from markupsafe import Markup

from bot.sandbox.client.dates import clock_time, day_name
from bot.sandbox.errors import Json
from bot.sandbox.pages.model import MessageLine
from bot.sandbox.pages.people import face, selectable, url_of
from bot.sandbox.pages.render import RenderContext, render_blocks
from bot.sandbox.pages.render_mrkdwn import Reader, mrkdwn
from bot.sandbox.workspace.messages import Message
from bot.sandbox.workspace.workspace import Workspace

_TOGETHER = timedelta(minutes=5)


class ReadMarkers:
    """What each person has read, for the counts in the sidebar. Kept in memory."""

    def __init__(self) -> None:
        self._last: dict[tuple[str, str], float] = {}

    def mark_read(self, user_id: str, channel_id: str, messages: Sequence[Message]) -> None:
        """Mark these messages of a conversation as read."""
        if messages:
            self._last[user_id, channel_id] = float(messages[-1].ts)

    def unread(self, user_id: str, channel_id: str, messages: Sequence[Message]) -> int:
        """The number of these messages that are by others and not read yet."""
        last = self._last.get((user_id, channel_id), 0.0)
        return sum(float(one.ts) > last and one.user != user_id for one in messages)


class MessageRenderer:
    """Renders the messages of one conversation for one reader."""

    def __init__(self, workspace: Workspace, reader: Reader) -> None:
        self._workspace = workspace
        self._reader = reader

    def render(self, messages: Sequence[Message]) -> list[MessageLine]:
        """The lines in order; replies stand under the first message of their thread."""
        there = {one.ts for one in messages}
        roots = [one for one in messages if one.thread_ts not in there - {one.ts}]
        lines = []
        for before, message in zip([None, *roots], roots, strict=False):
            answers = [one for one in messages if one.thread_ts == message.ts and one is not message]
            replies = [self._line(answer) for answer in answers]
            lines.append(replace(self._line(message), replies=replies, **self._continuation(before, message)))
        return lines

    def _continuation(self, before: Message | None, message: Message) -> dict[str, Any]:
        """What depends on the message before: the divider of a new day, and whether the same author continues."""
        day = self._moment(message).date()
        if before is None or self._moment(before).date() != day:
            return {"day": day_name(day, self._reader.now.astimezone(self._reader.zone).date())}
        close = self._moment(message) - self._moment(before) < _TOGETHER and before.user == message.user
        return {"continued": close and not (before.ephemeral_to or message.ephemeral_to)}

    def _line(self, message: Message) -> MessageLine:
        moment = self._moment(message)
        today = self._reader.now.astimezone(self._reader.zone).date()
        return MessageLine(
            id=message.ts,
            author=face(self._workspace.person(message.user)),
            time=clock_time(moment),
            full_time=f"{day_name(moment.date(), today)} at {clock_time(moment)}",
            body=self._body(message),
            act_url=self._url(message, "press"),
            menu_url="" if message.ephemeral_to else self._url(message, "shortcut"),
            ephemeral=message.ephemeral_to is not None,
            edited=bool(message.edited_ts),
            failure=message.failures.get(self._reader.user_id, ""),
        )

    def _url(self, message: Message, act: str) -> str:
        return f"{url_of(self._reader.user_id)}/message/{message.channel}/{message.ts}/{act}"

    def _moment(self, message: Message) -> datetime:
        return datetime.fromtimestamp(float(message.ts), UTC).astimezone(self._reader.zone)

    def _body(self, message: Message) -> Markup:
        user_id = self._reader.user_id
        render_context = RenderContext(
            scope=message.ts,
            reader=self._reader,
            typed=message.state.get(user_id, {}),
            selectable=partial(selectable, self._workspace, user_id),
            options_url=self._url(message, "options"),
        )
        pictures = [_file(one) for one in message.files]
        if message.blocks:
            return render_blocks([*message.blocks, *pictures], render_context)
        text = Markup('<div class="text">{}</div>').format(mrkdwn(message.text, self._reader))
        return text + render_blocks(pictures, render_context)


def _file(file: Json) -> Json:
    """An attached file as the block that shows it."""
    if str(file.get("mimetype", "")).startswith("image/"):
        return {"type": "image", "slack_file": {"id": file["id"]}, "alt_text": file.get("alt_txt") or file["title"]}
    return {"type": "context", "elements": [{"type": "plain_text", "text": f":paperclip: {file['title']}"}]}
