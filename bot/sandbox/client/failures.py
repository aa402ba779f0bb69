"""What Slack shows to a person when the app fails. Callers hold the workspace's lock."""

from bot.sandbox.client.payloads import Surface
from bot.sandbox.workspace.messages import Message
from bot.sandbox.workspace.people import SLACKBOT
from bot.sandbox.workspace.views import View
from bot.sandbox.workspace.workspace import Workspace

CONNECTION_ERROR = "We had some trouble connecting. Try again?"
"""Slack's text beside a button or in a modal whose app failed."""


def notice(workspace: Workspace, person: str, channel: str, text: str) -> None:
    """Post an ephemeral message of Slackbot's."""
    ts = workspace.new_ts()
    workspace.messages.add(Message(channel, ts, SLACKBOT, text, ephemeral_to=person))


def failed(workspace: Workspace, person: str, channel: str, text: str, detail: str) -> None:
    """Report a failed command or shortcut by Slackbot, and record it with `detail`."""
    workspace.record_visible_error(person, text, detail)
    notice(workspace, person, channel, text)


def show_warning(person: str, surface: Surface, text: str) -> None:
    """Show Slack's warning on a surface of this person; an empty text removes it, because they try again."""
    if isinstance(surface, View):
        surface.visible_error = text
    else:
        surface.failures[person] = text


def show_failure(workspace: Workspace, person: str, surface: Surface, detail: str) -> None:
    """Warn of an app that answers late, badly or not at all, and record it with `detail`."""
    show_warning(person, surface, CONNECTION_ERROR)
    workspace.record_visible_error(person, CONNECTION_ERROR, detail)
