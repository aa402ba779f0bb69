"""The question how much of a series is meant: this one, this and the following, or all (MEET-5)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from bot.exchange import Block, View
from bot.policy.invitations import minute
from bot.policy.meetings import Occurrence
from bot.policy.recurrence_texts import day_in_words
from bot.policy.shown_meetings import Shown
from bot.views.blocks import context, modal, section
from bot.views.forms import chosen, field, option, radio, select
from bot.views.meeting_forms import ALL, FOLLOWING, ONE
from bot.views.meeting_words import about

EDIT_FORM, CANCEL_FORM = "meeting_edit_scope", "meeting_cancel_scope"
MOST_OFFERED = 50
_SCOPE, _WHICH = "scope", "which"


def question(shown: Shown, upcoming: Sequence[Occurrence], *, cancelling: bool) -> View:
    """The form, as of this version of the meeting. `upcoming`: those of which one may be meant, the next one first."""
    offered = [
        *([option("This one", ONE), option("This and the following", FOLLOWING)] if upcoming else []),
        option("All", ALL),
    ]
    blocks = [
        section(about(shown)),
        field(_SCOPE, "How much of it?", radio(offered, offered[0]["value"])),
        *([_which(upcoming)] if len(upcoming) > 1 else []),
    ]
    if cancelling:
        blocks.append(context("Whoever was invited is told."))
    return modal(
        "Cancel meeting" if cancelling else "Edit meeting",
        blocks,
        callback=CANCEL_FORM if cancelling else EDIT_FORM,
        submit="Cancel meeting" if cancelling else "Go on",
        close="Keep it" if cancelling else "Cancel",
        metadata=target(shown, minute(upcoming[0].planned) if upcoming else ""),
    )


def _which(upcoming: Sequence[Occurrence]) -> Block:
    """On the wall clock of the meeting, as its form shows it."""
    offered = [option(_day(each.start), minute(each.planned)) for each in upcoming]
    hint = "Of “This one” and “This and the following”."
    return field(_WHICH, "Which one?", select(offered, offered[0]["value"]), hint=hint)


def _day(start: datetime) -> str:
    return f"{start:%A}, {day_in_words(start.date())}, {start:%H:%M}"


def target(shown: Shown, planned: str) -> str:
    """Which meeting, as of which version, and which occurrence of it."""
    return f"{shown.meeting.key}.{shown.meeting.version}.{planned}"


def target_of(view: Mapping[str, Any]) -> str:
    """The same, as it was chosen; whatever came back (section 12)."""
    remembered = str(view.get("private_metadata", ""))
    which = chosen(view, _WHICH)
    return ".".join([*remembered.split(".")[:2], which]) if which else remembered


def scope(view: Mapping[str, Any]) -> str:
    """What was chosen."""
    return chosen(view, _SCOPE)
