"""All handlers of meetings put together: what they are called by, from `/schedule` and from `/pmi`."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.exchange import Handler, Kind, Routes
from bot.handlers.commands import ScheduleCommand
from bot.handlers.desk import Desk
from bot.handlers.meeting_edits import MeetingEditHandlers
from bot.handlers.meeting_forms import MeetingFormHandlers
from bot.handlers.meeting_invitations import MeetingInvitationHandlers
from bot.handlers.meetings import MeetingHandlers
from bot.handlers.scheduling import SchedulingHandlers


@dataclass(frozen=True, slots=True)
class Planning:
    """What may stand behind `/pmi`, and everything else."""

    commands: Mapping[str, Handler]
    routes: Routes


def planning(desk: Desk) -> Planning:
    """The meetings' part of the sitemap."""
    listing, scheduling = MeetingHandlers(desk), SchedulingHandlers(desk)
    edits = MeetingEditHandlers(desk, scheduling, listing)
    schedule = ScheduleCommand(desk, {"list": listing.show}, {"now": listing.start_now}, scheduling.open_form)
    routes: dict[tuple[Kind, str], Handler] = {
        (Kind.COMMAND, "/schedule"): schedule,
        **listing.routes(),
        **scheduling.routes(),
        **edits.routes(),
        **MeetingFormHandlers(desk, scheduling, edits).routes(),
        **MeetingInvitationHandlers(desk).routes(),
    }
    return Planning({"schedule": schedule, "list": listing.show}, routes)
