"""What Slack sends about one's own room: `/pmi` and its buttons."""

from dataclasses import dataclass

from bot.exchange import Block, Handler, Home, Kind, Replace, Replies, Request, Routes, Say, Surface
from bot.handlers.payloads import id_in
from bot.policy.answers import Denied
from bot.policy.rooms import SessionId
from bot.policy.terms import Terms
from bot.use_cases import rooms, sessions
from bot.use_cases.ports import Directory
from bot.use_cases.rooms import Visit
from bot.views import invitations
from bot.views import rooms as views
from bot.views.home import closed_home, home
from storage import Database


@dataclass(frozen=True, slots=True)
class RoomHandlers:
    """One's own room in Slack."""

    db: Database
    directory: Directory
    terms: Terms

    def commands(self) -> dict[str, Handler]:
        """What may stand behind `/pmi`."""
        return {"": self.show, "start": self.start}

    def routes(self) -> Routes:
        """Buttons and events."""
        return {
            (Kind.ACTION, views.START): self.start,
            (Kind.ACTION, views.ENTER): self.enter,
            (Kind.ACTION, views.END): self.end,
            (Kind.ACTION, views.COPY): self.copy_invitation,
            (Kind.ACTION, views.SHOW_PASSCODE): self.show_passcode,
            (Kind.ACTION, views.HIDE_PASSCODE): self.hide_passcode,
            (Kind.EVENT, "app_home_opened"): self.open_home,
        }

    def show(self, request: Request) -> Replies:
        """`/pmi`: the profile."""
        visit = self._visit(request)
        return [Say(visit.reason)] if isinstance(visit, Denied) else [Say(views.TITLE, self._profile(visit))]

    def start(self, request: Request) -> Replies:
        """`/pmi start [topic]`, **“Start”**."""
        topic = request.text[: views.TOPIC_LIMIT]
        started = sessions.start_room(
            self.db, self.directory, self.terms, request.team, request.user, topic, request.now
        )
        if isinstance(started, Denied):
            return [Say(started.reason)]
        blocks = views.started(self.terms, started.room, started.session, fresh=started.fresh)
        return [Say("Your room is open.", blocks), *self._home_again(request)]

    def enter(self, _request: Request) -> Replies:
        """A link button: the browser follows it, and Slack tells us."""
        return []

    def end(self, request: Request) -> Replies:
        """**“End”**. The button carries the session's id; whose it is, is asked at the act."""
        session = SessionId(id_in(request))
        ended = sessions.end_session(self.db, request.team, request.user, session, request.now)
        if isinstance(ended, Denied):
            return [Say(ended.reason)]
        text = views.ended(ended.session, fresh=ended.fresh)
        shown = [] if request.surface is Surface.HOME and ended.fresh else [_in_place(request, text)]
        return [*shown, *self._home_again(request)]

    def copy_invitation(self, request: Request) -> Replies:
        """**“Copy invitation”**."""
        visit = self._visit(request)
        if isinstance(visit, Denied):
            return [Say(visit.reason)]
        host = visit.profile.person
        return [
            Say(
                invitations.room_invitation(self.terms, host, visit.room),
                invitations.room_invitation_blocks(self.terms, host, visit.room),
            )
        ]

    def show_passcode(self, request: Request) -> Replies:
        """**“Show”**: in a message the profile is shown anew, elsewhere the passcode alone."""
        return self._unfold(request, passcode_shown=True)

    def hide_passcode(self, request: Request) -> Replies:
        """**“Hide”**."""
        return self._unfold(request, passcode_shown=False)

    def open_home(self, request: Request) -> Replies:
        """The App Home was opened; its Messages tab is nothing to us."""
        if request.body.get("tab") != "home":
            return []
        return self._home_again(request)

    def _unfold(self, request: Request, *, passcode_shown: bool) -> Replies:
        visit = self._visit(request)
        if isinstance(visit, Denied):
            return [Say(visit.reason)]
        if request.surface is not Surface.MESSAGE:
            return [Say("Your passcode", views.passcode_alone(visit.room))]
        return [Replace(views.TITLE, self._profile(visit, passcode_shown=passcode_shown))]

    def _home_again(self, request: Request) -> Replies:
        visit = self._visit(request)
        if isinstance(visit, Denied):
            return [Home(closed_home(visit.reason))]
        return [Home(home(self._profile(visit)))]

    def _visit(self, request: Request) -> Visit | Denied:
        return rooms.visit(self.db, self.directory, self.terms, request.team, request.user, request.now)

    def _profile(self, visit: Visit, *, passcode_shown: bool = False) -> list[Block]:
        return views.profile(
            self.terms, visit.room, visit.profile.session, visit.replaced, passcode_shown=passcode_shown
        )


def _in_place(request: Request, text: str) -> Say | Replace:
    return Replace(text) if request.surface is Surface.MESSAGE else Say(text)
