"""The console's page about who is in a group, and the forms by which people come into it, leave it, or manage it."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.policy.ids import UserId
from bot.policy.people.people import Person
from bot.policy.settings.lock_resolution import Group
from bot.protocol import Block, View
from bot.views.admin.groups import MEMBERS, SHOW_GROUP
from bot.views.components.blocks import actions, bold, button, context, modal, plain, pluralise, section
from bot.views.components.console_page import (
    PEOPLE_PER_SECTION,
    back_button,
    console_page,
    mention_list,
    neighbour_offsets,
    page_buttons,
)
from bot.views.components.inputs import (
    MAX_OPTIONS,
    encode_metadata,
    input_block,
    option,
    selected_users,
    selected_value,
)

ADD, REMOVE, IMPORT = "admin_members_add", "admin_members_remove", "admin_members_import"
SAVE_ADD, SAVE_REMOVE = "admin_members_save_add", "admin_members_save_remove"
SAVE_IMPORT, SAVE_ADMINS = "admin_members_save_import", "admin_group_admins_save"
PEOPLE_BLOCK, USER_GROUP_BLOCK = "who", "from"
PAGE_SIZE = 50
MAX_USER_GROUPS = 1000
HAS_LOCKS = "Whoever comes in comes under this group’s locks at once. Leaving a lock needs another admin’s approval."


def members_page(group: Group, members: Sequence[Person], size: int, skip: int, notice: str = "") -> View:
    """Who is in it, a page of them."""
    value = str(group.id)
    until = skip + len(members)
    range_text = f" · {skip + 1} to {until}" if size > len(members) else ""
    before, after = neighbour_offsets(skip, PAGE_SIZE, size)
    blocks = [
        section(f"{bold(group.name)}\n{pluralise(size, 'member', 'members')}{range_text}"),
        actions(
            button("Add people", ADD, value=value, style="primary"),
            button("Import from a user group", IMPORT, value=value),
            button("Remove people", REMOVE, value=value),
        ),
        *mention_list(members),
        *page_buttons(MEMBERS, _page_value(value, before), _page_value(value, after)),
        *([context(HAS_LOCKS)] if any(state.locked for state in group.states.values()) else []),
    ]
    return console_page("Members", blocks, back=back_button(SHOW_GROUP, value), notice=notice)


def add_form(group: Group) -> View:
    """Who comes in."""
    element: Block = {"type": "multi_users_select", "placeholder": plain("Choose people", 150)}
    return _form(
        "Add people", f"Into the group {bold(group.name)}.", PEOPLE_BLOCK, "People", element, SAVE_ADD, "Add", group
    )


def remove_form(group: Group) -> View:
    """Who leaves."""
    element: Block = {"type": "multi_users_select", "placeholder": plain("Choose people", 150)}
    text = f"Out of the group {bold(group.name)}."
    return _form("Remove people", text, PEOPLE_BLOCK, "People", element, SAVE_REMOVE, "Remove", group)


def admins_form(group: Group, admins: Sequence[Person]) -> View:
    """Who may manage this one group without being an admin."""
    users = [person.user for person in admins]
    element: Block = {"type": "multi_users_select", **({"initial_users": users} if users else {})}
    text = f"They may change the settings and members of {bold(group.name)}, and ask for a lock."
    form = _form("Group admins", text, PEOPLE_BLOCK, "Group admins", element, SAVE_ADMINS, "Save", group)
    return {
        **form,
        "blocks": [{**block, **({"optional": True} if block["type"] == "input" else {})} for block in form["blocks"]],
    }


def import_form(group: Group, user_groups: Sequence[tuple[str, str]]) -> View:
    """From which of Slack's user groups; `user_groups` are ids and labels. People who left it stay in the group."""
    options = [option(label, id_) for id_, label in user_groups[:MAX_USER_GROUPS]]
    element: Block = {"type": "static_select", **_option_groups(options)}
    text = f"Everybody who is in the user group now comes into {bold(group.name)}. Nobody is taken out."
    return _form("Import members", text, USER_GROUP_BLOCK, "Slack user group", element, SAVE_IMPORT, "Import", group)


def read_people(view: Mapping[str, Any]) -> list[UserId]:
    """Who was chosen."""
    return [UserId(user) for user in selected_users(view, PEOPLE_BLOCK)]


def read_user_group(view: Mapping[str, Any]) -> str:
    """Which user group was chosen."""
    return selected_value(view, USER_GROUP_BLOCK)


def left_out_text(users: Sequence[UserId]) -> str:
    """Those who cannot be in a group, with the reason."""
    if not users:
        return ""
    named = ", ".join(f"<@{user}>" for user in users[:PEOPLE_PER_SECTION])
    more = f" and {len(users) - PEOPLE_PER_SECTION} more" if len(users) > PEOPLE_PER_SECTION else ""
    retry_note = " Whom I did not know yet, I may know at the next try." if more else ""
    return f" Left out: {named}{more}. Guests, apps and deactivated people are in no group.{retry_note}"


def _form(
    title: str, text: str, block_id: str, label: str, element: Block, callback: str, submit: str, group: Group
) -> View:
    blocks = [section(text), input_block(block_id, label, element)]
    return modal(
        title, blocks, callback=callback, submit=submit, close="Cancel", metadata=encode_metadata(group=group.id)
    )


def _option_groups(options: Sequence[Block]) -> dict[str, Any]:
    """A menu has a hundred options, or groups of as many."""
    if len(options) <= MAX_OPTIONS:
        return {"options": list(options)}
    starts = range(0, len(options), MAX_OPTIONS)
    return {
        "option_groups": [
            {
                "label": plain(options[start]["text"]["text"] + " …", 75),
                "options": list(options[start : start + MAX_OPTIONS]),
            }
            for start in starts
        ]
    }


def _page_value(group: str, skip: str | None) -> str | None:
    return None if skip is None else f"{group}.{skip}"
