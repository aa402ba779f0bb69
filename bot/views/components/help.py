"""The help of both commands, with examples and the subcommand nearest to an unknown word (UX-3)."""

from collections.abc import Mapping

from bot.i18n.messages import Message, say
from bot.i18n.messages import gettext as _
from bot.i18n.messages import gettext_noop as N_
from bot.policy.options import Options
from bot.protocol import Block
from bot.views.components.blocks import context, section
from bot.views.components.text import escaped

NO_LONGER_AVAILABLE = N_("That is not available any more. Use `/pmi` to see what is.")
SLACK_UNAVAILABLE = N_("Slack did not answer me just now, so I could not do that. Please try again in a moment.")

PMI_COMMANDS: Mapping[str, Message] = {
    "`/pmi`": N_("your number, link and passcode"),
    "`/pmi start {catch_up}`": N_("start your room, with a topic if you like"),
    "`/pmi invite`": N_("your invitation, to paste, to post, or as a QR code"),
    "`/pmi edit`": N_("change your number, link or passcode; `/pmi edit 555 014 2368` fills in a number"),
    "`/pmi join {someone}`": N_("join a colleague’s room"),
    "`/pmi settings`": N_("your settings, reminders and calendar feed"),
    "`/pmi schedule {review}`": N_("schedule a meeting; the same as `/schedule`"),
    "`/pmi list`": N_("your upcoming meetings; the same as `/schedule list`"),
    "`/pmi history`": N_("the numbers you had before"),
    "`/pmi replace`": N_("a new number and passcode at once, if yours is in the wrong hands"),
    "`/pmi admin`": N_("for admins: settings, groups, people, requests, audit log, report"),
    "`/pmi help`": N_("this help"),
}
"""What each does; `_EXAMPLES` stand in the braces."""
SCHEDULE_COMMANDS: Mapping[str | Message, Message] = {
    "`/schedule`": N_("schedule a meeting"),
    # Translators: a sentence as people of this language type it; the words behind the topic are read (docs/languages.md).
    N_("`/schedule Design review tomorrow 3pm for 45m with @someone`"): N_(
        "the same, with what was understood filled in"
    ),
    # Translators: a sentence as people of this language type it; the words behind the topic are read (docs/languages.md).
    N_("`/schedule Stand-up every weekday 9:15 #team`"): N_("also how often, and where to post it"),
    "`/schedule now {catch_up}`": N_("start a meeting at once; `now pmi …` and `now new …` choose its ID"),
    "`/schedule list`": N_("your upcoming meetings: start, invite, edit, cancel"),
    "`/schedule help`": N_("this help"),
}
_EXAMPLES: Mapping[str, Message] = {
    "catch_up": N_("Weekly catch-up"),
    "review": N_("Design review"),
    "someone": N_("@someone"),
}
"""What people type behind a command: topics of meetings, and a mention."""


def schedule_help() -> list[Block]:
    """The help of `/schedule`."""
    return [section(_lines(SCHEDULE_COMMANDS)), context(_("Only you see these answers."))]


def pmi_help(options: Options, *, unknown: str = "", nearest: str = "") -> list[Block]:
    """The help of `/pmi`. `unknown` is a first word that is no subcommand, `nearest` the subcommand most like it."""
    return [
        *_not_understood(unknown, nearest),
        section(_lines(PMI_COMMANDS)),
        context(_("Only you see these answers.") + support_text(options)),
    ]


def support_text(options: Options) -> str:
    """Whom to ask, to follow a sentence; empty without a support contact."""
    return " " + _("Questions? {contact}", contact=options.support_contact) if options.support_contact else ""


def _not_understood(unknown: str, nearest: str) -> list[Block]:
    word = escaped(unknown[:40])
    if not word:
        return []
    if not nearest:
        return [section(_("I do not know “{word}”.", word=word))]
    return [section(_("I do not know “{word}”. Did you mean `/pmi {command}`?", word=word, command=nearest))]


def _lines(commands: Mapping[str, Message] | Mapping[str | Message, Message]) -> str:
    examples = {name: say(example) for name, example in _EXAMPLES.items()}

    def typed(command: str | Message) -> str:
        return say(command) if isinstance(command, Message) else command.format_map(examples)

    return "\n".join(f"{typed(command)} – {say(what)}" for command, what in commands.items())
