"""Messages in channels, and ephemeral ones that a single person sees. It must not know Block Kit rules."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.sandbox.errors import Json
from bot.sandbox.workspace.app_setup import APP_ID
from bot.sandbox.workspace.people import TEAM


@dataclass(slots=True)
class Message:
    """One message. `ephemeral_to` is the only reader, or None for everybody in the channel.

    `state` holds each reader's values of the message's inputs: block_id → action_id → Slack's value object.
    `failures` holds by reader the warning that Slack shows beside a button that did not work.
    """

    channel: str
    ts: str
    user: str
    text: str
    blocks: list[Json] = field(default_factory=list)
    attachments: list[Json] = field(default_factory=list)
    bot_id: str = ""
    thread_ts: str = ""
    subtype: str = ""
    ephemeral_to: str | None = None
    metadata: Json | None = None
    edited_ts: str = ""
    files: list[Json] = field(default_factory=list)
    state: dict[str, dict[str, Json]] = field(default_factory=dict)
    failures: dict[str, str] = field(default_factory=dict)

    def visible_to(self, user_id: str) -> bool:
        """Whether this member of the channel sees the message."""
        return self.ephemeral_to is None or self.ephemeral_to == user_id

    def to_slack(self, *, with_metadata: bool = False) -> Json:
        """The message object as conversations.history and interaction payloads carry it."""
        shown: Json = {"type": "message", "user": self.user, "ts": self.ts, "team": TEAM, "text": self.text}
        optional: Json = {
            "bot_id": self.bot_id,
            "app_id": APP_ID if self.bot_id else "",
            "subtype": self.subtype,
            "blocks": self.blocks,
            "attachments": self.attachments,
            "files": self.files,
            "thread_ts": self.thread_ts,
            "metadata": self.metadata if with_metadata else None,
            "edited": {"user": self.user, "ts": self.edited_ts} if self.edited_ts else None,
        }
        return shown | {key: value for key, value in optional.items() if value}


class Messages:
    """All messages of the workspace in the order of their arrival. Callers hold the workspace's lock."""

    def __init__(self) -> None:
        self._all: list[Message] = []

    def __iter__(self) -> Iterator[Message]:
        return iter(list(self._all))

    def add(self, message: Message) -> Message:
        """Add a message."""
        self._all.append(message)
        return message

    def remove(self, message: Message) -> None:
        """Delete a message; does nothing if it is deleted already."""
        self._all = [one for one in self._all if one is not message]

    def find(self, channel: str, ts: str) -> Message | None:
        """The message with this channel and ts, ephemeral ones included."""
        return next((one for one in self._all if one.channel == channel and one.ts == ts), None)

    def seen_by(self, user_id: str, channel: str) -> list[Message]:
        """What one person sees in one channel, oldest first."""
        return [one for one in self._all if one.channel == channel and one.visible_to(user_id)]

    def history(self, channel: str) -> list[Message]:
        """The messages of conversations.history: no ephemeral ones, no replies in threads; newest first."""
        public = [one for one in self._all if one.channel == channel and one.ephemeral_to is None]
        return sorted((one for one in public if one.thread_ts in {"", one.ts}), key=_sent_at, reverse=True)

    def thread(self, channel: str, ts: str) -> list[Message]:
        """A message and the public replies in its thread, oldest first."""
        thread = [one for one in self._all if one.channel == channel and ts in {one.ts, one.thread_ts}]
        return sorted((one for one in thread if one.ephemeral_to is None), key=_sent_at)


def _sent_at(message: Message) -> float:
    return float(message.ts)
