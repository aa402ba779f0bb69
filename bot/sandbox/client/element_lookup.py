"""Finds a button or an input for one person: in the open modal, else where they are, else in all else they see."""

from bot.sandbox.client.elements import Button, InputField, buttons, fields
from bot.sandbox.client.payloads import Surface
from bot.sandbox.client.plain_text import PlainText
from bot.sandbox.client.snapshot import Snapshot
from bot.sandbox.errors import CannotDo
from bot.sandbox.workspace.workspace import Workspace

HOME = "home"
"""The place that is no channel: the app's Home tab. Every other place is a channel id."""
Where = str | Snapshot | None
"""A channel's id, `home`, a snapshot, or None: the first place where it is found."""


class ElementLookup:
    """Finds buttons and inputs among what one person sees. Callers hold the workspace's lock."""

    def __init__(self, workspace: Workspace, user_id: str) -> None:
        self._workspace = workspace
        self._user_id = user_id

    def button(self, surfaces: list[Surface], label: str, beside: str) -> tuple[Surface, Button]:
        """The button with this label on the first surface that has one. Raises CannotDo if there is none, or several."""
        plain_text = PlainText(self._workspace, self._user_id)
        seen: list[str] = []
        for surface in surfaces:
            here = list(buttons(surface.blocks, plain_text))
            matching = [one for one in here if one.reads(label) and beside in one.beside]
            if len(matching) > 1:
                places = [one.beside for one in matching]
                raise CannotDo(f"{label!r} stands there {len(matching)} times; say beside which of these: {places}")
            if matching:
                return surface, matching[0]
            seen += [one.label for one in here]
        raise CannotDo(f"{self._user_id} sees no button {label!r}{beside and f' beside {beside!r}'}; there are {seen}")

    def field(self, surfaces: list[Surface], label: str) -> tuple[Surface, InputField]:
        """The input with this label on the first surface that has one. Raises CannotDo if there is none."""
        plain_text = PlainText(self._workspace, self._user_id)
        seen: list[str] = []
        for surface in surfaces:
            here = fields(surface.blocks, plain_text)
            for one in here:
                if label in one.names:
                    return surface, one
            seen += [one.label for one in here]
        raise CannotDo(f"{self._user_id} sees no input {label!r}; there are {seen}")

    def surfaces(self, where: Where, place: str) -> list[Surface]:
        """The surfaces to search, in order; `place` is the channel they are in, or `home`."""
        views = self._workspace.views
        modal, home = views.top(self._user_id), views.homes.get(self._user_id)
        if modal is not None:
            if isinstance(where, str) or (isinstance(where, Snapshot) and where.surface is not modal):
                raise CannotDo("a modal is open and covers everything else")
            return [modal]
        if isinstance(where, Snapshot):
            return [where.surface] if where.surface is not None else []
        homes: list[Surface] = [home] if home is not None else []
        if where == HOME:
            return homes
        if isinstance(where, str):
            return self._newest_first({where})
        elsewhere = {one.id for one in self._workspace.channels if self._user_id in one.members} - {place}
        if place == HOME:
            return [*homes, *self._newest_first(elsewhere)]
        return [*self._newest_first({place}), *self._newest_first(elsewhere), *homes]

    def _newest_first(self, channels: set[str]) -> list[Surface]:
        shown = [one for one in self._workspace.messages if one.channel in channels and one.visible_to(self._user_id)]
        return list(reversed(shown))
