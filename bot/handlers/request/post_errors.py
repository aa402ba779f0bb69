"""What people read when a message of theirs was not posted in a channel, or perhaps was."""

from bot.use_cases.ports import PostRefusal

WHY_NOT_POSTED = {
    PostRefusal.NOT_IN_CHANNEL: "I am not in that channel yet. Type `/invite @PMI Bot` there, then try again.",
    PostRefusal.ARCHIVED: "That channel is archived. Choose another one.",
    PostRefusal.FORBIDDEN: "Your workspace does not let apps post in that channel. Choose another one.",
    PostRefusal.GONE: "The message is not there any more.",
    PostRefusal.NOT_GRANTED: "This workspace has not given me the permission for that. Ask an admin to install PMI Bot again.",
}
PERHAPS_POSTED = "Slack did not answer me just now. If the invitation is not in the channel, please try again."
