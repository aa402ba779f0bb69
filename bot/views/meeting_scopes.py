"""The question how much of a series is meant: this one, this and the following, or all (MEET-5)."""

from collections.abc import Mapping
from typing import Any

from bot.exchange import View
from bot.policy.invitations import minute
from bot.policy.shown_meetings import Shown
from bot.views.blocks import context, escaped, modal, section
from bot.views.forms import chosen, field, option, radio
from bot.views.meeting_forms import ALL, FOLLOWING, ONE
from bot.views.meeting_words import about, title

EDIT_FORM, CANCEL_FORM = "meeting_edit_scope", "meeting_cancel_scope"
_SCOPE = "scope"


def question(shown: Shown, *, cancelling: bool) -> View:
    """The form. It knows which occurrence is the next one, as of this version of the meeting."""
    planned = minute(shown.occurrence.planned) if shown.occurrence else ""
    offered = [
        *([option("This one", ONE), option("This and the following", FOLLOWING)] if planned else []),
        option("All", ALL),
    ]
    what = f"Cancel “{escaped(title(shown))}”?" if cancelling else f"Edit “{escaped(title(shown))}”"
    blocks = [
        section(f"*{what}*\n{about(shown)}"),
        field(_SCOPE, "How much of it?", radio(offered, offered[0]["value"])),
    ]
    if cancelling:
        blocks.append(context("Whoever was invited is told."))
    return modal(
        "Cancel meeting" if cancelling else "Edit meeting",
        blocks,
        callback=CANCEL_FORM if cancelling else EDIT_FORM,
        submit="Cancel meeting" if cancelling else "Go on",
        close="Keep it" if cancelling else "Cancel",
        metadata=target(shown, planned),
    )


def target(shown: Shown, planned: str) -> str:
    """Which meeting, as of which version, and which occurrence of it."""
    return f"{shown.meeting.key}.{shown.meeting.version}.{planned}"


def scope(view: Mapping[str, Any]) -> str:
    """What was chosen."""
    return chosen(view, _SCOPE)
