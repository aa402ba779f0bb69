"""What Slack sends about one's own room: `/pmi`, its buttons, the App Home."""

from dataclasses import dataclass

from bot.exchange import Handler, Home, Kind, Replace, Replies, Request, Routes, Say, Surface
from bot.handlers.desk import Desk
from bot.handlers.meetings import not_on_pmi
from bot.handlers.payloads import as_typed, id_in, is_in_channel
from bot.policy.answers import Denied
from bot.policy.rooms import SessionId
from bot.use_cases import rooms, sessions
from bot.use_cases.ports import SlackUnavailableError
from bot.views import histories
from bot.views import reminders as reminder_views
from bot.views import rooms as views
from bot.views.help import SLACK_IS_AWAY
from bot.views.home import closed_home


@dataclass(frozen=True, slots=True)
class RoomHandlers:
    """One's own room in Slack."""

    desk: Desk

    def commands(self) -> dict[str, Handler]:
        """What may stand behind `/pmi`."""
        return {"": self.show, "start": self.start, "history": self.history}

    def routes(self) -> Routes:
        """Buttons and events."""
        return {
            (Kind.ACTION, views.START): self.start,
            (Kind.ACTION, reminder_views.OPEN_PROFILE): self.show,
            (Kind.ACTION, views.ENTER): self.follow_link,
            (Kind.ACTION, views.END): self.end,
            (Kind.ACTION, views.HISTORY): self.history,
            (Kind.ACTION, views.SHOW_PASSCODE): self.show_passcode,
            (Kind.ACTION, views.HIDE_PASSCODE): self.hide_passcode,
            (Kind.EVENT, "app_home_opened"): self.open_home,
        }

    def show(self, request: Request) -> Replies:
        """`/pmi`: the profile."""
        visit = self.desk.visit(request)
        if isinstance(visit, Denied):
            return self.desk.refused(request, visit)
        shown = Say(views.TITLE, views.profile(self.desk.terms, visit, passcode_shown=False))
        return [shown, *self.desk.home_after(request, visit)]

    def start(self, request: Request) -> Replies:
        """`/pmi start [topic]`, **“Start”**."""
        desk, topic = self.desk, as_typed(request.text)[: views.TOPIC_LIMIT]
        started = sessions.start_room(
            desk.db, desk.directory, desk.terms, request.team, request.user, topic, request.now
        )
        if isinstance(started, Denied):
            return not_on_pmi(desk, request, started, topic)
        room, session, in_channel = started.room, started.session, is_in_channel(request)
        blocks = views.started(desk.terms, room, session, fresh=started.fresh, in_channel=in_channel)
        return [Say("Your room is open.", blocks), *desk.home_again(request)]

    def follow_link(self, _request: Request) -> Replies:
        """A link button: the browser follows it, and Slack tells us."""
        return []

    def end(self, request: Request) -> Replies:
        """**“End”**. The button carries the session's id; whose it is, is asked at the act."""
        session = SessionId(id_in(request))
        ended = sessions.end_session(self.desk.db, request.team, request.user, session, request.now)
        if isinstance(ended, Denied):
            return [Say(ended.reason)]
        self.desk.close_cards(request.now)
        text = views.ended(ended.session, fresh=ended.fresh)
        if request.surface is Surface.MESSAGE:
            return [Replace(text), *self.desk.home_again(request)]
        return [*([] if ended.fresh else [Say(text)]), *self.desk.home_again(request)]

    def history(self, request: Request) -> Replies:
        """`/pmi history`: the numbers one had (PMI-14)."""
        visit = self.desk.look(request)
        if isinstance(visit, Denied):
            return self.desk.refused(request, visit)
        earlier = rooms.earlier_rooms(self.desk.db, request.team, request.user)
        return [Say("Your numbers", histories.history(visit.room, earlier))]

    def show_passcode(self, request: Request) -> Replies:
        """**“Show”**: in a message the profile is shown anew, elsewhere the passcode alone."""
        return self._unfold(request, passcode_shown=True)

    def hide_passcode(self, request: Request) -> Replies:
        """**“Hide”**."""
        return self._unfold(request, passcode_shown=False)

    def _unfold(self, request: Request, *, passcode_shown: bool) -> Replies:
        in_profile = request.surface is Surface.MESSAGE
        visit = self.desk.visit(request) if in_profile else self.desk.look(request)
        if isinstance(visit, Denied):
            return self.desk.refused(request, visit)
        if not in_profile:
            return [Say("Your passcode", views.passcode_alone(visit.room))]
        shown = Replace(views.TITLE, views.profile(self.desk.terms, visit, passcode_shown=passcode_shown))
        return [shown, *self.desk.home_after(request, visit)]

    def open_home(self, request: Request) -> Replies:
        """The App Home was opened; its Messages tab is nothing to us."""
        if request.body.get("tab") != "home":
            return []
        try:
            return self.desk.home_opened(request)
        except SlackUnavailableError:
            return [Home(closed_home(self.desk.terms, SLACK_IS_AWAY))]
