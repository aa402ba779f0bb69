"""The admin console's door and menu, and the first steps of an owner; each page has a handler of its own."""

from dataclasses import dataclass

from bot.exchange import Handler, Invalid, Kind, Open, Replies, Request, Return, Routes, Update, View
from bot.handlers.account_settings import choose_channel
from bot.handlers.admin_desk import AdminDesk, keeping, said
from bot.handlers.groups import GroupHandlers
from bot.policy.accounts import License, Plan
from bot.policy.answers import Denied
from bot.policy.people import Actor
from bot.policy.rights import may_own
from bot.use_cases import accounts, request_lists
from bot.views import consoles as views
from bot.views.forms import chosen, typed
from bot.views.refill import refilled

READY = ":white_check_mark: Your organisation is set up. Everything can be changed here, at any time."


@dataclass(frozen=True, slots=True)
class ConsoleHandlers:
    """Where one comes in."""

    office: AdminDesk
    groups: GroupHandlers

    def commands(self) -> dict[str, Handler]:
        """What may stand behind `/pmi`."""
        return {"admin": self.open}

    def routes(self) -> Routes:
        """Buttons and forms."""
        return {
            (Kind.ACTION, views.OPEN): self.open,
            (Kind.ACTION, views.MENU): self.menu,
            (Kind.SUBMISSION, views.SET_UP): keeping(self.set_up),
        }

    def open(self, request: Request) -> Replies:
        """`/pmi admin`: the menu, for a group admin their groups, and for the first owner what is to be decided first."""
        self.office.desk.meet(request)
        actor = self.office.somebodys_admin(request)
        if isinstance(actor, Denied):
            return self.office.desk.refused(request, actor)
        if not actor.is_admin:
            return [Open(self.groups.list_page(request, actor))]
        account = self.office.overview(request).account
        if account.set_up_at is None and not isinstance(may_own(actor, request.now), Denied):
            return [Open(views.set_up(account))]
        return [Open(self.page(request))]

    def menu(self, request: Request) -> Replies:
        """**“Back”** to the menu."""
        actor = self.office.administrator(request)
        return said(actor) if isinstance(actor, Denied) else [Update(self.page(request))]

    def page(self, request: Request, notice: str = "") -> View:
        """The menu as it is now."""
        found = self.office.overview(request)
        waiting = request_lists.count_open(self.office.desk.db, request.team)
        return views.menu(found.account, groups=len(found.layout.groups), waiting=waiting, notice=notice)

    def set_up(self, request: Request) -> Replies:
        """The first steps, sent. The channel first: it is the only one that can be wrong (APP-7)."""
        actor, view = self.office.owner(request), request.body["view"]
        if isinstance(actor, Denied):
            return said(actor)
        channel = str(typed(view, views.CHANNEL, "selected_conversation") or "")
        if channel:
            picked = choose_channel(self.office, request, actor, channel)
            if isinstance(picked, Denied):
                return [Invalid({views.CHANNEL: picked.reason}, refilled(view))]
        self._decide(request, actor, chosen(view, views.PLAN), chosen(view, views.LICENSE))
        return [Return(self.page(request, READY), READY)]

    def _decide(self, request: Request, actor: Actor, plan: str, license_: str) -> None:
        db, team, now = self.office.desk.db, request.team, request.now
        if plan in tuple(Plan):
            accounts.set_plan(db, team, actor, Plan(plan), now)
        if license_ in tuple(License):
            accounts.set_default_license(db, team, actor, License(license_), now)
        accounts.finish_set_up(db, team, actor, now)
