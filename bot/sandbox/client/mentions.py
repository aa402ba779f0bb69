"""Turns names of people and channels in typed text into mentions, as Slack's composer does."""

import re

from bot.sandbox.workspace.workspace import Workspace

_CHANNEL = re.compile(r"(?<![\w<])#([\w-]+)")


def with_mentions(workspace: Workspace, text: str, *, labelled: bool) -> str:
    """`@Mia` and `#general` as Slack's tokens; `labelled` as in escaped slash commands: `<@U0MIA|mia>`."""
    with_people = _people(workspace, text, labelled=labelled)
    return _CHANNEL.sub(lambda found: _channel(workspace, found[0], labelled=labelled), with_people)


def _people(workspace: Workspace, text: str, *, labelled: bool) -> str:
    by_name = {}
    for person in workspace.people.values():
        token = f"<@{person.id}|{person.name}>" if labelled else f"<@{person.id}>"
        for name in (person.shown_name, person.real_name, person.name):
            by_name[name.casefold()] = token
    names = sorted(by_name, key=len, reverse=True)
    pattern = re.compile(r"(?<![\w<])@(" + "|".join(map(re.escape, names)) + r")(?!\w)", re.IGNORECASE)
    return pattern.sub(lambda found: by_name[found[1].casefold()], text)


def _channel(workspace: Workspace, written: str, *, labelled: bool) -> str:
    channel = workspace.channels.named(written)
    if channel is None:
        return written
    return f"<#{channel.id}|{channel.name}>" if labelled else f"<#{channel.id}>"
