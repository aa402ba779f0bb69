"""The recorded workspace, restored in a sandbox, and payloads with the ids that Slack makes anew with each interaction."""

from dataclasses import asdict
from typing import Any

from bot.sandbox.workspace.channels import Channel, Channels
from bot.sandbox.workspace.messages import Message, Messages
from bot.sandbox.workspace.people import Person
from bot.sandbox.workspace.views import View, Views
from bot.sandbox.workspace.workspace import Usergroup, Workspace

Json = dict[str, Any]


def restore(workspace: Workspace, recorded: Json) -> None:
    """Replace people, conversations, messages and views by the recorded ones, under their recorded ids."""
    with workspace.changing():
        workspace.people = {each["id"]: Person(**each) for each in recorded["people"]}
        workspace.channels = Channels(workspace.ids)
        for channel in recorded["channels"]:
            workspace.channels.add(Channel(**{**channel, "members": set(channel["members"])}))
        workspace.messages, workspace.views = Messages(), Views()
        for message in recorded["messages"]:
            workspace.messages.add(Message(**message))
        workspace.usergroups = {each["id"]: Usergroup(**each) for each in recorded["usergroups"]}
        workspace.calls.clear()


def contents(workspace: Workspace) -> Json:
    """What `restore` needs, to be recorded."""
    return {
        "people": [asdict(each) for each in workspace.people.values()],
        "channels": [{**asdict(each), "members": sorted(each.members)} for each in workspace.channels],
        "messages": [asdict(each) for each in workspace.messages],
        "usergroups": [asdict(each) for each in workspace.usergroups.values()],
    }


def made_current(workspace: Workspace, payload: Json, below: list[Json]) -> Json:
    """A recorded payload as Slack would send it now: its view is open, trigger and response URL are fresh.

    `below`: the views that lie under it, the lowest first.
    """
    user = payload["user_id"] if "user_id" in payload else payload["user"]["id"]
    channel = payload["channel_id"] if "channel_id" in payload else payload.get("channel", {}).get("id", "")
    view = payload.get("view")
    with workspace.changing():
        if view is not None:
            _open(workspace, user, [*below, view])
        fresh: Json = {}
        if "trigger_id" in payload:
            view_id = view["id"] if view else ""
            fresh["trigger_id"] = workspace.interaction_tokens.issue_trigger(
                user, view_id=view_id, conversation=channel
            )
        if "response_url" in payload:
            place = payload.get("container", {}).get("message_ts", "")
            url = workspace.interaction_tokens.issue_response_url(user, channel, place)
            fresh["response_url"] = f"{workspace.address}/response/{url}"
    return {**payload, **fresh}


def _open(workspace: Workspace, user: str, views: list[Json]) -> None:
    workspace.views.clear(user)
    for each in views:
        body = {key: each[key] for key in _BODY if each[key]}
        view = View(each["id"], user, body, each["hash"], each["state"]["values"])
        if view.kind == "home":
            workspace.views.homes[user] = view
        elif workspace.views.top(user) is None:
            workspace.views.open(view)
        else:
            workspace.views.push(view)


_BODY = (
    *("type", "title", "blocks", "close", "submit", "clear_on_close", "notify_on_close"),
    *("private_metadata", "callback_id", "external_id"),
)


def calls(workspace: Workspace) -> list[tuple[str, Json]]:
    """The bot's calls to Slack with their arguments, in order."""
    with workspace.lock:
        return [(call.method, call.args) for call in workspace.calls]
