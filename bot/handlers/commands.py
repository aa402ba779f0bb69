"""The first word behind a slash command chooses the handler; what means nothing gets the help (UX-3)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches

from bot.exchange import Handler, Replies, Request, Say
from bot.handlers.desk import Desk
from bot.handlers.payloads import as_typed
from bot.views.help import pmi_help, schedule_help


@dataclass(frozen=True, slots=True)
class PmiCommand:
    """`/pmi`. The empty word stands for the bare command."""

    desk: Desk
    subcommands: Mapping[str, Handler]

    def __call__(self, request: Request) -> Replies:
        """Hand the rest of the text to the subcommand."""
        word, _, rest = request.text.strip().partition(" ")
        handler = self.subcommands.get(word.lower())
        if handler is not None:
            return handler(replace(request, text=rest.strip()) if word else request)
        self.desk.meet(request)
        if word.lower() == "help":
            return [Say("How to use PMI Bot", pmi_help(self.desk.terms))]
        help_ = pmi_help(self.desk.terms, unknown=as_typed(word), nearest=self._nearest(word.lower()))
        return [Say("How to use PMI Bot", help_)]

    def _nearest(self, word: str) -> str:
        """The subcommand that begins so, else the one most like it; empty where none is."""
        words = [*filter(None, self.subcommands), "help"]
        begun = [known for known in words if word and known.startswith(word)]
        return next(iter([*begun, *get_close_matches(word, words, n=1)]), "")


@dataclass(frozen=True, slots=True)
class ScheduleCommand:
    """`/schedule`. What is no subcommand is text for the form (MEET-2); so is “list of guests” or “help desk”.

    `alone` are words behind which nothing may follow, `before_text` those that something may.
    """

    desk: Desk
    alone: Mapping[str, Handler]
    before_text: Mapping[str, Handler]
    form: Handler

    def __call__(self, request: Request) -> Replies:
        """Hand the rest of the text to the subcommand; everything else opens the form."""
        text = request.text.strip()
        if text.lower() == "help":
            self.desk.meet(request)
            return [Say("How to schedule meetings", schedule_help())]
        if (handler := self.alone.get(text.lower())) is not None:
            return handler(request)
        word, _, rest = text.partition(" ")
        handler = self.before_text.get(word.lower())
        return self.form(request) if handler is None else handler(replace(request, text=rest.strip()))
