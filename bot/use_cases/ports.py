"""What the use cases need from Slack, in the product's own words; floor 4 provides it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, BinaryIO, Protocol

from bot.policy.approvals.requests import ChannelInfo
from bot.policy.ids import TeamId, UserId
from bot.policy.people.people import Identity


class SlackUnavailableError(Exception):
    """Slack could not be asked, or did not answer in time."""


class PostRefusal(StrEnum):
    """Why Slack did not take a message or a picture."""

    NOT_IN_CHANNEL = "not_in_channel"  # the bot was not invited, or the channel is hidden from it
    ARCHIVED = "archived"
    FORBIDDEN = "forbidden"  # by a rule of the workspace
    GONE = "gone"  # the message that should change is not there any more
    NOT_GRANTED = "not_granted"  # the app was installed without the scope that this takes


class NotPostedError(Exception):
    """Slack refused a message, for good until somebody changes something."""

    def __init__(self, refusal: PostRefusal) -> None:
        super().__init__(refusal)
        self.refusal = refusal


class NotGrantedError(Exception):
    """The app was installed without the optional permission that this takes."""


@dataclass(frozen=True, slots=True)
class Message:
    """A message of the bot's own: a text for notifications, and blocks (plain dicts) where it has more to show."""

    text: str
    blocks: Sequence[dict[str, Any]] = field(default_factory=tuple)


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG picture with a name, a title, what a screen reader says instead, and what stands above it, in mrkdwn."""

    name: str
    title: str
    alt_text: str
    png: bytes
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A file of any length with a name and a title: `content` stands at its beginning, `length` is in bytes."""

    name: str
    title: str
    content: BinaryIO
    length: int


@dataclass(frozen=True, slots=True)
class UserGroup:
    """A user group of Slack's, such as @sales; `size` is how many people are in it."""

    id: str
    handle: str
    name: str
    size: int


@dataclass(frozen=True, slots=True)
class DirectoryPage:
    """Some of a workspace's people, as they are listed. `next_cursor` asks for the next page; empty on the last."""

    people: Sequence[Identity]
    next_cursor: str


class Directory(Protocol):
    """Who is who in a workspace."""

    def workspace(self) -> TeamId:
        """The workspace that the bot acts in. Raises SlackUnavailableError."""

    def page(self, team: TeamId, cursor: str) -> DirectoryPage:
        """The people of the workspace, deactivated ones too; the first page for an empty text. Raises SlackUnavailableError."""

    def look_up(self, team: TeamId, user: UserId) -> Identity:
        """The person as Slack describes them now. Raises SlackUnavailableError."""

    def user_groups(self, team: TeamId) -> Sequence[UserGroup]:
        """Slack's own groups of people. Raises NotGrantedError, SlackUnavailableError."""

    def in_user_group(self, team: TeamId, group: str) -> Sequence[UserId]:
        """Who is in one; nobody where there is no such group. Raises NotGrantedError, SlackUnavailableError."""


class Messenger(Protocol):
    """Messages that somebody is waiting for. Every call raises SlackUnavailableError where Slack does not answer."""

    def is_member(self, team: TeamId, channel: str, user: UserId) -> bool:
        """Whether this person is in this channel. Raises NotPostedError where the bot may not know."""

    def post(self, team: TeamId, channel: str, message: Message) -> str:
        """Post in a channel; gives the message's ts. Raises NotPostedError."""

    def change(self, team: TeamId, channel: str, ts: str, message: Message) -> None:
        """Replace a message of the bot's own. Raises NotPostedError."""

    def channel_facts(self, team: TeamId, channel: str) -> ChannelInfo:
        """What kind of channel it is at this moment. Raises NotPostedError where the bot may not ask."""

    def send_document(self, team: TeamId, user: UserId, document: Document) -> None:
        """Send a file as a direct message, read while it is sent. Raises NotPostedError."""

    def send_picture(self, team: TeamId, user: UserId, picture: Picture) -> None:
        """Send a picture as a direct message. Raises NotPostedError."""

    def open_call(self, team: TeamId, *, key: str, url: str, title: str, host: UserId) -> str:
        """Register a call with Slack; gives its id, or nothing where the workspace does not grant that."""

    def close_call(self, team: TeamId, call: str) -> None:
        """The call is over."""


ReadIdentity = Callable[[TeamId, Mapping[str, Any]], Identity]
"""Reads a person as the outside world describes them; the event and the look-up must agree."""
