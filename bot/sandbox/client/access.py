"""What one person can see and use in their client; CannotDo for the rest."""

from bot.sandbox.blockkit.inputs import find_element
from bot.sandbox.client.payloads import Surface
from bot.sandbox.errors import CannotDo, Json
from bot.sandbox.workspace.channels import Channel
from bot.sandbox.workspace.messages import Message
from bot.sandbox.workspace.workspace import Workspace


class Access:
    """Checks what one person can see and use; raises CannotDo. Callers hold the workspace's lock."""

    def __init__(self, workspace: Workspace, user_id: str) -> None:
        self._workspace = workspace
        self._user_id = user_id

    def require_active(self) -> None:
        """The account must be active."""
        if self._workspace.person(self._user_id).deleted:
            raise CannotDo(f"{self._user_id} is deactivated")

    def require_app_access(self) -> None:
        """The person must be of this workspace: strangers do not see the tabs of its apps."""
        self.require_active()
        if self._workspace.person(self._user_id).is_stranger:
            raise CannotDo(f"{self._user_id} is of another company and does not see this app")

    def writable_channel(self, channel_id: str) -> Channel:
        """A channel that this person can write in."""
        channel = self.readable(channel_id)
        if channel.is_archived:
            raise CannotDo(f"{channel.name} is archived")
        return channel

    def readable(self, channel_id: str) -> Channel:
        """A channel that this person can read."""
        self.require_active()
        channel = self._workspace.channels.find(channel_id)
        if self._user_id not in channel.members:
            raise CannotDo(f"{self._user_id} is not in {channel.name or channel.id}")
        return channel

    def message(self, message: Message) -> None:
        """The message must be one that this person sees now."""
        self.readable(message.channel)
        if not any(one is message for one in self._workspace.messages.seen_by(self._user_id, message.channel)):
            raise CannotDo("that message is gone, or somebody else’s")

    def element(self, surface: Surface, block_id: str, action_id: str) -> tuple[Json, Json]:
        """A block and its element on a surface that this person sees now."""
        self.require_active()
        if isinstance(surface, Message):
            self.message(surface)
        else:
            top, home = self._workspace.views.top(self._user_id), self._workspace.views.homes.get(self._user_id)
            if surface is not top and surface is not home:
                raise CannotDo("that view is not in front of this person")
        pair = find_element(surface.blocks, block_id, action_id)
        if pair is None:
            raise CannotDo(f"there is no element {action_id!r} in a block {block_id!r}")
        return pair

    def shortcut(self, callback_id: str, kind: str) -> None:
        """The app must have this shortcut."""
        self.require_active()
        known = self._workspace.setup.shortcuts
        if known is not None and (callback_id not in known or known[callback_id].kind != kind):
            raise CannotDo(f"there is no {kind} shortcut {callback_id!r}; there are {sorted(known)}")
