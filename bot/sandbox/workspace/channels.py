"""Channels and direct messages with their members; it must not know messages."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.sandbox.errors import CannotDo, Json
from bot.sandbox.ids import IdGenerator
from bot.sandbox.workspace.people import BOT_USER

_CREATED = 1_700_000_000


@dataclass(slots=True)
class Channel:
    """One conversation. `members` are user ids, the bot's among them where it was invited."""

    id: str
    name: str
    is_private: bool = False
    is_im: bool = False
    is_general: bool = False
    is_archived: bool = False
    is_ext_shared: bool = False
    members: set[str] = field(default_factory=set)

    @property
    def command_name(self) -> str:
        """The channel_name in a slash command's payload: Slack does not name private channels."""
        if self.is_im:
            return "directmessage"
        return "privategroup" if self.is_private else self.name

    def other_member(self, user_id: str) -> str:
        """The other person in a direct message; `user_id` itself where nobody else is in it."""
        return next((member for member in sorted(self.members) if member != user_id), user_id)

    def scope(self, verb: str) -> str:
        """The scope that reading here requires: `verb` is `read` or `history`."""
        if self.is_im:
            return f"im:{verb}"
        return f"groups:{verb}" if self.is_private else f"channels:{verb}"

    def to_slack(self) -> Json:
        """The conversation object as conversations.info gives it."""
        if self.is_im:
            im: Json = {"id": self.id, "created": _CREATED, "is_im": True, "is_archived": self.is_archived}
            return im | {"user": self.other_member(BOT_USER)}
        return {
            "id": self.id,
            "name": self.name,
            "name_normalized": self.name,
            "created": _CREATED,
            "is_channel": not self.is_private,
            "is_group": self.is_private,
            "is_im": False,
            "is_mpim": False,
            "is_private": self.is_private,
            "is_archived": self.is_archived,
            "is_general": self.is_general,
            "is_shared": self.is_ext_shared,
            "is_ext_shared": self.is_ext_shared,
            "is_org_shared": False,
            "is_member": BOT_USER in self.members,
            "num_members": len(self.members),
        }


class Channels:
    """All conversations of the workspace. Callers hold the workspace's lock."""

    def __init__(self, ids: IdGenerator) -> None:
        self._ids = ids
        self._all: dict[str, Channel] = {}

    def __iter__(self) -> Iterator[Channel]:
        return iter(list(self._all.values()))

    def add(self, channel: Channel) -> Channel:
        """Add a channel."""
        self._all[channel.id] = channel
        return channel

    def get(self, channel_id: str) -> Channel | None:
        """The conversation with this id."""
        return self._all.get(channel_id)

    def named(self, name: str) -> Channel | None:
        """The channel with this name, with or without `#`."""
        wanted = name.removeprefix("#")
        return next((one for one in self._all.values() if not one.is_im and one.name == wanted), None)

    def find(self, name_or_id: str) -> Channel:
        """A channel by its id or name; CannotDo where there is none."""
        found = self.get(name_or_id) or self.named(name_or_id)
        if found is None:
            raise CannotDo(f"there is no channel {name_or_id!r}; there are {sorted(c.name for c in self if c.name)}")
        return found

    def direct(self, one: str, other: str) -> Channel:
        """The direct message between two people; made on first use."""
        members = {one, other}
        for channel in self._all.values():
            if channel.is_im and channel.members == members:
                return channel
        return self.add(Channel(self._ids.new("D"), "", is_im=True, is_private=True, members=members))
