"""Why an invitation cannot be posted, answered or found, and a calendar feed not renewed."""

from bot.i18n.messages import Message
from bot.i18n.messages import gettext_noop as N_

REFUSALS: dict[str, Message] = {
    "invitations.not_invited": N_("You are not invited to this meeting any more."),
    "invitations.not_your_meetings": N_("These meetings are not yours."),
    "invitations.not_your_post": N_("That post is not yours."),
    "invitations.no_channel": N_("Choose a channel."),
    "invitations.not_in_channel": N_("You are not a member of that channel, so I do not post there for you."),
    "invitations.post_given_up": N_("It is posted already, or was given up."),
    "invitations.person_has_no_room": N_("<@{person}> has no meeting room."),
    "invitations.person_has_no_room_yet": N_(
        "<@{person}> has no meeting room. People of this workspace get one with their first `/pmi`."
    ),
    "invitations.feed_not_member": N_("Calendar feeds are for people of this workspace."),
    "invitations.feed_changed": N_("Your calendar link has changed since you opened this."),
}
