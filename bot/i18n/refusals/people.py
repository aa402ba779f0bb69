"""What somebody may not have or do by who they are: role, license, plan."""

from bot.i18n.messages import Message
from bot.i18n.messages import gettext_noop as N_

REFUSALS: dict[str, Message] = {
    "people.unknown": N_("I do not know this person yet."),
    "people.unknown_yourself": N_("I do not know you yet. Use /pmi once, then try again."),
    "people.unknown_workspace": N_("I do not know this workspace yet. Use /pmi once, then try again."),
    "people.role_not_confirmed": N_("I could not check your role in Slack. Please try again."),
    "people.guest_has_no_room": N_(
        "Guests have no personal meeting room of their own. You can join any meeting you are invited to;"
        " to have a room, ask an admin to make you a full member."
    ),
    "people.external_has_no_room": N_(
        "Personal meeting rooms are for people of this workspace. You can join any meeting you are invited to."
    ),
    "people.app_has_no_room": N_("Apps have no personal meeting room."),
    "people.deactivated": N_("This Slack account is deactivated, so it has no personal meeting room."),
    "people.external": N_("People of other companies have no room here, and nothing to set."),
    "people.number_needs_license": N_("Only licensed people can choose their number."),
    "people.link_needs_license": N_("Only licensed people can choose their personal link."),
    "people.link_needs_plan": N_("Your organisation’s plan does not include choosing a personal link."),
    "people.not_admin": N_("Only owners and admins can do that."),
    "people.not_owner": N_("Only owners can do that."),
    "people.not_your_room": N_("Only owners and admins can change somebody else’s meeting room."),
    "people.not_any_admin": N_(
        "The admin console is for owners and admins of the workspace, and for admins of a group."
    ),
}
