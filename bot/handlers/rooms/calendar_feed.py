"""Buttons of one's private calendar feed, opened from `/pmi settings` (INV-2)."""

from dataclasses import dataclass
from datetime import datetime

from bot.handlers.request.context import HandlerContext
from bot.handlers.request.payloads import first_action
from bot.handlers.request.routing import action
from bot.i18n.messages import say
from bot.policy.values.results import Denied
from bot.protocol import OpenModal, PrivateReply, Replies, Request, UpdateModal, View
from bot.use_cases.invitations import calendars
from bot.views.components.refusals import refusal_text
from bot.views.invitations import feed as feed_views


@dataclass(frozen=True, slots=True)
class CalendarFeedHandlers:
    """Handles the feed's modal: make a link, replace it, remove it."""

    context: HandlerContext

    @action(feed_views.OPEN_FEED)
    def open(self, request: Request) -> Replies:
        """**“Calendar feed …”**."""
        view = self._feed_view(request)
        return [PrivateReply(refusal_text(view.reason))] if isinstance(view, Denied) else [OpenModal(view)]

    @action(feed_views.RENEW_FEED)
    def renew(self, request: Request) -> Replies:
        """**“Make my calendar link”**, **“Make a new link”**."""
        context, seen = self.context, _parse_instant(str(first_action(request).get("value") or ""))
        name = calendars.renew_feed(context, request.caller, seen)
        if isinstance(name, Denied):
            return self._update_page(request, f":warning: {refusal_text(name.reason)}")
        return [UpdateModal(feed_views.new_feed_modal(context.options, name, request.now))]

    @action(feed_views.REMOVE_FEED)
    def stop(self, request: Request) -> Replies:
        """**“Remove”**, confirmed."""
        calendars.stop_feed(self.context, request.caller)
        return self._update_page(request, say(feed_views.FEED_REMOVED))

    def _update_page(self, request: Request, notice: str) -> Replies:
        view = self._feed_view(request, notice)
        return [PrivateReply(refusal_text(view.reason))] if isinstance(view, Denied) else [UpdateModal(view)]

    def _feed_view(self, request: Request, notice: str = "") -> View | Denied:
        since = calendars.feed_since(self.context, request.caller)
        return since if isinstance(since, Denied) else feed_views.feed_modal(since, notice)


def _parse_instant(text: str) -> datetime | None:
    """Since when the pressed button thinks that there is a link; none for none, and for what was tampered with."""
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None
