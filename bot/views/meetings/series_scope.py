"""The question how much of a series is meant: this one, this and the following, or all (MEET-5)."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.i18n.messages import gettext as _
from bot.policy.invitations.invitations import MeetingView, iso_minute
from bot.policy.meetings.meetings import Occurrence
from bot.protocol import Block, View
from bot.views.components.blocks import context, modal, section
from bot.views.components.inputs import input_block, option, radio, select
from bot.views.components.view_state import selected_value
from bot.views.meetings.form import SCOPE_ALL, SCOPE_FOLLOWING, SCOPE_ONE
from bot.views.meetings.list import versioned_key
from bot.views.meetings.text import day_and_time, summary_text

EDIT_FORM, CANCEL_FORM = "meeting_edit_scope", "meeting_cancel_scope"
MAX_OFFERED = 50
_SCOPE_BLOCK, _OCCURRENCE_BLOCK = "scope", "which"


def scope_form(shown: MeetingView, upcoming: Sequence[Occurrence], *, cancelling: bool) -> View:
    """The form for the present version of the meeting. `upcoming`: the occurrences to choose from, the next one first."""
    some = [option(_("This one"), SCOPE_ONE), option(_("This and the following"), SCOPE_FOLLOWING)] if upcoming else []
    offered = [*some, option(_("All"), SCOPE_ALL)]
    blocks = [
        section(summary_text(shown)),
        input_block(_SCOPE_BLOCK, _("Which occurrences?"), radio(offered, offered[0]["value"])),
        *([_occurrence_input(upcoming)] if len(upcoming) > 1 else []),
    ]
    if cancelling:
        blocks.append(context(_("Everyone who was invited is told.")))
    return modal(
        # Translators: at most 24 characters, as are all of these.
        _("Cancel meeting") if cancelling else _("Edit meeting"),
        blocks,
        callback=CANCEL_FORM if cancelling else EDIT_FORM,
        # Translators: at most 24 characters.
        submit=_("Cancel meeting") if cancelling else _("Continue"),
        # Translators: at most 24 characters; of a meeting that is not cancelled after all.
        close=_("Keep it") if cancelling else "",
        metadata=f"{versioned_key(shown.meeting)}.{iso_minute(upcoming[0].planned) if upcoming else ''}",
    )


def _occurrence_input(upcoming: Sequence[Occurrence]) -> Block:
    """Dates are on the wall clock of the meeting, as in its form."""
    offered = [option(day_and_time(each.local_start), iso_minute(each.planned)) for each in upcoming]
    hint = _("For “This one” and “This and the following”.")
    return input_block(_OCCURRENCE_BLOCK, _("Which one?"), select(offered, offered[0]["value"]), hint=hint)


def read_target(view: Mapping[str, Any]) -> str:
    """A meeting, the version that was seen, and the occurrence that was chosen, as text. It may be any text (section 12 of the rules)."""
    metadata = str(view.get("private_metadata", ""))
    occurrence = selected_value(view, _OCCURRENCE_BLOCK)
    return ".".join([*metadata.split(".")[:2], occurrence]) if occurrence else metadata


def read_scope(view: Mapping[str, Any]) -> str:
    """How much of the series was chosen."""
    return selected_value(view, _SCOPE_BLOCK)
