"""Web API methods of the family conversations.*."""

from bot.sandbox.errors import Json, SlackError, invalid
from bot.sandbox.webapi.args import Args
from bot.sandbox.webapi.chat import direct
from bot.sandbox.webapi.paging import page
from bot.sandbox.webapi.scopes import require_scope
from bot.sandbox.workspace.channels import Channel
from bot.sandbox.workspace.messages import Message
from bot.sandbox.workspace.workspace import Workspace


def open_direct(workspace: Workspace, args: Args) -> Json:
    """conversations.open: the DM with one person."""
    if "channel" in args:
        channel = _visible(workspace, args.text("channel"))
        return {"channel": {"id": channel.id}, "no_op": True, "already_open": True}
    users = args.names("users")
    if not users:
        raise SlackError("users_list_not_supplied")
    if len(users) > 1:
        raise invalid("invalid_arguments", ["the sandbox has no group DMs [json-pointer:/users]"])
    channel = direct(workspace, users[0])
    shown = channel.to_slack() if args.flag("return_im") else {"id": channel.id}
    return {"channel": shown}


def info(workspace: Workspace, args: Args) -> Json:
    """conversations.info: what kind of channel it is, and whether the bot is in it."""
    channel = _visible(workspace, args.text("channel"))
    require_scope(workspace, channel.scope("read"))
    return {"channel": channel.to_slack()}


def members(workspace: Workspace, args: Args) -> Json:
    """conversations.members: user ids, in pages."""
    channel = _visible(workspace, args.text("channel"))
    require_scope(workspace, channel.scope("read"))
    found, cursor = page(sorted(channel.members), args, default=100)
    return {"members": found, "response_metadata": {"next_cursor": cursor}}


def history(workspace: Workspace, args: Args) -> Json:
    """conversations.history: newest first, from `oldest` to `latest`, metadata only if requested."""
    channel = _visible(workspace, args.text("channel"))
    require_scope(workspace, channel.scope("history"))
    if workspace.bot_user_id not in channel.members:
        raise SlackError("not_in_channel")
    return _messages_page(workspace, workspace.messages.history(channel.id), args, default=100)


def replies(workspace: Workspace, args: Args) -> Json:
    """conversations.replies: a thread from its first message on, metadata only if requested."""
    channel = _visible(workspace, args.text("channel"))
    require_scope(workspace, channel.scope("history"))
    answer = _messages_page(workspace, workspace.messages.thread(channel.id, args.text("ts")), args, default=1000)
    if not answer["messages"]:
        raise SlackError("thread_not_found")
    return answer


def list_conversations(workspace: Workspace, args: Args) -> Json:
    """conversations.list: public channels, and private ones of the bot if requested."""
    types = args.names("types") or ["public_channel"]
    for name, scope in (("public_channel", "channels:read"), ("private_channel", "groups:read"), ("im", "im:read")):
        if name in types:
            require_scope(workspace, scope)
    skip_archived = args.flag("exclude_archived")
    chosen = [
        channel
        for channel in workspace.channels
        if _kind(channel) in types and _knows(workspace, channel) and not (skip_archived and channel.is_archived)
    ]
    found, cursor = page(chosen, args, default=100)
    shown = [channel.to_slack() for channel in found]
    return {"channels": shown, "response_metadata": {"next_cursor": cursor}}


def _messages_page(workspace: Workspace, messages: list[Message], args: Args, default: int) -> Json:
    found, cursor = page([one for one in messages if _within(one.ts, args)], args, default, workspace.most_per_page)
    with_metadata = args.flag("include_all_metadata")
    shown = [one.to_slack(with_metadata=with_metadata) for one in found]
    return {"messages": shown, "has_more": bool(cursor), "response_metadata": {"next_cursor": cursor}}


def _visible(workspace: Workspace, channel_id: str) -> Channel:
    channel = workspace.channels.get(channel_id)
    if channel is None or not _knows(workspace, channel):
        raise SlackError("channel_not_found")
    return channel


def _knows(workspace: Workspace, channel: Channel) -> bool:
    return not channel.is_private or workspace.bot_user_id in channel.members


def _kind(channel: Channel) -> str:
    if channel.is_im:
        return "im"
    return "private_channel" if channel.is_private else "public_channel"


def _within(ts: str, args: Args) -> bool:
    oldest, at, latest = float(args.text("oldest", "") or 0), float(ts), float(args.text("latest", "") or "inf")
    return oldest <= at <= latest if args.flag("inclusive") else oldest < at < latest
