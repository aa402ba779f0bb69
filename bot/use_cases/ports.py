"""What the use cases need from Slack; `bot.slack` implements it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, BinaryIO, Protocol

from bot.policy.approvals.requests import ChannelInfo
from bot.policy.ids import TeamId, UserId
from bot.policy.people.people import Identity


class SlackUnavailableError(Exception):
    """Slack is unreachable, or did not answer in time."""


class PostRefusal(StrEnum):
    """Why Slack did not take a message or a picture."""

    NOT_IN_CHANNEL = "not_in_channel"  # the bot is no member, or cannot see the channel
    ARCHIVED = "archived"
    FORBIDDEN = "forbidden"  # by a rule of the workspace
    GONE = "gone"  # the message to be changed does not exist any more
    NOT_GRANTED = "not_granted"  # the app lacks the scope that the call needs


REFUSAL_BY_ERROR: Mapping[str, PostRefusal] = {
    "not_in_channel": PostRefusal.NOT_IN_CHANNEL,
    "channel_not_found": PostRefusal.NOT_IN_CHANNEL,
    "missing_scope": PostRefusal.NOT_GRANTED,
    "is_archived": PostRefusal.ARCHIVED,
    "restricted_action": PostRefusal.FORBIDDEN,
    "restricted_action_read_only_channel": PostRefusal.FORBIDDEN,
    "restricted_action_thread_only_channel": PostRefusal.FORBIDDEN,
    "restricted_action_non_threadable_channel": PostRefusal.FORBIDDEN,
    "message_not_found": PostRefusal.GONE,
    "cant_update_message": PostRefusal.GONE,
    "edit_window_closed": PostRefusal.GONE,
}
"""Slack's names of these refusals, which stand in answers and as the reasons of failed messages."""


class NotPostedError(Exception):
    """Slack refused a message, and will refuse it again until somebody changes the cause."""

    def __init__(self, refusal: PostRefusal) -> None:
        super().__init__(refusal)
        self.refusal = refusal


class NotGrantedError(Exception):
    """The app lacks the optional scope that the call needs."""


@dataclass(frozen=True, slots=True)
class Message:
    """A message of the bot: the text for notifications, and optional blocks as plain dicts."""

    text: str
    blocks: Sequence[dict[str, Any]] = field(default_factory=tuple)


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG picture. `alt_text` is for screen readers; `comment` is shown above the picture, as mrkdwn."""

    name: str
    title: str
    alt_text: str
    png: bytes
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A file of any length. `content` is read from its current position; `length` is in bytes."""

    name: str
    title: str
    content: BinaryIO
    length: int


@dataclass(frozen=True, slots=True)
class UserGroup:
    """A user group in Slack, such as @sales. `size` is the number of members."""

    id: str
    handle: str
    name: str
    size: int


@dataclass(frozen=True, slots=True)
class DirectoryPage:
    """One page of a workspace's people. `next_cursor` asks for the next page; empty on the last."""

    people: Sequence[Identity]
    next_cursor: str


class Directory(Protocol):
    """People and user groups of a workspace, as Slack knows them."""

    def workspace(self) -> TeamId:
        """The workspace in which the bot is installed. Raises SlackUnavailableError."""

    def page(self, team: TeamId, cursor: str) -> DirectoryPage:
        """One page of people, also deactivated ones; an empty cursor gives the first. Raises SlackUnavailableError."""

    def look_up(self, team: TeamId, user: UserId) -> Identity:
        """The person as Slack describes them now. Raises SlackUnavailableError."""

    def user_groups(self, team: TeamId) -> Sequence[UserGroup]:
        """All user groups. Raises NotGrantedError, SlackUnavailableError."""

    def in_user_group(self, team: TeamId, group: str) -> Sequence[UserId]:
        """The members of a user group; empty where it does not exist. Raises NotGrantedError, SlackUnavailableError."""


class Messenger(Protocol):
    """Sends messages for which somebody is waiting. Every call may raise SlackUnavailableError."""

    def is_member(self, team: TeamId, channel: str, user: UserId) -> bool:
        """Whether this person is a member of the channel. Raises NotPostedError where the bot cannot see the channel."""

    def post(self, team: TeamId, channel: str, message: Message) -> str:
        """Post in a channel and return the message's ts. Raises NotPostedError."""

    def change(self, team: TeamId, channel: str, ts: str, message: Message) -> None:
        """Replace a message of the bot. Raises NotPostedError."""

    def channel_facts(self, team: TeamId, channel: str) -> ChannelInfo:
        """What Slack says about the channel now. Raises NotPostedError where the bot cannot see it."""

    def send_document(self, team: TeamId, user: UserId, document: Document) -> None:
        """Send a file as a direct message, streamed. Raises NotPostedError."""

    def send_picture(self, team: TeamId, user: UserId, picture: Picture) -> None:
        """Send a picture as a direct message. Raises NotPostedError."""

    def open_call(self, team: TeamId, *, key: str, url: str, title: str, host: UserId) -> str:
        """Register a call with Slack and return its id; empty where the workspace does not grant the scope."""

    def close_call(self, team: TeamId, call: str) -> None:
        """Mark the call as over."""


ReadIdentity = Callable[[TeamId, Mapping[str, Any]], Identity]
"""Reads a person from Slack's description; events and look-ups use the same reader, so that they agree."""
