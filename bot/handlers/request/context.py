"""The context of every handler, with the replies that many of them end with: the App Home, a refusal."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial

import structlog

from bot.handlers.request.refusals import denied_text
from bot.policy.clock import Instant
from bot.policy.ids import UserId
from bot.policy.people.caller import Caller
from bot.policy.rooms.rooms import ProfileSnapshot
from bot.policy.values.results import Denied
from bot.protocol import Block, PrivateReply, PublishHome, RefreshMessages, Replies, Request, Surface, View
from bot.use_cases.context import Context
from bot.use_cases.meetings import cards, scheduling
from bot.use_cases.meetings.cards import CardRenderers
from bot.use_cases.people import approvers
from bot.use_cases.ports import SlackUnavailableError
from bot.use_cases.reports import report
from bot.use_cases.rooms import visits
from bot.views.admin.home_panel import home_panel
from bot.views.meetings.list import PAGE_SIZE, meeting_list
from bot.views.rooms.home import home, home_without_room

log: structlog.stdlib.BoundLogger = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class HandlerContext(Context):
    """Handed to every handler."""

    card_renderers: CardRenderers

    def open_profile(self, request: Request) -> ProfileSnapshot | Denied:
        """The profile of whoever acts, to be shown to them: an expired number is replaced (PMI-11, PMI-13)."""
        return visits.open_profile(self, request.caller)

    def read_profile(self, request: Request) -> ProfileSnapshot | Denied:
        """Read the profile as it is, for what does not show old → new; an expired number stays."""
        return visits.read_profile(self, request.caller)

    def record_activity(self, request: Request) -> None:
        """A first contact like any other, where nothing is asked of it; without Slack, the next time (PMI-11)."""
        with suppress(SlackUnavailableError):
            self.read_profile(request)

    def refusal(self, request: Request, denied: Denied) -> Replies:
        """A refusal, also on the App Home of somebody who has no room."""
        if request.surface is Surface.HOME:
            return [PrivateReply(denied_text(denied)), *self.refresh_home(request)]
        return [PrivateReply(denied_text(denied))]

    def refresh_home(self, request: Request, page: int = 0) -> Replies:
        """The App Home as it is after a change. Whoever acts on it looks at it: that is a visit (PMI-13)."""
        visit = self.open_profile(request) if request.surface is Surface.HOME else None
        return [self._publish_home(request, visit, page)]

    def home_opened(self, request: Request) -> Replies:
        """The App Home for somebody who has just opened it."""
        return [self._publish_home(request, self.open_profile(request))]

    def home_if_replaced(self, request: Request, snapshot: ProfileSnapshot) -> Replies:
        """The App Home, where this very visit changed the number."""
        return [self._publish_home(request, snapshot)] if snapshot.replaced else []

    def _publish_home(self, request: Request, visit: ProfileSnapshot | Denied | None, page: int = 0) -> PublishHome:
        """A Home that is built when its turn comes; only a visit that replaced the number is shown as it was (UX-9)."""
        told = visit if isinstance(visit, ProfileSnapshot) and visit.replaced else None
        return PublishHome(lambda: self._home(request, told or self.read_profile(request), page))

    def _home(self, request: Request, snapshot: ProfileSnapshot | Denied, page: int) -> View:
        admin_panel = self._admin_panel(request)
        if isinstance(snapshot, Denied):
            return home_without_room(self.options, denied_text(snapshot), admin_panel)
        return home(self.options, snapshot, request.now, admin_panel, self.meeting_list(request, page))

    def meeting_list(self, request: Request, page: int = 0) -> list[Block]:
        """A page of the next meetings (MEET-5)."""
        found = scheduling.upcoming(self, request.caller, most=PAGE_SIZE, skip=page * PAGE_SIZE)
        return meeting_list(found.meetings, found.total, found.skip // PAGE_SIZE, found.answers, found.open)

    def _admin_panel(self, request: Request) -> Sequence[Block]:
        summary = report.admin_summary(self, request.caller)
        return home_panel(summary.waiting, summary.total, summary.expiring) if summary else ()

    def admins_to_ask(self, caller: Caller) -> list[UserId]:
        """Whom to ask (ROLE-2): somebody else. Who was an admin until a moment ago may still be known as one."""
        return [helper for helper in approvers.admins_to_ask(self.db, caller.team) if helper != caller.user]

    def refresh_cards(self, request: Request) -> RefreshMessages:
        """Cards of what is over are marked so."""
        return RefreshMessages("cards", partial(self.close_cards, request.instant))

    def close_cards(self, instant: Instant) -> None:
        """Mark cards of meetings that are over; what cannot be done now, the scheduler does."""
        try:
            cards.close_cards(self, self.card_renderers, instant)
        except SlackUnavailableError:
            log.info("card_update_postponed")
