"""Handlers of one's own room: `/pmi`, its buttons, the App Home."""

from dataclasses import dataclass

from bot.handlers.meetings.list import start_refusal
from bot.handlers.request.context import HandlerContext
from bot.handlers.request.payloads import is_in_channel, unescape_mentions, value_id
from bot.handlers.request.routing import action, answers, subcommand
from bot.i18n.messages import gettext as _
from bot.i18n.messages import say
from bot.policy.ids import SessionId
from bot.policy.values.results import Denied
from bot.protocol import PrivateReply, PublishHome, ReplaceOriginal, Replies, Request, RequestKind, Surface
from bot.use_cases.ports import SlackUnavailableError
from bot.use_cases.rooms import sessions, visits
from bot.views.components.help import SLACK_UNAVAILABLE
from bot.views.components.refusals import refusal_text
from bot.views.rooms import history as history_views
from bot.views.rooms import profile as room_views
from bot.views.rooms import reminders as reminder_views
from bot.views.rooms.home import home_without_room


@dataclass(frozen=True, slots=True)
class RoomHandlers:
    """One's own room in Slack."""

    context: HandlerContext

    @subcommand("")
    @action(reminder_views.OPEN_PROFILE)
    def show(self, request: Request) -> Replies:
        """`/pmi`: the profile."""
        snapshot = self.context.open_profile(request)
        if isinstance(snapshot, Denied):
            return self.context.refusal(request, snapshot)
        shown = PrivateReply(
            say(room_views.TITLE), room_views.profile(self.context.options, snapshot, passcode_shown=False)
        )
        return [shown, *self.context.home_if_replaced(request, snapshot)]

    @subcommand("start")
    @action(room_views.START_ROOM)
    def start(self, request: Request) -> Replies:
        """`/pmi start [topic]`, **“Start”**."""
        context, topic = self.context, unescape_mentions(request.text)[: room_views.TOPIC_LIMIT]
        started = sessions.start_room(context, request.caller, topic)
        if isinstance(started, Denied):
            return start_refusal(context, request, started, topic)
        room, session, in_channel = started.room, started.session, is_in_channel(request)
        blocks = room_views.started(context.options, room, session, fresh=started.fresh, in_channel=in_channel)
        return [PrivateReply(_("Your room is open."), blocks), *context.refresh_home(request)]

    @action(room_views.END_SESSION)
    def end(self, request: Request) -> Replies:
        """**“End”**. The button carries the session's id; whose it is, is asked at the act."""
        session = SessionId(value_id(request))
        ended = sessions.end_session(self.context, request.caller, session)
        if isinstance(ended, Denied):
            return [PrivateReply(refusal_text(ended.reason))]
        text = room_views.ended(ended.session, fresh=ended.fresh)
        redraws = [*self.context.refresh_home(request), self.context.refresh_cards(request)]
        if request.surface is Surface.MESSAGE:
            return [ReplaceOriginal(text), *redraws]
        return [*([] if ended.fresh else [PrivateReply(text)]), *redraws]

    @subcommand("history")
    @action(room_views.SHOW_HISTORY)
    def history(self, request: Request) -> Replies:
        """`/pmi history`: the numbers one had (PMI-14)."""
        snapshot = self.context.read_profile(request)
        if isinstance(snapshot, Denied):
            return self.context.refusal(request, snapshot)
        earlier = visits.earlier_rooms(self.context, request.caller)
        return [PrivateReply(_("Your numbers"), history_views.history(snapshot.room, earlier))]

    @action(room_views.SHOW_PASSCODE)
    def show_passcode(self, request: Request) -> Replies:
        """**“Show”**: in a message the profile is shown anew, elsewhere the passcode alone."""
        return self._toggle_passcode(request, passcode_shown=True)

    @action(room_views.HIDE_PASSCODE)
    def hide_passcode(self, request: Request) -> Replies:
        """**“Hide”**."""
        return self._toggle_passcode(request, passcode_shown=False)

    def _toggle_passcode(self, request: Request, *, passcode_shown: bool) -> Replies:
        in_profile = request.surface is Surface.MESSAGE
        snapshot = self.context.open_profile(request) if in_profile else self.context.read_profile(request)
        if isinstance(snapshot, Denied):
            return self.context.refusal(request, snapshot)
        if not in_profile:
            return [PrivateReply(_("Your passcode"), room_views.passcode_blocks(snapshot.room))]
        shown = ReplaceOriginal(
            say(room_views.TITLE), room_views.profile(self.context.options, snapshot, passcode_shown=passcode_shown)
        )
        return [shown, *self.context.home_if_replaced(request, snapshot)]

    @answers(RequestKind.EVENT, "app_home_opened")
    def open_home(self, request: Request) -> Replies:
        """Show the App Home, with a reason in place of the room where Slack cannot be asked; nothing for the Messages tab."""
        if request.body.get("tab") != "home":
            return []
        try:
            return self.context.home_opened(request)
        except SlackUnavailableError:
            return [PublishHome(lambda: home_without_room(self.context.options, say(SLACK_UNAVAILABLE)))]
