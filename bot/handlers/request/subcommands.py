"""The first word behind a slash command chooses the handler; what means nothing gets the help (UX-3)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches

from bot.handlers.request.context import HandlerContext
from bot.handlers.request.payloads import first_action, unescape_mentions
from bot.handlers.request.routing import action
from bot.i18n.messages import gettext as _
from bot.policy.values.typing_slips import is_slip, is_swapped
from bot.policy.values.zone_data import UTC_NAME
from bot.protocol import Handler, PrivateReply, Replies, Request
from bot.use_cases.meetings.phrases import read_phrase
from bot.views.components.help import pmi_help, schedule_help
from bot.views.meetings import near_misses as near_miss_views

LIST = "list"
MANAGING_WORDS = {"cancel", "change", "delete", "edit", "move", "remove", "reschedule", "update"}
"""What people do to a meeting that there is already."""
FEW_WORDS = 4
LONGEST_NEAR_MISS = 200


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

    A near miss is asked about (UX-3): one word with one slip in it (“hepl”), and with more words behind it one whose
    neighbouring letters are swapped (“lsit mine”, “nwo Stand-up”), for that is no word of its own; and “cancel”, “edit” and
    their kind in a few words, which the buttons of the list do. A text that says anything of a time is never asked about:
    “Edit workshop tomorrow 9:00”, “List of risks friday 10:00”. Who is asked for nothing (“Lisa”, “Change management”) presses
    once more, and who was not asked sees the form before anything is saved.
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
        if handler is not None:
            return handler(replace(request, text=rest.strip()))
        if meant := self._meant(request):
            return self._ask(request, meant)
        return self.open_form(request)

    @action(near_miss_views.RUN_SUBCOMMAND)
    def run_meant(self, request: Request) -> Replies:
        """The button with the subcommand that was meant."""
        return self(_with_text_of_button(request))

    @action(near_miss_views.SCHEDULE_CALLED)
    def schedule_called(self, request: Request) -> Replies:
        """**“Schedule a meeting called “…””**: the form, as if nothing had been asked."""
        return self.open_form(_with_text_of_button(request))

    def _meant(self, request: Request) -> str:
        """The subcommand that was probably meant, with what stands behind it; empty where the text is for the form."""
        words = request.text.split()
        if not words or len(request.text) > LONGEST_NEAR_MISS:
            return ""
        subcommand = self._near_miss(words)
        return "" if not subcommand or _says_when(request) else subcommand

    def _near_miss(self, words: Sequence[str]) -> str:
        if words[0].lower() in MANAGING_WORDS:
            return LIST if len(words) <= FEW_WORDS else ""
        is_miss = is_slip if len(words) == 1 else is_swapped
        known = (*self.exact_subcommands, *self.prefix_subcommands, "help")
        found = next((each for each in known if is_miss(words[0].lower(), each)), "")
        return " ".join([found, *words[1:]]) if found in self.prefix_subcommands else found

    def _ask(self, request: Request, subcommand: str) -> Replies:
        self.context.record_activity(request)
        is_managing = request.text.split()[0].lower() in MANAGING_WORDS
        asked = (
            near_miss_views.use_the_list()
            if is_managing
            else near_miss_views.did_you_mean(unescape_mentions(subcommand))
        )
        typed = unescape_mentions(request.text)
        return [PrivateReply(asked, near_miss_views.question(asked, typed, request.text, subcommand))]


def _says_when(request: Request) -> bool:
    """Whether the text says anything of a time or a place, understood or not."""
    found = read_phrase(request.text, UTC_NAME, request.now)
    return any((found.day, found.clock, found.minutes, found.rule, found.unread, found.channel))


def _with_text_of_button(request: Request) -> Request:
    value = first_action(request).get("value")
    return replace(request, text=value.strip() if isinstance(value, str) else "")
