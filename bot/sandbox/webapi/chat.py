"""Web API methods of the family chat.*."""

from bot.sandbox.blockkit.rules import UPDATE_TEXT
from bot.sandbox.errors import Json, SlackError
from bot.sandbox.webapi.args import Args
from bot.sandbox.webapi.content import MessageContent, bot_message, message_content
from bot.sandbox.workspace.channels import Channel
from bot.sandbox.workspace.messages import Message
from bot.sandbox.workspace.people import SLACKBOT
from bot.sandbox.workspace.workspace import Workspace


def post_message(workspace: Workspace, args: Args) -> Json:
    """chat.postMessage: to a channel the bot is in, or to a person's DM."""
    channel = destination(workspace, args.text("channel"))
    message = workspace.messages.add(bot_message(workspace, channel.id, args))
    return {"channel": channel.id, "ts": message.ts, "message": message.to_slack(with_metadata=True)}


def post_ephemeral(workspace: Workspace, args: Args) -> Json:
    """chat.postEphemeral: for one person who is in the channel."""
    channel = destination(workspace, args.text("channel"))
    reader = args.text("user")
    if reader not in workspace.people:
        raise SlackError("user_not_found")
    if reader not in channel.members:
        raise SlackError("user_not_in_channel")
    message = workspace.messages.add(bot_message(workspace, channel.id, args, ephemeral_to=reader))
    return {"message_ts": message.ts}


def update(workspace: Workspace, args: Args) -> Json:
    """chat.update: the bot's own message; what is not given stays, `[]` removes blocks."""
    channel, message = _own(workspace, args, "cant_update_message")
    content = message_content(workspace, args)
    if content.text is None and content.blocks is None and content.attachments is None:
        raise SlackError("no_text")
    if len(content.text or "") > UPDATE_TEXT:
        raise SlackError("msg_too_long")
    rewrite(message, content, workspace.new_ts())
    return {
        "channel": channel.id,
        "ts": message.ts,
        "text": message.text,
        "message": message.to_slack(with_metadata=True),
    }


def delete(workspace: Workspace, args: Args) -> Json:
    """chat.delete: the bot's own message."""
    channel, message = _own(workspace, args, "cant_delete_message")
    workspace.messages.remove(message)
    return {"channel": channel.id, "ts": message.ts}


def get_permalink(workspace: Workspace, args: Args) -> Json:
    """chat.getPermalink: the URL of a message."""
    channel, ts = args.text("channel"), args.text("message_ts")
    if workspace.channels.get(channel) is None:
        raise SlackError("channel_not_found")
    message = workspace.messages.find(channel, ts)
    if message is None or message.ephemeral_to is not None:
        raise SlackError("message_not_found")
    return {"channel": channel, "permalink": f"{workspace.address}/archives/{channel}/p{ts.replace('.', '')}"}


def rewrite(message: Message, content: MessageContent, edited_ts: str) -> None:
    """Replace the content of a message; what `content` does not give stays."""
    message.text = message.text if content.text is None else content.text
    message.blocks = message.blocks if content.blocks is None else content.blocks
    message.attachments = message.attachments if content.attachments is None else content.attachments
    message.metadata = message.metadata if content.metadata is None else content.metadata
    message.edited_ts = edited_ts
    message.failures.clear()


def destination(workspace: Workspace, channel: str) -> Channel:
    """The channel to post to, by its id or name or by a person's id. SlackError where the bot may not post."""
    if channel in workspace.people:
        return direct(workspace, channel)
    found = workspace.channels.get(channel) or workspace.channels.named(channel)
    if found is not None and found.is_archived:
        raise SlackError("is_archived")
    found = _open_to_bot(workspace, found)
    return direct(workspace, found.other_member(workspace.bot_user_id)) if found.is_im else found


def direct(workspace: Workspace, user_id: str) -> Channel:
    """The DM with this person. SlackError where the bot may not post there."""
    person = workspace.people.get(user_id)
    if person is None:
        raise SlackError("user_not_found")
    if person.is_bot or user_id == SLACKBOT:
        raise SlackError("cannot_dm_bot")
    if person.deleted:
        raise SlackError("user_disabled")
    if person.is_stranger:
        raise SlackError("user_not_visible")
    if not workspace.setup.messages_tab:
        raise SlackError("messages_tab_disabled")
    return workspace.dm(user_id)


def _open_to_bot(workspace: Workspace, channel: Channel | None) -> Channel:
    """The channel, where the bot may post. SlackError: channel_not_found, not_in_channel."""
    inside = channel is not None and workspace.bot_user_id in channel.members
    if channel is None or (channel.is_private and not inside):
        raise SlackError("channel_not_found")
    if not inside and "chat:write.public" not in workspace.scopes:
        raise SlackError("not_in_channel")
    return channel


def _own(workspace: Workspace, args: Args, error: str) -> tuple[Channel, Message]:
    channel = _open_to_bot(workspace, workspace.channels.get(args.text("channel")))
    message = workspace.messages.find(channel.id, args.text("ts"))
    if message is None or message.ephemeral_to is not None:
        raise SlackError("message_not_found")
    if message.bot_id != workspace.bot_id:
        raise SlackError(error)
    if channel.is_archived:
        raise SlackError("is_archived")
    return channel, message
