"""The frame of the admin console's pages: action ids, Back, Previous and Next, a list of people; it must not know any one page."""

from collections.abc import Mapping, Sequence

from bot.i18n.messages import gettext as _
from bot.policy.ids import PersonId
from bot.policy.people.people import Person
from bot.protocol import Block, View
from bot.views.components.blocks import actions, button, modal, paragraphs
from bot.views.components.inputs import with_note

MENU = "admin_menu"
ACCOUNT = "admin_account"
GROUPS = "admin_groups"
PEOPLE = "admin_people"
REQUESTS = "admin_requests"
AUDIT = "admin_audit"
REPORT = "admin_report"
OPEN_CONSOLE = "admin_open"
PREVIOUS, NEXT = ":before", ":after"
"""Suffixes of a page's action id in the buttons to the page before and after."""


def console_page(
    title: str,
    blocks: list[Block],
    *,
    back: str = "",
    back_value: str = "",
    page_actions: Sequence[Block] = (),
    notice: str = "",
) -> View:
    """A page of the console, with **“Back”** to the page that `back` opens, and the buttons for the whole page on top."""
    row = [*([button(_("Back"), back, value=back_value)] if back else []), *page_actions]
    return with_note(modal(title, [*([actions(*row)] if row else []), *blocks]), notice)


def page_buttons(
    action: str, before: str | None, after: str | None, *, subject: str = "", older: bool = False
) -> list[Block]:
    """The buttons to the page before and after, none where that is None.

    A button's value says where its page begins, after the id of the `subject` that is listed, if there is one.
    """
    names = (_("Newer"), _("Older")) if older else (_("Previous"), _("Next"))
    pages = ((names[0], PREVIOUS, before), (names[1], NEXT, after))
    prefix = f"{subject}." if subject else ""
    buttons = [button(name, action + end, value=prefix + begins) for name, end, begins in pages if begins is not None]
    return [actions(*buttons)] if buttons else []


def offset_buttons(action: str, skip: int, size: int, total: int, *, subject: str = "") -> list[Block]:
    """`page_buttons` for a list of `total` entries, of which this page leaves out `skip` and shows at most `size`."""
    before, after = str(max(0, skip - size)) if skip else None, str(skip + size) if skip + size < total else None
    return page_buttons(action, before, after, subject=subject)


def range_text(skip: int, shown: int, total: int) -> str:
    """“ · 51 to 100”, to follow a total; empty where everything is shown."""
    if total <= shown:
        return ""
    return " · " + _("{first} to {last}", first=skip + 1, last=skip + shown)


def mention_list(people: Sequence[Person], notes: Mapping[PersonId, str] | None = None) -> list[Block]:
    """People as a list of mentions, each with their note if there is one."""
    known = notes or {}
    return paragraphs([f"<@{each.user}>{f' – {known[each.id]}' if each.id in known else ''}" for each in people])
