"""Commands and routes of meetings, from `/schedule` and from `/pmi`."""

from bot.handlers.meetings.cards import CardHandlers
from bot.handlers.meetings.edits import MeetingEditHandlers
from bot.handlers.meetings.form import MeetingFormHandlers
from bot.handlers.meetings.invitations import MeetingInvitationHandlers
from bot.handlers.meetings.list import MeetingHandlers
from bot.handlers.meetings.post_retry import PostRetryHandlers
from bot.handlers.meetings.scheduling import SchedulingHandlers
from bot.handlers.request.context import HandlerContext
from bot.handlers.request.routing import RouteGroup, combined, routes_of
from bot.handlers.request.subcommands import ScheduleCommand
from bot.protocol import RequestKind


def meeting_routes(context: HandlerContext) -> RouteGroup:
    """The meetings' part of the route table."""
    listing, scheduling = MeetingHandlers(context), SchedulingHandlers(context)
    edits = MeetingEditHandlers(context, scheduling, listing)
    schedule = ScheduleCommand(context, {"list": listing.show}, {"now": listing.start_now}, scheduling.open_form)
    found = routes_of(
        listing,
        scheduling,
        edits,
        MeetingFormHandlers(context, scheduling, edits),
        MeetingInvitationHandlers(context),
        CardHandlers(context),
        PostRetryHandlers(context),
        schedule,
    )
    return combined(RouteGroup({(RequestKind.COMMAND, "/schedule"): schedule}, {"schedule": schedule}), found)
