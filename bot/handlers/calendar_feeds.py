"""What Slack sends about one's private calendar feed, which stands behind `/pmi settings` (INV-2)."""

from dataclasses import dataclass
from datetime import datetime

from bot.exchange import Kind, Open, Replies, Request, Routes, Say, Update, View
from bot.handlers.desk import Desk
from bot.handlers.payloads import first_action
from bot.policy.answers import Denied
from bot.use_cases import calendar_feeds
from bot.views import calendar_feeds as views


@dataclass(frozen=True, slots=True)
class CalendarFeedHandlers:
    """Made, made anew, removed."""

    desk: Desk

    def routes(self) -> Routes:
        """Buttons."""
        return {
            (Kind.ACTION, views.OPEN): self.open,
            (Kind.ACTION, views.RENEW): self.renew,
            (Kind.ACTION, views.STOP): self.stop,
        }

    def open(self, request: Request) -> Replies:
        """**“Calendar feed …”**."""
        view = self._present(request)
        return [Say(view.reason)] if isinstance(view, Denied) else [Open(view)]

    def renew(self, request: Request) -> Replies:
        """**“Make my calendar link”**, **“Make a new link”**."""
        desk, seen = self.desk, _instant(str(first_action(request).get("value") or ""))
        name = calendar_feeds.renew_feed(desk.db, request.team, request.user, seen, request.now)
        if isinstance(name, Denied):
            return self._again(request, f":warning: {name.reason}")
        return [Update(views.fresh(desk.terms, name, request.now))]

    def stop(self, request: Request) -> Replies:
        """**“Remove”**, confirmed."""
        calendar_feeds.stop_feed(self.desk.db, request.team, request.user)
        return self._again(request, views.GONE)

    def _again(self, request: Request, notice: str) -> Replies:
        view = self._present(request, notice)
        return [Say(view.reason)] if isinstance(view, Denied) else [Update(view)]

    def _present(self, request: Request, notice: str = "") -> View | Denied:
        since = calendar_feeds.feed_since(self.desk.db, request.team, request.user)
        return since if isinstance(since, Denied) else views.feed(since, notice)


def _instant(text: str) -> datetime | None:
    """Since when the pressed button thinks that there is a link; none for none, and for what was tampered with."""
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None
