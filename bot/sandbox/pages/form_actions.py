"""Carries out the forms that pages send: finds the surface, stores what was typed, and acts for the person."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from urllib.parse import unquote
from zoneinfo import ZoneInfo

from bot.sandbox.blockkit.inputs import elements, find_element, flatten, value_object
from bot.sandbox.client.driver import Driver
from bot.sandbox.client.element_lookup import HOME
from bot.sandbox.client.payloads import Surface, state_of
from bot.sandbox.errors import CannotDo, Json
from bot.sandbox.pages.people import role
from bot.sandbox.pages.render_fields import CONTROLS, field_name, ids_of, value_of
from bot.sandbox.workspace.app_setup import SlashCommand
from bot.sandbox.workspace.messages import Message
from bot.sandbox.workspace.people import LOCALES
from bot.sandbox.workspace.views import View
from bot.sandbox.workspace.workspace import Workspace

Form = Mapping[str, Sequence[str]]
"""A submitted form: each control's name with its values."""

INVITE = SlashCommand("/invite", "Bring the app into this channel", "@app")
"""Slack's own command, needed here because the app can only post where it is a member."""

_MAX_MOVE = timedelta(days=3650)


class PageActions:
    """One person's actions at a `place`, if known. Raises CannotDo for what they cannot do, also for old or forged forms."""

    def __init__(self, workspace: Workspace, user_id: str, place: str = "") -> None:
        self._workspace = workspace
        self._user_id = user_id
        self._place = place
        self._driver = Driver(workspace, user_id)
        self._actions = self._driver.actions

    def say(self, channel_id: str, form: Form) -> None:
        """Send what was typed into the composer: a command if it begins with a slash, else a message; nothing if blank."""
        typed = _one(form, "text").strip()
        if typed.split(" ")[0] == INVITE.name:
            self._invite(channel_id)
        elif typed:
            self._driver.type(typed, channel=channel_id)

    def _invite(self, channel_id: str) -> None:
        channel = self._actions.access.readable(channel_id)
        if channel.is_im or self._workspace.bot_user_id in channel.members:
            raise CannotDo("The app is here already.")
        self._workspace.invite_bot(channel.id)

    def press(self, surface: Surface, form: Form) -> None:
        """Press what the form's `press` names: a button, an overflow option, or an input that dispatches."""
        name, _, option = _one(form, "press").partition("?")
        block_id, action_id = _ids(name)
        pair = find_element(surface.blocks, block_id, action_id)
        if pair is None:
            raise CannotDo("This button is gone; the page was old.")
        element = pair[1]
        self._store(surface, form, except_for=name)
        if element["type"] in CONTROLS:
            self._actions.set_value(surface, block_id, action_id, self._value(element, form.get(name, ())))
        else:
            self._actions.press(surface, block_id, action_id, _chosen(element, unquote(option)))

    def answer_view(self, view_id: str, form: Form) -> None:
        """Submit a modal, cancel it (`close`: `top`, or `all` for the whole stack), or press something in it.

        A close may come twice, or for a window that is closed already: it then does nothing.
        """
        with self._workspace.lock:
            top = self._workspace.views.top(self._user_id)
        if _one(form, "close") == "all" and top is not None:
            self._actions.close(everything=True)
        elif "close" in form:
            if top is not None and top.id == view_id:
                self._actions.close()
        elif "press" in form:
            self.press(self._view(view_id), form)
        else:
            view = self._view(view_id)
            self._store(view, form)
            self._actions.submit(view)

    def options(self, surface: Surface, field: str, typed: str) -> list[Json]:
        """The options that the app returns for an external select and the typed text."""
        return self._actions.options(surface, *_ids(field), typed)

    def shortcut(self, form: Form) -> None:
        """Use the global shortcut that the form names."""
        self._actions.shortcut(_one(form, "shortcut"), "" if self._place == HOME else self._place)

    def message_shortcut(self, at: Mapping[str, str], form: Form) -> None:
        """Use the shortcut that the form names on the message of this URL."""
        self._actions.message_shortcut(_one(form, "shortcut"), self._message(at["channel"], at["ts"]))

    def enter(self, place: str) -> None:
        """Open a place; the app is told if it is one of its tabs (app_home_opened)."""
        if place == HOME:
            self._actions.open_app("home")
        elif place == self._workspace.dm(self._user_id).id and self._workspace.setup.messages_tab:
            self._actions.open_app("messages")

    def change_account(self, form: Form) -> None:
        """Deactivate or reactivate (`active`) the form's `person`, as admins do on Slack's own pages."""
        me, other = self._workspace.person(self._user_id), self._workspace.person(_one(form, "person"))
        active = _one(form, "active") == "yes"
        if role(me) not in ("Owner", "Admin"):
            raise CannotDo("Only owners and admins change accounts.")
        if other.id == me.id or other.is_primary_owner or other.is_bot:
            raise CannotDo(f"{other.shown_name} stays.")
        if other.deleted is not active:
            raise CannotDo(f"{other.shown_name} is {'active' if active else 'deactivated'} already.")
        change = self._workspace.reactivate if active else self._workspace.deactivate
        change(other.id)

    def change_language(self, form: Form) -> None:
        """Have one's own Slack in another language, as everybody chooses in Slack's preferences; the app is told (user_change)."""
        locale = _one(form, "locale")
        if locale not in LOCALES:
            raise CannotDo("Slack has no such language here.")
        if locale != self._workspace.person(self._user_id).locale:
            self._workspace.change(self._user_id, locale=locale)

    def move_clock(self, form: Form) -> None:
        """Move the workspace's clock ahead by the form's `hours` or `days`."""
        unit, amount = ("hours", form["hours"]) if "hours" in form else ("days", form.get("days", ("",)))
        if not (amount[0].isascii() and amount[0].isdigit()) or len(amount[0]) > len("9999"):
            raise CannotDo("Give the number of days, such as 14.")
        delta = timedelta(**{unit: int(amount[0])})
        if delta > _MAX_MOVE:
            raise CannotDo("The clock moves at most ten years at once.")
        with self._workspace.changing():
            self._workspace.clock.advance(delta)

    def surface(self, at: Mapping[str, str]) -> Surface:
        """What the parameters of a URL name: a view or message that this person sees, else their Home tab."""
        if "view" in at:
            return self._view(at["view"])
        return self._message(at["channel"], at["ts"]) if "channel" in at else self._home()

    def _message(self, channel_id: str, ts: str) -> Message:
        with self._workspace.lock:
            seen = self._workspace.messages.seen_by(self._user_id, channel_id)
        message = next((one for one in seen if one.ts == ts), None)
        if message is None:
            raise CannotDo("This message is gone.")
        return message

    def _view(self, view_id: str) -> View:
        """A modal that this person has open, or their Home tab."""
        with self._workspace.lock:
            views = [*self._workspace.views.stack(self._user_id), self._workspace.views.homes.get(self._user_id)]
        view = next((one for one in views if one is not None and one.id == view_id), None)
        if view is None:
            raise CannotDo("This window is closed already.")
        return view

    def _home(self) -> View:
        home = self._workspace.views.homes.get(self._user_id)
        if home is None:
            raise CannotDo("The app has put nothing here yet.")
        return home

    def _store(self, surface: Surface, form: Form, *, except_for: str = "") -> None:
        """Store the form's values in the surface without an event to the app."""
        with self._workspace.changing():
            state = state_of(surface, self._user_id)
            for block in flatten(surface.blocks):
                for element in elements(block):
                    name = field_name(block.get("block_id", ""), element.get("action_id", ""))
                    if element["type"] in CONTROLS and name != except_for:
                        value = self._value(element, form.get(name, ()))
                        state.setdefault(block["block_id"], {})[element["action_id"]] = value_object(element, value)

    def _value(self, element: Json, sent: Sequence[str]) -> object:
        try:
            return value_of(element, sent, ZoneInfo(self._workspace.person(self._user_id).tz))
        except ValueError as malformed:
            raise CannotDo("This form was old; look again and choose anew.") from malformed


def _one(form: Form, name: str) -> str:
    return form.get(name, ("",))[0]


def _ids(name: str) -> tuple[str, str]:
    try:
        return ids_of(name)
    except ValueError as malformed:
        raise CannotDo("This form was made by hand.") from malformed


def _chosen(element: Json, value: str) -> Json | None:
    """The option of an overflow menu with this value; None for a button."""
    if element["type"] != "overflow":
        return None
    option: Json | None = next((one for one in element["options"] if one.get("value", "") == value), None)
    return option
