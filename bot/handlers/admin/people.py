"""Handles **“People”** in the console: find somebody, change their license, administer their room (PMI-15)."""

from dataclasses import dataclass

from bot.handlers.request.admin_context import AdminContext, refusal_reply, requires
from bot.handlers.request.payloads import first_action, parse_id
from bot.handlers.request.routing import action
from bot.i18n.messages import gettext as _
from bot.policy.ids import RoomId, UserId
from bot.policy.people.caller import Caller
from bot.policy.people.people import License
from bot.policy.values.results import Denied
from bot.protocol import Replies, Request, UpdateModal, View
from bot.use_cases.approvals import account_settings
from bot.use_cases.meetings import handovers
from bot.use_cases.people import details
from bot.use_cases.rooms import replacements, visits
from bot.views.admin import people as people_views
from bot.views.components.console_page import PEOPLE
from bot.views.components.refusals import refusal_text


@dataclass(frozen=True, slots=True)
class PeopleAdminHandlers:
    """Handles the page that finds a person, and that person's page."""

    admin: AdminContext

    @action(PEOPLE)
    @requires(AdminContext.require_admin)
    def find(self, _request: Request, caller: Caller) -> Replies:
        """**“People”**."""
        return [UpdateModal(self.find_page(caller))]

    def find_page(self, caller: Caller, notice: str = "") -> View:
        """The page that asks for a person and lists hosts who left meetings behind (MEET-9)."""
        departed = handovers.departed_hosts(self.admin.context, caller)
        return people_views.find_page([] if isinstance(departed, Denied) else departed, notice)

    @action(people_views.FIND, people_views.SHOW_PERSON)
    @requires(AdminContext.require_admin)
    def show(self, request: Request, caller: Caller) -> Replies:
        """Show the page of the person who was chosen; the page that finds people, with the reason, where that is refused."""
        return self._person_page(caller, _selected_user(request), "")

    @action(people_views.CHANGE_LICENSE)
    @requires(AdminContext.require_admin)
    def assign_license(self, request: Request, caller: Caller) -> Replies:
        """**“Make licensed”**, **“Make basic”**."""
        user, name = _selected_user(request), _value_suffix(request)
        if name not in tuple(License):
            return []
        done = account_settings.assign_license(self.admin.context, caller, user, License(name))
        if isinstance(done, Denied):
            return refusal_reply(done)
        return self._person_page(caller, user, _(":white_check_mark: The license is changed."))

    @action(people_views.REPLACE)
    @requires(AdminContext.require_admin)
    def replace_number(self, request: Request, caller: Caller) -> Replies:
        """**“Replace number”**, confirmed."""
        user, rest = _selected_user(request), _value_suffix(request)
        context, room = self.admin.context, RoomId(parse_id(rest))
        done = replacements.replace_number(context, caller, user, room)
        if isinstance(done, Denied):
            return self._person_page(caller, user, f":warning: {refusal_text(done.reason)}")
        notice = _(":white_check_mark: The number and the passcode are replaced. Only they can see both, with `/pmi`.")
        return [*self._person_page(caller, user, notice), context.refresh_cards(request)]

    @action(people_views.SUSPEND)
    @requires(AdminContext.require_admin)
    def suspend(self, request: Request, caller: Caller) -> Replies:
        """**“Suspend”**, confirmed."""
        user = _selected_user(request)
        done = replacements.suspend_room(self.admin.context, caller, user)
        if isinstance(done, Denied):
            return refusal_reply(done)
        notice = _(":white_check_mark: The room is suspended.")
        return [*self._person_page(caller, user, notice), self.admin.context.refresh_cards(request)]

    @action(people_views.LIFT)
    @requires(AdminContext.require_admin)
    def lift(self, request: Request, caller: Caller) -> Replies:
        """**“Lift suspension”**, confirmed."""
        user = _selected_user(request)
        done = replacements.lift_suspension(self.admin.context, caller, user)
        if isinstance(done, Denied):
            return refusal_reply(done)
        return self._person_page(caller, user, _(":white_check_mark: The room lets people in again."))

    @action(people_views.HISTORY)
    @requires(AdminContext.require_admin)
    def history(self, request: Request, caller: Caller) -> Replies:
        """**“History”**: the numbers they had."""
        user = _selected_user(request)
        found = visits.numbers_of_person(self.admin.context, caller, user)
        if isinstance(found, Denied):
            return refusal_reply(found)
        profile, earlier = found
        return [UpdateModal(people_views.history_page(user, profile.room, earlier))]

    def _person_page(self, caller: Caller, user: UserId, notice: str) -> Replies:
        if not user:
            return [UpdateModal(self.find_page(caller, _("Choose a person.")))]
        found = details.look_up_person(self.admin.context, caller, user)
        if isinstance(found, Denied):
            return [UpdateModal(self.find_page(caller, f":warning: {refusal_text(found.reason)}"))]
        left_behind = handovers.left_behind_by(self.admin.context, caller, user)
        planned = 0 if isinstance(left_behind, Denied) else len(left_behind.meetings)
        return [UpdateModal(people_views.person_page(found.profile, found.settings, found.groups, planned, notice))]


def _selected_user(request: Request) -> UserId:
    """Whom the menu or the button names."""
    action = first_action(request)
    return UserId(str(action.get("selected_user") or action.get("value") or "").partition(".")[0])


def _value_suffix(request: Request) -> str:
    """The part of a button's value behind the person."""
    return str(first_action(request).get("value") or "").partition(".")[2]
