"""What Slack sends about groups: the list, one group, creating, renaming, ordering, deleting, and a group's settings."""

from dataclasses import dataclass
from functools import partial

from bot.exchange import Invalid, Kind, Open, Replies, Request, Return, Routes, Update, View
from bot.handlers.account_settings import CHANGED_MEANWHILE
from bot.handlers.admin_desk import AdminDesk, keeping, said
from bot.handlers.changing import Changing
from bot.handlers.payloads import as_id, first_action, id_in
from bot.policy.answers import Denied
from bot.policy.change_faults import GONE
from bot.policy.changes import CreateGroup, DeleteGroup, OrderGroups
from bot.policy.groups import GroupId, key, tidy
from bot.policy.people import Actor
from bot.policy.resolution import Group
from bot.policy.settings import Setting
from bot.use_cases import groups, request_lists
from bot.use_cases.settings import Overview
from bot.views import groups as views
from bot.views import setting_forms
from bot.views.consoles import AFTER, BEFORE, GROUPS
from bot.views.forms import noted
from bot.views.group_members import left_out
from bot.views.refill import refilled

MADE = ":white_check_mark: The group is made. What it says for its members is chosen below."
RENAMED = ":white_check_mark: Renamed."
NO_PLACE = "Give a place as a number: 1 is the first."


@dataclass(frozen=True, slots=True)
class GroupHandlers:
    """Groups as such, and what they say; who is in them is in `group_members`."""

    office: AdminDesk

    def routes(self) -> Routes:
        """Buttons and forms; the form for one setting is sent to `setting_forms`."""
        return {
            **{(Kind.ACTION, GROUPS + way): self.list for way in ("", BEFORE, AFTER)},
            (Kind.ACTION, views.SHOW): self.show,
            (Kind.ACTION, views.NEW): self.open_new,
            (Kind.ACTION, views.RENAME): self.open_name,
            (Kind.ACTION, views.PLACE): self.open_place,
            (Kind.ACTION, views.DELETE): self.open_delete,
            (Kind.ACTION, views.EDIT_SETTING): self.open_setting,
            (Kind.SUBMISSION, views.SAVE_NEW): keeping(self.save_new),
            (Kind.SUBMISSION, views.SAVE_NAME): keeping(self.save_name),
            (Kind.SUBMISSION, views.SAVE_PLACE): keeping(self.save_place),
            (Kind.SUBMISSION, views.SAVE_DELETE): keeping(self.save_delete),
        }

    def list(self, request: Request) -> Replies:
        """**“Groups”**: all of them for admins, their own for group admins."""
        actor = self.office.somebodys_admin(request)
        if isinstance(actor, Denied):
            return said(actor)
        return [Update(self.list_page(request, actor, skip=id_in(request)))]

    def list_page(self, request: Request, actor: Actor, notice: str = "", *, skip: int = 0) -> View:
        """A page of the list as it is now."""
        found = self.office.overview(request)
        theirs = self.office.administered(request, actor)
        managed = [
            (place, group) for place, group in enumerate(found.layout.groups, 1) if actor.is_admin or group.id in theirs
        ]
        shown = managed[skip : skip + views.A_PAGE]
        return views.list_page(shown, found.sizes, skip=skip, total=len(managed), admin=actor.is_admin, notice=notice)

    def show(self, request: Request) -> Replies:
        """**“Open”** beside a group."""
        found = self.found(request, GroupId(id_in(request)))
        return said(found) if isinstance(found, Denied) else [Update(self.page(request, found[0], found[2].id))]

    def page(self, request: Request, actor: Actor, group: GroupId, notice: str = "") -> View:
        """One group as it is now; the list where it is gone."""
        found, look = self.office.overview(request), groups.look(self.office.desk.db, request.team, group, 0, 0)
        if isinstance(look, Denied):
            return self.list_page(request, actor, notice or look.reason)
        helpers = self.office.desk.helpers(request)
        size = found.sizes.get(group, 0)
        waiting = request_lists.settings_waiting(self.office.desk.db, found.account.id, group)
        return views.group_page(
            found.layout, look.group, waiting, size, look.admins, helpers, admin=actor.is_admin, notice=notice
        )

    def found(self, request: Request, group: GroupId) -> tuple[Actor, Overview, Group] | Denied:
        """A group that whoever acts may manage: their rights first."""
        actor = self.office.caretaker(request, group)
        if isinstance(actor, Denied):
            return actor
        overview = self.office.overview(request)
        known = overview.layout.group(group)
        return GONE if known is None else (actor, overview, known)

    def open_new(self, request: Request) -> Replies:
        """**“New group”**."""
        actor = self.office.administrator(request)
        if isinstance(actor, Denied):
            return said(actor)
        return [Open(views.new_form(len(self.office.overview(request).layout.groups)))]

    def open_name(self, request: Request) -> Replies:
        """**“Rename”**."""
        found = self._for_admins(request, GroupId(id_in(request)))
        return said(found) if isinstance(found, Denied) else [Open(views.name_form(found[2]))]

    def open_place(self, request: Request) -> Replies:
        """**“Change place”**."""
        found = self._for_admins(request, GroupId(id_in(request)))
        return said(found) if isinstance(found, Denied) else [Open(views.place_form(found[1].layout, found[2]))]

    def open_delete(self, request: Request) -> Replies:
        """**“Delete”**: asks first."""
        found = self._for_admins(request, GroupId(id_in(request)))
        if isinstance(found, Denied):
            return said(found)
        return [Open(views.delete_form(found[2], found[1].sizes.get(found[2].id, 0)))]

    def open_setting(self, request: Request) -> Replies:
        """**“Change”** beside a setting of a group."""
        group, _, name = str(first_action(request).get("value", "")).partition(".")
        found = self.found(request, GroupId(as_id(group)))
        if isinstance(found, Denied):
            return said(found)
        if name not in tuple(Setting):
            return []
        return [Open(setting_forms.form(Setting(name), found[2].stand(Setting(name)), found[2]))]

    def save_setting(self, request: Request, filled: setting_forms.Filled) -> Replies:
        """The form for one setting of a group, sent."""
        found = self.found(request, filled.group or GroupId(0))
        if isinstance(found, Denied):
            return said(found)
        actor, _, group = found
        present = group.stand(filled.setting)
        if setting_forms.mark(present) != filled.seen:
            return [Update(noted(setting_forms.form(filled.setting, present, group), CHANGED_MEANWHILE))]
        change, page = setting_forms.change(filled, present), partial(self.page, request, actor, group.id)
        return Changing(self.office).submit(request, actor, change, page, setting_forms.value_block(filled))

    def save_new(self, request: Request) -> Replies:
        """**“Create”**."""
        actor, view = self.office.administrator(request), request.body["view"]
        if isinstance(actor, Denied):
            return said(actor)
        place = views.read_place(view)
        if not place:
            return [Invalid({views.PLACED: NO_PLACE}, refilled(view))]
        found = groups.find_people(self.office.admin, request.team, views.read_members(view), request.now)
        name = tidy(views.read_name(view))
        change = CreateGroup(name, place, members=frozenset(found.people.values()))

        def page(notice: str) -> View:
            return self._made(request, actor, name, notice, left_out(found.left_out))

        return Changing(self.office).submit(request, actor, change, page, views.NAME)

    def _made(self, request: Request, actor: Actor, name: str, notice: str, besides: str) -> View:
        """The new group, to be given its settings; the list, with `notice`, while another admin has to approve it."""
        groups_ = self.office.overview(request).layout.groups
        made = next((group.id for group in groups_ if key(group.name) == key(name)), None)
        if made is None:
            return self.list_page(request, actor, notice + besides)
        return self.page(request, actor, made, MADE + besides)

    def save_name(self, request: Request) -> Replies:
        """The new name."""
        actor, view = self.office.administrator(request), request.body["view"]
        if isinstance(actor, Denied):
            return said(actor)
        group, name = views.group_of(view), views.read_name(view)
        named = groups.rename_group(self.office.desk.db, request.team, actor, group, name, request.now)
        if isinstance(named, Denied):
            return [Invalid({views.NAME: named.reason}, refilled(view))]
        return [Return(self.page(request, actor, group, RENAMED), RENAMED)]

    def save_place(self, request: Request) -> Replies:
        """The new place."""
        view = request.body["view"]
        found = self._for_admins(request, views.group_of(view))
        if isinstance(found, Denied):
            return said(found)
        actor, overview, group = found
        place = views.read_place(view)
        if not place:
            return [Invalid({views.PLACED: NO_PLACE}, refilled(view))]
        others = [each.id for each in overview.layout.groups if each.id != group.id]
        change = OrderGroups((*others[: place - 1], group.id, *others[place - 1 :]))
        page = partial(self.page, request, actor, group.id)
        return Changing(self.office).submit(request, actor, change, page, views.PLACED)

    def save_delete(self, request: Request) -> Replies:
        """**“Delete group”**."""
        group = views.group_of(request.body["view"])
        found = self._for_admins(request, group)
        if isinstance(found, Denied):
            return said(found)
        page = partial(self.page, request, found[0], group)
        return Changing(self.office).submit(request, found[0], DeleteGroup(group), page, views.NAME)

    def _for_admins(self, request: Request, group: GroupId) -> tuple[Actor, Overview, Group] | Denied:
        actor = self.office.administrator(request)
        return actor if isinstance(actor, Denied) else self.found(request, group)
