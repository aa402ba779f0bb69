"""mrkdwn as plain text for one reader: dates in their zone and language, mentions as @name, links collected."""

import html
import re
from zoneinfo import ZoneInfo

from bot.sandbox.client.dates import written
from bot.sandbox.workspace.workspace import Workspace

_TOKEN = re.compile(r"<([^<>\n]+)>")
_MARKS = re.compile(r"(?<![\w*_~`])(?P<mark>\*|_|~|```|`)(?=\S)(?P<inner>.+?)(?<=\S)(?P=mark)(?![\w*_~`])", re.DOTALL)


class PlainText:
    """Makes plain text for one reader. `links` collects the links on the way: label → URL."""

    def __init__(self, workspace: Workspace, user_id: str) -> None:
        self.links: dict[str, str] = {}
        self._workspace = workspace
        self._reader = workspace.person(user_id)

    def of(self, text: object) -> str:
        """The text of a text object or of a string of mrkdwn; empty for anything else."""
        if isinstance(text, dict):
            inner = str(text.get("text", ""))
            return inner if text.get("type") == "plain_text" else self.mrkdwn(inner)
        return self.mrkdwn(text) if isinstance(text, str) else ""

    def mrkdwn(self, text: str) -> str:
        """The text of a string of mrkdwn."""
        bare = _without_marks(_TOKEN.sub(lambda found: self._token(found[1]), text))
        return html.unescape(bare)

    def _token(self, token: str) -> str:
        if token.startswith("!date^"):
            return self._date(token)
        target, _, label = token.partition("|")
        if target.startswith("@"):
            person = self._workspace.people.get(target[1:])
            return f"@{person.shown_name if person else label or target[1:]}"
        if target.startswith("#"):
            channel = self._workspace.channels.get(target[1:])
            return f"#{channel.name if channel else label or target[1:]}"
        if target.startswith("!"):
            return label or "@" + target[1:].partition("^")[0]
        address = html.unescape(target)
        self.links[html.unescape(label) or address] = address
        return label or target.removeprefix("mailto:")

    def _date(self, token: str) -> str:
        command, _, fallback = token.partition("|")
        parts = command.split("^")
        try:
            now, zone = self._workspace.clock.now(), ZoneInfo(self._reader.tz)
            shown = written(parts[1], parts[2], zone=zone, now=now, language=self._reader.locale)
        except (ValueError, IndexError):
            shown = fallback
        if len(parts) > 3:  # noqa: PLR2004 (the fourth part of a date token is its link)
            self.links[shown] = html.unescape(parts[3])
        return shown


def _without_marks(text: str) -> str:
    while (bare := _MARKS.sub(lambda found: found["inner"], text)) != text:
        text = bare
    return text
