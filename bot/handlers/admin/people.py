"""What Slack sends about **“People”** in the console: finding somebody, their license, and administration of their room (PMI-15)."""

from dataclasses import dataclass

from bot.handlers.request.admin_context import AdminContext, refusal_reply
from bot.handlers.request.payloads import first_action, parse_id
from bot.policy.ids import RoomId, UserId
from bot.policy.people.people import Actor, License
from bot.policy.values.results import Denied
from bot.protocol import Replies, Request, RequestKind, Routes, UpdateModal, View
from bot.use_cases.approvals import account_settings
from bot.use_cases.meetings import handovers
from bot.use_cases.people import details
from bot.use_cases.rooms import replacements, visits
from bot.views.admin import people as people_views
from bot.views.components.console_page import PEOPLE

CHOOSE_SOMEBODY = "Choose somebody to look at."
LICENSED = ":white_check_mark: The license is changed."
REPLACED = (
    ":white_check_mark: The number is replaced, with a new passcode. They see both with `/pmi`; nobody else does."
)
SUSPENDED = ":white_check_mark: The room is suspended."
LIFTED = ":white_check_mark: The room lets people in again."


@dataclass(frozen=True, slots=True)
class PeopleAdminHandlers:
    """One person at a time."""

    admin: AdminContext

    def routes(self) -> Routes:
        """Buttons and the menu of people."""
        return {
            (RequestKind.ACTION, PEOPLE): self.find,
            (RequestKind.ACTION, people_views.FIND): self.show,
            (RequestKind.ACTION, people_views.SHOW_PERSON): self.show,
            (RequestKind.ACTION, people_views.CHANGE_LICENSE): self.assign_license,
            (RequestKind.ACTION, people_views.REPLACE): self.replace_number,
            (RequestKind.ACTION, people_views.SUSPEND): self.suspend,
            (RequestKind.ACTION, people_views.LIFT): self.lift,
            (RequestKind.ACTION, people_views.HISTORY): self.history,
        }

    def find(self, request: Request) -> Replies:
        """**“People”**."""
        actor = self.admin.require_admin(request)
        return refusal_reply(actor) if isinstance(actor, Denied) else [UpdateModal(self.find_page(request, actor))]

    def find_page(self, request: Request, actor: Actor, notice: str = "") -> View:
        """Whom to look at, and who left meetings behind (MEET-9)."""
        departed = handovers.departed_hosts(self.admin.context.db, request.team, actor, request.now)
        return people_views.find_page([] if isinstance(departed, Denied) else departed, notice)

    def show(self, request: Request) -> Replies:
        """Somebody was chosen."""
        actor = self.admin.require_admin(request)
        return (
            refusal_reply(actor)
            if isinstance(actor, Denied)
            else self._person_page(request, actor, _selected_user(request), "")
        )

    def assign_license(self, request: Request) -> Replies:
        """**“Make licensed”**, **“Make basic”**."""
        actor, user, name = self.admin.require_admin(request), _selected_user(request), _value_suffix(request)
        if isinstance(actor, Denied):
            return refusal_reply(actor)
        if name not in tuple(License):
            return []
        done = account_settings.assign_license(
            self.admin.context.db, request.team, actor, user, License(name), request.now
        )
        return refusal_reply(done) if isinstance(done, Denied) else self._person_page(request, actor, user, LICENSED)

    def replace_number(self, request: Request) -> Replies:
        """**“Replace number”**, confirmed."""
        actor, user, rest = self.admin.require_admin(request), _selected_user(request), _value_suffix(request)
        if isinstance(actor, Denied):
            return refusal_reply(actor)
        context, room = self.admin.context, RoomId(parse_id(rest))
        done = replacements.replace_number(context.db, context.options, request.team, actor, user, room, request.now)
        if isinstance(done, Denied):
            return self._person_page(request, actor, user, f":warning: {done.reason}")
        context.close_cards(request.now)
        return self._person_page(request, actor, user, REPLACED)

    def suspend(self, request: Request) -> Replies:
        """**“Suspend”**, confirmed."""
        actor, user = self.admin.require_admin(request), _selected_user(request)
        if isinstance(actor, Denied):
            return refusal_reply(actor)
        done = replacements.suspend_room(self.admin.context.db, request.team, actor, user, request.now)
        if isinstance(done, Denied):
            return refusal_reply(done)
        self.admin.context.close_cards(request.now)
        return self._person_page(request, actor, user, SUSPENDED)

    def lift(self, request: Request) -> Replies:
        """**“Lift suspension”**, confirmed."""
        actor, user = self.admin.require_admin(request), _selected_user(request)
        if isinstance(actor, Denied):
            return refusal_reply(actor)
        done = replacements.lift_suspension(self.admin.context.db, request.team, actor, user, request.now)
        return refusal_reply(done) if isinstance(done, Denied) else self._person_page(request, actor, user, LIFTED)

    def history(self, request: Request) -> Replies:
        """**“History”**: the numbers they had."""
        actor, user = self.admin.require_admin(request), _selected_user(request)
        if isinstance(actor, Denied):
            return refusal_reply(actor)
        found = visits.numbers_of_person(self.admin.context.db, request.team, actor, user, request.now)
        if isinstance(found, Denied):
            return refusal_reply(found)
        profile, earlier = found
        return [UpdateModal(people_views.history_page(user, profile.room, earlier))]

    def _person_page(self, request: Request, actor: Actor, user: UserId, notice: str) -> Replies:
        if not user:
            return [UpdateModal(self.find_page(request, actor, CHOOSE_SOMEBODY))]
        found = details.look_up_person(self.admin.use_case_context, request.team, actor, user, request.now)
        if isinstance(found, Denied):
            return [UpdateModal(self.find_page(request, actor, f":warning: {found.reason}"))]
        left_behind = handovers.left_behind_by(self.admin.context.db, request.team, actor, user, request.now)
        planned = 0 if isinstance(left_behind, Denied) else len(left_behind.meetings)
        return [UpdateModal(people_views.person_page(found.profile, found.settings, found.groups, planned, notice))]


def _selected_user(request: Request) -> UserId:
    """Whom the menu or the button names."""
    action = first_action(request)
    return UserId(str(action.get("selected_user") or action.get("value") or "").partition(".")[0])


def _value_suffix(request: Request) -> str:
    """What stands behind the person in a button's value."""
    return str(first_action(request).get("value") or "").partition(".")[2]
