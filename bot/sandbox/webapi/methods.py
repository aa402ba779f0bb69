"""The table of Web API methods: name, function, the scope it needs, and the kind of token it takes."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.sandbox.errors import Json
from bot.sandbox.webapi import apps, chat, conversations, files, users, views
from bot.sandbox.webapi.args import Args
from bot.sandbox.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Method:
    """`run` is called under the workspace's lock; `caller` says whose token it takes: `bot`, `app` or `anybody`.

    `scope`: what the bot needs; empty where it needs none, or one that `run` finds by the kind of a channel.
    """

    run: Callable[[Workspace, Args], Json]
    scope: str = ""
    caller: str = "bot"


METHODS: dict[str, Method] = {
    "api.test": Method(apps.api_test, caller="anybody"),
    "apps.connections.open": Method(apps.connections_open, caller="app"),
    "auth.revoke": Method(apps.auth_revoke),
    "auth.test": Method(apps.auth_test),
    "calls.add": Method(apps.calls_add, "calls:write"),
    "calls.end": Method(apps.calls_end, "calls:write"),
    "chat.delete": Method(chat.delete, "chat:write"),
    "chat.getPermalink": Method(chat.get_permalink),
    "chat.postEphemeral": Method(chat.post_ephemeral, "chat:write"),
    "chat.postMessage": Method(chat.post_message, "chat:write"),
    "chat.update": Method(chat.update, "chat:write"),
    "conversations.history": Method(conversations.history),
    "conversations.info": Method(conversations.info),
    "conversations.list": Method(conversations.list_conversations),
    "conversations.members": Method(conversations.members),
    "conversations.open": Method(conversations.open_direct, "im:write"),
    "conversations.replies": Method(conversations.replies),
    "files.completeUploadExternal": Method(files.complete_upload, "files:write"),
    "files.getUploadURLExternal": Method(files.get_upload_url, "files:write"),
    "files.info": Method(files.info, "files:read"),
    "team.info": Method(apps.team_info, "team:read"),
    "usergroups.list": Method(users.usergroups, "usergroups:read"),
    "usergroups.users.list": Method(users.usergroup_users, "usergroups:read"),
    "users.info": Method(users.info, "users:read"),
    "users.list": Method(users.list_users, "users:read"),
    "users.lookupByEmail": Method(users.lookup_by_email, "users:read.email"),
    "views.open": Method(views.open_view),
    "views.publish": Method(views.publish),
    "views.push": Method(views.push),
    "views.update": Method(views.update),
}
