"""What Slack sends about who is in a group: people in and out, an import from a user group, group admins."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from bot.exchange import Kind, Open, Replies, Request, Return, Routes, Say, Update, View
from bot.handlers.admin_desk import AdminDesk, keeping, said
from bot.handlers.changing import Changing
from bot.handlers.groups import GroupHandlers
from bot.handlers.payloads import id_in, ids_in
from bot.policy.answers import Denied
from bot.policy.changes import ChangeMembers
from bot.policy.groups import GroupId
from bot.policy.people import Actor, PersonId, UserId
from bot.policy.resolution import Group
from bot.use_cases import groups
from bot.use_cases.groups import Found, Membership
from bot.use_cases.ports import NotGrantedError
from bot.views import group_members as views
from bot.views import groups as group_views
from bot.views.consoles import AFTER, BEFORE

NO_USER_GROUPS = "This workspace has no Slack user groups to import from."
NOT_GRANTED = (
    "I may not look at Slack’s user groups here: the optional permission `usergroups:read` was not given. Ask an admin to"
    " install PMI Bot again with it, or add people by name."
)
SAVED = ":white_check_mark: Saved."


@dataclass(frozen=True, slots=True)
class MemberHandlers:
    """Who is in a group."""

    office: AdminDesk
    groups: GroupHandlers

    def routes(self) -> Routes:
        """Buttons and forms."""
        return {
            **{(Kind.ACTION, group_views.MEMBERS + way): self.show for way in ("", BEFORE, AFTER)},
            (Kind.ACTION, group_views.ADMINS): self.open_admins,
            (Kind.ACTION, views.ADD): partial(self._open, views.add_form),
            (Kind.ACTION, views.REMOVE): partial(self._open, views.remove_form),
            (Kind.ACTION, views.IMPORT): self.open_import,
            (Kind.SUBMISSION, views.SAVE_ADD): keeping(self.save_add),
            (Kind.SUBMISSION, views.SAVE_REMOVE): keeping(self.save_remove),
            (Kind.SUBMISSION, views.SAVE_IMPORT): keeping(self.save_import),
            (Kind.SUBMISSION, views.SAVE_ADMINS): keeping(self.save_admins),
        }

    def show(self, request: Request) -> Replies:
        """**“Members”**, and its pages."""
        group, skip, _ = ids_in(request)
        actor = self.office.caretaker(request, GroupId(group))
        return (
            said(actor) if isinstance(actor, Denied) else [Update(self.page(request, actor, GroupId(group), skip=skip))]
        )

    def page(self, request: Request, actor: Actor, group: GroupId, notice: str = "", *, skip: int = 0) -> View:
        """A page of the members as they are now; the list of groups where it is gone."""
        look = groups.look(self.office.desk.db, request.team, group, skip, views.A_PAGE)
        if isinstance(look, Denied):
            return self.groups.list_page(request, actor, notice or look.reason)
        size = self.office.overview(request).sizes.get(group, 0)
        return views.members_page(look.group, look.members, size, skip, notice)

    def open_import(self, request: Request) -> Replies:
        """**“Import from a user group”**, which takes a permission that may not have been given."""
        found = self.groups.found(request, GroupId(id_in(request)))
        if isinstance(found, Denied):
            return said(found)
        try:
            user_groups = self.office.desk.directory.user_groups(request.team)
        except NotGrantedError:
            return [Say(NOT_GRANTED)]
        named = [(each.id, f"@{each.handle} – {each.name} ({each.size})") for each in user_groups]
        return [Open(views.import_form(found[2], named))] if named else [Say(NO_USER_GROUPS)]

    def open_admins(self, request: Request) -> Replies:
        """**“Change”** beside the group admins."""
        found = self._managed(request, GroupId(id_in(request)))
        if isinstance(found, Denied):
            return said(found)
        return [Open(views.admins_form(found[1].group, found[1].admins))]

    def save_add(self, request: Request) -> Replies:
        """**“Add”**."""
        return self._come_in(request, views.read_people(request.body["view"]))

    def save_import(self, request: Request) -> Replies:
        """**“Import”**: whoever is in the user group at this moment."""
        chosen = views.read_user_group(request.body["view"])
        try:
            users = self.office.desk.directory.in_user_group(request.team, chosen)
        except NotGrantedError:
            return [Say(NOT_GRANTED)]
        return self._come_in(request, users)

    def save_remove(self, request: Request) -> Replies:
        """**“Remove”**."""
        users = views.read_people(request.body["view"])
        find = partial(groups.known_people, self.office.desk.db, request.team, users)
        return self._change(request, find, lambda group, who: ChangeMembers(group, remove=who))

    def save_admins(self, request: Request) -> Replies:
        """Who may manage the group from now on: those who are in the form, and nobody else."""
        view = request.body["view"]
        group = group_views.group_of(view)
        managed = self._managed(request, group)
        if isinstance(managed, Denied):
            return said(managed)
        actor, look = managed
        wanted, present = set(views.read_people(view)), {person.user for person in look.admins}
        fit = groups.find_people(self.office.admin, request.team, wanted - present, request.now)
        for user in fit.people:
            groups.name_group_admin(self.office.desk.db, request.team, actor, group, user, request.now)
        for user in present - wanted:
            groups.dismiss_group_admin(self.office.desk.db, request.team, actor, group, user, request.now)
        notice = SAVED + views.left_out(fit.left_out)
        return [Return(self.groups.page(request, actor, group, notice), notice)]

    def _managed(self, request: Request, group: GroupId) -> tuple[Actor, Membership] | Denied:
        actor = self.office.administrator(request)
        if isinstance(actor, Denied):
            return actor
        look = groups.look(self.office.desk.db, request.team, group, 0, 0)
        return look if isinstance(look, Denied) else (actor, look)

    def _open(self, form: Callable[[Group], View], request: Request) -> Replies:
        found = self.groups.found(request, GroupId(id_in(request)))
        return said(found) if isinstance(found, Denied) else [Open(form(found[2]))]

    def _come_in(self, request: Request, users: Sequence[UserId]) -> Replies:
        find = partial(groups.find_people, self.office.admin, request.team, users, request.now)
        return self._change(request, find, lambda group, who: ChangeMembers(group, add=who))

    def _change(
        self,
        request: Request,
        find: Callable[[], Found],
        change: Callable[[GroupId, frozenset[PersonId]], ChangeMembers],
    ) -> Replies:
        view = request.body["view"]
        group = group_views.group_of(view)
        actor = self.office.caretaker(request, group)
        if isinstance(actor, Denied):
            return said(actor)
        found = find()

        def page(notice: str) -> View:
            return self.page(request, actor, group, notice + views.left_out(found.left_out))

        field = views.WHO if views.WHO in view["state"]["values"] else views.FROM
        wanted = change(group, frozenset(found.people.values()))
        return Changing(self.office).submit(request, actor, wanted, page, field)
