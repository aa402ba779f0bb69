"""The console's pages about groups: the list in order of priority, one group, and the forms for a group as such."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from bot.policy.ids import GroupId, UserId
from bot.policy.people.people import Person
from bot.policy.settings.catalogue import CATALOGUE, Setting
from bot.policy.settings.groups import MAX_NAME_LENGTH
from bot.policy.settings.lock_resolution import Group, SettingsTree
from bot.protocol import Block, View
from bot.views.components.blocks import actions, button, context, divider, header, modal, section
from bot.views.components.console_page import GROUPS, MENU, REQUESTS, console_page, offset_buttons
from bot.views.components.inputs import element, input_block, whole_number
from bot.views.components.setting_text import AWAITS_APPROVAL, group_state_text, whom_to_ask
from bot.views.components.text import bold, escaped, first_of, pluralise
from bot.views.components.view_state import encode_metadata, id_in_metadata, input_text, selected_users, small_number

SHOW_GROUP = "admin_group"
NEW, RENAME, PLACE, DELETE = "admin_group_new", "admin_group_rename", "admin_group_place", "admin_group_delete"
SAVE_NEW, SAVE_NAME = "admin_group_save_new", "admin_group_save_name"
SAVE_PLACE, SAVE_DELETE = "admin_group_save_place", "admin_group_save_delete"
EDIT_SETTING = "admin_group_setting"
MEMBERS, ADMINS = "admin_members", "admin_group_admins"
NAME_BLOCK, PLACE_BLOCK, MEMBERS_BLOCK = "name", "place", "members"
PAGE_SIZE = 20
MAX_ADMINS_SHOWN = 5
NO_GROUPS = "There is no group yet. A group gives some people settings and locks of its own."


def list_page(
    groups: Sequence[tuple[int, Group]],
    sizes: Mapping[GroupId, int],
    *,
    skip: int,
    total: int,
    admin: bool,
    notice: str = "",
) -> View:
    """A page of the groups that the viewer may manage, each with its place in the order."""
    blocks = [
        *(_group_row(place, group, sizes.get(group.id, 0)) for place, group in groups),
        *([] if groups else [section(NO_GROUPS)]),
        *offset_buttons(GROUPS, skip, PAGE_SIZE, total),
        context("Of somebody’s groups, the first in this order that says something about a setting decides it."),
    ]
    page_actions = [button("New group", NEW, style="primary")] if admin else [button("My requests", REQUESTS)]
    back = MENU if admin else ""
    return console_page("Groups", blocks, back=back, page_actions=page_actions, notice=notice)


def _group_row(place: int, group: Group, size: int) -> Block:
    locks = sum(state.locked for state in group.states.values())
    counts = [pluralise(size, "member", "members"), pluralise(len(group.states), "setting", "settings")]
    about = ", ".join([*counts, *([f"🔒 {pluralise(locks, 'lock', 'locks')}"] if locks else [])])
    return section(f"{place}. {bold(group.name)}\n{about}", button("Open", SHOW_GROUP, value=str(group.id)))


def group_page(
    tree: SettingsTree,
    group: Group,
    waiting: Collection[Setting],
    size: int,
    admins: Sequence[Person],
    admins_to_ask: Sequence[UserId],
    *,
    admin: bool,
    notice: str = "",
) -> View:
    """One group: members, group admins and settings; `waiting`: settings with a pending request."""
    place = 1 + [each.id for each in tree.groups].index(group.id)
    value = str(group.id)
    named = first_of([f"<@{person.user}>" for person in admins], MAX_ADMINS_SHOWN) or "nobody yet"
    admins_only = f"Only admins can rename, order or delete it. {whom_to_ask(admins_to_ask)}"
    first = " (decides first)" if place == 1 else ""
    blocks = [
        section(f"{bold(group.name)}\nPlace {place} of {len(tree.groups)}{first}"),
        section(f"*Members*\n{pluralise(size, 'person', 'people')}", button("Members", MEMBERS, value=f"{value}.0")),
        section(f"*Group admins*\n{named}", button("Change", ADMINS, value=value) if admin else None),
        actions(*_buttons(value)) if admin else context(admins_only),
        divider(),
        header("Settings of this group"),
        *(_setting(setting, tree, group, admins_to_ask, waits=setting in waiting) for setting in CATALOGUE),
    ]
    return console_page("Group", blocks, back=GROUPS, notice=notice)


def _buttons(value: str) -> list[Block]:
    return [
        button("Rename", RENAME, value=value),
        button("Change place", PLACE, value=value),
        button("Delete", DELETE, value=value, style="danger"),
    ]


def _setting(
    setting: Setting, tree: SettingsTree, group: Group, admins_to_ask: Sequence[UserId], *, waits: bool
) -> Block:
    """A setting with its button, or as text with the reason where the account locks it (LOCK-5, UX-7)."""
    label, state = CATALOGUE[setting].label, group.state(setting)
    if tree.state(setting).locked:
        own_state = f"\nThe group’s own {group_state_text(state)} counts again without that lock."
        reason = f"🔒 Locked for everybody by the account. {whom_to_ask(admins_to_ask)}"
        return section(f"*{label}*\n{reason}{'' if state.value is None else own_state}")
    text = f"*{label}*\n{group_state_text(state)}{AWAITS_APPROVAL if waits else ''}"
    return section(text, button("Change", EDIT_SETTING, value=f"{group.id}.{setting}"))


def new_form(count: int) -> View:
    """The form for a new group; its settings are chosen afterwards. `count`: how many groups there are."""
    people, hint = element("multi_users_select"), "More can be added later, also from a user group."
    members = input_block(MEMBERS_BLOCK, "Members", people, optional=True, hint=hint)
    blocks = [_name_input(""), _place_input(count + 1, count + 1), members]
    return modal("New group", blocks, callback=SAVE_NEW, submit="Create")


def name_form(group: Group) -> View:
    """The form to rename a group."""
    return group_form("Rename group", [_name_input(group.name)], SAVE_NAME, "Save", group)


def place_form(tree: SettingsTree, group: Group) -> View:
    """The form to change the place of a group in the order."""
    ids = [each.id for each in tree.groups]
    order = "\n".join(f"{place}. {escaped(each.name)}" for place, each in enumerate(tree.groups[:PAGE_SIZE], 1))
    more = "\n…" if len(ids) > PAGE_SIZE else ""
    text = section(f"{bold(group.name)} among the groups:\n{order}{more}")
    return group_form(
        "Change place", [text, _place_input(1 + ids.index(group.id), len(ids))], SAVE_PLACE, "Save", group
    )


def delete_form(group: Group, size: int) -> View:
    """The confirmation before a group is deleted (UX-5)."""
    text = (
        f"Delete the group {bold(group.name)} with {pluralise(size, 'member', 'members')} and"
        f" {pluralise(len(group.states), 'setting', 'settings')}? The people stay, with what other groups and the account say."
    )
    return group_form("Delete group", [section(text)], SAVE_DELETE, "Delete group", group)


def group_form(title: str, blocks: Sequence[Block], callback: str, submit: str, group: Group) -> View:
    """A form about one group, which remembers its id."""
    return modal(title, blocks, callback=callback, submit=submit, metadata=encode_metadata(group=group.id))


def read_group_id(view: Mapping[str, Any]) -> GroupId:
    """The group that a form is about."""
    return GroupId(id_in_metadata(view, "group"))


def read_name(view: Mapping[str, Any]) -> str:
    """The name that was typed."""
    return input_text(view, NAME_BLOCK)


def read_place(view: Mapping[str, Any]) -> int:
    """The place that was typed; 0, which is none, for anything but a small number."""
    return small_number(input_text(view, PLACE_BLOCK)) or 0


def read_members(view: Mapping[str, Any]) -> list[UserId]:
    """The first members of a new group."""
    return [UserId(user) for user in selected_users(view, MEMBERS_BLOCK)]


def _name_input(initial: str) -> Block:
    field = element("plain_text_input", max_length=MAX_NAME_LENGTH, initial_value=initial)
    return input_block(NAME_BLOCK, "Name", field)


def _place_input(initial: int, maximum: int) -> Block:
    field = whole_number(maximum, str(initial))
    return input_block(PLACE_BLOCK, "Place in the order", field, hint="1 decides first.")
