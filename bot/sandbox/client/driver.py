"""Drives one person's client by its visible labels: type, press, fill in, read. Tests of whole stories use it."""

from collections.abc import Callable, Mapping

from bot.sandbox.client.actions import UserActions
from bot.sandbox.client.element_lookup import HOME, ElementLookup, Where
from bot.sandbox.client.input_values import InputValues
from bot.sandbox.client.mentions import with_mentions
from bot.sandbox.client.payloads import Surface
from bot.sandbox.client.snapshot import Snapshot, take_snapshot
from bot.sandbox.errors import CannotDo, Json
from bot.sandbox.workspace.channels import Channel
from bot.sandbox.workspace.messages import Message
from bot.sandbox.workspace.workspace import Workspace


class Driver:
    """One person at their Slack. An action returns when the app has acknowledged it and settled, or after 3 seconds.

    Raises CannotDo for what a real person could not do. Places are `general`, `#general`, `@Max`, `@app` (the DM with the
    bot, by its name), an id, or `home`.
    """

    def __init__(self, workspace: Workspace, user_id: str) -> None:
        self.workspace = workspace
        self.user_id = user_id
        self.actions = UserActions(workspace, user_id)
        self._lookup = ElementLookup(workspace, user_id)
        self._place = ""
        workspace.person(user_id)

    def go(self, channel: str) -> None:
        """Go to another channel, or to `home` without the event of opening it."""
        with self.workspace.lock:
            self._place = HOME if channel == HOME else self._channel(channel).id

    def type(self, text: str, *, channel: str | None = None) -> Snapshot | None:
        """Type a `/command` or a message into the composer. Returns the newest message after it if there is a new one."""
        if channel is not None:
            self.go(channel)
        place = self._here()
        before = len(self.messages(place))
        if text.startswith("/"):
            command, _, rest = text.partition(" ")
            self.actions.command(place, command, self._escaped(command, rest.strip()))
        else:
            self.actions.say(place, with_mentions(self.workspace, text, labelled=False))
        after = self.messages(place)
        return after[-1] if len(after) > before else None

    def messages(self, channel: str | None = None) -> list[Snapshot]:
        """The messages that this person sees in a channel (None: where they are), oldest first."""
        with self.workspace.lock:
            place = self._channel(channel or self._here()).id
            return [self._snapshot(one) for one in self.workspace.messages.seen_by(self.user_id, place)]

    def dm(self) -> list[Snapshot]:
        """The messages in the DM with the bot."""
        return self.messages(self.workspace.dm(self.user_id).id)

    def open_home(self) -> Snapshot:
        """Open the app's Home tab; returns it as it is after the ack."""
        self.actions.open_app("home")
        self._place = HOME
        return self.home

    def open_messages(self) -> list[Snapshot]:
        """Open the app's Messages tab."""
        self.actions.open_app("messages")
        self._place = self.workspace.dm(self.user_id).id
        return self.dm()

    @property
    def home(self) -> Snapshot:
        """The Home tab; empty while the app has published nothing."""
        with self.workspace.lock:
            view = self.workspace.views.homes.get(self.user_id)
            return self._snapshot(view) if view else Snapshot("")

    @property
    def modal(self) -> Snapshot | None:
        """The modal on top, or None."""
        with self.workspace.lock:
            view = self.workspace.views.top(self.user_id)
            return self._snapshot(view) if view else None

    def press(self, label: str, *, where: Where = None, beside: str = "", confirm: bool = False) -> str:
        """Press the button or menu entry with this label; returns its URL if it is a link.

        Searched in the open modal, else in the place where the person is (newest message first), else in all else that
        they see, newest first, else on Home. `beside` chooses among several by the text beside them. `confirm`: accept
        the confirm dialog; must be true exactly when there is one.
        """
        modal = self.workspace.views.top(self.user_id)
        if modal is not None and where is None and label == self._snapshot(modal).submit:
            self.submit()
            return ""
        with self.workspace.lock:
            surface, button = self._lookup.button(self._surfaces(where), label, beside)
        asks = button.element.get("confirm")
        if asks and not confirm:
            raise CannotDo(f"{label!r} asks first: {asks['title']['text']} {asks['text']['text']}")
        if confirm and not asks:
            raise CannotDo(f"{label!r} asks nothing before it acts")
        return self.actions.press(surface, button.block["block_id"], button.element["action_id"], button.option)

    def fill(self, values: Mapping[str, object], *, where: Where = None) -> None:
        """Fill in inputs by their labels: texts, option labels (lists for many), names, dates, None to empty one."""
        for label, given in values.items():
            with self.workspace.lock:
                surface, one = self._lookup.field(self._surfaces(where), label)
            block_id, action_id = one.block["block_id"], one.element["action_id"]
            offered: list[Json] = []
            if "external_select" in one.element["type"] and given:
                queries = given if isinstance(given, list | tuple) else [given]
                for query in queries:
                    offered += self.actions.options(surface, block_id, action_id, str(query))
            with self.workspace.lock:
                value = InputValues(self.workspace, self.user_id).value(one.element, given, offered)
            self.actions.set_value(surface, block_id, action_id, value)

    def submit(self) -> Snapshot | None:
        """Submit the top form; returns the modal that is open afterwards (with errors, another one, or None)."""
        view = self.workspace.views.top(self.user_id)
        if view is None:
            raise CannotDo("no modal is open")
        self.actions.submit(view)
        return self.modal

    def close(self, *, everything: bool = False) -> None:
        """Cancel the modal on top; `everything`: the × that closes the whole stack."""
        self.actions.close(everything=everything)

    def shortcut(self, callback_id: str) -> None:
        """Use a global shortcut."""
        place = self._here()
        self.actions.shortcut(callback_id, "" if place == HOME else place)

    def message_shortcut(self, callback_id: str, message: Snapshot) -> None:
        """Use a shortcut from a message's menu."""
        if not isinstance(message.surface, Message):
            raise CannotDo("only a message has a menu of shortcuts")
        self.actions.message_shortcut(callback_id, message.surface)

    def wait_for(self, condition: Callable[[], bool], seconds: float = 5.0) -> None:
        """Wait until `condition()` holds. Raises CannotDo after `seconds`."""
        if not self.workspace.wait_until(condition, seconds):
            raise CannotDo(f"{self.user_id} waited {seconds} seconds in vain")

    def _snapshot(self, surface: Surface) -> Snapshot:
        with self.workspace.lock:
            return take_snapshot(self.workspace, self.user_id, surface)

    def _here(self) -> str:
        if self._place and self._place != HOME:
            return self._place
        with self.workspace.lock:
            mine = [one for one in self.workspace.channels if self.user_id in one.members]
            return mine[0].id if mine else self.workspace.dm(self.user_id).id

    def _channel(self, name: str) -> Channel:
        if name.startswith("@"):
            other = InputValues(self.workspace, self.user_id).person(name)
            return self.workspace.channels.direct(self.user_id, other)
        return self.actions.access.readable(name)

    def _escaped(self, command: str, text: str) -> str:
        known = (self.workspace.setup.commands or {}).get(command)
        escapes = known is None or known.should_escape
        return with_mentions(self.workspace, text, labelled=True) if escapes else text

    def _surfaces(self, where: Where) -> list[Surface]:
        if isinstance(where, str) and where != HOME:
            where = self._channel(where).id
        return self._lookup.surfaces(where, HOME if self._place == HOME else self._here())
