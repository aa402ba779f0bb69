"""The table of Web API methods: name, function, and the kind of token it takes."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.sandbox.errors import Json
from bot.sandbox.webapi import apps, chat, conversations, files, users, views
from bot.sandbox.webapi.args import Args
from bot.sandbox.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Method:
    """`run` is called under the workspace's lock; `caller` says whose token it takes: `bot`, `app` or `anybody`."""

    run: Callable[[Workspace, Args], Json]
    caller: str = "bot"


METHODS: dict[str, Method] = {
    "api.test": Method(apps.api_test, caller="anybody"),
    "apps.connections.open": Method(apps.connections_open, caller="app"),
    "auth.revoke": Method(apps.auth_revoke),
    "auth.test": Method(apps.auth_test),
    "calls.add": Method(apps.calls_add),
    "calls.end": Method(apps.calls_end),
    "chat.delete": Method(chat.delete),
    "chat.getPermalink": Method(chat.get_permalink),
    "chat.postEphemeral": Method(chat.post_ephemeral),
    "chat.postMessage": Method(chat.post_message),
    "chat.update": Method(chat.update),
    "conversations.history": Method(conversations.history),
    "conversations.info": Method(conversations.info),
    "conversations.list": Method(conversations.list_conversations),
    "conversations.members": Method(conversations.members),
    "conversations.open": Method(conversations.open_direct),
    "conversations.replies": Method(conversations.replies),
    "files.completeUploadExternal": Method(files.complete_upload),
    "files.getUploadURLExternal": Method(files.get_upload_url),
    "files.info": Method(files.info),
    "team.info": Method(apps.team_info),
    "usergroups.list": Method(users.usergroups),
    "usergroups.users.list": Method(users.usergroup_users),
    "users.info": Method(users.info),
    "users.list": Method(users.list_users),
    "users.lookupByEmail": Method(users.lookup_by_email),
    "views.open": Method(views.open_view),
    "views.publish": Method(views.publish),
    "views.push": Method(views.push),
    "views.update": Method(views.update),
}
