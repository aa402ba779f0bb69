"""The first word behind a slash command chooses the handler; what means nothing gets the help (UX-3)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches

from bot.handlers.request.context import HandlerContext
from bot.handlers.request.payloads import unescape_mentions
from bot.i18n.messages import gettext as _
from bot.protocol import Handler, PrivateReply, Replies, Request
from bot.views.components.help import pmi_help, schedule_help


@dataclass(frozen=True, slots=True)
class PmiCommand:
    """`/pmi`. The empty word stands for the bare command."""

    context: HandlerContext
    subcommands: Mapping[str, Handler]

    def __call__(self, request: Request) -> Replies:
        """Hand the rest of the text to the subcommand."""
        word, _space, rest = request.text.strip().partition(" ")
        handler = self.subcommands.get(word.lower())
        if handler is not None:
            return handler(replace(request, text=rest.strip()) if word else request)
        self.context.record_activity(request)
        if word.lower() == "help":
            return [PrivateReply(_("How to use PMI Bot"), pmi_help(self.context.options))]
        help_ = pmi_help(
            self.context.options, unknown=unescape_mentions(word), nearest=self._closest_subcommand(word.lower())
        )
        return [PrivateReply(_("How to use PMI Bot"), help_)]

    def _closest_subcommand(self, word: str) -> str:
        """The subcommand that begins so, else the one most like it; empty where none is."""
        words = [*filter(None, self.subcommands), "help"]
        prefixed = [known for known in words if word and known.startswith(word)]
        return next(iter([*prefixed, *get_close_matches(word, words, n=1)]), "")


@dataclass(frozen=True, slots=True)
class ScheduleCommand:
    """`/schedule`. What is no subcommand is text for the form (MEET-2); so is “list of guests” or “help desk”.

    `exact_subcommands` are words behind which nothing may follow, `prefix_subcommands` those that something may.
    """

    context: HandlerContext
    exact_subcommands: Mapping[str, Handler]
    prefix_subcommands: Mapping[str, Handler]
    open_form: Handler

    def __call__(self, request: Request) -> Replies:
        """Hand the rest of the text to the subcommand; everything else opens the form."""
        text = request.text.strip()
        if text.lower() == "help":
            self.context.record_activity(request)
            return [PrivateReply(_("How to schedule meetings"), schedule_help())]
        if (handler := self.exact_subcommands.get(text.lower())) is not None:
            return handler(request)
        word, _space, rest = text.partition(" ")
        handler = self.prefix_subcommands.get(word.lower())
        return self.open_form(request) if handler is None else handler(replace(request, text=rest.strip()))
