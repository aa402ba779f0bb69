"""All handlers of meetings put together: what they are called by, from `/schedule` and from `/pmi`."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.exchange import Handler, RequestKind, Routes
from bot.handlers.commands import ScheduleCommand
from bot.handlers.desk import HandlerContext
from bot.handlers.meeting_edits import MeetingEditHandlers
from bot.handlers.meeting_forms import MeetingFormHandlers
from bot.handlers.meeting_invitations import MeetingInvitationHandlers
from bot.handlers.meetings import MeetingHandlers
from bot.handlers.scheduling import SchedulingHandlers


@dataclass(frozen=True, slots=True)
class MeetingRoutes:
    """Subcommands of `/pmi`, and all routes of meetings."""

    commands: Mapping[str, Handler]
    routes: Routes


def meeting_routes(context: HandlerContext) -> MeetingRoutes:
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
    return MeetingRoutes({"schedule": schedule, "list": listing.show}, routes)
