"""The frame of the admin console's pages: action ids, Back, Previous and Next, a list of people; it knows no page."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from bot.policy.ids import PersonId
from bot.policy.people.people import Person
from bot.protocol import Block, View
from bot.views.components.blocks import actions, button, modal, section
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
"""What the action of a page is followed by where it leads to its neighbours."""


def console_page(
    title: str, blocks: list[Block], *, back: Block | None = None, page_actions: Sequence[Block] = (), notice: str = ""
) -> View:
    """A view of the console, with **“Back”** and what can be done on the whole page on top."""
    row = [*([back] if back else []), *page_actions]
    view = modal(title, [*([actions(*row)] if row else []), *blocks])
    return with_note(view, notice) if notice else view


def back_button(action: str, value: str = "") -> Block:
    """The way back to another page."""
    return button("Back", action, value=value)


def page_buttons(action: str, before: str | None, after: str | None, *, older: bool = False) -> list[Block]:
    """The ways to a page's neighbours, as far as there are any; their values say where each begins."""
    names = ("Newer", "Older") if older else ("Previous", "Next")
    buttons = [
        *([button(names[0], action + PREVIOUS, value=before)] if before is not None else []),
        *([button(names[1], action + NEXT, value=after)] if after is not None else []),
    ]
    return [actions(*buttons)] if buttons else []


def neighbour_offsets(skip: int, size: int, total: int) -> tuple[str | None, str | None]:
    """Where the pages before and after one begin, of a list that is counted."""
    return (str(max(0, skip - size)) if skip else None, str(skip + size) if skip + size < total else None)


PEOPLE_PER_SECTION = 10
"""People a paragraph: calm to read, and well within Slack's 3,000 characters."""
NO_NOTES: Mapping[PersonId, str] = MappingProxyType({})


def mention_list(people: Sequence[Person], notes: Mapping[PersonId, str] = NO_NOTES) -> list[Block]:
    """People as a list to read, with what is to be said of some of them."""
    lines = [f"<@{person.user}>{f' – {notes[person.id]}' if person.id in notes else ''}" for person in people]
    return [
        section("\n".join(lines[first : first + PEOPLE_PER_SECTION]))
        for first in range(0, len(lines), PEOPLE_PER_SECTION)
    ]
