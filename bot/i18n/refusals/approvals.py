"""Why a setting of account or group cannot be changed, or a request not decided."""

from bot.i18n.messages import Message, ngettext_noop
from bot.i18n.messages import gettext_noop as N_

REFUSALS: dict[str, Message] = {
    "approvals.not_of_workspace": N_("Only people of this workspace can do that."),
    "approvals.not_admin_of_account": N_("Only owners and admins can change account settings."),
    "approvals.not_admin_of_group": N_(
        "Only the group’s own admins, and owners and admins of the workspace, can change a group."
    ),
    "approvals.not_admin_of_groups": N_("Only owners and admins can create, order and delete groups."),
    "approvals.in_higher_group": ngettext_noop(
        "One person is in a group that comes before this one; only owners and admins can add them.",
        "{count} people are in a group that comes before this one; only owners and admins can add them.",
    ),
    "approvals.own_request": N_(
        "You asked for this yourself, so somebody else has to decide. You can withdraw your request."
    ),
    "approvals.not_yours_to_withdraw": N_("Only the person who asked can withdraw this."),
    "approvals.not_yours_to_remind": N_("Only the person who asked can remind the approvers."),
    "approvals.reminded_already": N_("The approvers were reminded within the last day. Please give them some time."),
    "approvals.channel_shared": N_("That channel is shared with another company. Choose one that is your own."),
    "approvals.channel_archived": N_("That channel is archived. Unarchive it or choose another one."),
    "approvals.channel_without_me": N_("I am not in that channel. Invite me there with /invite, then try again."),
    "approvals.may_not_read_channels": N_(
        "This workspace has not given me the permission to look at channels. Ask an admin to install PMI Bot again."
    ),
    "approvals.not_settable": N_("“{setting}” cannot be set here."),
    "approvals.locked_by_account": N_("“{setting}” is locked by the account, so it cannot be changed for a group."),
    "approvals.lock_needs_value": N_("Choose on or off for “{setting}” before you lock it."),
    "approvals.not_of_this_workspace": N_("Somebody in the list is not a member of this workspace."),
    "approvals.request_closed": N_("This request is not open any more."),
    "approvals.no_channel": N_("There is no approvals channel yet."),
    "approvals.not_in_channel_yet": N_("This request is not shown in the approvals channel yet."),
    "approvals.outdated": N_("Something that it is about has changed meanwhile."),
    "approvals.no_such_request": N_("There is no such request."),
}
