"""Reads the scheduling form that came back; it must not know how the form looks."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, time
from typing import Any, TypeVar

from bot.i18n.messages import gettext as _
from bot.policy.ids import UserId
from bot.policy.meetings.drafts import MeetingField
from bot.policy.meetings.recurrence import MAX_COUNT, Weekday
from bot.policy.meetings.rrule_text import parse_rrule
from bot.views.components.view_state import (
    element_state,
    input_text,
    input_value,
    is_checked,
    selected_users,
    selected_value,
    small_number,
)
from bot.views.meetings import form_fields
from bot.views.meetings.form import FormState
from bot.views.meetings.form_content import FormContent, RepeatInput, repeat_input

T = TypeVar("T")


def read(view: Mapping[str, Any], form_state: FormState) -> FormContent:
    """The values of the form; those of fields that are folded away come from `form_state`."""
    repeat, fault = _read_repeat(view, form_state)
    channel = input_text(view, form_fields.CHANNEL, "selected_conversation")
    content = FormContent(
        topic=input_text(view, MeetingField.TOPIC),
        day=_parsed(date.fromisoformat, input_text(view, MeetingField.DATE, "selected_date")),
        clock=_parsed(time.fromisoformat, input_text(view, MeetingField.TIME, "selected_time")),
        zone=selected_value(view, MeetingField.ZONE) or form_state.zone,
        minutes=small_number(selected_value(view, MeetingField.DURATION)),
        repeat=repeat,
        on_pmi=selected_value(view, MeetingField.ID) == form_fields.PMI,
        passcode=_passcode(view, form_state),
        invite=tuple(UserId(user) for user in selected_users(view, MeetingField.INVITE)),
        description=input_text(view, MeetingField.DESCRIPTION),
        channel=channel if form_state.unfolded else form_state.channel,
    )
    return replace(content, repeat_error=fault or _repeat_fault(content))


def _passcode(view: Mapping[str, Any], form_state: FormState) -> str | None:
    """“” for no passcode, None to have one generated. An emptied field means “” when editing, else the checkbox decides."""
    typed = input_text(view, MeetingField.PASSCODE).strip()
    wants_none = form_state.target and element_state(view, MeetingField.PASSCODE)
    return typed or ("" if wants_none or is_checked(view, form_fields.WITHOUT_PASSCODE) else None)


def _read_repeat(view: Mapping[str, Any], form_state: FormState) -> tuple[RepeatInput, str]:
    """The fields of the repeat, and what of them cannot be read."""
    if not element_state(view, MeetingField.REPEATS):
        return repeat_input(_parsed(parse_rrule, form_state.rule)), ""
    kind = selected_value(view, MeetingField.REPEATS)
    checked = {str(each.get("value")) for each in input_value(view, form_fields.DAYS, "selected_options") or ()}
    typed = input_text(view, form_fields.TIMES)
    until, count = (
        _parsed(date.fromisoformat, input_text(view, form_fields.UNTIL, "selected_date")),
        small_number(typed),
    )
    repeat = RepeatInput(
        kind=kind,
        interval=small_number(selected_value(view, form_fields.INTERVAL)) or 1,
        days=tuple(each for each in Weekday if each.name in checked),
        until=until,
        count=count,
    )
    if not repeat.is_chosen:
        return RepeatInput(kind), ""
    if until and typed:
        return repeat, _("Choose one end of the repeat: a date, or a number of times.")
    return repeat, _no_such_repeat() if typed and count is None else ""


def _repeat_fault(content: FormContent) -> str:
    """What is wrong with fields that mean no rule, though all that it takes is chosen."""
    complete = content.repeat.is_chosen and content.day is not None
    return _no_such_repeat() if complete and content.rule is None else ""


def _no_such_repeat() -> str:
    return _("This repeat is not possible. Choose 1 to {most} times.", most=MAX_COUNT)


def _parsed(parse: Callable[[str], T], text: str) -> T | None:
    """What `parse` makes of a text; None where it raises ValueError."""
    try:
        return parse(text)
    except ValueError:
        return None
