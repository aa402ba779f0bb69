"""What Slack sends about a person's own settings: `/pmi settings`, **“Settings”** on profile and Home."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.exchange import Handler, Invalid, Kind, Open, Replies, Request, Routes, Say, Update
from bot.handlers.desk import Desk
from bot.policy.answers import Denied
from bot.policy.people import may_have_room
from bot.policy.settings import Setting
from bot.use_cases import settings
from bot.use_cases.ports import SlackUnavailableError
from bot.use_cases.settings import OwnSettings, RefusedChoices
from bot.views import settings as views
from bot.views.blocks import escaped
from bot.views.help import SLACK_IS_AWAY
from bot.views.refill import refilled
from bot.views.rooms import SETTINGS

CHANGED_MEANWHILE = ":warning: Nothing was saved yet: this has changed since you opened the form.\n"


@dataclass(frozen=True, slots=True)
class SettingHandlers:
    """One's own switches."""

    desk: Desk

    def commands(self) -> dict[str, Handler]:
        """What may stand behind `/pmi`."""
        return {"settings": self.open_form}

    def routes(self) -> Routes:
        """Buttons and forms."""
        return {(Kind.ACTION, SETTINGS): self.open_form, (Kind.SUBMISSION, views.CALLBACK): self.save}

    def open_form(self, request: Request) -> Replies:
        """Also for somebody whose room is switched off: this is where it can be switched on again."""
        own = self._own(request)
        if isinstance(own, Denied):
            return self.desk.refused(request, own)
        return [Open(views.form(own.resolved, self.desk.helpers(request), reminded=own.reminded))]

    def save(self, request: Request) -> Replies:
        """**“Save changes”**. What was locked meanwhile is shown so, and the other wishes stay (LOCK-2)."""
        view = request.body["view"]
        wishes, reminded = views.read(view), views.read_reminded(view)
        try:
            own = self._own(request)
        except SlackUnavailableError:
            return [Invalid({views.switches_in(view): SLACK_IS_AWAY}, refilled(view))]
        if isinstance(own, Denied):
            return [Say(own.reason)]
        outcome = settings.choose_own(self.desk.db, request.team, request.user, wishes, request.now, reminded=reminded)
        match outcome:
            case OwnSettings():
                return [
                    Update(views.saved(outcome.resolved, reminded=outcome.reminded)),
                    *self.desk.home_again(request),
                ]
            case RefusedChoices(reasons):
                return self._once_more(request, wishes, reasons, reminded=reminded)
            case Denied(reason):
                return [Say(reason)]

    def _once_more(
        self, request: Request, wishes: dict[Setting, bool], reasons: Mapping[Setting, str], *, reminded: bool | None
    ) -> Replies:
        own = self._own(request)
        if isinstance(own, Denied):
            return [Say(own.reason)]
        notice = CHANGED_MEANWHILE + "\n".join(f"• {escaped(reason)}" for reason in reasons.values())
        helpers, wished = self.desk.helpers(request), own.reminded if reminded is None else reminded
        return [Update(views.form(own.resolved, helpers, reminded=wished, wishes=wishes, notice=notice))]

    def _own(self, request: Request) -> OwnSettings | Denied:
        """It is a first contact like any other (PMI-11), whatever becomes of the room."""
        self.desk.look(request)
        own = settings.own_settings(self.desk.db, request.team, request.user)
        if isinstance(own, Denied):
            return own
        eligible = may_have_room(own.person.role, active=own.person.active)
        return eligible if isinstance(eligible, Denied) else own
