"""The sidebar of a page: channels, direct messages and the app, with counts of unread messages."""

from bot.sandbox.client.element_lookup import HOME
from bot.sandbox.pages.messages import ReadMarkers
from bot.sandbox.pages.model import NavLink
from bot.sandbox.pages.people import channel_kind, conversation_name, face, own_channels, place_url
from bot.sandbox.workspace.channels import Channel
from bot.sandbox.workspace.workspace import Workspace


class Sidebar:
    """Builds the lists of the sidebar. Callers hold the workspace's lock."""

    def __init__(self, workspace: Workspace, read_markers: ReadMarkers) -> None:
        self._workspace = workspace
        self._read_markers = read_markers

    def channels(self, user_id: str, place: str) -> list[NavLink]:
        """The channels of this person."""
        return [self._entry(user_id, one, place) for one in own_channels(self._workspace, user_id)]

    def directs(self, user_id: str, place: str) -> list[NavLink]:
        """Direct messages with other people; the one with the app stands under Apps."""
        bot = self._workspace.bot_user_id
        directs = [one for one in self._workspace.channels if one.is_im and user_id in one.members]
        return [self._entry(user_id, one, place) for one in directs if bot not in one.members]

    def apps(self, user_id: str, place: str) -> list[NavLink]:
        """The app, which links to its Home tab if it has one; strangers have no apps here."""
        if self._workspace.person(user_id).is_stranger:
            return []
        dm, app = self._workspace.dm(user_id), face(self._workspace.person(self._workspace.bot_user_id))
        unread = self._unread(user_id, dm)
        url = place_url(user_id, HOME if self._workspace.setup.home_tab and not unread else dm.id)
        return [NavLink(app.name, url, "app", unread, current=place in (HOME, dm.id), face=app)]

    def _entry(self, user_id: str, channel: Channel, place: str) -> NavLink:
        return NavLink(
            title=conversation_name(self._workspace, user_id, channel),
            url=place_url(user_id, channel.id),
            kind=channel_kind(channel),
            unread=self._unread(user_id, channel),
            current=channel.id == place,
            face=face(self._workspace.person(channel.other_member(user_id))) if channel.is_im else None,
        )

    def _unread(self, user_id: str, channel: Channel) -> int:
        return self._read_markers.unread(user_id, channel.id, self._workspace.messages.seen_by(user_id, channel.id))
