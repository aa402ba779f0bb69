"""Web API methods of the family chat.*."""

from bot.sandbox.blockkit.rules import UPDATE_TEXT
from bot.sandbox.errors import Json, SlackError
from bot.sandbox.webapi.args import Args
from bot.sandbox.webapi.content import MessageContent, message_content
from bot.sandbox.webapi.scopes import require_scope
from bot.sandbox.workspace.channels import Channel
from bot.sandbox.workspace.messages import Message
from bot.sandbox.workspace.workspace import Workspace


def post_message(workspace: Workspace, args: Args) -> Json:
    """chat.postMessage: to a channel the bot is in, or to a person's DM."""
    require_scope(workspace, "chat:write")
    channel = destination(workspace, args.text("channel"))
    content = _said(workspace, args)
    message = workspace.messages.add(_message(workspace, channel, content, args.text("thread_ts", "")))
    return {"channel": channel.id, "ts": message.ts, "message": _shown(workspace, message)}


def post_ephemeral(workspace: Workspace, args: Args) -> Json:
    """chat.postEphemeral: for one person who is in the channel."""
    require_scope(workspace, "chat:write")
    channel = destination(workspace, args.text("channel"))
    reader = args.text("user")
    if reader not in workspace.people:
        raise SlackError("user_not_found")
    if reader not in channel.members:
        raise SlackError("user_not_in_channel")
    message = _message(workspace, channel, _said(workspace, args), args.text("thread_ts", ""))
    message.ephemeral_to = reader
    workspace.messages.add(message)
    return {"message_ts": message.ts}


def update(workspace: Workspace, args: Args) -> Json:
    """chat.update: the bot's own message; blocks that are not mentioned stay, `[]` removes them."""
    require_scope(workspace, "chat:write")
    channel, message = _own(workspace, args, "cant_update_message")
    content = message_content(workspace, args)
    if content.text is None and content.blocks is None and content.attachments is None:
        raise SlackError("no_text")
    if len(content.text or "") > UPDATE_TEXT:
        raise SlackError("msg_too_long")
    rewrite(message, content, workspace.ids.ts(workspace.clock.now()))
    return {"channel": channel.id, "ts": message.ts, "text": message.text, "message": _shown(workspace, message)}


def delete(workspace: Workspace, args: Args) -> Json:
    """chat.delete: the bot's own message."""
    require_scope(workspace, "chat:write")
    channel, message = _own(workspace, args, "cant_delete_message")
    workspace.messages.remove(message)
    return {"channel": channel.id, "ts": message.ts}


def get_permalink(workspace: Workspace, args: Args) -> Json:
    """chat.getPermalink: an address for a message."""
    channel, ts = args.text("channel"), args.text("message_ts")
    if workspace.channels.get(channel) is None:
        raise SlackError("channel_not_found")
    message = workspace.messages.find(channel, ts)
    if message is None or message.ephemeral_to is not None:
        raise SlackError("message_not_found")
    return {"channel": channel, "permalink": f"{workspace.address}/archives/{channel}/p{ts.replace('.', '')}"}


def rewrite(message: Message, content: MessageContent, edited_ts: str) -> None:
    """Let a message say something else: what the content does not mention stays."""
    message.text = message.text if content.text is None else content.text
    message.blocks = message.blocks if content.blocks is None else content.blocks
    message.attachments = message.attachments if content.attachments is None else content.attachments
    message.metadata = message.metadata if content.metadata is None else content.metadata
    message.edited_ts = edited_ts
    message.failures.clear()


def destination(workspace: Workspace, channel: str) -> Channel:
    """Where the bot may post: a channel by id or name, or a person. SlackError says why not."""
    if channel in workspace.people:
        return direct(workspace, channel)
    found = workspace.channels.get(channel) or workspace.channels.named(channel)
    if found is None:
        raise SlackError("channel_not_found")
    if found.is_archived:
        raise SlackError("is_archived")
    inside = workspace.bot_user_id in found.members
    if found.is_im:
        if not inside:
            raise SlackError("channel_not_found")
        return direct(workspace, next(iter(found.members - {workspace.bot_user_id})))
    if not inside and found.is_private:
        raise SlackError("channel_not_found")
    if not inside and "chat:write.public" not in workspace.scopes:
        raise SlackError("not_in_channel")
    return found


def direct(workspace: Workspace, user_id: str) -> Channel:
    """The DM with this person, if the bot may write there. SlackError says why not."""
    person = workspace.people.get(user_id)
    if person is None:
        raise SlackError("user_not_found")
    if person.is_bot or user_id == "USLACKBOT":
        raise SlackError("cannot_dm_bot")
    if person.deleted:
        raise SlackError("user_disabled")
    if person.is_stranger:
        raise SlackError("user_not_visible")
    if not workspace.setup.messages_tab:
        raise SlackError("messages_tab_disabled")
    return workspace.dm(user_id)


def _said(workspace: Workspace, args: Args) -> MessageContent:
    content = message_content(workspace, args)
    if content.is_empty:
        raise SlackError("no_text")
    return content


def _message(workspace: Workspace, channel: Channel, content: MessageContent, thread_ts: str) -> Message:
    return Message(
        channel=channel.id,
        ts=workspace.ids.ts(workspace.clock.now()),
        user=workspace.bot_user_id,
        text=content.text or "",
        blocks=content.blocks or [],
        attachments=content.attachments or [],
        bot_id=workspace.bot_id,
        metadata=content.metadata,
        thread_ts=thread_ts,
    )


def _own(workspace: Workspace, args: Args, error: str) -> tuple[Channel, Message]:
    channel = workspace.channels.get(args.text("channel"))
    inside = channel is not None and workspace.bot_user_id in channel.members
    if channel is None or (channel.is_private and not inside):
        raise SlackError("channel_not_found")
    if not inside and "chat:write.public" not in workspace.scopes:
        raise SlackError("not_in_channel")
    message = workspace.messages.find(channel.id, args.text("ts"))
    if message is None or message.ephemeral_to is not None:
        raise SlackError("message_not_found")
    if message.bot_id != workspace.bot_id:
        raise SlackError(error)
    if channel.is_archived:
        raise SlackError("is_archived")
    return channel, message


def _shown(workspace: Workspace, message: Message) -> Json:
    return message.to_slack(workspace.app_id, workspace.team_id, with_metadata=True)
