"""What a person gets to see when the app did not do its part. Callers hold the workspace's lock."""

from bot.sandbox.client.payloads import Surface
from bot.sandbox.client.response_actions import CONNECTION_ERROR
from bot.sandbox.workspace.messages import Message
from bot.sandbox.workspace.people import SLACKBOT
from bot.sandbox.workspace.views import View
from bot.sandbox.workspace.workspace import Workspace


def notice(workspace: Workspace, person: str, channel: str, text: str) -> None:
    """Slackbot says something to one person alone."""
    ts = workspace.new_ts()
    workspace.messages.add(Message(channel, ts, SLACKBOT, text, ephemeral_to=person))


def failed(workspace: Workspace, person: str, channel: str, text: str, detail: str) -> None:
    """A command or shortcut did not work: Slackbot says so, and it is recorded with the reason."""
    workspace.record_visible_error(person, text, detail)
    notice(workspace, person, channel, text)


def show_failure(workspace: Workspace, person: str, surface: Surface, detail: str) -> None:
    """A press did not work: Slack's warning stands beside it, and it is recorded with the reason."""
    if isinstance(surface, View):
        surface.visible_error = CONNECTION_ERROR
    else:
        surface.failures[person] = CONNECTION_ERROR
    workspace.record_visible_error(person, CONNECTION_ERROR, detail)


def forget_failure(person: str, surface: Surface) -> None:
    """The person tries again: the warning goes."""
    if isinstance(surface, View):
        surface.visible_error = ""
    else:
        surface.failures.pop(person, None)
