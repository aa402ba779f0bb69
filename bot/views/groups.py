"""The console's pages about groups: the list in order of priority, one group, and the forms for a group as such."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from bot.exchange import Block, View
from bot.policy.groups import LONGEST_NAME, GroupId
from bot.policy.people import Person, UserId
from bot.policy.resolution import Group, Layout
from bot.policy.settings import CATALOGUE, Setting
from bot.views.blocks import actions, button, context, divider, escaped, header, modal, section, strong
from bot.views.consoles import GROUPS, MENU, REQUESTS, back, neighbours, page, pager
from bot.views.forms import field, number_in, people_in, remember, remembered, typed, typed_text
from bot.views.request_words import many
from bot.views.setting_words import WAITS, ask, group_stand

SHOW = "admin_group"
NEW, RENAME, PLACE, DELETE = "admin_group_new", "admin_group_rename", "admin_group_place", "admin_group_delete"
SAVE_NEW, SAVE_NAME = "admin_group_save_new", "admin_group_save_name"
SAVE_PLACE, SAVE_DELETE = "admin_group_save_place", "admin_group_save_delete"
EDIT_SETTING = "admin_group_setting"
MEMBERS, ADMINS = "admin_members", "admin_group_admins"
NAME, PLACED, FIRST_MEMBERS = "name", "place", "members"
A_PAGE = 20
MOST_SHOWN = 5
MOST_DIGITS = 4


def list_page(
    groups: Sequence[tuple[int, Group]],
    sizes: Mapping[GroupId, int],
    *,
    skip: int,
    total: int,
    admin: bool,
    notice: str = "",
) -> View:
    """`groups`: a page of those that this person may manage, each with its place in the order."""
    blocks = [
        *(_listed(place, group, sizes.get(group.id, 0)) for place, group in groups),
        *(
            []
            if groups
            else [section("There is no group yet. A group gives some people settings and locks of its own.")]
        ),
        *pager(GROUPS, *neighbours(skip, A_PAGE, total)),
        context("Of somebody’s groups, the first in this order that says something about a setting decides it."),
    ]
    acts = [button("New group", NEW, style="primary")] if admin else [button("My requests", REQUESTS)]
    return page("Groups", blocks, back=back(MENU) if admin else None, acts=acts, notice=notice)


def _listed(place: int, group: Group, size: int) -> Block:
    locks = sum(stand.locked for stand in group.stands.values())
    says = [many(size, "member", "members"), many(len(group.stands), "setting", "settings")]
    about = ", ".join([*says, *([f"🔒 {many(locks, 'lock', 'locks')}"] if locks else [])])
    return section(f"{place}. {strong(group.name)}\n{about}", button("Open", SHOW, value=str(group.id)))


def group_page(
    layout: Layout,
    group: Group,
    waiting: Collection[Setting],
    size: int,
    admins: Sequence[Person],
    helpers: Sequence[UserId],
    *,
    admin: bool,
    notice: str = "",
) -> View:
    """One group: who is in it and what it says."""
    place = 1 + [each.id for each in layout.groups].index(group.id)
    value = str(group.id)
    named = ", ".join(f"<@{person.user}>" for person in admins[:MOST_SHOWN]) or "nobody yet"
    more = f" and {len(admins) - MOST_SHOWN} more" if len(admins) > MOST_SHOWN else ""
    first = " (decides first)" if place == 1 else ""
    blocks = [
        section(f"{strong(group.name)}\nPlace {place} of {len(layout.groups)}{first}"),
        section(f"*Members*\n{many(size, 'person', 'people')}", button("Members", MEMBERS, value=f"{value}.0")),
        section(f"*Group admins*\n{named}{more}", button("Change", ADMINS, value=value) if admin else None),
        *(
            [actions(*_acts(value))]
            if admin
            else [context(f"Only admins can rename, order or delete it. {ask(helpers)}")]
        ),
        divider(),
        header("Settings of this group"),
        *(_setting(setting, layout, group, helpers, waits=setting in waiting) for setting in CATALOGUE),
    ]
    return page("Group", blocks, back=back(GROUPS), notice=notice)


def _acts(value: str) -> list[Block]:
    return [
        button("Rename", RENAME, value=value),
        button("Change place", PLACE, value=value),
        button("Delete", DELETE, value=value, style="danger"),
    ]


def _setting(setting: Setting, layout: Layout, group: Group, helpers: Sequence[UserId], *, waits: bool) -> Block:
    """What the account locks is text with its reason (LOCK-5, UX-7)."""
    label, stand = CATALOGUE[setting].label, group.stand(setting)
    if layout.stand(setting).locked:
        kept = "" if stand.value is None else f"\nThe group’s own {group_stand(stand)} counts again without that lock."
        return section(f"*{label}*\n🔒 Locked for everybody by the account. {ask(helpers)}{kept}")
    return section(
        f"*{label}*\n{group_stand(stand)}{WAITS if waits else ''}",
        button("Change", EDIT_SETTING, value=f"{group.id}.{setting}"),
    )


def new_form(count: int) -> View:
    """A new group; its settings are given to it afterwards."""
    people: Block = {"type": "multi_users_select"}
    return modal(
        "New group",
        [
            _name(""),
            _place(count + 1, count + 1),
            field(
                FIRST_MEMBERS, "Members", people, optional=True, hint="More can be added later, also from a user group."
            ),
        ],
        callback=SAVE_NEW,
        submit="Create",
        close="Cancel",
    )


def name_form(group: Group) -> View:
    """Another name."""
    memory = remember(group=group.id)
    return modal(
        "Rename group", [_name(group.name)], callback=SAVE_NAME, submit="Save", close="Cancel", metadata=memory
    )


def place_form(layout: Layout, group: Group) -> View:
    """Another place in the order."""
    ids = [each.id for each in layout.groups]
    order = "\n".join(f"{place}. {escaped(each.name)}" for place, each in enumerate(layout.groups[:A_PAGE], 1))
    return modal(
        "Change place",
        [
            section(f"{strong(group.name)} among the groups:\n{order}{_rest(len(ids))}"),
            _place(1 + ids.index(group.id), len(ids)),
        ],
        callback=SAVE_PLACE,
        submit="Save",
        close="Cancel",
        metadata=remember(group=group.id),
    )


def delete_form(group: Group, size: int) -> View:
    """The question before a group is dissolved (UX-5); a reason is the only thing to type."""
    text = (
        f"Delete the group {strong(group.name)} with {many(size, 'member', 'members')} and"
        f" {many(len(group.stands), 'setting', 'settings')}? The people stay, with what other groups and the account say."
    )
    memory = remember(group=group.id)
    return modal(
        "Delete group", [section(text)], callback=SAVE_DELETE, submit="Delete group", close="Cancel", metadata=memory
    )


def group_of(view: Mapping[str, Any]) -> GroupId:
    """The group that a form is about."""
    return GroupId(number_in(remembered(view), "group"))


def read_name(view: Mapping[str, Any]) -> str:
    """The name that was typed."""
    return typed_text(view, NAME)


def read_place(view: Mapping[str, Any]) -> int:
    """The place that was typed; 0, which is none, where it is no number."""
    text = str(typed(view, PLACED) or "")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS else 0


def read_members(view: Mapping[str, Any]) -> list[UserId]:
    """Whom it begins with."""
    return [UserId(user) for user in people_in(view, FIRST_MEMBERS)]


def _name(initial: str) -> Block:
    element: Block = {"type": "plain_text_input", "max_length": LONGEST_NAME}
    return field(NAME, "Name", {**element, **({"initial_value": initial} if initial else {})})


def _place(initial: int, most: int) -> Block:
    element = {
        "type": "number_input",
        "is_decimal_allowed": False,
        "min_value": "1",
        "max_value": str(most),
        "initial_value": str(initial),
    }
    return field(PLACED, "Place in the order", element, hint="1 decides first.")


def _rest(count: int) -> str:
    return "\n…" if count > A_PAGE else ""
