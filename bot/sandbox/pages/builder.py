"""Builds the page of one person at one place from the workspace; it must not know HTTP."""

import secrets
from collections.abc import Sequence
from zoneinfo import ZoneInfo

from bot.sandbox.client.dates import clock_time
from bot.sandbox.client.element_lookup import HOME
from bot.sandbox.pages import views
from bot.sandbox.pages.messages import MessageRenderer, ReadMarkers
from bot.sandbox.pages.model import Frame, MessageLine, NavLink, Notice, Place
from bot.sandbox.pages.people import channel_kind, conversation_name, face, humans, own_channels, place_url, url_of
from bot.sandbox.pages.render_mrkdwn import Reader
from bot.sandbox.pages.sidebar import Sidebar
from bot.sandbox.workspace.channels import Channel
from bot.sandbox.workspace.people import LOCALES
from bot.sandbox.workspace.workspace import Workspace


class PageBuilder:
    """Builds pages. It remembers what each person has read, for the counts in the sidebar."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self._read_markers = ReadMarkers()
        self._sidebar = Sidebar(workspace, self._read_markers)
        self._run = secrets.token_hex(4)

    def version(self, user_id: str) -> str:
        """A text that changes when a page of this person may look different: after a change, and each minute."""
        local = self.workspace.clock.now().astimezone(ZoneInfo(self.workspace.person(user_id).tz))
        return f"{self._run}:{self.workspace.version}:{local:%H%M}"

    def reader(self, user_id: str) -> Reader:
        """What rendering needs to know of this person."""
        workspace = self.workspace
        named = [one for one in workspace.channels if one.name and (not one.is_private or user_id in one.members)]
        return Reader(
            zone=ZoneInfo(workspace.person(user_id).tz),
            now=workspace.clock.now(),
            people={one.id: one.shown_name for one in workspace.people.values()},
            channels={one.id: one.name for one in named},
            user_id=user_id,
            language=workspace.person(user_id).locale,
        )

    def exists(self, user_id: str) -> bool:
        """Whether there are pages for this person: active, and no bot."""
        with self.workspace.lock:
            return any(one.id == user_id and not one.deleted for one in humans(self.workspace))

    def first_place(self, user_id: str) -> str:
        """The place to show first: the person's first channel, else the Home tab."""
        return next((one.id for one in own_channels(self.workspace, user_id)), HOME)

    def may_enter(self, user_id: str, place: str) -> bool:
        """Whether this person can see this place."""
        if place == HOME:
            return self.workspace.setup.home_tab and not self.workspace.person(user_id).is_stranger
        channel = self.workspace.channels.get(place)
        return channel is not None and user_id in channel.members

    def frame(self, user_id: str, place: str, notices: Sequence[Notice] = ()) -> Frame:
        """The parts of the page around a place: sidebar, clock, modals and notices."""
        with self.workspace.lock:
            reader = self.reader(user_id)
            local = reader.now.astimezone(reader.zone)
            return Frame(
                workspace=self.workspace.team_name,
                me=face(self.workspace.person(user_id)),
                people=[face(one, self._switch_url(one.id, place)) for one in humans(self.workspace)],
                languages=LOCALES,
                locale=self.workspace.person(user_id).locale,
                base_url=url_of(user_id),
                version=self.version(user_id),
                clock=f"{local:%a} {local.day} {local:%b}, {clock_time(local)}",
                clock_zone=f"{local:%Y}, {reader.zone}",
                channels=self._sidebar.channels(user_id, place),
                directs=self._sidebar.directs(user_id, place),
                apps=self._sidebar.apps(user_id, place),
                windows=views.windows(self.workspace, reader),
                notices=notices,
            )

    def place(self, user_id: str, place: str) -> Place:
        """The place itself, marked as read by this person. Callers check `may_enter` first."""
        with self.workspace.lock:
            if place == HOME:
                return self._home(user_id)
            channel = self.workspace.channels.find(place)
            if channel is self.workspace.dm(user_id):
                return self._app_messages(user_id, channel)
            return self._conversation(user_id, channel)

    def _home(self, user_id: str) -> Place:
        return Place(
            title=self.workspace.setup.name,
            kind="app",
            face=face(self.workspace.person(self.workspace.bot_user_id)),
            tabs=self._tabs(user_id, HOME),
            home=views.home(self.workspace, self.reader(user_id)),
            home_url=f"{place_url(user_id, HOME)}/press",
        )

    def _app_messages(self, user_id: str, channel: Channel) -> Place:
        setup = self.workspace.setup
        return Place(
            title=setup.name,
            kind="app",
            note="" if setup.messages_tab else "Messages to this app are switched off.",
            face=face(self.workspace.person(self.workspace.bot_user_id)),
            tabs=self._tabs(user_id, channel.id),
            lines=self._lines(user_id, channel),
            say_url=f"{place_url(user_id, channel.id)}/say"
            if setup.messages_tab and not setup.messages_read_only
            else "",
        )

    def _conversation(self, user_id: str, channel: Channel) -> Place:
        return Place(
            title=conversation_name(self.workspace, user_id, channel),
            kind=channel_kind(channel),
            note="This channel is shared with another company." if channel.is_ext_shared else "",
            lines=self._lines(user_id, channel),
            say_url="" if channel.is_archived else f"{place_url(user_id, channel.id)}/say",
        )

    def _lines(self, user_id: str, channel: Channel) -> list[MessageLine]:
        messages = self.workspace.messages.seen_by(user_id, channel.id)
        self._read_markers.mark_read(user_id, channel.id, messages)
        return MessageRenderer(self.workspace, self.reader(user_id)).render(messages)

    def _tabs(self, user_id: str, place: str) -> list[NavLink]:
        setup, dm = self.workspace.setup, self.workspace.dm(user_id)
        home = NavLink("Home", place_url(user_id, HOME), "app", current=place == HOME)
        messages = NavLink("Messages", place_url(user_id, dm.id), "app", current=place == dm.id)
        return [tab for tab, on in ((home, setup.home_tab), (messages, setup.messages_tab)) if on]

    def _switch_url(self, other_id: str, place: str) -> str:
        """The URL to switch to another person, at the same place if they may see it."""
        shared = place != HOME and self.may_enter(other_id, place)
        return place_url(other_id, place if shared or place == HOME else self.first_place(other_id))
