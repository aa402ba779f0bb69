"""What Slack shows to a person when the app fails. Callers hold the workspace's lock."""

from bot.sandbox.client.payloads import Surface
from bot.sandbox.client.response_actions import CONNECTION_ERROR
from bot.sandbox.workspace.messages import Message
from bot.sandbox.workspace.people import SLACKBOT
from bot.sandbox.workspace.views import View
from bot.sandbox.workspace.workspace import Workspace


def notice(workspace: Workspace, person: str, channel: str, text: str) -> None:
    """Post an ephemeral message of Slackbot's."""
    ts = workspace.new_ts()
    workspace.messages.add(Message(channel, ts, SLACKBOT, text, ephemeral_to=person))


def failed(workspace: Workspace, person: str, channel: str, text: str, detail: str) -> None:
    """Report a failed command or shortcut by Slackbot, and record it with `detail`."""
    workspace.record_visible_error(person, text, detail)
    notice(workspace, person, channel, text)


def show_failure(workspace: Workspace, person: str, surface: Surface, detail: str) -> None:
    """Show Slack's warning beside a button that did not work, and record it with `detail`."""
    if isinstance(surface, View):
        surface.visible_error = CONNECTION_ERROR
    else:
        surface.failures[person] = CONNECTION_ERROR
    workspace.record_visible_error(person, CONNECTION_ERROR, detail)


def forget_failure(person: str, surface: Surface) -> None:
    """Remove the warning, because the person tries again."""
    if isinstance(surface, View):
        surface.visible_error = ""
    else:
        surface.failures.pop(person, None)
