"""Makes the payloads of commands, presses, forms and shortcuts that Slack sends to the app. It delivers nothing."""

from copy import deepcopy

from bot.sandbox.blockkit.inputs import state_values, value_in, value_object
from bot.sandbox.errors import Json
from bot.sandbox.workspace.channels import Channel
from bot.sandbox.workspace.messages import Message
from bot.sandbox.workspace.views import View
from bot.sandbox.workspace.workspace import Workspace

Surface = Message | View


class Payloads:
    """Makes the payloads of one person's actions. Callers hold the workspace's lock."""

    def __init__(self, workspace: Workspace, user_id: str) -> None:
        self._workspace = workspace
        self._user_id = user_id

    def command(self, command: str, text: str, channel: Channel, response_id: str) -> Json:
        """A slash command's form fields."""
        return {
            "token": "legacy",
            "team_id": self._workspace.team_id,
            "team_domain": self._workspace.team_name.lower(),
            "channel_id": channel.id,
            "channel_name": channel.command_name,
            "user_id": self._user_id,
            "user_name": self._workspace.people[self._user_id].name,
            "command": command,
            "text": text,
            "api_app_id": self._workspace.app_id,
            "is_enterprise_install": "false",
            "response_url": self._response_url(response_id),
            "trigger_id": self._trigger(conversation=channel.id),
        }

    def press(self, surface: Surface, action: Json) -> Json:
        """block_actions: a press, or a new value of an input that dispatches."""
        payload = self._base("block_actions") | self._surface(surface) | {"actions": [action]}
        if isinstance(surface, Message):
            payload |= {
                "response_url": self._new_response_url(surface.channel, surface.ts),
                "trigger_id": self._trigger(conversation=surface.channel),
                "state": {"values": deepcopy(state_of(surface, self._user_id))},
            }
        else:
            payload["trigger_id"] = self._trigger(view_id=surface.id, conversation=surface.conversation)
        return payload

    def options(self, surface: Surface, block_id: str, action_id: str, query: str) -> Json:
        """block_suggestion: an external select asks for options while somebody types."""
        typed = {"block_id": block_id, "action_id": action_id, "value": query}
        return self._base("block_suggestion") | self._surface(surface) | typed

    def submission(self, view: View) -> Json:
        """view_submission."""
        return self._base("view_submission") | {
            "trigger_id": self._trigger(view_id=view.id, conversation=view.conversation),
            "view": view.to_slack(),
            "response_urls": self._chosen_urls(view),
        }

    def closed(self, view: View, *, is_cleared: bool) -> Json:
        """view_closed."""
        return self._base("view_closed") | {"view": view.to_slack(), "is_cleared": is_cleared}

    def shortcut(self, callback_id: str, conversation: str) -> Json:
        """A global shortcut: no channel, no response URL."""
        trigger = self._trigger(conversation=conversation)
        return self._base("shortcut") | {
            "callback_id": callback_id,
            "action_ts": self._workspace.new_ts(),
            "trigger_id": trigger,
        }

    def message_shortcut(self, callback_id: str, message: Message) -> Json:
        """A shortcut from a message's menu."""
        channel = self._workspace.channels.find(message.channel)
        return self._base("message_action") | {
            "callback_id": callback_id,
            "action_ts": self._workspace.new_ts(),
            "message_ts": message.ts,
            "trigger_id": self._trigger(conversation=channel.id),
            "response_url": self._new_response_url(channel.id),
            "channel": {"id": channel.id, "name": channel.command_name},
            "message": message.to_slack(),
        }

    def action(self, block: Json, element: Json, chosen: object) -> Json:
        """The one entry of `actions`. `chosen`: an overflow's option, or what an input now holds."""
        action: Json = {
            "type": element["type"],
            "block_id": block["block_id"],
            "action_id": element["action_id"],
            "action_ts": self._workspace.new_ts(),
        }
        if element["type"] in {"button", "workflow_button", "icon_button"}:
            return action | {key: element[key] for key in ("text", "value", "style") if key in element}
        if element["type"] == "overflow":
            return action | {"selected_option": chosen}
        return action | value_object(element, chosen)

    def _base(self, kind: str) -> Json:
        person = self._workspace.people[self._user_id]
        return {
            "type": kind,
            "team": {"id": self._workspace.team_id, "domain": self._workspace.team_name.lower()},
            "user": {"id": person.id, "username": person.name, "name": person.name, "team_id": person.team_id},
            "api_app_id": self._workspace.app_id,
            "token": "legacy",
            "enterprise": None,
            "is_enterprise_install": False,
        }

    def _surface(self, surface: Surface) -> Json:
        if isinstance(surface, View):
            container = {"type": "view", "view_id": surface.id}
            return {"container": container, "view": surface.to_slack()}
        channel = self._workspace.channels.find(surface.channel)
        payload: Json = {
            "container": {
                "type": "message",
                "message_ts": surface.ts,
                "channel_id": channel.id,
                "is_ephemeral": surface.ephemeral_to is not None,
            },
            "channel": {"id": channel.id, "name": channel.command_name},
        }
        if surface.ephemeral_to is None:  # of an ephemeral message Slack sends only the channel and the ts
            payload["message"] = surface.to_slack()
        return payload

    def _chosen_urls(self, view: View) -> list[Json]:
        urls: list[Json] = []
        for block in view.blocks:
            element = block.get("element", {}) if block["type"] == "input" else {}
            channel = value_in(view.state, block["block_id"], element) if element.get("response_url_enabled") else None
            if channel:
                chosen = {"block_id": block["block_id"], "action_id": element["action_id"], "channel_id": channel}
                urls.append(chosen | {"response_url": self._new_response_url(str(channel))})
        return urls

    def _trigger(self, *, view_id: str = "", conversation: str = "") -> str:
        tokens = self._workspace.interaction_tokens
        return tokens.issue_trigger(self._user_id, view_id=view_id, conversation=conversation)

    def _new_response_url(self, channel: str, message_ts: str = "") -> str:
        tokens = self._workspace.interaction_tokens
        return self._response_url(tokens.issue_response_url(self._user_id, channel, message_ts))

    def _response_url(self, url_id: str) -> str:
        return f"{self._workspace.address}/response/{url_id}"


def state_of(surface: Surface, user_id: str) -> dict[str, dict[str, Json]]:
    """The values of the inputs of a view or message for this person: block_id → action_id → value object."""
    if isinstance(surface, View):
        return surface.state
    surface.state[user_id] = state_values(surface.blocks, surface.state.get(user_id), surface.channel)
    return surface.state[user_id]
