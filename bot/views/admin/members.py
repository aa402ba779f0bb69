"""The console's page of a group's members, and the forms to add, remove and import members and to choose group admins."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.i18n.messages import gettext as _
from bot.policy.ids import UserId
from bot.policy.people.people import Person
from bot.policy.settings.lock_resolution import Group
from bot.protocol import Block, View
from bot.views.admin.groups import MEMBERS, SHOW_GROUP, group_form, member_count
from bot.views.components.blocks import actions, button, context, plain, section
from bot.views.components.console_page import console_page, mention_list, offset_buttons, range_text
from bot.views.components.inputs import MAX_OPTIONS, element, input_block, option
from bot.views.components.text import bold, first_of
from bot.views.components.view_state import selected_users, selected_value

ADD, REMOVE, IMPORT = "admin_members_add", "admin_members_remove", "admin_members_import"
SAVE_ADD, SAVE_REMOVE = "admin_members_save_add", "admin_members_save_remove"
SAVE_IMPORT, SAVE_ADMINS = "admin_members_save_import", "admin_group_admins_save"
PEOPLE_BLOCK, USER_GROUP_BLOCK = "who", "from"
PAGE_SIZE = 50
MAX_LEFT_OUT_SHOWN = 10
MAX_USER_GROUPS = 1000


def members_page(group: Group, members: Sequence[Person], size: int, skip: int, notice: str = "") -> View:
    """A page of the `size` members, after the first `skip`."""
    value = str(group.id)
    count = member_count(size) + range_text(skip, len(members), size)
    blocks = [
        section(f"{bold(group.name)}\n{count}"),
        actions(
            button(_("Add people"), ADD, value=value, style="primary"),
            button(_("Import from a user group"), IMPORT, value=value),
            button(_("Remove people"), REMOVE, value=value),
        ),
        *mention_list(members),
        *offset_buttons(MEMBERS, skip, PAGE_SIZE, size, subject=value),
        *([context(_locks_text())] if any(state.locked for state in group.states.values()) else []),
    ]
    # Translators: at most 24 characters.
    return console_page(_("Members"), blocks, back=SHOW_GROUP, back_value=value, notice=notice)


def _locks_text() -> str:
    return _(
        "This group’s locks apply to new members immediately. Taking somebody out of a lock needs another admin’s approval."
    )


def add_form(group: Group) -> View:
    """The form to add members."""
    blocks = [section(_("Who should be in the group {group}?", group=bold(group.name))), _people_input()]
    # Translators: at most 24 characters.
    return group_form(_("Add people"), blocks, SAVE_ADD, _("Add"), group)


def remove_form(group: Group) -> View:
    """The form to remove members."""
    blocks = [section(_("Who should no longer be in the group {group}?", group=bold(group.name))), _people_input()]
    # Translators: at most 24 characters.
    return group_form(_("Remove people"), blocks, SAVE_REMOVE, _("Remove"), group)


def _people_input() -> Block:
    return input_block(PEOPLE_BLOCK, _("People"), element("multi_users_select", placeholder=_("Choose people")))


def admins_form(group: Group, admins: Sequence[Person]) -> View:
    """The form to choose who may manage this one group without being an admin."""
    people = element("multi_users_select", initial_users=[person.user for person in admins])
    text = _("They can change the settings and members of {group}, and ask for a lock.", group=bold(group.name))
    field = input_block(PEOPLE_BLOCK, _("Group admins"), people, optional=True)
    # Translators: at most 24 characters.
    return group_form(_("Group admins"), [section(text), field], SAVE_ADMINS, _("Save"), group)


def import_form(group: Group, user_groups: Sequence[tuple[str, str]]) -> View:
    """The form to add all members of a Slack user group; `user_groups` are ids and labels."""
    options = [option(label, id_) for id_, label in user_groups[:MAX_USER_GROUPS]]
    text = _("Everybody who is in the user group now is added to {group}. Nobody is removed.", group=bold(group.name))
    field = input_block(USER_GROUP_BLOCK, _("Slack user group"), element("static_select", **_option_groups(options)))
    # Translators: at most 24 characters.
    return group_form(_("Import members"), [section(text), field], SAVE_IMPORT, _("Import"), group)


def read_people(view: Mapping[str, Any]) -> list[UserId]:
    """The people who were chosen."""
    return [UserId(user) for user in selected_users(view, PEOPLE_BLOCK)]


def read_user_group(view: Mapping[str, Any]) -> str:
    """The id of the user group that was chosen."""
    return selected_value(view, USER_GROUP_BLOCK)


def left_out_text(users: Sequence[UserId]) -> str:
    """Who was left out of a group and why, to follow a sentence; empty for nobody."""
    if not users:
        return ""
    named = first_of([f"<@{user}>" for user in users], MAX_LEFT_OUT_SHOWN)
    sentences = [
        _("Left out: {people}.", people=named),
        _("Guests, apps and deactivated people can’t be in a group."),
        *(
            [_("If somebody among them belongs to this workspace, try again: I look up a few new people at a time.")]
            if len(users) > MAX_LEFT_OUT_SHOWN
            else []
        ),
    ]
    return f" {' '.join(sentences)}"


def _option_groups(options: Sequence[Block]) -> dict[str, Any]:
    """The options of a menu, in groups where they are more than Slack allows in one."""
    if len(options) <= MAX_OPTIONS:
        return {"options": list(options)}
    groups = [list(options[start : start + MAX_OPTIONS]) for start in range(0, len(options), MAX_OPTIONS)]
    labels = [plain(group[0]["text"]["text"] + " …", 75) for group in groups]
    return {"option_groups": [{"label": label, "options": group} for label, group in zip(labels, groups, strict=True)]}
