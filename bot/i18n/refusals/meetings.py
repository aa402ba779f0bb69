"""Why a meeting cannot be scheduled, changed, started, ended or handed over; and what is said before it is saved."""

from bot.i18n.messages import Message
from bot.i18n.messages import gettext_noop as N_

REFUSALS: dict[str, Message] = {
    "meetings.none": N_("This meeting does not exist."),
    "meetings.not_yours": N_("This is not your meeting. Only its host can do that."),
    "meetings.cancelled": N_("This meeting was cancelled."),
    "meetings.id_not_valid": N_("This meeting’s ID is not valid any more. Schedule a new meeting."),
    "meetings.over": N_("That meeting is over."),
    "meetings.not_the_host": N_("Only the host can end a meeting."),
    "meetings.no_occurrence": N_("This meeting does not take place at that time any more."),
    "meetings.no_series": N_("This meeting does not repeat."),
    "meetings.no_topic": N_("Give the meeting a topic."),
    "meetings.topic_too_long": N_("A topic has {most} characters at most."),
    "meetings.description_too_long": N_("A description has {most} characters at most."),
    "meetings.duration": N_("A meeting lasts from 15 minutes to 24 hours."),
    "meetings.no_such_zone": N_("Choose a time zone from the list."),
    "meetings.repeat_ends_before": N_("This repeat ends before its first date. Choose a later end."),
    "meetings.too_far": N_("Choose a date before the year {year}."),
    "meetings.in_clock_gap": N_("The clocks are put forward that day: {time} does not exist. Choose another time."),
    "meetings.in_past": N_("That is in the past. Choose a later date or time."),
    "meetings.passcode_required": N_("Your organisation requires a passcode."),
    "meetings.too_many_invited": N_("Invite {most} people at most, and post the invitation to a channel for more."),
    "meetings.not_invitable": N_(
        "These cannot be invited, because they are apps or not in this workspace any more: {names}."
    ),
    "meetings.moved_into_second_pass": N_(
        "You moved a date to {day}, {time}. In this zone that is the second {time_there} of a night in which the clocks are put"
        " back, which cannot be told from the first. Move that date first, or choose another zone."
    ),
    "meetings.handover_to_same": N_("Choose somebody other than the person who left."),
    "meetings.host_is_back": N_("They are here again, and keep their own meetings."),
    "meetings.cannot_host": N_(
        "Guests, apps and people whose account is deactivated host no meetings. Choose a full member."
    ),
}
