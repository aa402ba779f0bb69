"""Replies that an app posts to a response URL or puts into the ack of a command (Slack's page on handling interactions)."""

from bot.sandbox.webapi.args import Args
from bot.sandbox.webapi.chat import rewrite
from bot.sandbox.webapi.content import MessageContent, bot_message, required_content
from bot.sandbox.workspace.interaction_tokens import ResponseUrl
from bot.sandbox.workspace.messages import Message
from bot.sandbox.workspace.workspace import Workspace


def respond(workspace: Workspace, url_id: str, args: Args) -> None:
    """Take one post to a response URL. SlackError: expired_url, used_url, no_text, invalid_blocks …

    A button's URL can replace or delete the message it stands on. A command's URL has no original: `replace_original`
    posts anew there, as Slack does (slackapi/bolt-python issue 1268).
    """
    with workspace.changing():
        url = workspace.interaction_tokens.usable_response_url(url_id)
        original = workspace.messages.find(url.channel, url.message_ts) if url.message_ts else None
        if args.flag("delete_original"):
            if original is not None:
                workspace.messages.remove(original)
        elif args.flag("replace_original") and original is not None:
            _replace(workspace, original, required_content(workspace, args))
        else:
            post_response(workspace, url, args)
        url.posts += 1


def post_response(workspace: Workspace, url: ResponseUrl, args: Args) -> Message:
    """Post a message for the person alone, or with `response_type: in_channel` for everybody. Callers hold the lock."""
    reader = None if args.text("response_type", "ephemeral") == "in_channel" else url.person
    return workspace.messages.add(bot_message(workspace, url.channel, args, ephemeral_to=reader))


def _replace(workspace: Workspace, original: Message, content: MessageContent) -> None:
    whole = MessageContent(content.text or "", content.blocks or [], content.attachments or [], content.metadata)
    rewrite(original, whole, "" if original.ephemeral_to else workspace.new_ts())
