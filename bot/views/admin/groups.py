"""The console's pages about groups: the list in order of priority, one group, and the forms for a group as such."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from bot.i18n.messages import gettext as _
from bot.i18n.messages import ngettext
from bot.i18n.setting_labels import setting_label
from bot.policy.ids import GroupId, UserId
from bot.policy.people.people import Person
from bot.policy.settings.catalogue import CATALOGUE, Setting
from bot.policy.settings.groups import MAX_NAME_LENGTH
from bot.policy.settings.lock_resolution import Group, SettingsTree
from bot.protocol import Block, View
from bot.views.components.blocks import actions, button, context, divider, header, modal, section
from bot.views.components.console_page import GROUPS, MENU, REQUESTS, console_page, offset_buttons
from bot.views.components.inputs import element, input_block, whole_number
from bot.views.components.setting_text import awaits_approval_text, group_state_text, own_group_state_text, whom_to_ask
from bot.views.components.text import bold, escaped, first_of
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
        *(
            []
            if groups
            else [section(_("There are no groups yet. A group gives some people their own settings and locks."))]
        ),
        *offset_buttons(GROUPS, skip, PAGE_SIZE, total),
        context(_("If someone is in several groups, the topmost group with a value wins.")),
    ]
    page_actions = [button(_("New group"), NEW, style="primary")] if admin else [button(_("My requests"), REQUESTS)]
    back = MENU if admin else ""
    # Translators: at most 24 characters.
    return console_page(_("Groups"), blocks, back=back, page_actions=page_actions, notice=notice)


def _group_row(place: int, group: Group, size: int) -> Block:
    locks = sum(state.locked for state in group.states.values())
    facts = [
        member_count(size),
        _setting_count(len(group.states)),
        *([ngettext("🔒 {count} lock", "🔒 {count} locks", locks)] if locks else []),
    ]
    text = f"{place}. {bold(group.name)}\n{' · '.join(facts)}"
    return section(text, button(_("Open"), SHOW_GROUP, value=str(group.id)))


def member_count(count: int) -> str:
    """How many members a group has, as a label of its own."""
    return ngettext("{count} member", "{count} members", count) if count else _("no members")


def _setting_count(count: int) -> str:
    return ngettext("{count} setting", "{count} settings", count) if count else _("no settings")


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
    value = str(group.id)
    named = first_of([f"<@{person.user}>" for person in admins], MAX_ADMINS_SHOWN) or _("Nobody yet")
    members_label, admins_label = _("Members"), _("Group admins")
    admins_only = _("Only admins can rename, move or delete this group.")
    blocks = [
        section(f"{bold(group.name)}\n{_place_text(tree, group)}"),
        section(f"*{members_label}*\n{_people_count(size)}", button(members_label, MEMBERS, value=f"{value}.0")),
        section(f"*{admins_label}*\n{named}", button(_("Change"), ADMINS, value=value) if admin else None),
        actions(*_buttons(value)) if admin else context(f"{admins_only} {whom_to_ask(admins_to_ask)}"),
        divider(),
        header(_("Settings of this group")),
        *(_setting(setting, tree, group, admins_to_ask, waits=setting in waiting) for setting in CATALOGUE),
    ]
    # Translators: at most 24 characters.
    return console_page(_("Group"), blocks, back=GROUPS, notice=notice)


def _place_text(tree: SettingsTree, group: Group) -> str:
    place, total = 1 + [each.id for each in tree.groups].index(group.id), len(tree.groups)
    if place == 1:
        return _("Place {place} of {total}, the topmost", place=place, total=total)
    return _("Place {place} of {total}", place=place, total=total)


def _people_count(count: int) -> str:
    return ngettext("{count} person", "{count} people", count) if count else _("Nobody yet")


def _buttons(value: str) -> list[Block]:
    return [
        button(_("Rename"), RENAME, value=value),
        button(_("Change place"), PLACE, value=value),
        button(_("Delete"), DELETE, value=value, style="danger"),
    ]


def _setting(
    setting: Setting, tree: SettingsTree, group: Group, admins_to_ask: Sequence[UserId], *, waits: bool
) -> Block:
    """A setting with its button, or as text with the reason where the account locks it (LOCK-5, UX-7)."""
    label, state = f"*{setting_label(setting)}*", group.state(setting)
    if tree.state(setting).locked:
        reason = _("🔒 Locked for everybody by the account.")
        own_state = own_group_state_text(state)
        return section(
            "\n".join([label, f"{reason} {whom_to_ask(admins_to_ask)}", *([own_state] if own_state else [])])
        )
    text = "\n".join([label, group_state_text(state), *([awaits_approval_text()] if waits else [])])
    return section(text, button(_("Change"), EDIT_SETTING, value=f"{group.id}.{setting}"))


def new_form(count: int) -> View:
    """The form for a new group; its settings are chosen afterwards. `count`: how many groups there are."""
    people, hint = element("multi_users_select"), _("More can be added later, also from a user group.")
    members = input_block(MEMBERS_BLOCK, _("Members"), people, optional=True, hint=hint)
    blocks = [_name_input(""), _place_input(count + 1, count + 1), members]
    # Translators: at most 24 characters.
    return modal(_("New group"), blocks, callback=SAVE_NEW, submit=_("Create"))


def name_form(group: Group) -> View:
    """The form to rename a group."""
    # Translators: at most 24 characters.
    return group_form(_("Rename group"), [_name_input(group.name)], SAVE_NAME, _("Save"), group)


def place_form(tree: SettingsTree, group: Group) -> View:
    """The form to change the place of a group in the order."""
    ids = [each.id for each in tree.groups]
    order = "\n".join(f"{place}. {escaped(each.name)}" for place, each in enumerate(tree.groups[:PAGE_SIZE], 1))
    more = "\n…" if len(ids) > PAGE_SIZE else ""
    intro = _("Where should {group} be? The groups in their order:", group=bold(group.name))
    blocks = [section(f"{intro}\n{order}{more}"), _place_input(1 + ids.index(group.id), len(ids))]
    # Translators: at most 24 characters.
    return group_form(_("Change place"), blocks, SAVE_PLACE, _("Save"), group)


def delete_form(group: Group, size: int) -> View:
    """The confirmation before a group is deleted (UX-5)."""
    question = _("Delete the group {group}?", group=bold(group.name))
    text = f"{question} {_what_becomes_of_members(size)} {_what_becomes_of_settings(len(group.states))}"
    # Translators: at most 24 characters.
    return group_form(_("Delete group"), [section(text)], SAVE_DELETE, _("Delete group"), group)


def _what_becomes_of_members(count: int) -> str:
    if not count:
        return _("It has no members.")
    return ngettext(
        "{count} member then follows other groups and the account.",
        "{count} members then follow other groups and the account.",
        count,
    )


def _what_becomes_of_settings(count: int) -> str:
    if not count:
        return _("It has no settings.")
    return ngettext("{count} setting is deleted.", "{count} settings are deleted.", count)


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
    return input_block(NAME_BLOCK, _("Name"), field)


def _place_input(initial: int, maximum: int) -> Block:
    field = whole_number(maximum, str(initial))
    return input_block(PLACE_BLOCK, _("Place in the order"), field, hint=_("1 is the topmost group."))
