"""The help: short, with examples, and with the nearest match to what was not understood (UX-3)."""

from collections.abc import Mapping

from bot.exchange import Block
from bot.views.blocks import context, escaped, section

NOT_HERE_ANY_MORE = "That is not available any more. Use `/pmi` to see what is."
SLACK_IS_AWAY = "I could not ask Slack who you are just now. Nothing was changed; please try again in a moment."

PMI = {
    "/pmi": "your number, link and passcode",
    "/pmi start Weekly catch-up": "open your room, with a topic if you like",
    "/pmi help": "this help",
}


def pmi_help(*, unknown: str = "", nearest: str = "") -> list[Block]:
    """The help of `/pmi`. `unknown` is a first word that means nothing, `nearest` the subcommand most like it."""
    return [*_not_understood(unknown, nearest), section(_lines(PMI)), context("Only you see these answers.")]


def _not_understood(unknown: str, nearest: str) -> list[Block]:
    if not unknown:
        return []
    hint = f" Did you mean `/pmi {nearest}`?" if nearest else ""
    return [section(f"I do not know “{escaped(unknown[:40])}”.{hint}")]


def _lines(commands: Mapping[str, str]) -> str:
    return "\n".join(f"`{command}` – {what}" for command, what in commands.items())
