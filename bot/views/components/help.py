"""The help of both commands, with examples and the subcommand nearest to an unknown word (UX-3)."""

from collections.abc import Mapping

from bot.policy.options import Options
from bot.protocol import Block
from bot.views.components.blocks import context, section
from bot.views.components.text import escaped

NO_LONGER_AVAILABLE = "That is not available any more. Use `/pmi` to see what is."
SLACK_UNAVAILABLE = "Slack did not answer me just now, so I could not do that. Please try again in a moment."

PMI_COMMANDS = {
    "/pmi": "your number, link and passcode",
    "/pmi start Weekly catch-up": "open your room, with a topic if you like",
    "/pmi invite": "your invitation, to paste, to post, or as a QR code",
    "/pmi edit": "change your number, link or passcode; `/pmi edit 555 014 2368` fills in a number",
    "/pmi join @someone": "the way into a colleague's room",
    "/pmi settings": "what holds for you, what you can choose, reminders, your calendar feed",
    "/pmi schedule Design review": "plan a meeting; the same as `/schedule`",
    "/pmi list": "your upcoming meetings; the same as `/schedule list`",
    "/pmi history": "the numbers you had before",
    "/pmi replace": "a new number and passcode at once, if yours is in the wrong hands",
    "/pmi admin": "for admins: settings, groups, people, requests, audit log, report",
    "/pmi help": "this help",
}
SCHEDULE_COMMANDS = {
    "/schedule": "plan a meeting",
    "/schedule Design review tomorrow 3pm for 45m with @someone": "the same, with what was understood filled in",
    "/schedule Stand-up every weekday 9:15 #team": "also how often, and where to post it",
    "/schedule now Weekly catch-up": "start a meeting at once; `now pmi …` and `now new …` choose its ID",
    "/schedule list": "your upcoming meetings: start, invite, edit, cancel",
    "/schedule help": "this help",
}


def schedule_help() -> list[Block]:
    """The help of `/schedule`."""
    return [section(_lines(SCHEDULE_COMMANDS)), context("Only you see these answers.")]


def pmi_help(options: Options, *, unknown: str = "", nearest: str = "") -> list[Block]:
    """The help of `/pmi`. `unknown` is a first word that is no subcommand, `nearest` the subcommand most like it."""
    return [
        *_not_understood(unknown, nearest),
        section(_lines(PMI_COMMANDS)),
        context(f"Only you see these answers.{support_text(options)}"),
    ]


def support_text(options: Options) -> str:
    """Whom to ask, to follow a sentence; empty without a support contact."""
    return f" Questions? {options.support_contact}" if options.support_contact else ""


def _not_understood(unknown: str, nearest: str) -> list[Block]:
    if not unknown:
        return []
    hint = f" Did you mean `/pmi {nearest}`?" if nearest else ""
    return [section(f"I do not know “{escaped(unknown[:40])}”.{hint}")]


def _lines(commands: Mapping[str, str]) -> str:
    return "\n".join(f"`{command}` – {what}" for command, what in commands.items())
