"""Commands and routes of meetings, from `/schedule` and from `/pmi`."""

from bot.handlers.meetings.edits import MeetingEditHandlers
from bot.handlers.meetings.form import MeetingFormHandlers
from bot.handlers.meetings.invitations import MeetingInvitationHandlers
from bot.handlers.meetings.list import MeetingHandlers
from bot.handlers.meetings.scheduling import SchedulingHandlers
from bot.handlers.request.context import HandlerContext
from bot.handlers.request.route_groups import RouteGroup
from bot.handlers.request.subcommands import ScheduleCommand
from bot.protocol import Handler, RequestKind


def meeting_routes(context: HandlerContext) -> RouteGroup:
    """The meetings' part of the route table."""
    listing, scheduling = MeetingHandlers(context), SchedulingHandlers(context)
    edits = MeetingEditHandlers(context, scheduling, listing)
    schedule = ScheduleCommand(context, {"list": listing.show}, {"now": listing.start_now}, scheduling.open_form)
    routes: dict[tuple[RequestKind, str], Handler] = {
        (RequestKind.COMMAND, "/schedule"): schedule,
        **listing.routes(),
        **scheduling.routes(),
        **edits.routes(),
        **MeetingFormHandlers(context, scheduling, edits).routes(),
        **MeetingInvitationHandlers(context).routes(),
    }
    return RouteGroup({"schedule": schedule, "list": listing.show}, routes)
