"""Handlers of groups: the list, one group, creating, renaming, ordering, deleting, and a group's settings."""

from dataclasses import dataclass
from functools import partial

from bot.handlers.admin.account import CHANGED_MEANWHILE
from bot.handlers.approvals.change_flow import ChangeFlow
from bot.handlers.request.admin_context import AdminContext, refusal_reply, requires
from bot.handlers.request.payloads import first_action, parse_id, value_id
from bot.handlers.request.routing import action, submission
from bot.i18n.messages import gettext as _
from bot.i18n.messages import say
from bot.i18n.reasons import reason_text
from bot.policy.approvals.changes import CreateGroup, DeleteGroup, OrderGroups
from bot.policy.approvals.validation import GROUP_GONE
from bot.policy.ids import GroupId
from bot.policy.people.caller import Caller
from bot.policy.settings.catalogue import Setting
from bot.policy.settings.groups import name_key, normalise_name
from bot.policy.settings.lock_resolution import Group
from bot.policy.values.results import Denied
from bot.protocol import CloseForm, FieldErrors, OpenModal, Replies, Request, UpdateModal, View
from bot.use_cases.approvals import groups, queries
from bot.views.admin import groups as group_views
from bot.views.admin.members import left_out_text
from bot.views.components.console_page import GROUPS, NEXT, PREVIOUS
from bot.views.components.inputs import with_note
from bot.views.components.refusals import refusal_text
from bot.views.settings import setting_form as setting_form_views
from bot.views.settings.setting_form import SubmittedSetting


@dataclass(frozen=True, slots=True)
class GroupHandlers:
    """Groups as such, and what they say; who is in them is in `members`."""

    admin: AdminContext

    @action(GROUPS, GROUPS + PREVIOUS, GROUPS + NEXT)
    @requires(AdminContext.require_any_admin)
    def show_list(self, request: Request, caller: Caller) -> Replies:
        """**“Groups”**: all of them for admins, their own for group admins."""
        return [UpdateModal(self.list_page(caller, skip=value_id(request)))]

    def list_page(self, caller: Caller, notice: str = "", *, skip: int = 0) -> View:
        """A page of the list as it is now."""
        overview = self.admin.overview(caller)
        managed_ids = self.admin.managed_groups(caller)
        managed = [
            (place, group)
            for place, group in enumerate(overview.tree.groups, 1)
            if caller.actor.is_admin or group.id in managed_ids
        ]
        shown = managed[skip : skip + group_views.PAGE_SIZE]
        return group_views.list_page(
            shown, overview.sizes, skip=skip, total=len(managed), admin=caller.actor.is_admin, notice=notice
        )

    @action(group_views.SHOW_GROUP)
    def show(self, request: Request) -> Replies:
        """**“Open”** beside a group."""
        found = self.require_group(request, GroupId(value_id(request)))
        if isinstance(found, Denied):
            return refusal_reply(found)
        caller, group = found
        return [UpdateModal(self.page(caller, group.id))]

    def page(self, caller: Caller, group: GroupId, notice: str = "") -> View:
        """One group as it is now; the list where it is gone."""
        overview = self.admin.overview(caller)
        membership = groups.membership(self.admin.context.db, caller.team, group, 0, 0)
        if isinstance(membership, Denied):
            return self.list_page(caller, notice or refusal_text(membership.reason))
        admins_to_ask = self.admin.context.admins_to_ask(caller)
        size = overview.sizes.get(group, 0)
        waiting = queries.settings_pending(self.admin.context.db, overview.account.id, group)
        return group_views.group_page(
            overview.tree,
            membership.group,
            waiting,
            size,
            membership.admins,
            admins_to_ask,
            admin=caller.actor.is_admin,
            notice=notice,
        )

    def require_group(self, request: Request, group: GroupId) -> tuple[Caller, Group] | Denied:
        """A group that whoever acts may manage: their rights first."""
        caller = self.admin.require_group_admin(request, group)
        if isinstance(caller, Denied):
            return caller
        known = self.admin.overview(caller).tree.group(group)
        return GROUP_GONE if known is None else (caller, known)

    @action(group_views.NEW)
    @requires(AdminContext.require_admin)
    def open_new(self, _request: Request, caller: Caller) -> Replies:
        """**“New group”**."""
        return [OpenModal(group_views.new_form(len(self.admin.overview(caller).tree.groups)))]

    @action(group_views.RENAME)
    @requires(AdminContext.require_admin)
    def open_name(self, request: Request, caller: Caller) -> Replies:
        """**“Rename”**."""
        group = self.admin.overview(caller).tree.group(GroupId(value_id(request)))
        return refusal_reply(GROUP_GONE) if group is None else [OpenModal(group_views.name_form(group))]

    @action(group_views.PLACE)
    @requires(AdminContext.require_admin)
    def open_place(self, request: Request, caller: Caller) -> Replies:
        """**“Change place”**."""
        tree = self.admin.overview(caller).tree
        group = tree.group(GroupId(value_id(request)))
        return refusal_reply(GROUP_GONE) if group is None else [OpenModal(group_views.place_form(tree, group))]

    @action(group_views.DELETE)
    @requires(AdminContext.require_admin)
    def open_delete(self, request: Request, caller: Caller) -> Replies:
        """**“Delete”**: asks first."""
        overview = self.admin.overview(caller)
        group = overview.tree.group(GroupId(value_id(request)))
        if group is None:
            return refusal_reply(GROUP_GONE)
        return [OpenModal(group_views.delete_form(group, overview.sizes.get(group.id, 0)))]

    @action(group_views.EDIT_SETTING)
    def open_setting(self, request: Request) -> Replies:
        """**“Change”** beside a setting of a group."""
        group, _dot, name = str(first_action(request).get("value", "")).partition(".")
        found = self.require_group(request, GroupId(parse_id(group)))
        if isinstance(found, Denied):
            return refusal_reply(found)
        if name not in tuple(Setting):
            return []
        return [OpenModal(setting_form_views.form(Setting(name), found[1].state(Setting(name)), found[1]))]

    def save_setting(self, request: Request, filled: SubmittedSetting) -> Replies:
        """The form for one setting of a group, sent."""
        found = self.require_group(request, filled.group or GroupId(0))
        if isinstance(found, Denied):
            return refusal_reply(found)
        caller, group = found
        present = group.state(filled.setting)
        if setting_form_views.fingerprint(present) != filled.seen_state:
            form = setting_form_views.form(filled.setting, present, group)
            return [UpdateModal(with_note(form, say(CHANGED_MEANWHILE)))]
        field, page = setting_form_views.value_block_id(filled), partial(self.page, caller, group.id)
        flow = ChangeFlow(self.admin, caller, request.body["view"], page, field)
        return flow.submit(setting_form_views.to_change(filled, present))

    @submission(group_views.SAVE_NEW)
    @requires(AdminContext.require_admin)
    def save_new(self, request: Request, caller: Caller) -> Replies:
        """**“Create”**."""
        view = request.body["view"]
        place = group_views.read_place(view)
        if not place:
            return [FieldErrors({group_views.PLACE_BLOCK: _invalid_place()})]
        found = groups.find_people(self.admin.context, caller.team, group_views.read_members(view), caller.instant)
        name = normalise_name(group_views.read_name(view))
        page = partial(self._created_page, caller, name, left_out_text(found.left_out))
        flow = ChangeFlow(self.admin, caller, view, page, group_views.NAME_BLOCK)
        return flow.submit(CreateGroup(name, place, members=frozenset(found.people.values())))

    def _created_page(self, caller: Caller, name: str, suffix: str, notice: str) -> View:
        """The new group, to be given its settings; the list, with `notice`, while another admin has to approve it."""
        groups_ = self.admin.overview(caller).tree.groups
        created_id = next((group.id for group in groups_ if name_key(group.name) == name_key(name)), None)
        if created_id is None:
            return self.list_page(caller, notice + suffix)
        return self.page(
            caller, created_id, _(":white_check_mark: The group is created. Choose its settings below.") + suffix
        )

    @submission(group_views.SAVE_NAME)
    @requires(AdminContext.require_admin)
    def save_name(self, request: Request, caller: Caller) -> Replies:
        """The new name."""
        view = request.body["view"]
        group, name = group_views.read_group_id(view), group_views.read_name(view)
        renamed = groups.rename_group(self.admin.context, caller, group, name)
        if isinstance(renamed, Denied):
            return [FieldErrors({group_views.NAME_BLOCK: reason_text(renamed.reason)})]
        notice = _(":white_check_mark: Renamed.")
        return [CloseForm(self.page(caller, group, notice), notice)]

    @submission(group_views.SAVE_PLACE)
    @requires(AdminContext.require_admin)
    def save_place(self, request: Request, caller: Caller) -> Replies:
        """The new place."""
        view, tree = request.body["view"], self.admin.overview(caller).tree
        group, place = group_views.read_group_id(view), group_views.read_place(view)
        if tree.group(group) is None:
            return refusal_reply(GROUP_GONE)
        if not place:
            return [FieldErrors({group_views.PLACE_BLOCK: _invalid_place()})]
        others = [each.id for each in tree.groups if each.id != group]
        flow = ChangeFlow(self.admin, caller, view, partial(self.page, caller, group), group_views.PLACE_BLOCK)
        return flow.submit(OrderGroups((*others[: place - 1], group, *others[place - 1 :])))

    @submission(group_views.SAVE_DELETE)
    @requires(AdminContext.require_admin)
    def save_delete(self, request: Request, caller: Caller) -> Replies:
        """**“Delete group”**."""
        view = request.body["view"]
        group = group_views.read_group_id(view)
        if self.admin.overview(caller).tree.group(group) is None:
            return refusal_reply(GROUP_GONE)
        flow = ChangeFlow(self.admin, caller, view, partial(self.page, caller, group), group_views.NAME_BLOCK)
        return flow.submit(DeleteGroup(group))


def _invalid_place() -> str:
    return _("Enter the place as a number: 1 is the topmost.")
