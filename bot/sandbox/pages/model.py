"""What a page of the sandbox shows, as plain values for the templates; it knows neither the workspace nor HTTP."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from bot.sandbox.workspace.app_setup import Shortcut, SlashCommand


@dataclass(frozen=True, slots=True)
class Face:
    """Somebody as the page shows them. `hue` (0 to 9) picks the colour of their avatar; `url` leads to being them."""

    id: str
    name: str
    role: str
    hue: int
    is_bot: bool = False
    active: bool = True
    url: str = ""

    @property
    def initial(self) -> str:
        """The letter in the avatar."""
        return self.name[:1].upper()


@dataclass(frozen=True, slots=True)
class NavLink:
    """One line of the sidebar. `unread` counts messages since the person last looked; `kind` picks the sign before it."""

    title: str
    url: str
    kind: str
    unread: int = 0
    current: bool = False
    face: Face | None = None


@dataclass(frozen=True, slots=True)
class MessageLine:
    """One message. `day` is the words of the divider before it, if a day begins; `continued`: same author, just now.

    `act_url` takes presses on its blocks, `menu_url` the message shortcuts; `failure` is Slack's warning beside it.
    """

    id: str
    author: Face
    time: str
    full_time: str
    body: Markup
    act_url: str
    menu_url: str = ""
    day: str = ""
    continued: bool = False
    ephemeral: bool = False
    edited: bool = False
    failure: str = ""
    replies: Sequence["MessageLine"] = ()


@dataclass(frozen=True, slots=True)
class Window:
    """One open modal. `close` and `submit` are its labels; without a submit label it cannot be submitted."""

    id: str
    title: str
    close: str
    submit: str
    body: Markup
    act_url: str
    visible_error: str = ""
    deep: bool = False


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that the page tells once; a `problem` is what did not work."""

    text: str
    problem: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around every place: who one is and could be, the clock, the ways to go, open modals, what to tell.

    `base_url` is this person's own part of the site; `version` changes when the page may look different.
    """

    workspace: str
    me: Face
    people: Sequence[Face]
    base_url: str
    version: str
    clock: str
    clock_zone: str
    channels: Sequence[NavLink]
    directs: Sequence[NavLink]
    apps: Sequence[NavLink]
    windows: Sequence[Window]
    notices: Sequence[Notice]


@dataclass(frozen=True, slots=True)
class Place:
    """Where one is. `kind` is `channel`, `private`, `dm` or `app`; the app has `tabs` and a `face`.

    `lines` is None on the Home tab, `home` None elsewhere; `say_url` is empty where nothing can be written.
    """

    title: str
    kind: str
    note: str = ""
    face: Face | None = None
    tabs: Sequence[NavLink] = ()
    lines: Sequence[MessageLine] | None = None
    home: Markup | None = None
    home_url: str = ""
    say_url: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """What the app offers everywhere: its commands and shortcuts, and the words that greet a newcomer."""

    commands: Sequence[SlashCommand]
    shortcuts: Sequence[Shortcut]
    message_shortcuts: Sequence[Shortcut]
    welcome: str
