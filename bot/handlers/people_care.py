"""What Slack sends about **“People”** in the console: finding somebody, their license, and care for their room (PMI-15)."""

from dataclasses import dataclass

from bot.exchange import Kind, Replies, Request, Routes, Update, View
from bot.handlers.admin_desk import AdminDesk, said
from bot.handlers.payloads import as_id, first_action
from bot.policy.accounts import License
from bot.policy.answers import Denied
from bot.policy.people import Actor, UserId
from bot.policy.rooms import RoomId
from bot.use_cases import accounts, handovers, people_details, replacements
from bot.views import people as views
from bot.views.consoles import PEOPLE

CHOOSE = "Choose somebody to look at."
LICENSED = ":white_check_mark: The license is changed."
REPLACED = (
    ":white_check_mark: The number is replaced, with a new passcode. They see both with `/pmi`; nobody else does."
)
SUSPENDED = ":white_check_mark: The room is suspended."
LIFTED = ":white_check_mark: The room lets people in again."


@dataclass(frozen=True, slots=True)
class PeopleCareHandlers:
    """One person at a time."""

    office: AdminDesk

    def routes(self) -> Routes:
        """Buttons and the menu of people."""
        return {
            (Kind.ACTION, PEOPLE): self.find,
            (Kind.ACTION, views.FIND): self.show,
            (Kind.ACTION, views.SHOW): self.show,
            (Kind.ACTION, views.LICENSE): self.assign_license,
            (Kind.ACTION, views.REPLACE): self.replace_number,
            (Kind.ACTION, views.SUSPEND): self.suspend,
            (Kind.ACTION, views.LIFT): self.lift,
            (Kind.ACTION, views.HISTORY): self.history,
        }

    def find(self, request: Request) -> Replies:
        """**“People”**."""
        actor = self.office.administrator(request)
        return said(actor) if isinstance(actor, Denied) else [Update(self.found(request, actor))]

    def found(self, request: Request, actor: Actor, notice: str = "") -> View:
        """Whom to look at, and who left meetings behind (MEET-9)."""
        gone = handovers.gone(self.office.desk.db, request.team, actor, request.now)
        return views.find_page([] if isinstance(gone, Denied) else gone, notice)

    def show(self, request: Request) -> Replies:
        """Somebody was chosen."""
        actor = self.office.administrator(request)
        return said(actor) if isinstance(actor, Denied) else self._shown(request, actor, _user(request), "")

    def assign_license(self, request: Request) -> Replies:
        """**“Make licensed”**, **“Make basic”**."""
        actor, user, name = self.office.administrator(request), _user(request), _rest(request)
        if isinstance(actor, Denied):
            return said(actor)
        if name not in tuple(License):
            return []
        done = accounts.assign_license(self.office.desk.db, request.team, actor, user, License(name), request.now)
        return said(done) if isinstance(done, Denied) else self._shown(request, actor, user, LICENSED)

    def replace_number(self, request: Request) -> Replies:
        """**“Replace number”**, confirmed."""
        actor, user, rest = self.office.administrator(request), _user(request), _rest(request)
        if isinstance(actor, Denied):
            return said(actor)
        desk, room = self.office.desk, RoomId(as_id(rest))
        done = replacements.replace_number(desk.db, desk.terms, request.team, actor, user, room, request.now)
        if isinstance(done, Denied):
            return self._shown(request, actor, user, f":warning: {done.reason}")
        desk.close_cards(request.now)
        return self._shown(request, actor, user, REPLACED)

    def suspend(self, request: Request) -> Replies:
        """**“Suspend”**, confirmed."""
        actor, user = self.office.administrator(request), _user(request)
        if isinstance(actor, Denied):
            return said(actor)
        done = replacements.suspend_room(self.office.desk.db, request.team, actor, user, request.now)
        if isinstance(done, Denied):
            return said(done)
        self.office.desk.close_cards(request.now)
        return self._shown(request, actor, user, SUSPENDED)

    def lift(self, request: Request) -> Replies:
        """**“Lift suspension”**, confirmed."""
        actor, user = self.office.administrator(request), _user(request)
        if isinstance(actor, Denied):
            return said(actor)
        done = replacements.lift_suspension(self.office.desk.db, request.team, actor, user, request.now)
        return said(done) if isinstance(done, Denied) else self._shown(request, actor, user, LIFTED)

    def history(self, request: Request) -> Replies:
        """**“History”**: the numbers they had."""
        actor, user = self.office.administrator(request), _user(request)
        if isinstance(actor, Denied):
            return said(actor)
        found = people_details.numbers_of(self.office.desk.db, request.team, actor, user, request.now)
        if isinstance(found, Denied):
            return said(found)
        profile, earlier = found
        return [Update(views.history_page(user, profile.room, earlier))]

    def _shown(self, request: Request, actor: Actor, user: UserId, notice: str) -> Replies:
        if not user:
            return [Update(self.found(request, actor, CHOOSE))]
        found = people_details.look_at_person(self.office.admin, request.team, actor, user, request.now)
        if isinstance(found, Denied):
            return [Update(self.found(request, actor, f":warning: {found.reason}"))]
        left = handovers.left_by(self.office.desk.db, request.team, actor, user, request.now)
        planned = 0 if isinstance(left, Denied) else len(left.meetings)
        return [Update(views.person_page(found.profile, found.settings, found.groups, planned, notice))]


def _user(request: Request) -> UserId:
    """Whom the menu or the button names."""
    action = first_action(request)
    return UserId(str(action.get("selected_user") or action.get("value") or "").partition(".")[0])


def _rest(request: Request) -> str:
    """What stands behind the person in a button's value."""
    return str(first_action(request).get("value") or "").partition(".")[2]
