"""The console's page about who is in a group, and the forms by which people come into it, leave it, or manage it."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from bot.exchange import Block, View
from bot.policy.people import Person, PersonId, UserId
from bot.policy.resolution import Group
from bot.views.blocks import actions, button, context, modal, plain, section, strong
from bot.views.consoles import back, neighbours, page, pager
from bot.views.forms import MOST_OPTIONS, chosen, field, option, people_in, remember
from bot.views.groups import MEMBERS, SHOW
from bot.views.request_words import many

ADD, REMOVE, IMPORT = "admin_members_add", "admin_members_remove", "admin_members_import"
SAVE_ADD, SAVE_REMOVE = "admin_members_save_add", "admin_members_save_remove"
SAVE_IMPORT, SAVE_ADMINS = "admin_members_save_import", "admin_group_admins_save"
WHO, FROM = "who", "from"
A_PAGE = 50
A_LINE = 10
"""People a paragraph: calm to read, and well within Slack's 3,000 characters."""
MOST_GROUPS = 1000
NO_NOTES: Mapping[PersonId, str] = MappingProxyType({})
HAS_LOCKS = "Whoever comes in comes under this group’s locks at once. Leaving a lock needs another admin’s approval."


def members_page(group: Group, members: Sequence[Person], size: int, skip: int, notice: str = "") -> View:
    """Who is in it, a page of them."""
    value = str(group.id)
    until = skip + len(members)
    shown = f" · {skip + 1} to {until}" if size > len(members) else ""
    before, after = neighbours(skip, A_PAGE, size)
    blocks = [
        section(f"{strong(group.name)}\n{many(size, 'member', 'members')}{shown}"),
        actions(
            button("Add people", ADD, value=value, style="primary"),
            button("Import from a user group", IMPORT, value=value),
            button("Remove people", REMOVE, value=value),
        ),
        *mentions(members),
        *pager(MEMBERS, _at(value, before), _at(value, after)),
        *([context(HAS_LOCKS)] if any(stand.locked for stand in group.stands.values()) else []),
    ]
    return page("Members", blocks, back=back(SHOW, value), notice=notice)


def mentions(people: Sequence[Person], notes: Mapping[PersonId, str] = NO_NOTES) -> list[Block]:
    """People as a list to read, with what is to be said of some of them."""
    said = [f"<@{person.user}>{f' – {notes[person.id]}' if person.id in notes else ''}" for person in people]
    return [section("\n".join(said[first : first + A_LINE])) for first in range(0, len(said), A_LINE)]


def add_form(group: Group) -> View:
    """Who comes in."""
    element: Block = {"type": "multi_users_select", "placeholder": plain("Choose people", 150)}
    return _form("Add people", f"Into the group {strong(group.name)}.", WHO, "People", element, SAVE_ADD, "Add", group)


def remove_form(group: Group) -> View:
    """Who leaves."""
    element: Block = {"type": "multi_users_select", "placeholder": plain("Choose people", 150)}
    text = f"Out of the group {strong(group.name)}."
    return _form("Remove people", text, WHO, "People", element, SAVE_REMOVE, "Remove", group)


def admins_form(group: Group, admins: Sequence[Person]) -> View:
    """Who may manage this one group without being an admin."""
    users = [person.user for person in admins]
    element: Block = {"type": "multi_users_select", **({"initial_users": users} if users else {})}
    text = f"They may change the settings and members of {strong(group.name)}, and ask for a lock."
    form = _form("Group admins", text, WHO, "Group admins", element, SAVE_ADMINS, "Save", group)
    return {
        **form,
        "blocks": [{**block, **({"optional": True} if block["type"] == "input" else {})} for block in form["blocks"]],
    }


def import_form(group: Group, user_groups: Sequence[tuple[str, str]]) -> View:
    """From which of Slack's user groups; `user_groups` are ids and labels. People who left it stay in the group."""
    options = [option(label, id_) for id_, label in user_groups[:MOST_GROUPS]]
    element: Block = {"type": "static_select", **_in_hundreds(options)}
    text = f"Everybody who is in the user group now comes into {strong(group.name)}. Nobody is taken out."
    return _form("Import members", text, FROM, "Slack user group", element, SAVE_IMPORT, "Import", group)


def read_people(view: Mapping[str, Any]) -> list[UserId]:
    """Who was chosen."""
    return [UserId(user) for user in people_in(view, WHO)]


def read_user_group(view: Mapping[str, Any]) -> str:
    """Which user group was chosen."""
    return chosen(view, FROM)


def left_out(users: Sequence[UserId]) -> str:
    """Those who cannot be in a group, with the reason."""
    if not users:
        return ""
    named = ", ".join(f"<@{user}>" for user in users[:A_LINE])
    more = f" and {len(users) - A_LINE} more" if len(users) > A_LINE else ""
    again = " Whom I did not know yet, I may know at the next try." if more else ""
    return f" Left out: {named}{more}. Guests, apps and deactivated people are in no group.{again}"


def _form(
    title: str, text: str, block_id: str, label: str, element: Block, callback: str, submit: str, group: Group
) -> View:
    blocks = [section(text), field(block_id, label, element)]
    return modal(title, blocks, callback=callback, submit=submit, close="Cancel", metadata=remember(group=group.id))


def _in_hundreds(options: Sequence[Block]) -> dict[str, Any]:
    """A menu has a hundred options, or groups of as many."""
    if len(options) <= MOST_OPTIONS:
        return {"options": list(options)}
    starts = range(0, len(options), MOST_OPTIONS)
    return {
        "option_groups": [
            {
                "label": plain(options[start]["text"]["text"] + " …", 75),
                "options": list(options[start : start + MOST_OPTIONS]),
            }
            for start in starts
        ]
    }


def _at(group: str, skip: str | None) -> str | None:
    return None if skip is None else f"{group}.{skip}"
