"""Handlers of groups: the list, one group, creating, renaming, ordering, deleting, and a group's settings."""

from dataclasses import dataclass
from functools import partial

from bot.handlers.admin.account import CHANGED_MEANWHILE
from bot.handlers.approvals.change_flow import ChangeFlow
from bot.handlers.request.admin_context import AdminContext, keep_form_on_error, refusal_reply, requires
from bot.handlers.request.payloads import first_action, parse_id, value_id
from bot.policy.approvals.changes import CreateGroup, DeleteGroup, OrderGroups
from bot.policy.approvals.validation import GROUP_GONE
from bot.policy.ids import GroupId
from bot.policy.people.caller import Caller
from bot.policy.settings.catalogue import Setting
from bot.policy.settings.groups import name_key, normalise_name
from bot.policy.settings.lock_resolution import Group
from bot.policy.values.results import Denied
from bot.protocol import CloseForm, FieldErrors, OpenModal, Replies, Request, RequestKind, Routes, UpdateModal, View
from bot.use_cases.approvals import groups, queries
from bot.use_cases.settings.settings import SettingsOverview
from bot.views.admin import groups as group_views
from bot.views.admin.members import left_out_text
from bot.views.components.console_page import GROUPS, NEXT, PREVIOUS
from bot.views.components.inputs import with_note
from bot.views.settings import setting_form as setting_form_views

CREATED = ":white_check_mark: The group is made. What it says for its members is chosen below."
RENAMED = ":white_check_mark: Renamed."
INVALID_PLACE = "Give a place as a number: 1 is the first."


@dataclass(frozen=True, slots=True)
class GroupHandlers:
    """Groups as such, and what they say; who is in them is in `group_members`."""

    admin: AdminContext

    def routes(self) -> Routes:
        """Buttons and forms; the form for one setting is sent to `setting_forms`."""
        return {
            **{(RequestKind.ACTION, GROUPS + direction): self.show_list for direction in ("", PREVIOUS, NEXT)},
            (RequestKind.ACTION, group_views.SHOW_GROUP): self.show,
            (RequestKind.ACTION, group_views.NEW): self.open_new,
            (RequestKind.ACTION, group_views.RENAME): self.open_name,
            (RequestKind.ACTION, group_views.PLACE): self.open_place,
            (RequestKind.ACTION, group_views.DELETE): self.open_delete,
            (RequestKind.ACTION, group_views.EDIT_SETTING): self.open_setting,
            (RequestKind.SUBMISSION, group_views.SAVE_NEW): keep_form_on_error(self.save_new),
            (RequestKind.SUBMISSION, group_views.SAVE_NAME): keep_form_on_error(self.save_name),
            (RequestKind.SUBMISSION, group_views.SAVE_PLACE): keep_form_on_error(self.save_place),
            (RequestKind.SUBMISSION, group_views.SAVE_DELETE): keep_form_on_error(self.save_delete),
        }

    @requires(AdminContext.require_any_admin)
    def show_list(self, request: Request, caller: Caller) -> Replies:
        """**“Groups”**: all of them for admins, their own for group admins."""
        return [UpdateModal(self.list_page(request, caller, skip=value_id(request)))]

    def list_page(self, request: Request, caller: Caller, notice: str = "", *, skip: int = 0) -> View:
        """A page of the list as it is now."""
        overview = self.admin.overview(request)
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

    def show(self, request: Request) -> Replies:
        """**“Open”** beside a group."""
        found = self.require_group(request, GroupId(value_id(request)))
        return (
            refusal_reply(found)
            if isinstance(found, Denied)
            else [UpdateModal(self.page(request, found[0], found[2].id))]
        )

    def page(self, request: Request, caller: Caller, group: GroupId, notice: str = "") -> View:
        """One group as it is now; the list where it is gone."""
        overview, membership = (
            self.admin.overview(request),
            groups.membership(self.admin.context.db, request.team, group, 0, 0),
        )
        if isinstance(membership, Denied):
            return self.list_page(request, caller, notice or membership.reason)
        contacts = self.admin.context.admins_to_ask(request)
        size = overview.sizes.get(group, 0)
        waiting = queries.settings_pending(self.admin.context.db, overview.account.id, group)
        return group_views.group_page(
            overview.tree,
            membership.group,
            waiting,
            size,
            membership.admins,
            contacts,
            admin=caller.actor.is_admin,
            notice=notice,
        )

    def require_group(self, request: Request, group: GroupId) -> tuple[Caller, SettingsOverview, Group] | Denied:
        """A group that whoever acts may manage: their rights first."""
        caller = self.admin.require_group_admin(request, group)
        if isinstance(caller, Denied):
            return caller
        overview = self.admin.overview(request)
        known = overview.tree.group(group)
        return GROUP_GONE if known is None else (caller, overview, known)

    @requires(AdminContext.require_admin)
    def open_new(self, request: Request, _caller: Caller) -> Replies:
        """**“New group”**."""
        return [OpenModal(group_views.new_form(len(self.admin.overview(request).tree.groups)))]

    def open_name(self, request: Request) -> Replies:
        """**“Rename”**."""
        found = self._require_group_as_admin(request, GroupId(value_id(request)))
        return refusal_reply(found) if isinstance(found, Denied) else [OpenModal(group_views.name_form(found[2]))]

    def open_place(self, request: Request) -> Replies:
        """**“Change place”**."""
        found = self._require_group_as_admin(request, GroupId(value_id(request)))
        return (
            refusal_reply(found)
            if isinstance(found, Denied)
            else [OpenModal(group_views.place_form(found[1].tree, found[2]))]
        )

    def open_delete(self, request: Request) -> Replies:
        """**“Delete”**: asks first."""
        found = self._require_group_as_admin(request, GroupId(value_id(request)))
        if isinstance(found, Denied):
            return refusal_reply(found)
        return [OpenModal(group_views.delete_form(found[2], found[1].sizes.get(found[2].id, 0)))]

    def open_setting(self, request: Request) -> Replies:
        """**“Change”** beside a setting of a group."""
        group, _, name = str(first_action(request).get("value", "")).partition(".")
        found = self.require_group(request, GroupId(parse_id(group)))
        if isinstance(found, Denied):
            return refusal_reply(found)
        if name not in tuple(Setting):
            return []
        return [OpenModal(setting_form_views.form(Setting(name), found[2].state(Setting(name)), found[2]))]

    def save_setting(self, request: Request, filled: setting_form_views.SubmittedSetting) -> Replies:
        """The form for one setting of a group, sent."""
        found = self.require_group(request, filled.group or GroupId(0))
        if isinstance(found, Denied):
            return refusal_reply(found)
        caller, _, group = found
        present = group.state(filled.setting)
        if setting_form_views.fingerprint(present) != filled.seen_state:
            return [UpdateModal(with_note(setting_form_views.form(filled.setting, present, group), CHANGED_MEANWHILE))]
        change, page = setting_form_views.to_change(filled, present), partial(self.page, request, caller, group.id)
        return ChangeFlow(self.admin).submit(request, caller, change, page, setting_form_views.value_block_id(filled))

    @requires(AdminContext.require_admin)
    def save_new(self, request: Request, caller: Caller) -> Replies:
        """**“Create”**."""
        view = request.body["view"]
        place = group_views.read_place(view)
        if not place:
            return [FieldErrors({group_views.PLACE_BLOCK: INVALID_PLACE})]
        found = groups.find_people(self.admin.context, request.team, group_views.read_members(view), request.now)
        name = normalise_name(group_views.read_name(view))
        change = CreateGroup(name, place, members=frozenset(found.people.values()))

        def page(notice: str) -> View:
            return self._created_page(request, caller, name, notice, left_out_text(found.left_out))

        return ChangeFlow(self.admin).submit(request, caller, change, page, group_views.NAME_BLOCK)

    def _created_page(self, request: Request, caller: Caller, name: str, notice: str, suffix: str) -> View:
        """The new group, to be given its settings; the list, with `notice`, while another admin has to approve it."""
        groups_ = self.admin.overview(request).tree.groups
        created_id = next((group.id for group in groups_ if name_key(group.name) == name_key(name)), None)
        if created_id is None:
            return self.list_page(request, caller, notice + suffix)
        return self.page(request, caller, created_id, CREATED + suffix)

    @requires(AdminContext.require_admin)
    def save_name(self, request: Request, caller: Caller) -> Replies:
        """The new name."""
        view = request.body["view"]
        group, name = group_views.read_group_id(view), group_views.read_name(view)
        renamed = groups.rename_group(self.admin.context, caller, group, name)
        if isinstance(renamed, Denied):
            return [FieldErrors({group_views.NAME_BLOCK: renamed.reason})]
        return [CloseForm(self.page(request, caller, group, RENAMED), RENAMED)]

    def save_place(self, request: Request) -> Replies:
        """The new place."""
        view = request.body["view"]
        found = self._require_group_as_admin(request, group_views.read_group_id(view))
        if isinstance(found, Denied):
            return refusal_reply(found)
        caller, overview, group = found
        place = group_views.read_place(view)
        if not place:
            return [FieldErrors({group_views.PLACE_BLOCK: INVALID_PLACE})]
        others = [each.id for each in overview.tree.groups if each.id != group.id]
        change = OrderGroups((*others[: place - 1], group.id, *others[place - 1 :]))
        page = partial(self.page, request, caller, group.id)
        return ChangeFlow(self.admin).submit(request, caller, change, page, group_views.PLACE_BLOCK)

    def save_delete(self, request: Request) -> Replies:
        """**“Delete group”**."""
        group = group_views.read_group_id(request.body["view"])
        found = self._require_group_as_admin(request, group)
        if isinstance(found, Denied):
            return refusal_reply(found)
        page = partial(self.page, request, found[0], group)
        return ChangeFlow(self.admin).submit(request, found[0], DeleteGroup(group), page, group_views.NAME_BLOCK)

    def _require_group_as_admin(
        self, request: Request, group: GroupId
    ) -> tuple[Caller, SettingsOverview, Group] | Denied:
        caller = self.admin.require_admin(request)
        return caller if isinstance(caller, Denied) else self.require_group(request, group)
