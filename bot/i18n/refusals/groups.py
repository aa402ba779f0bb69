"""Why a group cannot be made, named, changed or given an admin."""

from bot.i18n.messages import Message
from bot.i18n.messages import gettext_noop as N_

REFUSALS: dict[str, Message] = {
    "groups.no_name": N_("A group needs a name."),
    "groups.name_too_long": N_("A group’s name has at most {most} characters; that one has {length}."),
    "groups.name_invisible": N_("A group’s name cannot have invisible characters in it."),
    "groups.name_taken": N_("There is a group “{group}” already."),
    "groups.gone": N_("This group does not exist any more."),
    "groups.order_outdated": N_("The groups have changed meanwhile. Please look at their order again."),
    "groups.place_outdated": N_("The groups have changed meanwhile. Please choose the place of the new one again."),
    "groups.too_many": N_("There can be {most} groups at most."),
    "groups.too_many_people": N_("At most {most} people at a time, please."),
    "groups.admin_not_member": N_("Only active members of this workspace can be group admins."),
    "groups.not_its_admin": N_("This person is not an admin of this group."),
    "groups.not_managed": N_(
        "Only the group’s own admins, and owners and admins of the workspace, can manage a group."
    ),
}
