"""The values that the templates of pages show; it must not know the workspace or HTTP."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from bot.sandbox.workspace.app_setup import Shortcut, SlashCommand


@dataclass(frozen=True, slots=True)
class Face:
    """A person on a page. `hue` (0 to 9): the colour of their avatar; `url`: switches to this person."""

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
    """One line of the sidebar. `unread`: the number of unread messages; `kind`: chooses the icon."""

    title: str
    url: str
    kind: str
    unread: int = 0
    current: bool = False
    face: Face | None = None


@dataclass(frozen=True, slots=True)
class MessageLine:
    """One message. `day`: the text of the divider before it, if a day begins; `continued`: by the same author, soon after.

    `act_url` takes presses in its blocks, `menu_url` message shortcuts; `failure` is Slack's warning beside it.
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
    """A text that the page shows once; `problem`: something did not work."""

    text: str
    problem: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """The parts of a page around the place: people to switch to, languages, clock, sidebar, open modals, notices.

    `languages` are names by locale, `locale` is this person's. `base_url` is the prefix of this person's pages; `version` changes when the page may look different.
    """

    workspace: str
    me: Face
    people: Sequence[Face]
    languages: Mapping[str, str]
    locale: str
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
    """A channel, a DM or the app. `kind` is `channel`, `private`, `dm` or `app`; the app has `tabs` and a `face`.

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
    """What every page offers: the app's commands and shortcuts, and a welcome text."""

    commands: Sequence[SlashCommand]
    shortcuts: Sequence[Shortcut]
    message_shortcuts: Sequence[Shortcut]
    welcome: str
