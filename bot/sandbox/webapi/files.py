"""Web API methods of the family files.*, and uploads."""

from bot.sandbox.errors import Json, SlackError, invalid
from bot.sandbox.webapi.args import Args
from bot.sandbox.webapi.chat import destination
from bot.sandbox.workspace.files import StoredFile
from bot.sandbox.workspace.messages import Message
from bot.sandbox.workspace.workspace import Workspace

_ALT_TEXT = 1_000


def get_upload_url(workspace: Workspace, args: Args) -> Json:
    """files.getUploadURLExternal: an upload URL for one file."""
    length = args.number("length", 0)
    if length < 1:
        raise invalid("invalid_arguments", ["must be greater than 0 [json-pointer:/length]"])
    alt_text = args.text("alt_txt", "")
    if len(alt_text) > _ALT_TEXT:
        raise SlackError("alt_txt_too_large")
    created = int(workspace.clock.now().timestamp())
    file = workspace.files.announce(args.text("filename"), length, alt_text, created)
    return {"upload_url": f"{workspace.address}/upload/{file.upload_id}", "file_id": file.id}


def store_upload(workspace: Workspace, upload_id: str, content: bytes) -> bool:
    """Store the content posted to an upload URL; False if the URL or the length is not the announced one."""
    with workspace.changing():
        file = workspace.files.of_upload(upload_id)
        if file is None or file.complete or len(content) != file.length:
            return False
        file.content = content
        return True


def complete_upload(workspace: Workspace, args: Args) -> Json:
    """files.completeUploadExternal: completes uploads; with a channel it posts the files there."""
    given = args.structure("files")
    if not isinstance(given, list) or not given:
        raise invalid("invalid_arguments", ["missing required field: files"])
    files = [_uploaded(workspace, one) for one in given]
    targets = args.names("channels") or args.names("channel_id")
    channels = [destination(workspace, target).id for target in targets]
    for file, one in zip(files, given, strict=True):
        file.complete, file.title, file.channels = True, str(one.get("title") or file.name), channels
    shown = [file.to_slack(workspace.address) for file in files]
    for channel in channels:
        _share(workspace, channel, shown, args)
    return {"files": shown}


def info(workspace: Workspace, args: Args) -> Json:
    """files.info: one file."""
    file = workspace.files.get(args.text("file"))
    if file is None or not file.complete:
        raise SlackError("file_not_found")
    return {"file": file.to_slack(workspace.address)}


def _uploaded(workspace: Workspace, one: object) -> StoredFile:
    file = workspace.files.get(str(one.get("id"))) if isinstance(one, dict) else None
    if file is None or len(file.content) != file.length:
        raise SlackError("file_not_found")
    return file


def _share(workspace: Workspace, channel: str, shown: list[Json], args: Args) -> None:
    message = Message(
        channel=channel,
        ts=workspace.new_ts(),
        user=workspace.bot_user_id,
        text=args.text("initial_comment", ""),
        bot_id=workspace.bot_id,
        subtype="file_share",
        thread_ts=args.text("thread_ts", ""),
        files=shown,
    )
    workspace.messages.add(message)
