"""Handles group membership: add, remove, import from a user group, group admins."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from bot.handlers.admin.groups import GroupHandlers
from bot.handlers.approvals.change_flow import ChangeFlow
from bot.handlers.request.admin_context import AdminContext, refusal_reply, requires
from bot.handlers.request.payloads import value_id, value_ids
from bot.handlers.request.routing import action, submission
from bot.i18n.messages import gettext as _
from bot.i18n.messages import gettext_noop as N_
from bot.i18n.messages import say
from bot.policy.approvals.changes import ChangeMembers
from bot.policy.ids import GroupId, PersonId, UserId
from bot.policy.people.caller import Caller
from bot.policy.settings.lock_resolution import Group
from bot.policy.values.results import Denied
from bot.protocol import CloseForm, OpenModal, PrivateReply, Replies, Request, UpdateModal, View
from bot.use_cases.approvals import groups
from bot.use_cases.approvals.groups import FoundPeople
from bot.use_cases.ports import NotGrantedError
from bot.views.admin import groups as group_views
from bot.views.admin import members as member_views
from bot.views.components.console_page import NEXT, PREVIOUS
from bot.views.components.refusals import refusal_text

NO_USER_GROUPS = N_("This workspace has no Slack user groups to import from.")
NOT_GRANTED = N_(
    "I can’t read Slack’s user groups here, because I don’t have the optional permission `usergroups:read`. Ask an admin to"
    " install PMI Bot again with it, or add people by name."
)


@dataclass(frozen=True, slots=True)
class GroupMemberHandlers:
    """Who is in a group."""

    admin: AdminContext
    groups: GroupHandlers

    @action(group_views.MEMBERS, group_views.MEMBERS + PREVIOUS, group_views.MEMBERS + NEXT)
    def show(self, request: Request) -> Replies:
        """**“Members”**, and its pages."""
        group, skip, _rest = value_ids(request)
        caller = self.admin.require_group_admin(request, GroupId(group))
        if isinstance(caller, Denied):
            return refusal_reply(caller)
        return [UpdateModal(self.page(caller, GroupId(group), skip=skip))]

    def page(self, caller: Caller, group: GroupId, notice: str = "", *, skip: int = 0) -> View:
        """A page of the members as they are now; the list of groups where it is gone."""
        membership = groups.membership(self.admin.context.db, caller.team, group, skip, member_views.PAGE_SIZE)
        if isinstance(membership, Denied):
            return self.groups.list_page(caller, notice or refusal_text(membership.reason))
        size = self.admin.overview(caller).sizes.get(group, 0)
        return member_views.members_page(membership.group, membership.members, size, skip, notice)

    @action(member_views.ADD)
    def open_add(self, request: Request) -> Replies:
        """**“Add”**."""
        return self._open(member_views.add_form, request)

    @action(member_views.REMOVE)
    def open_remove(self, request: Request) -> Replies:
        """**“Remove”**."""
        return self._open(member_views.remove_form, request)

    @action(member_views.IMPORT)
    def open_import(self, request: Request) -> Replies:
        """**“Import from a user group”**, which takes a permission that may not have been given."""
        found = self.groups.require_group(request, GroupId(value_id(request)))
        if isinstance(found, Denied):
            return refusal_reply(found)
        try:
            user_groups = self.admin.context.directory.user_groups(request.team)
        except NotGrantedError:
            return [PrivateReply(say(NOT_GRANTED))]
        choices = [(each.id, f"@{each.handle} – {each.name} ({each.size})") for each in user_groups]
        return (
            [OpenModal(member_views.import_form(found[1], choices))] if choices else [PrivateReply(say(NO_USER_GROUPS))]
        )

    @action(group_views.ADMINS)
    @requires(AdminContext.require_admin)
    def open_admins(self, request: Request, caller: Caller) -> Replies:
        """**“Change”** beside the group admins."""
        membership = groups.membership(self.admin.context.db, caller.team, GroupId(value_id(request)), 0, 0)
        if isinstance(membership, Denied):
            return refusal_reply(membership)
        return [OpenModal(member_views.admins_form(membership.group, membership.admins))]

    @submission(member_views.SAVE_ADD)
    def save_add(self, request: Request) -> Replies:
        """**“Add”**."""
        return self._add_people(request, member_views.read_people(request.body["view"]))

    @submission(member_views.SAVE_IMPORT)
    def save_import(self, request: Request) -> Replies:
        """**“Import”**: whoever is in the user group at this moment."""
        chosen = member_views.read_user_group(request.body["view"])
        try:
            users = self.admin.context.directory.in_user_group(request.team, chosen)
        except NotGrantedError:
            return [PrivateReply(say(NOT_GRANTED))]
        return self._add_people(request, users)

    @submission(member_views.SAVE_REMOVE)
    def save_remove(self, request: Request) -> Replies:
        """**“Remove”**."""
        users = member_views.read_people(request.body["view"])
        find = partial(groups.known_people, self.admin.context.db, request.team, users)
        return self._submit(request, find, lambda group, who: ChangeMembers(group, remove=who))

    @submission(member_views.SAVE_ADMINS)
    @requires(AdminContext.require_admin)
    def save_admins(self, request: Request, caller: Caller) -> Replies:
        """Who may manage the group from now on: those who are in the form, and nobody else."""
        view = request.body["view"]
        group = group_views.read_group_id(view)
        membership = groups.membership(self.admin.context.db, caller.team, group, 0, 0)
        if isinstance(membership, Denied):
            return refusal_reply(membership)
        wanted, present = set(member_views.read_people(view)), {person.user for person in membership.admins}
        matches = groups.find_people(self.admin.context, caller.team, wanted - present, caller.instant)
        for user in matches.people:
            groups.name_group_admin(self.admin.context, caller, group, user)
        for user in present - wanted:
            groups.dismiss_group_admin(self.admin.context, caller, group, user)
        notice = _(":white_check_mark: Saved.") + member_views.left_out_text(matches.left_out)
        return [CloseForm(self.groups.page(caller, group, notice), notice)]

    def _open(self, form: Callable[[Group], View], request: Request) -> Replies:
        found = self.groups.require_group(request, GroupId(value_id(request)))
        return refusal_reply(found) if isinstance(found, Denied) else [OpenModal(form(found[1]))]

    def _add_people(self, request: Request, users: Sequence[UserId]) -> Replies:
        find = partial(groups.find_people, self.admin.context, request.team, users, request.instant)
        return self._submit(request, find, lambda group, who: ChangeMembers(group, add=who))

    def _submit(
        self,
        request: Request,
        find: Callable[[], FoundPeople],
        change: Callable[[GroupId, frozenset[PersonId]], ChangeMembers],
    ) -> Replies:
        view = request.body["view"]
        group = group_views.read_group_id(view)
        caller = self.admin.require_group_admin(request, group)
        if isinstance(caller, Denied):
            return refusal_reply(caller)
        found = find()

        def page(notice: str) -> View:
            return self.page(caller, group, notice + member_views.left_out_text(found.left_out))

        by_name = member_views.PEOPLE_BLOCK in view["state"]["values"]
        field = member_views.PEOPLE_BLOCK if by_name else member_views.USER_GROUP_BLOCK
        flow = ChangeFlow(self.admin, caller, view, page, field)
        return flow.submit(change(group, frozenset(found.people.values())))
